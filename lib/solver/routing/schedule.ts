import type { Instance } from "./instance";
import { travelS } from "./refresh";
import type { State } from "./state";

/** Where a break was put relative to a node: none, after the previous service, on arrival before this one's. */
const NONE = 0;
const BEFORE_DRIVE = 1;
const ON_ARRIVAL = 2;
/** Why `run` failed. */
export const FINE = 0;
export const MISSED_WINDOW = 1;
export const MISSED_BREAK = 2;

/**
 * The exact timetable of one route: earliest starts, breaks where they delay least, then the latest departure that
 * delays nothing. Needed where constant-time segments do not reach (breaks, soft windows) and for the final plan.
 *
 * Breaks are a forward pass over (node, breaks taken), keeping the earliest time free; since a later start never ends
 * earlier, the earliest is enough. Linear in nodes times breaks.
 */
export class Schedule {
  private readonly instance: Instance;
  private readonly state: State;
  /** The nodes to schedule, from a start node to its end node. */
  readonly node: Int32Array;
  length = 0;
  readonly arrive: Float64Array;
  readonly start: Float64Array;
  readonly leave: Float64Array;
  /** For the b-th break of the vehicle: index of the node it precedes (-1: not taken) and when it starts. */
  readonly breakBefore: Int32Array;
  readonly breakStart: Float64Array;
  departS = 0;
  finishS = 0;
  duty = 0;
  /** Money for late starts. */
  late = 0;
  fault = FINE;
  private free = new Float64Array(64);
  private choice = new Uint8Array(64);
  private readonly drive: Float64Array;
  private readonly pause: Uint8Array;

  constructor(instance: Instance, state: State) {
    const room = instance.nodes + 4;
    this.instance = instance;
    this.state = state;
    this.node = new Int32Array(room);
    this.arrive = new Float64Array(room);
    this.start = new Float64Array(room);
    this.leave = new Float64Array(room);
    this.drive = new Float64Array(room);
    this.pause = new Uint8Array(room);
    let most = 0;
    for (let v = 0; v < instance.vehicles; v++)
      most = Math.max(most, instance.breakFrom[v + 1] - instance.breakFrom[v]);
    this.breakBefore = new Int32Array(most);
    this.breakStart = new Float64Array(most);
  }

  /** Take the nodes of route v as they are. */
  fromRoute(v: number): void {
    const { next } = this.state;
    const first = this.instance.n + 2 * v;
    let length = 0;
    for (let u = first; ; u = next[u]) {
      this.node[length++] = u;
      if (u === first + 1) break;
    }
    this.length = length;
  }

  /** Take the nodes of route v with one or two more after node u (b = -1: one). */
  withInsertion(v: number, u: number, a: number, b: number): void {
    const { next } = this.state;
    const first = this.instance.n + 2 * v;
    let length = 0;
    for (let at = first; ; at = next[at]) {
      this.node[length++] = at;
      if (at === u) {
        this.node[length++] = a;
        if (b >= 0) this.node[length++] = b;
      }
      if (at === first + 1) break;
    }
    this.length = length;
  }

  /** Time the nodes for vehicle v; false if a window or break cannot be kept (`fault` says which). */
  run(v: number): boolean {
    const { breakFrom, visitedFrom, departed } = this.instance;
    const breaks = breakFrom[v + 1] - breakFrom[v];
    const past = visitedFrom[v + 1] - visitedFrom[v];
    this.legs(v);
    this.pause.fill(NONE, 0, this.length);
    this.breakBefore.fill(-1, 0, breaks);
    this.fault = FINE;
    if (breaks > 0 && !this.placeBreaks(v, past, breaks)) return false;
    return this.times(v, past, departed[v]);
  }

  /** Speed is applied once per leg, here. */
  private legs(v: number): void {
    const { locations: m, dur, speed } = this.instance;
    const { loc } = this.state;
    for (let i = 1; i < this.length; i++)
      this.drive[i] = travelS(dur[loc[this.node[i - 1]] * m + loc[this.node[i]]], speed[v]);
  }

  /** Choose for every break the leg it belongs to. */
  private placeBreaks(v: number, past: number, count: number): boolean {
    const { breaks, breakFrom, freeAt } = this.instance;
    const { open, close, service } = this.state;
    const wide = count + 1;
    const length = this.length;
    if (this.free.length < length * wide) {
      this.free = new Float64Array(length * wide * 2);
      this.choice = new Uint8Array(length * wide * 2);
    }
    const { free, choice } = this;
    const row = breakFrom[v] * 3;
    free.fill(Number.POSITIVE_INFINITY, 0, length * wide);
    free[past * wide] = freeAt[v];
    for (let i = past + 1; i < length; i++) {
      const u = this.node[i];
      const drive = this.drive[i];
      for (let j = 0; j < wide; j++) {
        let best = Number.POSITIVE_INFINITY;
        let how = NONE;
        const plainStart = Math.max(free[(i - 1) * wide + j] + drive, open[u]);
        if (plainStart <= close[u]) best = plainStart + service[u];
        if (j > 0) {
          const t = free[(i - 1) * wide + j - 1];
          const earliest = breaks[row + (j - 1) * 3];
          const latest = breaks[row + (j - 1) * 3 + 1];
          const rest = breaks[row + (j - 1) * 3 + 2];
          const early = Math.max(t, earliest);
          const afterEarly = Math.max(early + rest + drive, open[u]);
          if (early <= latest && afterEarly <= close[u] && afterEarly + service[u] < best) {
            best = afterEarly + service[u];
            how = BEFORE_DRIVE;
          }
          const there = Math.max(t + drive, earliest);
          const afterThere = Math.max(there + rest, open[u]);
          if (there <= latest && afterThere <= close[u] && afterThere + service[u] < best) {
            best = afterThere + service[u];
            how = ON_ARRIVAL;
          }
        }
        free[i * wide + j] = best;
        choice[i * wide + j] = how;
      }
    }
    return this.traceBreaks(v, past, count);
  }

  /** A break not taken is not owed if the vehicle is home by its latest start. */
  private traceBreaks(v: number, past: number, count: number): boolean {
    const { breaks, breakFrom } = this.instance;
    const { free, choice } = this;
    const wide = count + 1;
    const row = breakFrom[v] * 3;
    const last = (this.length - 1) * wide;
    let taken = -1;
    let reachable = false;
    for (let j = 0; j < wide; j++) {
      const finish = free[last + j];
      if (finish === Number.POSITIVE_INFINITY) continue;
      reachable = true;
      let owed = false;
      for (let b = j; b < count; b++) if (finish > breaks[row + b * 3 + 1]) owed = true;
      if (!owed && (taken < 0 || finish < free[last + taken])) taken = j;
    }
    if (taken < 0) {
      this.fault = reachable ? MISSED_BREAK : MISSED_WINDOW;
      return false;
    }
    for (let i = this.length - 1, j = taken; i > past; i--) {
      this.pause[i] = choice[i * wide + j];
      if (this.pause[i] !== NONE) this.breakBefore[--j] = i;
    }
    return true;
  }

  /** Earliest times with the breaks placed, then the departure moved as late as delays nothing. */
  private times(v: number, past: number, departed: number): boolean {
    const { n, breaks, breakFrom, freeAt, visitedStart, visitedFrom, due, latePrice } = this.instance;
    const { open, close, service } = this.state;
    const { node, arrive, start, leave, pause } = this;
    let b = breakFrom[v];
    let slack = Number.POSITIVE_INFINITY;
    let idle = 0;
    let t = freeAt[v];
    let late = 0;
    arrive[0] = start[0] = leave[0] = past > 0 ? departed : t;
    for (let i = 1; i < this.length; i++) {
      const u = node[i];
      if (i <= past) {
        arrive[i] = start[i] = visitedStart[visitedFrom[v] + i - 1];
        leave[i] = start[i] + service[u];
        if (latePrice[u] > 0 && start[i] > due[u]) late += latePrice[u] * (start[i] - due[u]);
        continue;
      }
      if (pause[i] === BEFORE_DRIVE) {
        const begin = Math.max(t, breaks[b * 3]);
        idle += begin - t;
        slack = Math.min(slack, idle + breaks[b * 3 + 1] - begin);
        this.breakStart[b - breakFrom[v]] = begin;
        t = begin + breaks[b * 3 + 2];
        b++;
      }
      t += this.drive[i];
      arrive[i] = t;
      if (pause[i] === ON_ARRIVAL) {
        const begin = Math.max(t, breaks[b * 3]);
        idle += begin - t;
        slack = Math.min(slack, idle + breaks[b * 3 + 1] - begin);
        this.breakStart[b - breakFrom[v]] = begin;
        t = begin + breaks[b * 3 + 2];
        b++;
      }
      const begin = Math.max(t, open[u]);
      if (begin > close[u]) {
        this.fault = MISSED_WINDOW;
        return false;
      }
      idle += begin - t;
      let limit = close[u];
      if (u < n && latePrice[u] > 0) {
        if (begin > due[u]) late += latePrice[u] * (begin - due[u]);
        limit = Math.min(limit, Math.max(begin, due[u]));
      }
      slack = Math.min(slack, idle + limit - begin);
      start[i] = begin;
      leave[i] = t = begin + service[u];
    }
    slack = Math.min(slack, idle, close[node[0]] - freeAt[v]);
    const fixedStart = past > 0 || !Number.isNaN(departed);
    if (!fixedStart && slack > 0) this.delay(v, slack);
    this.departS = fixedStart ? departed : leave[0];
    this.finishS = leave[this.length - 1];
    this.duty = this.finishS - this.departS;
    this.late = late;
    return true;
  }

  /** Push the departure back by `shift`; waiting on the way absorbs it. */
  private delay(v: number, shift: number): void {
    const { breaks, breakFrom } = this.instance;
    const { arrive, start, leave, pause } = this;
    arrive[0] += shift;
    start[0] += shift;
    leave[0] += shift;
    let b = breakFrom[v];
    let left = shift;
    for (let i = 1; i < this.length && left > 0; i++) {
      let t = leave[i - 1];
      if (pause[i] === BEFORE_DRIVE) {
        const begin = Math.max(t, breaks[b * 3]);
        this.breakStart[b - breakFrom[v]] = begin;
        t = begin + breaks[b * 3 + 2];
        b++;
      }
      t += this.drive[i];
      arrive[i] = t;
      if (pause[i] === ON_ARRIVAL) {
        const begin = Math.max(t, breaks[b * 3]);
        this.breakStart[b - breakFrom[v]] = begin;
        t = begin + breaks[b * 3 + 2];
        b++;
      }
      const begin = Math.max(t, this.state.open[this.node[i]]);
      left = begin - start[i];
      const service = leave[i] - start[i];
      start[i] = begin;
      leave[i] = begin + service;
      if (left === 0) {
        // Later nodes keep their times, but breaks further on must still be counted: none has moved.
        break;
      }
    }
  }
}
