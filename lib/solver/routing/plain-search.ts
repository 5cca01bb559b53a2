import type { Blinks } from "./blinks";
import type { Place } from "./place";
import type { Room } from "./room";
import type { State } from "./state";

/** Routes with room are searched whole while they have at most this many positions for each near stop looked at otherwise. */
const SCANNED_PER_NEAR = 4;

/** The cheapest place of a stop among the used routes where capacity is the only rule. */
export class PlainSearch {
  constructor(
    private readonly state: State,
    private readonly blinks: Blinks,
    private readonly room: Room,
    private readonly place: Place,
  ) {}

  /** Look everywhere if few routes have room, else beside the `width` nearest stops and at the ends of routes. */
  find(c: number, width: number): void {
    if (this.room.positions(c) <= SCANNED_PER_NEAR * width) {
      this.everyPlace(c);
      return;
    }
    this.nearPlaces(c, width);
    this.ends(c);
  }

  /** Every position of the routes with room, each three numbers that lie together. */
  private everyPlace(c: number): void {
    const { state, place } = this;
    const { n, dist, distT, locations, perM, capacity, deliver } = state.instance;
    const { next, leg, loc, load } = state;
    const need = deliver[c];
    const symmetric = dist === distT;
    const row = c * locations;
    let best = place.delta;
    const { routes, count } = this.room;
    let blink = this.blinks.remaining;
    for (let i = 0; i < count; i++) {
      const v = routes[i];
      if (load[v] + need > capacity[v]) continue;
      const price = perM[v];
      const end = n + 2 * v + 1;
      let inbound = distT[row + loc[end - 1]];
      for (let u = end - 1, x = 0; u !== end; u = x) {
        x = next[u];
        const onward = dist[row + loc[x]];
        const delta = price * (inbound + onward - leg[u]);
        inbound = symmetric ? onward : distT[row + loc[x]];
        if (delta >= best) continue;
        if (--blink > 0) {
          best = delta;
          place.after = u;
          place.route = v;
        } else blink = this.blinks.gap();
      }
    }
    this.blinks.remaining = blink;
    place.delta = best;
  }

  /**
   * By the triangle inequality a stop at distance d from u costs at least 2 (d - leg) beside u, so most positions are
   * dismissed by two numbers that lie in sequence or in cache. A stop not served has a leg so negative that the same
   * test dismisses it.
   */
  private nearPlaces(c: number, width: number): void {
    const { state, place } = this;
    const { near, nearTwice, nearCount, dist, distT, locations, capacity, deliver, perM, metresForMoney } =
      state.instance;
    const { next, prev, route, leg, load, loc } = state;
    const row = c * locations;
    const need = deliver[c];
    const last = c * nearCount + Math.min(width, nearCount);
    let best = place.delta;
    let bound = best * metresForMoney;
    let bestAfter = -1;
    let blink = this.blinks.remaining;
    for (let k = c * nearCount; k < last; k++) {
      const u = near[k];
      const twice = nearTwice[k];
      const p = prev[u];
      const legOut = leg[u];
      const legIn = leg[p];
      if (twice - 2 * legOut < bound) {
        const v = route[u];
        if (v >= 0 && load[v] + need <= capacity[v]) {
          const delta = perM[v] * (distT[row + u] + dist[row + loc[next[u]]] - legOut);
          if (delta < best) {
            if (--blink > 0) {
              best = delta;
              bound = delta * metresForMoney;
              bestAfter = u;
            } else blink = this.blinks.gap();
          }
        }
      }
      if (twice - 2 * legIn < bound) {
        const v = route[u];
        if (v >= 0 && load[v] + need <= capacity[v]) {
          const delta = perM[v] * (distT[row + loc[p]] + dist[row + u] - legIn);
          if (delta < best) {
            if (--blink > 0) {
              best = delta;
              bound = delta * metresForMoney;
              bestAfter = p;
            } else blink = this.blinks.gap();
          }
        }
      }
    }
    this.blinks.remaining = blink;
    if (bestAfter >= 0) {
      place.delta = best;
      place.after = bestAfter;
      place.route = route[bestAfter];
    }
  }

  /** First and last place of every route with room: a route that only passes by may have no stop near c. */
  private ends(c: number): void {
    const { state, place } = this;
    const { n, dist, distT, locations, capacity, deliver, perM } = state.instance;
    const { next, prev, leg, load, loc } = state;
    const { routes, count } = this.room;
    const row = c * locations;
    const need = deliver[c];
    let best = place.delta;
    for (let i = 0; i < count; i++) {
      const v = routes[i];
      if (load[v] + need > capacity[v]) continue;
      const start = n + 2 * v;
      const u = prev[start + 1];
      const ahead = perM[v] * (distT[row + loc[start]] + dist[row + loc[next[start]]] - leg[start]);
      const behind = perM[v] * (distT[row + loc[u]] + dist[row + loc[start + 1]] - leg[u]);
      const delta = ahead < behind ? ahead : behind;
      if (delta < best) {
        best = delta;
        place.delta = delta;
        place.after = ahead < behind ? start : u;
        place.route = v;
      }
    }
  }
}
