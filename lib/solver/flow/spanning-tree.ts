/** Arc points from child to parent / from parent to child. */
export const UP = 1;
export const DOWN = -1;

/**
 * The spanning tree of a basis, rooted at node `nodeCount`: parents, and all nodes in preorder as a ring, with every
 * subtree's size and its last node in that order (Barr, Glover and Klingman 1979, "Enhancements of spanning tree
 * labelling procedures for network optimization", INFOR 17). A subtree is a stretch of the ring, so walking one reads a
 * single array, and re-hanging it costs a step for each node of its stem and of the two paths to the join.
 */
export class SpanningTree {
  readonly root: number;
  readonly parent: Int32Array;
  /** Arc between a node and its parent, and whether it points up. */
  readonly arc: Int32Array;
  readonly direction: Int8Array;
  /** Nodes of the subtree, its top included. */
  readonly size: Int32Array;
  /** The ring: the stretch of a subtree goes from its top by `next` to `last` of its top. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  readonly last: Int32Array;

  constructor(nodeCount: number) {
    this.root = nodeCount;
    this.parent = new Int32Array(nodeCount + 1);
    this.arc = new Int32Array(nodeCount + 1);
    this.direction = new Int8Array(nodeCount + 1);
    this.size = new Int32Array(nodeCount + 1);
    this.next = new Int32Array(nodeCount + 1);
    this.previous = new Int32Array(nodeCount + 1);
    this.last = new Int32Array(nodeCount + 1);
  }

  /** Builds ring and sizes from the parents; `order` has every node but the root, parents before children. */
  thread(order: Int32Array): void {
    const { root, parent, size, next, previous, last } = this;
    parent[root] = -1;
    this.arc[root] = -1;
    next[root] = root;
    previous[root] = root;
    size.fill(1);
    for (let u = 0; u <= root; u++) last[u] = u;
    for (let k = 0; k < order.length; k++) {
      const u = order[k];
      const above = parent[u];
      const after = next[above];
      next[above] = u;
      previous[u] = above;
      next[u] = after;
      previous[after] = u;
    }
    // The child entered first stands last.
    for (let k = order.length - 1; k >= 0; k--) {
      const u = order[k];
      size[parent[u]] += size[u];
      last[parent[u]] = last[u];
    }
  }

  /** All nodes but the root, parents before children. */
  nodes(): Int32Array {
    const order = new Int32Array(this.root);
    let u = this.root;
    for (let k = 0; k < order.length; k++) {
      u = this.next[u];
      order[k] = u;
    }
    return order;
  }

  /** Takes out the subtree of `cut` and hangs it, re-rooted at its node `inner`, under `outer` by `entering`. */
  rehang(inner: number, outer: number, cut: number, join: number, entering: number, direction: number): void {
    const { parent, size, next, previous, last } = this;
    const moved = size[cut];
    for (let u = parent[cut]; u !== join; u = parent[u]) size[u] -= moved;
    for (let u = outer; u !== join; u = parent[u]) size[u] += moved;

    const end = last[cut];
    const before = previous[cut];
    const after = next[end];
    next[before] = after;
    previous[after] = before;
    for (let u = parent[cut]; u >= 0 && last[u] === end; u = parent[u]) last[u] = before;

    const newEnd = inner === cut ? end : this.turn(inner, cut);
    this.turnArcs(inner, outer, cut, entering, direction, newEnd);

    const behind = next[outer];
    next[outer] = inner;
    previous[inner] = outer;
    next[newEnd] = behind;
    previous[behind] = newEnd;
    for (let u = outer; u >= 0 && last[u] === outer; u = parent[u]) last[u] = newEnd;
  }

  /**
   * Brings the stretch of `cut` into the order it has when `inner` is on top: the subtree of `inner`, then for each node
   * of the stem above it that node and what hangs from it elsewhere. Returns the last node.
   */
  private turn(inner: number, cut: number): number {
    const { parent, next, previous, last } = this;
    let child = inner;
    let childBefore = previous[child];
    let childLast = last[child];
    let childAfter = next[childLast];
    let end = childLast;
    while (child !== cut) {
      const node = parent[child];
      const nodeBefore = previous[node];
      const nodeLast = last[node];
      const nodeAfter = nodeLast === childLast ? childAfter : next[nodeLast];
      next[end] = node;
      previous[node] = end;
      end = childBefore;
      if (nodeLast !== childLast) {
        next[end] = childAfter;
        previous[childAfter] = end;
        end = nodeLast;
      }
      child = node;
      childBefore = nodeBefore;
      childLast = nodeLast;
      childAfter = nodeAfter;
    }
    return end;
  }

  /** Turns the arcs of the stem round, and gives its nodes their new sizes and last node. */
  private turnArcs(
    inner: number,
    outer: number,
    cut: number,
    entering: number,
    direction: number,
    newEnd: number,
  ): void {
    const { parent, size, last } = this;
    const moved = size[cut];
    let node = inner;
    let newParent = outer;
    let newArc = entering;
    let newDirection = direction;
    let below = 0;
    for (;;) {
      const oldParent = parent[node];
      const oldArc = this.arc[node];
      const oldDirection = this.direction[node];
      const oldSize = size[node];
      parent[node] = newParent;
      this.arc[node] = newArc;
      this.direction[node] = newDirection;
      size[node] = moved - below;
      last[node] = newEnd;
      if (node === cut) return;
      below = oldSize;
      newParent = node;
      newArc = oldArc;
      newDirection = -oldDirection;
      node = oldParent;
    }
  }

  /** Adds `amount` to the values of a subtree, or takes it from all other nodes' where those are fewer. */
  shift(top: number, amount: number, values: Float64Array): void {
    const { next } = this;
    const end = this.last[top];
    if (2 * this.size[top] <= this.root) {
      let u = top;
      values[u] += amount;
      while (u !== end) {
        u = next[u];
        values[u] += amount;
      }
      return;
    }
    let u = next[end];
    while (u !== top) {
      values[u] -= amount;
      u = next[u];
    }
  }
}
