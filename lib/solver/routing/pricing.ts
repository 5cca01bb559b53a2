import { ALONE, RELOAD_AFTER, RELOAD_BEFORE } from "./place";
import { travelS } from "./refresh";
import type { State } from "./state";
import { FORBIDDEN, LARGEST } from "./travel";

/** Prices one position of one stop by every rule there is. */
export class Pricing {
  /** How the last position priced would be filled. */
  mode = ALONE;
  /** Closed roads may be used for the moment, at a price beyond any other, in the hope that the next stop mends it. */
  daring = false;
  private ceiling = Number.POSITIVE_INFINITY;

  constructor(private readonly state: State) {}

  /**
   * Money added by putting c between u and x in route v, Infinity where a rule forbids it. Constant time through
   * load, time and duty segments; vehicles with breaks or soft windows are timed exactly, after the bound by distance.
   */
  price(c: number, u: number, x: number, v: number, metres: number, ceiling: number): number {
    this.ceiling = ceiling;
    const state = this.state;
    const instance = state.instance;
    const { n, allowed, classOf, movePrice, previousVehicle } = instance;
    this.mode = ALONE;
    if (state.sealed[u] === 1 || allowed[classOf[v] * n + c] === 0) return Number.POSITIVE_INFINITY;
    if (metres >= FORBIDDEN / 2 && !this.daring) return Number.POSITIVE_INFINITY;
    const far = state.metres[v] + metres;
    if ((this.daring ? far % FORBIDDEN : far) > instance.maxDist[v]) return Number.POSITIVE_INFINITY;
    let delta = instance.perM[v] * metres;
    if (state.size[v] === 0) delta += instance.fixed[v];
    if (movePrice > 0 && previousVehicle[c] >= 0 && previousVehicle[c] !== v) delta += movePrice;
    if (delta >= this.ceiling) return Number.POSITIVE_INFINITY;
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
      if (delta >= Math.min(best, this.ceiling)) continue;
      if (timed) {
        this.lendReload(reload, v);
        state.schedule.withInsertion(v, u, mode === RELOAD_BEFORE ? reload : c, mode === RELOAD_BEFORE ? c : reload);
        delta += this.exactExtra(v);
      }
      if (delta < best) {
        best = delta;
        this.mode = mode;
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
