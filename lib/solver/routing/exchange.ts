import type { Random } from "./random";
import { refresh } from "./refresh";
import type { State } from "./state";

/** Used routes of other classes tried as partners of a changed route. */
const PARTNERS = 6;

/**
 * In mixed fleets: give a changed route to another kind of vehicle, or exchange the routes of two vehicles whole.
 * Strings alone seldom do this, for all the plans between break a capacity.
 */
export class Exchange {
  private readonly row: Int32Array;

  constructor(
    private readonly state: State,
    private readonly random: Random,
  ) {
    this.row = new Int32Array(state.instance.nodes);
  }

  /** Try each route touched in this step; only exchanges that save money are kept. */
  improve(): void {
    const { state, random } = this;
    const { classes, classOf } = state.instance;
    for (let i = 0, changed = state.touchedCount; i < changed; i++) {
      const v = state.touched[i];
      if (state.size[v] === 0) continue;
      let best = 1e-6;
      let partner = -1;
      const consider = (w: number) => {
        if (w < 0 || w === v || classOf[w] === classOf[v]) return;
        const gain = this.gain(v, w);
        if (gain > best) {
          best = gain;
          partner = w;
        }
      };
      const group = random.below(classes);
      for (let k = 0; k < Math.min(classes, PARTNERS); k++) consider(state.idle((group + k) % classes));
      for (let k = 0; k < PARTNERS; k++) consider(state.used[random.below(state.usedRoutes)]);
      if (partner >= 0) this.exchange(v, partner);
    }
  }

  /** Money saved on vehicles and metres, before times are looked at; below zero where loads do not fit. */
  private gain(v: number, w: number): number {
    const { state } = this;
    const { perM, fixed, capacity, segmented } = state.instance;
    if (!segmented && (state.load[v] > capacity[w] || state.load[w] > capacity[v])) return -1;
    const vOnW = this.metres(v, w);
    if (state.size[w] === 0) return fixed[v] + perM[v] * state.metres[v] - fixed[w] - perM[w] * vOnW;
    const wOnV = this.metres(w, v);
    return perM[v] * (state.metres[v] - wOnV) + perM[w] * (state.metres[w] - vOnW);
  }

  /** Length of the route of v when driven from and to the depots of w. */
  private metres(v: number, w: number): number {
    const { state } = this;
    const { n, dist, locations: m } = state.instance;
    const { loc, next, prev, leg } = state;
    const start = n + 2 * v;
    const other = n + 2 * w;
    const first = next[start];
    const last = prev[start + 1];
    const ends = dist[loc[other] * m + loc[first]] + dist[loc[last] * m + loc[other + 1]];
    return state.metres[v] - leg[start] - leg[last] + ends;
  }

  private exchange(v: number, w: number): void {
    const { state } = this;
    if (!this.allowed(v, w) || !this.allowed(w, v)) return;
    const { plain } = state.instance;
    const before = state.total;
    const badBefore = state.badRoutes;
    this.swap(v, w);
    if (plain) return;
    if (state.badRoutes > badBefore || state.total >= before) this.swap(v, w);
  }

  /** All stops of v may be served by w, and none of them is fixed to v. */
  private allowed(v: number, w: number): boolean {
    const { n, allowed, classOf } = this.state.instance;
    const start = n + 2 * v;
    if (this.state.sealed[start] === 1) return false;
    for (let u = this.state.next[start]; u !== start + 1; u = this.state.next[u])
      if (u >= n || allowed[classOf[w] * n + u] === 0) return false;
    return true;
  }

  private swap(v: number, w: number): void {
    const { state, row } = this;
    const { n, plain } = state.instance;
    const lift = (route: number, into: number): number => {
      const start = n + 2 * route;
      let count = into;
      for (let u = state.next[start]; u !== start + 1; u = state.next[u]) row[count++] = u;
      for (let i = into; i < count; i++) state.remove(row[i]);
      return count;
    };
    const ofV = lift(v, 0);
    const ofW = lift(w, ofV);
    for (let i = 0, after = n + 2 * w; i < ofV; after = row[i++]) state.insertAfter(row[i], after, w);
    for (let i = ofV, after = n + 2 * v; i < ofW; after = row[i++]) state.insertAfter(row[i], after, v);
    if (plain) return;
    refresh(state, v);
    refresh(state, w);
  }
}
