import type { Instance } from "./instance";
import { refresh } from "./refresh";
import { Schedule } from "./schedule";
import { FORBIDDEN } from "./travel";

/** Leg of a stop not served: so negative that any bound by it dismisses the stop. */
const NOT_SERVED = -FORBIDDEN;

/**
 * A plan under change: doubly linked routes with everything a move needs to be priced in constant time. Removals
 * and insertions are logged, so that a rejected step is undone by playing the log backwards.
 */
export class State {
  readonly instance: Instance;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Route of each node, -1 where a stop is not served. */
  readonly route: Int32Array;
  /** Distance from each node to its successor. */
  readonly leg: Int32Array;
  /** No insertion directly after these nodes: what follows was already visited. */
  readonly sealed: Uint8Array;
  /** Reload nodes change owner, so these are the state's own copies. */
  readonly loc: Int32Array;
  readonly service: Float64Array;
  readonly open: Float64Array;
  readonly close: Float64Array;
  /** Per route: stops, loaded trips, metres, deliveries (one dimension), money, breaks a rule. */
  readonly size: Int32Array;
  readonly trips: Int32Array;
  readonly metres: Float64Array;
  readonly load: Float64Array;
  readonly cost: Float64Array;
  readonly duty: Float64Array;
  readonly bad: Uint8Array;
  badRoutes = 0;
  /** Vehicles with stops, in no order. */
  readonly used: Int32Array;
  usedRoutes = 0;
  private readonly usedAt: Int32Array;
  /** Per node, timed problems: earliest departure, latest start; duty segments from the start and to the end. */
  readonly ready: Float64Array;
  readonly latest: Float64Array;
  readonly headDuty: Float64Array;
  readonly headEarly: Float64Array;
  readonly headLate: Float64Array;
  readonly tailDuty: Float64Array;
  readonly tailEarly: Float64Array;
  readonly tailLate: Float64Array;
  /** Per node and dimension: load segments from the trip's loading to the node, and from the node to its end. */
  readonly headDeliver: Float64Array;
  readonly headCollect: Float64Array;
  readonly headPeak: Float64Array;
  readonly tailDeliver: Float64Array;
  readonly tailCollect: Float64Array;
  readonly tailPeak: Float64Array;
  /** Money of all routes plus lost prizes; mandatory stops not served come before it. */
  total = 0;
  missing = 0;
  /** Stops not served. */
  readonly absent: Int32Array;
  readonly absentAt: Int32Array;
  absentCount = 0;
  /** Unused vehicles of each class. */
  readonly free: Int32Array;
  readonly freeFrom: Int32Array;
  readonly freeCount: Int32Array;
  readonly freeAt: Int32Array;
  /** Spare reload nodes. */
  readonly spare: Int32Array;
  spareCount = 0;
  /** Log of the current step: node, and the node it stood after (removal) or -1 (insertion). */
  private log = new Int32Array(1024);
  logCount = 0;
  /** Routes touched in the current step, and since the best plan was last copied. */
  readonly touched: Int32Array;
  readonly touchMark: Int32Array;
  touchedCount = 0;
  step = 1;
  readonly schedule: Schedule;

  constructor(instance: Instance) {
    const { n, vehicles: V, nodes, dims, classes, classOf } = instance;
    const perNode = (used: boolean) => new Float64Array(used ? nodes : 0);
    const perLoad = () => new Float64Array(instance.segmented ? nodes * dims : 0);
    this.instance = instance;
    this.next = new Int32Array(nodes).fill(-1);
    this.prev = new Int32Array(nodes).fill(-1);
    this.route = new Int32Array(nodes).fill(-1);
    this.leg = new Int32Array(nodes);
    this.sealed = new Uint8Array(nodes);
    this.loc = instance.loc.slice();
    this.service = instance.service.slice();
    this.open = instance.open.slice();
    this.close = instance.close.slice();
    this.size = new Int32Array(V);
    this.used = new Int32Array(V);
    this.usedAt = new Int32Array(V);
    this.trips = new Int32Array(V).fill(1);
    this.metres = new Float64Array(V);
    this.load = new Float64Array(V);
    this.cost = new Float64Array(V);
    this.duty = new Float64Array(V);
    this.bad = new Uint8Array(V);
    this.ready = perNode(instance.timed);
    this.latest = perNode(instance.timed);
    this.headDuty = perNode(instance.dutied);
    this.headEarly = perNode(instance.dutied);
    this.headLate = perNode(instance.dutied);
    this.tailDuty = perNode(instance.dutied);
    this.tailEarly = perNode(instance.dutied);
    this.tailLate = perNode(instance.dutied);
    this.headDeliver = perLoad();
    this.headCollect = perLoad();
    this.headPeak = perLoad();
    this.tailDeliver = perLoad();
    this.tailCollect = perLoad();
    this.tailPeak = perLoad();
    this.absent = new Int32Array(n);
    this.absentAt = new Int32Array(n);
    this.touched = new Int32Array(V);
    this.touchMark = new Int32Array(V);
    this.free = new Int32Array(V);
    this.freeFrom = new Int32Array(classes + 1);
    this.freeCount = new Int32Array(classes);
    this.freeAt = new Int32Array(V);
    for (let v = 0; v < V; v++) this.freeFrom[classOf[v] + 1]++;
    for (let c = 0; c < classes; c++) this.freeFrom[c + 1] += this.freeFrom[c];
    for (let v = V - 1; v >= 0; v--) this.release(v);
    for (let v = 0; v < V; v++) {
      const start = n + 2 * v;
      this.next[start] = start + 1;
      this.prev[start + 1] = start;
      this.route[start] = v;
      this.route[start + 1] = v;
      this.leg[start] = instance.dist[this.loc[start] * instance.locations + this.loc[start + 1]];
    }
    this.spare = new Int32Array(Math.max(0, nodes - n - 2 * V));
    for (let node = nodes - 1; node >= n + 2 * V; node--) this.spare[this.spareCount++] = node;
    this.schedule = new Schedule(instance, this);
    for (let s = 0; s < n; s++) {
      this.prev[s] = s;
      this.leg[s] = NOT_SERVED;
      this.markAbsent(s);
    }
    this.beginStep();
    this.placeVisited();
    this.beginStep();
  }

  private placeVisited(): void {
    const { n, vehicles, visitedFrom, visited } = this.instance;
    for (let v = 0; v < vehicles; v++) {
      let after = n + 2 * v;
      for (let i = visitedFrom[v]; i < visitedFrom[v + 1]; i++) {
        this.insertAfter(visited[i], after, v);
        this.sealed[after] = 1;
        after = visited[i];
      }
      if (!this.instance.plain) refresh(this, v);
    }
  }

  /** Forget the log: from here on `undo` returns to this moment. */
  beginStep(): void {
    this.logCount = 0;
    this.touchedCount = 0;
    this.step++;
  }

  touch(v: number): void {
    if (this.touchMark[v] === this.step) return;
    this.touchMark[v] = this.step;
    this.touched[this.touchedCount++] = v;
  }

  private record(node: number, after: number): void {
    if (this.logCount + 2 > this.log.length) {
      const longer = new Int32Array(this.log.length * 2);
      longer.set(this.log);
      this.log = longer;
    }
    this.log[this.logCount++] = node;
    this.log[this.logCount++] = after;
  }

  /** Put a stop (or reload node) after another node. The caller refreshes the route unless the instance is plain. */
  insertAfter(c: number, u: number, v: number): void {
    this.record(c, -1);
    this.touch(v);
    this.link(c, u, v);
  }

  /** Take a stop (or reload node) out of its route. The caller refreshes the route unless the instance is plain. */
  remove(c: number): void {
    this.record(c, this.prev[c]);
    this.touch(this.route[c]);
    this.unlink(c);
  }

  /** Bring the touched routes up to date after several changes. */
  refreshTouched(): void {
    if (!this.instance.plain) for (let i = 0; i < this.touchedCount; i++) refresh(this, this.touched[i]);
  }

  /** Undo every insertion and removal since `beginStep`. */
  undo(): void {
    const log = this.log;
    for (let i = this.logCount - 2; i >= 0; i -= 2) {
      const after = log[i + 1];
      if (after < 0) this.unlink(log[i]);
      else this.link(log[i], after, this.route[after]);
    }
    this.logCount = 0;
    this.refreshTouched();
    this.touchedCount = 0;
  }

  private link(c: number, u: number, v: number): void {
    const { n, locations: m, dist, deliver, perM, fixed } = this.instance;
    const x = this.next[u];
    const loc = this.loc;
    if (c >= n) this.takeSpare(c, v);
    const before = dist[loc[u] * m + loc[c]];
    const behind = dist[loc[c] * m + loc[x]];
    const added = before + behind - this.leg[u];
    this.next[u] = c;
    this.prev[c] = u;
    this.next[c] = x;
    this.prev[x] = c;
    this.route[c] = v;
    this.leg[u] = before;
    this.leg[c] = behind;
    if (c >= n) return;
    this.unmarkAbsent(c);
    if (this.size[v]++ === 0) this.take(v);
    if (!this.instance.plain) return;
    this.load[v] += deliver[c];
    this.metres[v] += added;
    this.total += perM[v] * added;
    // An unused vehicle does not drive from its start to its end, so its first stop pays the whole way.
    if (this.size[v] === 1) {
      this.total += fixed[v] + perM[v] * (before + behind - added);
      this.metres[v] = before + behind;
    }
  }

  private unlink(c: number): void {
    const { n, locations: m, dist, deliver, perM, fixed } = this.instance;
    const u = this.prev[c];
    const x = this.next[c];
    const v = this.route[c];
    const direct = dist[this.loc[u] * m + this.loc[x]];
    const saved = this.leg[u] + this.leg[c] - direct;
    this.next[u] = x;
    this.prev[x] = u;
    this.leg[u] = direct;
    this.route[c] = -1;
    this.prev[c] = c;
    this.leg[c] = NOT_SERVED;
    if (c >= n) {
      this.spare[this.spareCount++] = c;
      return;
    }
    this.markAbsent(c);
    if (--this.size[v] === 0) {
      const last = this.used[--this.usedRoutes];
      this.used[this.usedAt[v]] = last;
      this.usedAt[last] = this.usedAt[v];
      this.release(v);
    }
    if (!this.instance.plain) return;
    this.load[v] -= deliver[c];
    this.metres[v] -= saved;
    this.total -= perM[v] * saved;
    if (this.size[v] === 0) {
      this.total -= fixed[v] + perM[v] * direct;
      this.metres[v] = 0;
    }
  }

  /** A reload node takes the place, window and loading time of its new vehicle's depot. */
  private takeSpare(node: number, v: number): void {
    const { n, reloadS } = this.instance;
    const start = n + 2 * v;
    for (let i = this.spareCount - 1; i >= 0; i--)
      if (this.spare[i] === node) {
        this.spare[i] = this.spare[--this.spareCount];
        break;
      }
    this.loc[node] = this.loc[start];
    this.service[node] = reloadS[v];
    this.open[node] = this.open[start];
    this.close[node] = this.close[start];
  }

  private markAbsent(c: number): void {
    this.absentAt[c] = this.absentCount;
    this.absent[this.absentCount++] = c;
    const prize = this.instance.prize[c];
    if (prize === Number.POSITIVE_INFINITY) this.missing++;
    else this.total += prize;
  }

  private unmarkAbsent(c: number): void {
    const last = this.absent[--this.absentCount];
    const at = this.absentAt[c];
    this.absent[at] = last;
    this.absentAt[last] = at;
    const prize = this.instance.prize[c];
    if (prize === Number.POSITIVE_INFINITY) this.missing--;
    else this.total -= prize;
  }

  private release(v: number): void {
    const group = this.instance.classOf[v];
    const at = this.freeFrom[group] + this.freeCount[group]++;
    this.free[at] = v;
    this.freeAt[v] = at;
  }

  private take(v: number): void {
    this.usedAt[v] = this.usedRoutes;
    this.used[this.usedRoutes++] = v;
    const group = this.instance.classOf[v];
    const last = this.free[this.freeFrom[group] + --this.freeCount[group]];
    const at = this.freeAt[v];
    this.free[at] = last;
    this.freeAt[last] = at;
  }

  /** An unused vehicle of a class, or -1. */
  idle(group: number): number {
    const count = this.freeCount[group];
    return count > 0 ? this.free[this.freeFrom[group] + count - 1] : -1;
  }
}
