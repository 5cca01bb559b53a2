import { byKey, byRegret, gathered } from "./order";
import type { RunArrays } from "./runs";
import type { SiftedNetwork } from "./sifting";

/**
 * Smaller problems of the same kind, for starting prices: heads of like standing stand together behind one of them.
 *
 * A transportation problem with few sources has few prices. A plain sample of the sinks tells them poorly, because a
 * source's neighbourhood is sampled too thinly for its own balance to come out right. Here the sinks are put in order
 * by their best and second-best source under the prices so far, then by how much the second costs more, and every
 * group of neighbours in that order is served as one sink that needs what the group needs: supplies stay whole, and what
 * one source's customers ask for is as in the full problem (aggregation; Zipkin 1980, "Bounds for row-aggregation in
 * linear programming", Operations Research 28).
 */
export function headsByStanding(network: SiftedNetwork, prices: Float64Array): Int32Array {
  const { runs, nodeCount, fixedTail, fixedHead, fixedCost, dead } = network;
  const first = new Float64Array(nodeCount).fill(Infinity);
  const second = new Float64Array(nodeCount).fill(Infinity);
  const firstTail = new Int32Array(nodeCount);
  const secondTail = new Int32Array(nodeCount);
  const isHead = new Uint8Array(nodeCount);
  const price = prices.slice();
  if (dead) for (let u = 0; u < nodeCount; u++) if (dead[u] === 1) price[u] = Infinity;
  for (let r = 0; r < runs.count; r++) {
    isHead[runs.head[r]] = 1;
    bestTwo(runs, r, price, first, second, firstTail, secondTail);
  }
  for (let k = 0; k < fixedHead.length; k++) {
    const u = fixedHead[k];
    if (isHead[u] === 0) continue;
    const x = fixedCost[k] + price[fixedTail[k]];
    if (x < first[u]) {
      second[u] = first[u];
      secondTail[u] = firstTail[u];
      first[u] = x;
      firstTail[u] = fixedTail[k];
    } else if (x < second[u]) {
      second[u] = x;
      secondTail[u] = fixedTail[k];
    }
  }

  let headCount = 0;
  const heads = new Int32Array(nodeCount);
  for (let u = 0; u < nodeCount; u++) if (isHead[u] === 1) heads[headCount++] = u;
  const order = byRegret(heads.subarray(0, headCount), first, second);
  return byKey(byKey(order, secondTail, nodeCount), firstTail, nodeCount);
}

/** Betters the two least values of `cost + price[tail]` into a head, and their tails, by those of run `r`. */
function bestTwo(
  runs: RunArrays,
  r: number,
  price: Float64Array,
  first: Float64Array,
  second: Float64Array,
  firstTail: Int32Array,
  secondTail: Int32Array,
): void {
  const { cost, tail } = runs;
  const u = runs.head[r];
  const costStart = runs.costStart[r];
  const tailStart = runs.tailStart[r];
  const shift = runs.shift[r];
  const length = runs.length[r];
  let least = first[u];
  let next = second[u];
  let leastTail = firstTail[u];
  let nextTail = secondTail[u];
  for (let k = 0; k < length; k++) {
    const from = tail[tailStart + k] + shift;
    const x = cost[costStart + k] + price[from];
    if (x >= next) continue;
    if (x < least) {
      next = least;
      nextTail = leastTail;
      least = x;
      leastTail = from;
    } else {
      next = x;
      nextTail = from;
    }
  }
  first[u] = least;
  second[u] = next;
  firstTail[u] = leastTail;
  secondTail[u] = nextTail;
}

/** The network with every `size` neighbours of `order` (its run heads) served as the middle one of them. */
export function coarsened(network: SiftedNetwork, order: Int32Array, size: number): SiftedNetwork {
  const { nodeCount, runs, fixedTail, fixedHead, fixedCost, fixedCapacity } = network;
  const supply = network.supply.slice();
  const gone = new Uint8Array(nodeCount);
  for (let begin = 0; begin < order.length; begin += size) {
    const end = Math.min(order.length, begin + size);
    const middle = order[(begin + end) >> 1];
    let sum = 0;
    for (let k = begin; k < end; k++) {
      sum += supply[order[k]];
      supply[order[k]] = 0;
      gone[order[k]] = 1;
    }
    supply[middle] = sum;
    gone[middle] = 0;
  }
  let runCount = 0;
  const chosen = new Int32Array(runs.count);
  for (let r = 0; r < runs.count; r++) if (gone[runs.head[r]] === 0) chosen[runCount++] = r;
  const kept = chosen.subarray(0, runCount);
  let fixedCount = 0;
  const chosenFixed = new Int32Array(fixedHead.length);
  for (let k = 0; k < fixedHead.length; k++) if (gone[fixedHead[k]] === 0) chosenFixed[fixedCount++] = k;
  const keptFixed = chosenFixed.subarray(0, fixedCount);
  const capacity = gathered(fixedCapacity, keptFixed, new Float64Array(fixedCount));
  for (let k = 0; k < fixedCount; k++) {
    const head = fixedHead[keptFixed[k]];
    const alone = network.supply[head];
    if (alone < 0 && supply[head] < alone) capacity[k] = Math.ceil(capacity[k] * (supply[head] / alone));
  }
  return {
    nodeCount,
    supply,
    fixedTail: gathered(fixedTail, keptFixed, new Int32Array(fixedCount)),
    fixedHead: gathered(fixedHead, keptFixed, new Int32Array(fixedCount)),
    fixedCost: gathered(fixedCost, keptFixed, new Float64Array(fixedCount)),
    fixedCapacity: capacity,
    runs: {
      count: runCount,
      head: gathered(runs.head, kept, new Int32Array(runCount)),
      costStart: gathered(runs.costStart, kept, new Int32Array(runCount)),
      tailStart: gathered(runs.tailStart, kept, new Int32Array(runCount)),
      shift: gathered(runs.shift, kept, new Int32Array(runCount)),
      length: gathered(runs.length, kept, new Int32Array(runCount)),
      cost: runs.cost,
      tail: runs.tail,
    },
    dead: network.dead,
  };
}
