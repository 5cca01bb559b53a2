import type { State } from "./state";

/**
 * Which used routes may have room, noted once for all stops to be put back in a step: in a full fleet these are few,
 * mostly those just ruined, and looking at each of their positions is faster than looking for them among neighbours.
 */
export class Room {
  /** The first `count` are the routes of the last survey and those opened since. */
  readonly routes: Int32Array;
  count = 0;
  private readonly least: Float64Array;

  constructor(private readonly state: State) {
    this.routes = new Int32Array(state.instance.vehicles);
    this.least = new Float64Array(2 * state.instance.dims);
  }

  /** Note the routes with room for the least demands among the first `count` stops of `list`. */
  survey(list: Int32Array, count: number): void {
    const { state, routes, least } = this;
    const { dims, deliver, collect } = state.instance;
    least.fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < count; i++)
      for (let k = 0; k < dims; k++) {
        least[k] = Math.min(least[k], deliver[list[i] * dims + k]);
        least[dims + k] = Math.min(least[dims + k], collect[list[i] * dims + k]);
      }
    this.count = 0;
    for (let i = 0; i < state.usedRoutes; i++) {
      const v = state.used[i];
      if (this.fits(v, least, 0, least, dims)) routes[this.count++] = v;
    }
  }

  /** A route got its first stop. */
  opened(v: number): void {
    this.routes[this.count++] = v;
  }

  /** Whether the loads of route v leave room for stop c somewhere, as far as can be told without its positions. */
  admits(v: number, c: number): boolean {
    const { dims, deliver, collect } = this.state.instance;
    return this.fits(v, deliver, c * dims, collect, c * dims);
  }

  /** Positions of the surveyed routes that admit c. */
  positions(c: number): number {
    const { routes, count, state } = this;
    let positions = 0;
    for (let i = 0; i < count; i++) if (this.admits(routes[i], c)) positions += state.size[routes[i]] + 1;
    return positions;
  }

  private fits(v: number, deliver: Float64Array, d: number, collect: Float64Array, p: number): boolean {
    const { state } = this;
    const { n, dims, capacity, segmented, maxTrips } = state.instance;
    if (!segmented) return state.load[v] + deliver[d] <= capacity[v];
    if (maxTrips[v] > 1) return true;
    const end = (n + 2 * v + 1) * dims;
    for (let k = 0; k < dims; k++) {
      if (state.headDeliver[end + k] + deliver[d + k] > capacity[v * dims + k]) return false;
      if (state.headCollect[end + k] + collect[p + k] > capacity[v * dims + k]) return false;
    }
    return true;
  }
}
