import type { Random } from "./random";
import type { State } from "./state";
import { FORBIDDEN, LARGEST } from "./travel";
import { travelS } from "./refresh";

/** A position is passed over once in this many, so that equal greedy choices do not repeat (SISR "blinks"). */
const BLINK_EVERY = 100;
const PASS = 0.1;
/** With time windows the ends of far routes seldom fit: they are tried once in this many searches. */
const ENDS_EVERY = 8;
/** How an insertion is done: the stop alone, a reload before it, a reload after it. */
export const ALONE = 0;
export const RELOAD_BEFORE = 1;
export const RELOAD_AFTER = 2;

/** Draws blinks as gaps between them, one logarithm a blink instead of a draw a position. */
export class Blinks {
  private left = 0;
  constructor(private readonly random: Random) {
    this.left = this.gap();
  }
  gap(): number {
    return 1 + Math.floor(Math.log(1 - this.random.unit()) / Math.log(1 - 1 / BLINK_EVERY));
  }
  /** A vehicle class is passed over more often: there are few, and the cheapest would always win. */
  pass(): boolean {
    return this.random.unit() < PASS;
  }
  /** Positions until the next blink; the caller counts down and stores what is left. */
  get remaining(): number {
    return this.left;
  }
  set remaining(value: number) {
    this.left = value;
  }
}

/** Finds the cheapest place of a stop; the answer stands in the fields. */
export class Insertion {
  after = -1;
  route = -1;
  mode = ALONE;
  delta = Number.POSITIVE_INFINITY;
  /** No more routes than this: what finds no place stays out and gains priority, until fewer routes do. */
  routeLimit = Number.POSITIVE_INFINITY;
  /** Closed roads may be used for the moment, at a price beyond any other, in the hope that the next stop mends it. */
  daring = false;
  private searches = 0;
  /** The mode of the last price asked for. */
  private priced = ALONE;

  constructor(
    private readonly state: State,
    private readonly blinks: Blinks,
  ) {}

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
          : this.price(c, u, state.next[u], v, added);
        if (delta < this.delta) {
          this.delta = delta;
          this.after = u;
          this.route = v;
          this.mode = plain ? ALONE : this.priced;
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
    this.openRoute(c);
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
    this.openRoute(c);
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
    const delta = this.price(c, u, x, v, metres);
    if (delta < this.delta) {
      this.delta = delta;
      this.after = u;
      this.route = v;
      this.mode = this.priced;
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

  /**
   * Money added by putting c between u and x in route v, Infinity where a rule forbids it. Constant time through
   * load, time and duty segments; vehicles with breaks or soft windows are timed exactly, after the bound by distance.
   */
  private price(c: number, u: number, x: number, v: number, metres: number): number {
    const state = this.state;
    const instance = state.instance;
    const { n, allowed, classOf, movePrice, previousVehicle } = instance;
    this.priced = ALONE;
    if (state.sealed[u] === 1 || allowed[classOf[v] * n + c] === 0) return Number.POSITIVE_INFINITY;
    if (metres >= FORBIDDEN / 2 && !this.daring) return Number.POSITIVE_INFINITY;
    const far = state.metres[v] + metres;
    if ((this.daring ? far % FORBIDDEN : far) > instance.maxDist[v]) return Number.POSITIVE_INFINITY;
    let delta = instance.perM[v] * metres;
    if (state.size[v] === 0) delta += instance.fixed[v];
    if (movePrice > 0 && previousVehicle[c] >= 0 && previousVehicle[c] !== v) delta += movePrice;
    if (delta >= this.delta) return Number.POSITIVE_INFINITY;
    if (!this.fits(c, u, x, v)) return this.priceWithReload(c, u, x, v, delta - instance.perM[v] * metres);
    if (!instance.timed) return delta;
    return this.priceTime(c, u, x, v, delta);
  }

  private priceTime(c: number, u: number, x: number, v: number, delta: number): number {
    const state = this.state;
    const { dur, durT, locations: m, speed, exact, dutied, perS } = state.instance;
    const { loc, ready, latest, open, close, service } = state;
    const there = travelS(durT[c * m + loc[u]], speed[v]);
    const onward = travelS(dur[c * m + loc[x]], speed[v]);
    const begin = Math.max(ready[u] + there, open[c]);
    if (begin > close[c] || begin + service[c] + onward > latest[x]) return Number.POSITIVE_INFINITY;
    if (exact) {
      state.schedule.withInsertion(v, u, c, -1);
      return delta + this.exactExtra(v);
    }
    if (!dutied) return delta;
    // Join head ⊕ c ⊕ tail (Vidal et al. 2013); feasibility is known, so there is waiting but no time warp.
    const first = state.headDuty[u] + there;
    const waitC = Math.max(0, open[c] - first - state.headLate[u]);
    const late = Math.min(close[c] - first, state.headLate[u]);
    const elapsed = first + waitC + service[c] + onward;
    const waitX = Math.max(0, state.tailEarly[x] - elapsed - late);
    const duty = elapsed + state.tailDuty[x] + waitX;
    if (duty > state.instance.maxDuty[v]) return Number.POSITIVE_INFINITY;
    return delta + perS[v] * (duty - state.duty[v]) + this.overShare(duty) - this.overShare(state.duty[v]);
  }

  private overShare(duty: number): number {
    const { sharePrice, fairShare } = this.state.instance;
    return sharePrice > 0 && duty > fairShare ? sharePrice * (duty - fairShare) : 0;
  }

  /** Duty, balance and lateness money of the nodes in `state.schedule`, less the route's own. */
  private exactExtra(v: number): number {
    const { state } = this;
    const { perS, perM, fixed, maxDuty } = state.instance;
    const schedule = state.schedule;
    if (!schedule.run(v) || schedule.duty > maxDuty[v]) return Number.POSITIVE_INFINITY;
    const now = state.size[v] === 0 ? 0 : state.cost[v] - fixed[v] - perM[v] * state.metres[v] - this.movedMoney(v);
    return perS[v] * schedule.duty + this.overShare(schedule.duty) + schedule.late - now;
  }

  private movedMoney(v: number): number {
    const { n, movePrice, previousVehicle } = this.state.instance;
    if (movePrice === 0) return 0;
    let money = 0;
    for (let u = this.state.next[n + 2 * v]; u !== n + 2 * v + 1; u = this.state.next[u])
      if (u < n && previousVehicle[u] >= 0 && previousVehicle[u] !== v) money += movePrice;
    return money;
  }

  private fits(c: number, u: number, x: number, v: number): boolean {
    const state = this.state;
    const { dims, deliver, collect, capacity, segmented } = state.instance;
    if (!segmented) return state.load[v] + deliver[c] <= capacity[v];
    for (let k = 0; k < dims; k++) {
      const q = deliver[c * dims + k];
      const p = collect[c * dims + k];
      const a = u * dims + k;
      const z = x * dims + k;
      const peak = Math.max(state.headPeak[a] + q, state.headCollect[a] + Math.max(q, p));
      const tail = state.headCollect[a] + p + state.tailPeak[z];
      if (Math.max(peak + state.tailDeliver[z], tail) > capacity[v * dims + k]) return false;
    }
    return true;
  }

  /** Full vehicles may go back and load again, just before c or just after. */
  private priceWithReload(c: number, u: number, x: number, v: number, base: number): number {
    const state = this.state;
    const { n, locations: m, dist, distT, maxTrips, perM, maxDist, timed } = state.instance;
    if (state.trips[v] >= maxTrips[v] || state.spareCount === 0 || state.size[v] === 0) return Number.POSITIVE_INFINITY;
    const { loc, leg } = state;
    const depot = loc[n + 2 * v];
    const reload = state.spare[state.spareCount - 1];
    let best = Number.POSITIVE_INFINITY;
    for (const mode of [RELOAD_BEFORE, RELOAD_AFTER]) {
      if (!this.fitsWithReload(c, u, x, v, mode)) continue;
      const metres =
        (mode === RELOAD_BEFORE
          ? dist[loc[u] * m + depot] + distT[c * m + depot] + dist[c * m + loc[x]]
          : distT[c * m + loc[u]] + dist[c * m + depot] + dist[depot * m + loc[x]]) - leg[u];
      if (metres >= FORBIDDEN / 2 || state.metres[v] + metres > maxDist[v]) continue;
      let delta = base + perM[v] * metres;
      if (delta >= Math.min(best, this.delta)) continue;
      if (timed) {
        this.lendReload(reload, v);
        state.schedule.withInsertion(v, u, mode === RELOAD_BEFORE ? reload : c, mode === RELOAD_BEFORE ? c : reload);
        delta += this.exactExtra(v);
      }
      if (delta < best) {
        best = delta;
        this.priced = mode;
      }
    }
    return best < LARGEST * 1e6 ? best : Number.POSITIVE_INFINITY;
  }

  private lendReload(reload: number, v: number): void {
    const { n, reloadS } = this.state.instance;
    this.state.loc[reload] = this.state.loc[n + 2 * v];
    this.state.service[reload] = reloadS[v];
    this.state.open[reload] = this.state.open[n + 2 * v];
    this.state.close[reload] = this.state.close[n + 2 * v];
  }

  private fitsWithReload(c: number, u: number, x: number, v: number, mode: number): boolean {
    const state = this.state;
    const { dims, deliver, collect, capacity } = state.instance;
    for (let k = 0; k < dims; k++) {
      const q = deliver[c * dims + k];
      const p = collect[c * dims + k];
      const a = u * dims + k;
      const z = x * dims + k;
      const own = Math.max(q, p);
      const limit = capacity[v * dims + k];
      if (mode === RELOAD_BEFORE) {
        if (state.headPeak[a] > limit) return false;
        if (Math.max(own + state.tailDeliver[z], p + state.tailPeak[z]) > limit) return false;
      } else {
        if (Math.max(state.headPeak[a] + q, state.headCollect[a] + own) > limit) return false;
        if (state.tailPeak[z] > limit) return false;
      }
    }
    return true;
  }
}
