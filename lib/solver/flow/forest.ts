import { DOWN, type SpanningTree, UP } from "./spanning-tree";

/** Marks which of `arcs`, taken in order, join two components (union-find with path halving). */
export function spanningForest(nodeCount: number, arcs: Int32Array, tail: Int32Array, head: Int32Array): Uint8Array {
  const leader = new Int32Array(nodeCount);
  for (let u = 0; u < nodeCount; u++) leader[u] = u;
  const taken = new Uint8Array(arcs.length);
  for (let k = 0; k < arcs.length; k++) {
    let a = tail[arcs[k]];
    let b = head[arcs[k]];
    while (leader[a] !== a) {
      leader[a] = leader[leader[a]];
      a = leader[a];
    }
    while (leader[b] !== b) {
      leader[b] = leader[leader[b]];
      b = leader[b];
    }
    if (a === b) continue;
    leader[a] = b;
    taken[k] = 1;
  }
  return taken;
}

/**
 * Hangs every component of the forest of those `arcs` that are `taken` under the root, the component of the node of
 * highest degree by that node. Returns the nodes, parents before children; the tops have their own number as arc.
 */
export function hangForest(
  tree: SpanningTree,
  arcs: Int32Array,
  taken: Uint8Array,
  tail: Int32Array,
  head: Int32Array,
): Int32Array {
  const { root, parent, direction } = tree;
  const n = root;
  const { start, touching } = arcsAt(n, arcs, taken, tail, head);
  let hub = 0;
  for (let u = 1; u < n; u++) if (start[u + 1] - start[u] > start[hub + 1] - start[hub]) hub = u;
  const seen = new Uint8Array(n);
  const order = new Int32Array(n);
  let filled = 0;
  for (let k = -1; k < n; k++) {
    const top = k < 0 ? hub : k;
    if (top >= n || seen[top] === 1) continue;
    seen[top] = 1;
    parent[top] = root;
    tree.arc[top] = top;
    let next = filled;
    order[filled++] = top;
    while (next < filled) {
      const u = order[next++];
      for (let p = start[u]; p < start[u + 1]; p++) {
        const arc = touching[p];
        const child = tail[arc] === u ? head[arc] : tail[arc];
        if (seen[child] === 1) continue;
        seen[child] = 1;
        parent[child] = u;
        tree.arc[child] = arc;
        direction[child] = tail[arc] === child ? UP : DOWN;
        order[filled++] = child;
      }
    }
  }
  return order;
}

/** The taken arcs at each node: those of `u` stand from `start[u]` to `start[u + 1]`. */
function arcsAt(
  nodeCount: number,
  arcs: Int32Array,
  taken: Uint8Array,
  tail: Int32Array,
  head: Int32Array,
): { start: Int32Array; touching: Int32Array } {
  const start = new Int32Array(nodeCount + 2);
  for (let k = 0; k < arcs.length; k++) {
    if (taken[k] === 0) continue;
    start[tail[arcs[k]] + 2]++;
    start[head[arcs[k]] + 2]++;
  }
  for (let u = 2; u <= nodeCount + 1; u++) start[u] += start[u - 1];
  const touching = new Int32Array(start[nodeCount + 1]);
  for (let k = 0; k < arcs.length; k++) {
    if (taken[k] === 0) continue;
    touching[start[tail[arcs[k]] + 1]++] = arcs[k];
    touching[start[head[arcs[k]] + 1]++] = arcs[k];
  }
  return { start, touching };
}
