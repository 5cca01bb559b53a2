import type { Blinks } from "./blinks";
import { ALONE, Pricing, RELOAD_BEFORE } from "./pricing";
import type { State } from "./state";

/** With time windows the ends of far routes seldom fit: they are tried once in this many searches. */
const ENDS_EVERY = 8;

/** Finds the cheapest place of a stop; the answer stands in the fields. */
export class Insertion {
  after = -1;
  route = -1;
  mode = ALONE;
  delta = Number.POSITIVE_INFINITY;
  /** No more routes than this: what finds no place stays out and gains priority, until fewer routes do. */
  routeLimit = Number.POSITIVE_INFINITY;
  /** An unused vehicle is taken only where no route has a place (SISR's own rule), which empties routes. */
  reluctant = false;
  private searches = 0;
  readonly pricing: Pricing;

  constructor(
    private readonly state: State,
    private readonly blinks: Blinks,
  ) {
    this.pricing = new Pricing(state);
  }

  /** Carry out the answer for stop c. */
  apply(c: number): void {
    const { state, route: v } = this;
    if (this.mode === ALONE) {
      state.insertAfter(c, this.after, v);
      return;
    }
    const reload = state.spare[state.spareCount - 1];
    if (this.mode === RELOAD_BEFORE) {
      state.insertAfter(reload, this.after, v);
      state.insertAfter(c, reload, v);
    } else {
      state.insertAfter(c, this.after, v);
      state.insertAfter(reload, c, v);
    }
  }

  /**
   * Look beside the `width` nearest stops of c and at the cheapest unused vehicles, below `ceiling` (what the stop is
   * worth). True if there is a place.
   */
  search(c: number, width: number, ceiling: number): boolean {
    this.delta = ceiling;
    this.after = -1;
    this.mode = ALONE;
    if (this.state.instance.plain) this.searchPlain(c, width);
    else this.searchRich(c, width);
    return this.after >= 0;
  }

  /** Look at every position of every route. */
  searchEverywhere(c: number, ceiling: number): boolean {
    const { state } = this;
    const { n, vehicles, perM, plain, capacity, deliver } = state.instance;
    this.delta = ceiling;
    this.after = -1;
    this.mode = ALONE;
    for (let v = 0; v < vehicles; v++) {
      if (state.size[v] === 0 && state.idle(state.instance.classOf[v]) !== v) continue;
      const start = n + 2 * v;
      if (plain && state.load[v] + deliver[c] > capacity[v]) continue;
      for (let u = start; u !== start + 1; u = state.next[u]) {
        const added = this.detour(c, u, state.next[u], state.size[v]);
        const delta = plain
          ? perM[v] * added + (state.size[v] === 0 ? state.instance.fixed[v] : 0)
          : this.pricing.price(c, u, state.next[u], v, added, this.delta);
        if (delta < this.delta) {
          this.delta = delta;
          this.after = u;
          this.route = v;
          this.mode = plain ? ALONE : this.pricing.mode;
        }
      }
    }
    return this.after >= 0;
  }

  /** Metres added by putting c between u and x; an unused vehicle drives nothing before. */
  private detour(c: number, u: number, x: number, size: number): number {
    const { dist, distT, locations: m } = this.state.instance;
    const { loc, leg } = this.state;
    return distT[c * m + loc[u]] + dist[c * m + loc[x]] - (size === 0 ? 0 : leg[u]);
  }

  /**
   * By the triangle inequality a stop at distance d from u costs at least 2 (d - leg) beside u, so most positions are
   * dismissed by two numbers that lie in sequence or in cache. A stop not served has a leg so negative that the same
   * test dismisses it.
   */
  private searchPlain(c: number, width: number): void {
    const state = this.state;
    const { near, nearTwice, nearCount, dist, distT, locations, capacity, deliver, perM, metresForMoney } =
      state.instance;
    const { next, prev, route, leg, load, loc } = state;
    const row = c * locations;
    const need = deliver[c];
    const last = c * nearCount + Math.min(width, nearCount);
    let best = this.delta;
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
      this.delta = best;
      this.after = bestAfter;
      this.route = route[bestAfter];
    }
    this.searchPlainEnds(c);
    if (!this.reluctant || this.after < 0) this.openRoute(c);
  }

  /** First and last place of every route with room: a route that only passes by may have no stop near c. */
  private searchPlainEnds(c: number): void {
    const state = this.state;
    const { n, dist, distT, locations, capacity, deliver, perM } = state.instance;
    const { next, prev, leg, load, loc, used, usedRoutes } = state;
    const row = c * locations;
    const need = deliver[c];
    let best = this.delta;
    for (let i = 0; i < usedRoutes; i++) {
      const v = used[i];
      if (load[v] + need > capacity[v]) continue;
      const start = n + 2 * v;
      const u = prev[start + 1];
      const ahead = perM[v] * (distT[row + loc[start]] + dist[row + loc[next[start]]] - leg[start]);
      const behind = perM[v] * (distT[row + loc[u]] + dist[row + loc[start + 1]] - leg[u]);
      const delta = ahead < behind ? ahead : behind;
      if (delta < best) {
        best = delta;
        this.delta = delta;
        this.after = ahead < behind ? start : u;
        this.route = v;
      }
    }
  }

  private searchRich(c: number, width: number): void {
    const state = this.state;
    const { near, nearTwice, nearCount, dist, distT, locations, perM, metresForMoney } = state.instance;
    const { next, prev, route, leg, loc } = state;
    const row = c * locations;
    const last = c * nearCount + Math.min(width, nearCount);
    let blink = this.blinks.remaining;
    let bound = this.delta * metresForMoney;
    for (let k = c * nearCount; k < last; k++) {
      const u = near[k];
      const twice = nearTwice[k];
      const p = prev[u];
      const legOut = leg[u];
      const legIn = leg[p];
      if (twice - 2 * legOut < bound) {
        const v = route[u];
        if (v < 0) continue;
        const x = next[u];
        const metres = distT[row + u] + dist[row + loc[x]] - legOut;
        if (perM[v] * metres < this.delta) {
          if (--blink > 0) {
            this.offer(c, u, x, v, metres);
            bound = this.delta * metresForMoney;
          } else blink = this.blinks.gap();
        }
      }
      if (twice - 2 * legIn < bound) {
        const v = route[u];
        if (v < 0) continue;
        const metres = distT[row + loc[p]] + dist[row + u] - legIn;
        if (perM[v] * metres < this.delta) {
          if (--blink > 0) {
            this.offer(c, p, u, v, metres);
            bound = this.delta * metresForMoney;
          } else blink = this.blinks.gap();
        }
      }
    }
    this.blinks.remaining = blink;
    if (!state.instance.timed || state.instance.reloading || ++this.searches % ENDS_EVERY === 0) this.searchEnds(c);
    if (!this.reluctant || this.after < 0) this.openRoute(c);
  }

  /** As `searchPlainEnds`; a full vehicle's reload is also best tried at the end of its route. */
  private searchEnds(c: number): void {
    const state = this.state;
    const { n, dist, distT, locations, perM, segmented, deliver, capacity } = state.instance;
    const { prev, next, leg, loc, load, used, usedRoutes } = state;
    const row = c * locations;
    for (let i = 0; i < usedRoutes; i++) {
      const v = used[i];
      if (!segmented && load[v] + deliver[c] > capacity[v]) continue;
      const start = n + 2 * v;
      const u = prev[start + 1];
      const behind = distT[row + loc[u]] + dist[row + loc[start + 1]] - leg[u];
      if (perM[v] * behind < this.delta) this.offer(c, u, start + 1, v, behind);
      const x = next[start];
      const ahead = distT[row + loc[start]] + dist[row + loc[x]] - leg[start];
      if (perM[v] * ahead < this.delta) this.offer(c, start, x, v, ahead);
    }
  }

  private offer(c: number, u: number, x: number, v: number, metres: number): void {
    const delta = this.pricing.price(c, u, x, v, metres, this.delta);
    if (delta < this.delta) {
      this.delta = delta;
      this.after = u;
      this.route = v;
      this.mode = this.pricing.mode;
    }
  }

  /** The classes are sorted by price, so in plain problems the first that fits is best. */
  private openRoute(c: number): void {
    const { state } = this;
    const { n, openOrder, openCount, plain, capacity, deliver, fixed, perM } = state.instance;
    if (state.usedRoutes >= this.routeLimit) return;
    for (let k = 0; k < openCount; k++) {
      const group = openOrder[c * openCount + k];
      if (group < 0) return;
      const v = state.idle(group);
      if (v < 0 || (openCount > 1 && this.blinks.pass())) continue;
      const start = n + 2 * v;
      const metres = this.detour(c, start, start + 1, 0);
      if (!plain) {
        this.offer(c, start, start + 1, v, metres);
        continue;
      }
      if (deliver[c] > capacity[v]) continue;
      const delta = fixed[v] + perM[v] * metres;
      if (delta < this.delta) {
        this.delta = delta;
        this.after = start;
        this.route = v;
        this.mode = ALONE;
      }
      return;
    }
  }
}
