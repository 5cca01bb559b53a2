import type { Random } from "./random";
import { refresh } from "./refresh";
import type { State } from "./state";

/**
 * Adjacent string removal of SISR (Christiaens and Vanden Berghe 2020, section 5.1): around a random stop, take a
 * string of consecutive stops out of each of a few neighbouring routes, half of the time leaving a piece in place.
 */
export interface RuinSettings {
  /** Average number of stops removed (the paper's c-bar). */
  averageRemoved: number;
  /** Longest string (the paper's L-max). */
  longestString: number;
  /** Probability of the split string, and of not lengthening the piece it keeps. */
  split: number;
  splitStop: number;
  /** Probability that the first string is its whole route, so that vehicles can be exchanged or given back. */
  wholeRoute: number;
}

export const RUIN: RuinSettings = {
  averageRemoved: 10,
  longestString: 10,
  split: 0.5,
  splitStop: 0.5,
  wholeRoute: 0.02,
};

export class Ruin {
  /** Stops taken out by the last call. */
  readonly removed: Int32Array;
  count = 0;
  private readonly string: Int32Array;
  private readonly reloadBase: number;

  constructor(
    private readonly state: State,
    private readonly random: Random,
    private readonly settings: RuinSettings,
  ) {
    this.removed = new Int32Array(state.instance.n);
    this.string = new Int32Array(state.instance.n);
    this.reloadBase = state.instance.n + 2 * state.instance.vehicles;
  }

  /** Take strings out around `seed`; routes are refreshed. */
  around(seed: number): void {
    const { state, random, settings } = this;
    const { n, near, nearCount, plain, reloading } = state.instance;
    this.count = 0;
    const used = state.usedRoutes;
    if (used === 0) return;
    const served = n - state.absentCount;
    const longest = Math.min(settings.longestString, served / used);
    const most = (4 * settings.averageRemoved) / (1 + longest) - 1;
    const strings = Math.floor(random.unit() * most + 1);
    let done = 0;
    for (let k = -1; k < nearCount && done < strings; k++) {
      const c = k < 0 ? seed : near[seed * nearCount + k];
      const v = state.route[c];
      if (v < 0 || state.touchMark[v] === state.step) continue;
      const size = state.size[v];
      const whole = done === 0 && random.unit() < settings.wholeRoute;
      const length = whole ? size : Math.floor(random.unit() * Math.min(size, longest) + 1);
      this.removeString(c, v, Math.min(length, size));
      state.touch(v);
      done++;
    }
    for (let i = 0; i < state.touchedCount; i++) {
      const v = state.touched[i];
      if (reloading) this.dropReloads(v);
      if (!plain) refresh(state, v);
    }
  }

  private removeString(c: number, v: number, length: number): void {
    const { state, random, settings } = this;
    const { prev } = state;
    const size = state.size[v];
    let kept = 0;
    if (length > 1 && length < size && random.unit() < settings.split) {
      kept = 1;
      while (length + kept < size && random.unit() > settings.splitStop) kept++;
    }
    const span = length + kept;
    // Walk back a random number of stops, as far as the string still covers c.
    let first = c;
    let back = random.below(span);
    let position = 0;
    while (back > 0 && this.stopBefore(first) >= 0) {
      first = this.stopBefore(first);
      back--;
      position++;
    }
    // Too near the end: shift the string back so that it has its full length.
    let ahead = span - 1 - position;
    let last = c;
    while (ahead > 0 && this.stopAfter(last) >= 0) {
      last = this.stopAfter(last);
      ahead--;
    }
    while (ahead > 0 && this.stopBefore(first) >= 0) {
      first = this.stopBefore(first);
      ahead--;
    }
    let found = 0;
    for (let u = first; found < span; u = this.stopAfter(u)) {
      this.string[found++] = u;
      if (u === last) break;
    }
    const keepFrom = kept > 0 ? 1 + random.below(Math.max(1, found - kept - 1)) : found;
    for (let i = 0; i < found; i++) {
      if (i >= keepFrom && i < keepFrom + kept) continue;
      const u = this.string[i];
      if (state.sealed[prev[u]] === 1) continue;
      state.remove(u);
      this.removed[this.count++] = u;
    }
  }

  /** Previous stop of the route, over reload nodes; -1 at the beginning or where the visited part ends. */
  private stopBefore(u: number): number {
    const { n } = this.state.instance;
    let p = this.state.prev[u];
    while (p >= this.reloadBase) p = this.state.prev[p];
    return p < n ? p : -1;
  }

  private stopAfter(u: number): number {
    const { n } = this.state.instance;
    let x = this.state.next[u];
    while (x >= this.reloadBase) x = this.state.next[x];
    return x < n ? x : -1;
  }

  /** Take out reloads that begin or end an empty trip, or that the loads no longer need. */
  dropReloads(v: number): void {
    const { state } = this;
    const start = state.instance.n + 2 * v;
    refresh(state, v);
    for (let u = state.next[start]; u !== start + 1; ) {
      const x = state.next[u];
      if (u > start + 1 && (this.besideDepot(u) || this.mergeable(u, v))) {
        state.remove(u);
        refresh(state, v);
      }
      u = x;
    }
  }

  private besideDepot(reload: number): boolean {
    const { n } = this.state.instance;
    return this.state.prev[reload] >= n || this.state.next[reload] >= n;
  }

  private mergeable(reload: number, v: number): boolean {
    const { state } = this;
    const { dims, capacity } = state.instance;
    for (let k = 0; k < dims; k++) {
      const a = state.prev[reload] * dims + k;
      const z = state.next[reload] * dims + k;
      const peak = Math.max(state.headPeak[a] + state.tailDeliver[z], state.headCollect[a] + state.tailPeak[z]);
      if (peak > capacity[v * dims + k]) return false;
    }
    return true;
  }
}
