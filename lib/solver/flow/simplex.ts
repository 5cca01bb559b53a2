import { hangForest, spanningForest } from "./forest";
import { DOWN, SpanningTree, UP } from "./spanning-tree";

/**
 * Primal network simplex on typed arrays.
 *
 * Method: Dantzig's simplex on spanning trees in the form of Király and Kovács, "Efficient implementations of
 * minimum-cost flow algorithms" (Acta Univ. Sapientiae, Informatica 4, 2012), as in LEMON: block search pivoting and
 * strongly feasible bases (Cunningham 1976) against cycling. Two things differ. After a pivot the
 * *smaller* side of the cut gets the new potentials: only differences matter, so shifting the other side does as well.
 * And any forest with any bounds can be installed as a start (`install`), what it leaves unbalanced being carried by
 * artificial arcs: one routine is the cold start, the crash start and the warm start.
 *
 * Arcs may be added between runs (sifting). Numbers are Float64 holding whole numbers below 2^53, hence exact.
 * Deterministic: no clock, no randomness.
 */

export const AT_LOWER = 1;
export const IN_TREE = 0;
export const AT_UPPER = -1;

export type RunStatus = "optimal" | "stopped";

export class NetworkSimplex {
  readonly nodeCount: number;
  /** Arcs in use, artificial ones included: arc `u < nodeCount` is the artificial arc of node `u`. */
  arcCount: number;
  tail: Int32Array;
  head: Int32Array;
  cost: Float64Array;
  capacity: Float64Array;
  flow: Float64Array;
  state: Int8Array;
  readonly supply: Float64Array;
  /** `cost + potential[tail] − potential[head]` is an arc's reduced cost. */
  readonly potential: Float64Array;
  pivots = 0;
  readonly tree: SpanningTree;
  /** The supplies that the present flows meet. */
  readonly supplyMet: Float64Array;

  private nextArc: number;
  private artificialCost = 1;
  private installed = false;

  constructor(nodeCount: number, arcReserve: number) {
    this.nodeCount = nodeCount;
    const reserve = nodeCount + arcReserve;
    this.arcCount = nodeCount;
    this.nextArc = nodeCount;
    this.tail = new Int32Array(reserve);
    this.head = new Int32Array(reserve);
    this.cost = new Float64Array(reserve);
    this.capacity = new Float64Array(reserve);
    this.flow = new Float64Array(reserve);
    this.state = new Int8Array(reserve);
    this.supply = new Float64Array(nodeCount + 1);
    this.supplyMet = new Float64Array(nodeCount + 1);
    this.potential = new Float64Array(nodeCount + 1);
    this.tree = new SpanningTree(nodeCount);
  }

  /** Adds an arc at its lower bound 0 and returns its index. `capacity` may be Infinity. */
  addArc(tail: number, head: number, cost: number, capacity: number): number {
    if (this.arcCount === this.tail.length) this.grow();
    const arc = this.arcCount++;
    this.tail[arc] = tail;
    this.head[arc] = head;
    this.cost[arc] = cost;
    this.capacity[arc] = capacity;
    this.flow[arc] = 0;
    this.state[arc] = AT_LOWER;
    return arc;
  }

  /**
   * Makes a strongly feasible basis out of `arcs` (in order of preference; those that would close a cycle stay
   * non-basic) and the bounds of all other arcs. A tree arc whose flow would break a bound, or would stand at the bound
   * that strong feasibility forbids, is left at that bound and an artificial arc carries the rest. O(nodes + arcs).
   */
  install(arcs: Int32Array): void {
    const { nodeCount: n, tail, head, state } = this;
    const inBasis = spanningForest(n, arcs, tail, head);
    for (let arc = n; arc < this.arcCount; arc++) {
      if (state[arc] === IN_TREE) state[arc] = AT_LOWER;
      if (state[arc] === AT_LOWER) this.flow[arc] = 0;
    }
    for (let k = 0; k < arcs.length; k++) if (inBasis[k] === 1) state[arcs[k]] = IN_TREE;
    this.settle(hangForest(this.tree, arcs, inBasis, tail, head));
    this.installed = true;
  }

  /** The same out of the present tree, after a change of supplies, costs or capacities. */
  reinstall(): void {
    if (this.installed) this.settle(this.tree.nodes());
    else this.install(new Int32Array(0));
  }

  /** Flows, artificial arcs and potentials of the tree just hung; `order` has parents before children. */
  private settle(order: Int32Array): void {
    const { nodeCount: n, tail, head, flow, capacity, state, potential } = this;
    const { root, parent, arc: treeArc, direction } = this.tree;
    const excess = this.supply.slice();
    this.supplyMet.set(this.supply);
    let maxCost = 0;
    for (let arc = n; arc < this.arcCount; arc++) {
      const magnitude = Math.abs(this.cost[arc]);
      if (magnitude > maxCost) maxCost = magnitude;
      if (state[arc] === AT_UPPER) {
        // A bound that was lifted holds nothing.
        if (capacity[arc] === Infinity) {
          state[arc] = AT_LOWER;
          flow[arc] = 0;
          continue;
        }
        flow[arc] = capacity[arc];
        excess[tail[arc]] -= capacity[arc];
        excess[head[arc]] += capacity[arc];
      }
    }
    this.artificialCost = (maxCost + 1) * (n + 1);
    for (let k = n - 1; k >= 0; k--) {
      const u = order[k];
      const carried = excess[u];
      let arc = treeArc[u];
      if (arc >= n) {
        const up = direction[u] === UP;
        const wanted = up ? carried : -carried;
        // Zero flow must point to the root and a full arc away from it.
        const fits = up ? wanted >= 0 && wanted < capacity[arc] : wanted > 0 && wanted <= capacity[arc];
        if (fits) {
          flow[arc] = wanted;
          excess[parent[u]] += carried;
          continue;
        }
        const bound = wanted > capacity[arc] || (up && wanted === capacity[arc]) ? capacity[arc] : 0;
        flow[arc] = bound;
        state[arc] = bound === 0 ? AT_LOWER : AT_UPPER;
        const moved = up ? bound : -bound;
        excess[parent[u]] += moved;
        excess[u] = carried - moved;
        arc = u;
      }
      const rest = excess[u];
      parent[u] = root;
      treeArc[u] = u;
      state[u] = IN_TREE;
      capacity[u] = Infinity;
      direction[u] = rest >= 0 ? UP : DOWN;
      tail[u] = rest >= 0 ? u : root;
      head[u] = rest >= 0 ? root : u;
      this.cost[u] = rest >= 0 ? 0 : this.artificialCost;
      flow[u] = Math.abs(rest);
    }

    this.tree.thread(order);
    potential[root] = 0;
    for (let k = 0; k < n; k++) {
      const u = order[k];
      potential[u] = potential[parent[u]] - direction[u] * this.cost[treeArc[u]];
    }
  }

  /** Pivots to the optimum over the arcs in use. `shouldStop` is asked every 512 pivots. */
  run(shouldStop?: () => boolean): RunStatus {
    for (;;) {
      const entering = this.findEntering();
      if (entering < 0) return "optimal";
      this.pivot(entering);
      if (shouldStop && (this.pivots & 511) === 0 && shouldStop()) return "stopped";
    }
  }

  /** What the artificial arcs still carry; 0 for a feasible flow. */
  infeasibility(): number {
    let sum = 0;
    for (let u = 0; u < this.nodeCount; u++) {
      if (this.tree.arc[u] === u && this.tree.direction[u] === DOWN) sum += this.flow[u];
    }
    return sum;
  }

  /** Block search: the most violated arc of the first block that has one. */
  private findEntering(): number {
    const { tail, head, cost, state, potential, arcCount: end, nodeCount: start } = this;
    const total = end - start;
    if (total === 0) return -1;
    const block = Math.max(10, Math.floor(Math.sqrt(total)));
    let best = 0;
    let bestArc = -1;
    let arc = this.nextArc < end ? this.nextArc : start;
    let left = block;
    for (let scanned = 0; scanned < total; scanned++) {
      const violation = state[arc] * (cost[arc] + potential[tail[arc]] - potential[head[arc]]);
      if (violation < best) {
        best = violation;
        bestArc = arc;
      }
      if (++arc === end) arc = start;
      if (--left === 0) {
        if (bestArc >= 0) break;
        left = block;
      }
    }
    this.nextArc = arc;
    return bestArc;
  }

  private pivot(entering: number): void {
    this.pivots++;
    const { flow, capacity, potential } = this;
    const { parent, arc: treeArc, direction, size } = this.tree;
    const forward = this.state[entering] === AT_LOWER;
    const first = forward ? this.tail[entering] : this.head[entering];
    const second = forward ? this.head[entering] : this.tail[entering];

    let u = first;
    let v = second;
    while (u !== v) {
      if (size[u] < size[v]) u = parent[u];
      else v = parent[v];
    }
    const join = u;

    // Flow goes first → second over the entering arc, second → join → first over the tree. Ties leave the arc nearest
    // the join on the first side to last, which keeps the basis strongly feasible.
    let delta = capacity[entering];
    let cut = -1;
    let onFirstSide = false;
    for (u = first; u !== join; u = parent[u]) {
      const arc = treeArc[u];
      const room = direction[u] === DOWN ? capacity[arc] - flow[arc] : flow[arc];
      if (room < delta) {
        delta = room;
        cut = u;
        onFirstSide = true;
      }
    }
    for (u = second; u !== join; u = parent[u]) {
      const arc = treeArc[u];
      const room = direction[u] === UP ? capacity[arc] - flow[arc] : flow[arc];
      if (room <= delta) {
        delta = room;
        cut = u;
        onFirstSide = false;
      }
    }
    if (delta === Infinity) throw new RangeError("unbounded: a cycle of negative cost has no capacity");
    if (delta > 0) {
      flow[entering] += forward ? delta : -delta;
      for (u = first; u !== join; u = parent[u]) flow[treeArc[u]] -= direction[u] * delta;
      for (u = second; u !== join; u = parent[u]) flow[treeArc[u]] += direction[u] * delta;
    }
    if (cut < 0) {
      this.state[entering] = forward ? AT_UPPER : AT_LOWER;
      return;
    }
    const leaving = treeArc[cut];
    this.state[entering] = IN_TREE;
    this.state[leaving] = flow[leaving] === 0 ? AT_LOWER : AT_UPPER;
    const inner = onFirstSide ? first : second;
    const outer = onFirstSide ? second : first;
    const turned = this.tail[entering] === inner ? UP : DOWN;
    this.tree.rehang(inner, outer, cut, join, entering, turned);
    const shift = potential[outer] - turned * this.cost[entering] - potential[inner];
    if (shift !== 0) this.tree.shift(inner, shift, potential);
  }

  private grow(): void {
    const reserve = Math.ceil(this.tail.length * 1.5) + 1024;
    this.tail = enlarged(this.tail, new Int32Array(reserve));
    this.head = enlarged(this.head, new Int32Array(reserve));
    this.cost = enlarged(this.cost, new Float64Array(reserve));
    this.capacity = enlarged(this.capacity, new Float64Array(reserve));
    this.flow = enlarged(this.flow, new Float64Array(reserve));
    this.state = enlarged(this.state, new Int8Array(reserve));
  }
}

function enlarged<T extends Int32Array | Float64Array | Int8Array>(old: T, grown: T): T {
  grown.set(old);
  return grown;
}
