import { AT_LOWER, AT_UPPER, IN_TREE, type NetworkSimplex } from "./simplex";
import { DOWN, UP } from "./spanning-tree";

/** Arcs looked at before the primal simplex is called, for every arc and node there is. */
const MOST_WORK = 20;
/** Tree arcs off their bounds looked at before one leaves. */
const CHOICE = 256;
/** What a pivot costs besides the arcs it looks at, in arcs (and, in the choice of one, in nodes). */
const WORK_A_PIVOT = 100;

/**
 * Dual network simplex, for an optimal basis whose supplies have changed: its prices stand, only flows on its tree may
 * have left their bounds. Such an arc leaves the tree, and of the arcs across the cut it opens, the one that the prices
 * hold back least enters (Helgason and Kennington 1977, "An efficient procedure for implementing a dual simplex network
 * flow algorithm", AIIE Transactions 9; Ali, Padman and Thiagarajan 1989, "Dual algorithms for pure network problems",
 * Operations Research 37). The smaller side of the cut is searched, by lists of the arcs at each node.
 *
 * A tree arc without flow must point to the root and a full one away from it, as if every node had an endless little to
 * send there: so the basis stays strongly feasible, and the primal simplex can go on from it. Deterministic.
 */
export class DualSimplex {
  /** The arcs out of a node and into it, as linked lists; arcs below `listed` are in them. */
  private readonly firstOut: Int32Array;
  private readonly firstIn: Int32Array;
  private nextOut: Int32Array = new Int32Array(0);
  private nextIn: Int32Array = new Int32Array(0);
  private listed: number;
  /** Some arc may stand at a capacity. */
  private capacitated = false;
  /** Tree arcs whose flow may have left its bounds. */
  private readonly queue: number[] = [];
  /** Nodes of the side searched last have the present mark. */
  private readonly marked: Int32Array;
  private mark = 0;
  private looked = 0;

  constructor(private readonly simplex: NetworkSimplex) {
    const size = simplex.nodeCount + 1;
    this.firstOut = new Int32Array(size).fill(-1);
    this.firstIn = new Int32Array(size).fill(-1);
    this.marked = new Int32Array(size);
    this.listed = simplex.nodeCount;
  }

  /**
   * Meets the present supplies and brings every flow on the tree back between its bounds. The basis must have been the
   * optimal one of its arcs before supplies changed. False where that cannot be done, or takes longer than is worth it:
   * the basis is then to be reinstalled and solved by the primal simplex. `shouldStop` is asked every 512 pivots.
   */
  run(shouldStop?: () => boolean): boolean {
    const { simplex } = this;
    this.list();
    this.balance(this.changes());
    const most = MOST_WORK * (simplex.arcCount + simplex.nodeCount);
    this.looked = 0;
    for (let child = this.leaving(); child >= 0; child = this.leaving()) {
      if (this.looked > most || !this.pivot(child)) return false;
      if (shouldStop && (simplex.pivots & 511) === 0 && shouldStop()) return false;
    }
    return true;
  }

  /**
   * Below which node a tree arc is to leave: of the next in the queue the one farthest off its bounds for the search of
   * its cut, as a far one settles others on its way and a small cut is soon searched; −1 when all keep their bounds.
   */
  private leaving(): number {
    const { queue } = this;
    const { tail, head, state, tree, nodeCount } = this.simplex;
    let best = -1;
    let chosen = -1;
    let left = CHOICE;
    for (let place = queue.length - 1; place >= 0 && left > 0; place--) {
      const arc = queue[place];
      const child = tree.arc[tail[arc]] === arc ? tail[arc] : head[arc];
      const off = state[arc] === IN_TREE ? this.offBy(child) : -1;
      if (off < 0) {
        queue[place] = queue[queue.length - 1];
        queue.length--;
        continue;
      }
      left--;
      const size = tree.size[child];
      const worth = off / (WORK_A_PIVOT + Math.min(size, nodeCount - size));
      if (worth > best) {
        best = worth;
        chosen = child;
      }
    }
    return chosen;
  }

  /** Enters the arcs added since the last time into the lists of their nodes. */
  private list(): void {
    const { arcCount, tail, head, capacity } = this.simplex;
    if (this.nextOut.length < tail.length) {
      this.nextOut = enlarged(this.nextOut, tail.length);
      this.nextIn = enlarged(this.nextIn, tail.length);
    }
    const { firstOut, firstIn, nextOut, nextIn } = this;
    for (let arc = this.listed; arc < arcCount; arc++) {
      nextOut[arc] = firstOut[tail[arc]];
      firstOut[tail[arc]] = arc;
      nextIn[arc] = firstIn[head[arc]];
      firstIn[head[arc]] = arc;
      if (capacity[arc] !== Infinity) this.capacitated = true;
    }
    this.listed = arcCount;
  }

  /** What each node's supply has changed by since flows met it. */
  private changes(): Float64Array {
    const { nodeCount, supply, supplyMet } = this.simplex;
    const change = new Float64Array(nodeCount + 1);
    for (let u = 0; u < nodeCount; u++) {
      change[u] = supply[u] - supplyMet[u];
      supplyMet[u] = supply[u];
    }
    return change;
  }

  /** Sends `excess` over the tree, children before parents, and queues the arcs it puts off their bounds. */
  private balance(excess: Float64Array): void {
    const { flow, tree } = this.simplex;
    const { root, previous, parent, arc, direction } = tree;
    this.queue.length = 0;
    for (let u = previous[root]; u !== root; u = previous[u]) {
      if (excess[u] === 0) continue;
      flow[arc[u]] += direction[u] * excess[u];
      excess[parent[u]] += excess[u];
      if (this.offBy(u) >= 0) this.queue.push(arc[u]);
    }
  }

  /** How far the flow between a node and its parent is off what a strongly feasible basis has; −1 where it is not. */
  private offBy(node: number): number {
    const { flow, capacity, tree } = this.simplex;
    const arc = tree.arc[node];
    const x = flow[arc];
    if (tree.direction[node] === UP) return x < 0 ? -x : x >= capacity[arc] ? x - capacity[arc] : -1;
    return x <= 0 ? -x : x > capacity[arc] ? x - capacity[arc] : -1;
  }

  /** Takes the arc above `cut` out of the tree, at the bound it has left; false where no arc can carry the rest. */
  private pivot(cut: number): boolean {
    const { simplex, queue } = this;
    const { tail, head, cost, capacity, flow, state, potential, tree } = simplex;
    const { root, parent, arc: treeArc, direction, size } = tree;
    simplex.pivots++;
    const leaving = treeArc[cut];
    const atLower = flow[leaving] <= 0;
    // What the subtree is to send out over another arc; negative: to take in.
    const amount = direction[cut] * (flow[leaving] - (atLower ? 0 : capacity[leaving]));
    const sends = atLower === (direction[cut] === DOWN);
    let entering = this.entering(cut, sends);
    let inner = cut;
    let outer = root;
    if (entering >= 0) {
      const tailIsInner = (this.marked[tail[entering]] === this.mark) === this.isSmaller(cut);
      inner = tailIsInner ? tail[entering] : head[entering];
      outer = tailIsInner ? head[entering] : tail[entering];
    } else if (sends && amount === 0) entering = this.artificial(cut);
    else return false;

    let u = parent[cut];
    let v = outer;
    while (u !== v) {
      if (size[u] < size[v]) u = parent[u];
      else v = parent[v];
    }
    const join = u;
    const turned = tail[entering] === inner ? UP : DOWN;
    if (amount !== 0) {
      flow[entering] += turned * amount;
      for (u = inner; u !== join; u = parent[u]) flow[treeArc[u]] -= direction[u] * amount;
      for (u = outer; u !== join; u = parent[u]) flow[treeArc[u]] += direction[u] * amount;
    }
    state[leaving] = atLower ? AT_LOWER : AT_UPPER;
    state[entering] = IN_TREE;
    const above = parent[cut];
    tree.rehang(inner, outer, cut, join, entering, turned);
    const shift = potential[outer] - turned * cost[entering] - potential[inner];
    if (shift !== 0) tree.shift(inner, shift, potential);
    for (u = cut; u !== join; u = parent[u]) if (this.offBy(u) >= 0) queue.push(treeArc[u]);
    for (u = above; u !== join; u = parent[u]) if (this.offBy(u) >= 0) queue.push(treeArc[u]);
    return true;
  }

  /** An artificial arc from `node` to the root that carries nothing and leaves all potentials as they are. */
  private artificial(node: number): number {
    const { tail, head, cost, capacity, flow, potential, tree } = this.simplex;
    tail[node] = node;
    head[node] = tree.root;
    cost[node] = potential[tree.root] - potential[node];
    capacity[node] = Infinity;
    flow[node] = 0;
    return node;
  }

  private isSmaller(cut: number): boolean {
    return 2 * this.simplex.tree.size[cut] <= this.simplex.nodeCount;
  }

  /**
   * The arc of least reduced cost, in amount, over which the subtree of `cut` may send more (or take more in): one at its
   * lower bound that way, or one at its capacity the other way. The first found of several; −1 for none.
   */
  private entering(cut: number, sends: boolean): number {
    const { tree, tail, head, cost, state, potential } = this.simplex;
    const { next, last } = tree;
    const { marked, capacitated } = this;
    const smaller = this.isSmaller(cut);
    const end = next[last[cut]];
    const begin = smaller ? cut : end;
    const stop = smaller ? end : cut;
    const mark = ++this.mark;
    let u = begin;
    do {
      marked[u] = mark;
      u = next[u];
    } while (u !== stop);

    // Seen from the side searched; where arcs into it are wanted, all signs turn.
    const out = sends === smaller;
    const sign = out ? 1 : -1;
    const first = out ? this.firstOut : this.firstIn;
    const following = out ? this.nextOut : this.nextIn;
    const far = out ? head : tail;
    const firstBack = out ? this.firstIn : this.firstOut;
    const followingBack = out ? this.nextIn : this.nextOut;
    const farBack = out ? tail : head;
    let best = Infinity;
    let bestArc = -1;
    let looked = WORK_A_PIVOT;
    u = begin;
    do {
      const price = sign * potential[u];
      for (let arc = first[u]; arc >= 0; arc = following[arc]) {
        looked++;
        const other = far[arc];
        const reduced = cost[arc] + price - sign * potential[other];
        if (reduced < best && marked[other] !== mark && state[arc] === AT_LOWER) {
          best = reduced;
          bestArc = arc;
        }
      }
      if (capacitated)
        for (let arc = firstBack[u]; arc >= 0; arc = followingBack[arc]) {
          looked++;
          const other = farBack[arc];
          const reduced = price - cost[arc] - sign * potential[other];
          if (reduced < best && marked[other] !== mark && state[arc] === AT_UPPER) {
            best = reduced;
            bestArc = arc;
          }
        }
      u = next[u];
    } while (u !== stop);
    this.looked += looked;
    return bestArc;
  }
}

function enlarged(old: Int32Array, size: number): Int32Array {
  const grown = new Int32Array(size);
  grown.set(old);
  return grown;
}
