import { byRegret } from "./order";
import type { NetworkSimplex } from "./simplex";

/** A node more arcs than this lead to is where leftovers go: it takes last. */
const MANY_ARCS = 64;

/** Arc numbers by the node they lead to: those into `u` stand from `start[u]` to `start[u + 1]`, in their own order. */
interface ArcsInto {
  start: Int32Array;
  arcs: Int32Array;
}

/**
 * A near-feasible forest out of a simplex's arcs: heads in falling order of regret (second-best less best value of
 * `cost + price[tail]`) take from their best tail with supply left. Each arc used exhausts its head or its tail, so the
 * arcs used form a forest.
 */
export function crash(simplex: NetworkSimplex, supply: Float64Array, prices: Float64Array): Int32Array {
  const into = arcsInto(simplex);
  const order = takingOrder(simplex, into, supply, prices);
  const left = Float64Array.from(supply);
  const basis = new Int32Array(simplex.nodeCount);
  let count = 0;
  for (let k = order.length - 1; k >= 0; k--) {
    const u = order[k];
    let need = -left[u];
    while (need > 0) {
      const chosen = bestWithSupply(simplex, into, u, prices, left);
      if (chosen < 0) break;
      const from = simplex.tail[chosen];
      const amount = Math.min(need, left[from]);
      left[from] -= amount;
      need -= amount;
      basis[count++] = chosen;
    }
  }
  return basis.slice(0, count);
}

function arcsInto({ nodeCount, arcCount, head }: NetworkSimplex): ArcsInto {
  const start = new Int32Array(nodeCount + 2);
  for (let arc = nodeCount; arc < arcCount; arc++) start[head[arc] + 2]++;
  for (let u = 2; u <= nodeCount + 1; u++) start[u] += start[u - 1];
  const arcs = new Int32Array(arcCount - nodeCount);
  for (let arc = nodeCount; arc < arcCount; arc++) arcs[start[head[arc] + 1]++] = arc;
  return { start, arcs };
}

/** Sinks by rising regret, those of many arcs first; to be read from the end. */
function takingOrder(
  { nodeCount, tail, cost }: NetworkSimplex,
  { start, arcs }: ArcsInto,
  supply: Float64Array,
  prices: Float64Array,
): Int32Array {
  const first = new Float64Array(nodeCount);
  const second = new Float64Array(nodeCount);
  const few = new Int32Array(nodeCount);
  const many: number[] = [];
  let fewCount = 0;
  for (let u = nodeCount - 1; u >= 0; u--) {
    if (supply[u] >= 0) continue;
    if (start[u + 1] - start[u] > MANY_ARCS) {
      many.push(u);
      continue;
    }
    few[fewCount++] = u;
    let least = Infinity;
    let next = Infinity;
    for (let p = start[u]; p < start[u + 1]; p++) {
      const x = cost[arcs[p]] + prices[tail[arcs[p]]];
      if (x < least) {
        next = least;
        least = x;
      } else if (x < next) next = x;
    }
    first[u] = least;
    second[u] = next;
  }
  const order = new Int32Array(many.length + fewCount);
  order.set(many);
  order.set(byRegret(few.subarray(0, fewCount), first, second), many.length);
  return order;
}

function bestWithSupply(
  { tail, cost }: NetworkSimplex,
  { start, arcs }: ArcsInto,
  u: number,
  prices: Float64Array,
  left: Float64Array,
): number {
  let chosen = -1;
  let least = Infinity;
  for (let p = start[u]; p < start[u + 1]; p++) {
    const from = tail[arcs[p]];
    if (left[from] <= 0) continue;
    const x = cost[arcs[p]] + prices[from];
    if (x < least) {
      least = x;
      chosen = arcs[p];
    }
  }
  return chosen;
}
