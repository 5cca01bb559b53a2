import type { MinCostProblem } from "./mincost";
import { gathered } from "./order";
import type { SiftedNetwork } from "./sifting";

/** Arcs into one node needed side by side before they are worth pricing as a run. */
const SHORTEST_RUN = 8;
/** Arcs a node above which the network is dense enough to sift. */
const DENSE = 6;
/** The same where runs lead to nodes that also send: prices of the start are poor there, and sifting pays later. */
const DENSE_THROUGH = 50;

/** A problem as a network to sift, and the way back from its arcs to the problem's. */
export interface RunsAndRest {
  network: SiftedNetwork;
  /** Arc of each fixed arc of the network. */
  fixedArc: Int32Array;
  /** Arcs by head, where they did not come side by side: `costStart` counts in this order. */
  sorted: Int32Array | null;
  /** Cost of the lower bounds, which are taken out. */
  lowerCost: number;
  /** Capacities from here on count as none. */
  open: number;
  /** Some arc must carry more than it can. */
  crossed: boolean;
  /** Every run's head is a pure sink, so that groups of heads make a smaller problem of the same kind. */
  sampled: boolean;
}

/** Parts the arcs into runs and the rest; takes lower bounds out. */
export function runsAndRest(problem: MinCostProblem): RunsAndRest {
  const parts = parted(problem, DENSE);
  return parts.sampled || parts.network.runs.count === 0 ? parts : parted(problem, DENSE_THROUGH);
}

function parted(problem: MinCostProblem, leastArcs: number): RunsAndRest {
  const { nodeCount, to, capacity, lower } = problem;
  const arcCount = to.length;
  const { supply, lowerCost, crossed } = withoutLowerBounds(problem);
  let total = 0;
  for (let u = 0; u < nodeCount; u++) if (problem.supply[u] > 0) total += problem.supply[u];
  // Without negative costs no arc carries more than all supply: a capacity of that is none. Arcs with a real one stay
  // with the simplex.
  const open = capacity === undefined || lower || anyNegative(problem.cost) ? Infinity : total;

  const dense = arcCount >= leastArcs * nodeCount && !lower;
  const sorted = dense && arcCount <= SHORTEST_RUN * 0.5 * countRuns(to) ? arcsByHead(to, nodeCount) : null;
  const heads = sorted ? gathered(to, sorted, new Int32Array(arcCount)) : to;
  const tails = sorted ? gathered(problem.from, sorted, new Int32Array(arcCount)) : problem.from;
  const cost = sorted ? gathered(problem.cost, sorted, problem.cost.slice()) : problem.cost;

  // A sink for leftovers stands apart: it takes from everyone and belongs in no run.
  const largestSink = -total / 20;
  const start = new Int32Array(nodeCount + 1 + Math.floor(arcCount / SHORTEST_RUN));
  const length = new Int32Array(start.length);
  const fixed = new Int32Array(arcCount);
  let runCount = 0;
  let fixedCount = 0;
  for (let begin = 0; begin < arcCount; ) {
    const end = endOfRun(heads, begin);
    const need = supply[heads[begin]];
    const long = dense && end - begin >= SHORTEST_RUN && need < 0 && need > largestSink;
    if (long && (!capacity || allOpen(capacity, sorted, begin, end, open))) {
      start[runCount] = begin;
      length[runCount++] = end - begin;
    } else for (let x = begin; x < end; x++) fixed[fixedCount++] = sorted ? sorted[x] : x;
    begin = end;
  }
  const fixedArc = fixed.slice(0, fixedCount);
  const costStart = start.slice(0, runCount);
  const runLength = length.slice(0, runCount);
  const runHead = gathered(heads, costStart, new Int32Array(runCount));

  const isTail = new Uint8Array(nodeCount);
  for (let k = 0; k < fixedCount; k++) isTail[problem.from[fixedArc[k]]] = 1;
  // Rows of consecutive tails need no tails in memory: one row 0, 1, 2 … and a shift.
  let sameRow = true;
  let row = -1;
  for (let r = 0; r < runCount; r++) {
    const begin = costStart[r];
    if (!consecutive(tails, begin, runLength[r])) sameRow = false;
    else if (r > 0 && tails[begin] === row && runLength[r] === runLength[r - 1]) continue;
    row = tails[begin];
    for (let x = begin; x < begin + runLength[r]; x++) isTail[tails[x]] = 1;
  }
  let sampled = runCount > 0;
  for (let r = 0; r < runCount; r++) if (isTail[runHead[r]] === 1) sampled = false;

  const network: SiftedNetwork = {
    nodeCount,
    supply,
    fixedTail: gathered(problem.from, fixedArc, new Int32Array(fixedCount)),
    fixedHead: gathered(to, fixedArc, new Int32Array(fixedCount)),
    fixedCost: gathered(problem.cost, fixedArc, new Float64Array(fixedCount)),
    fixedCapacity: fixedCapacity(problem, fixedArc, open),
    runs: {
      count: runCount,
      head: runHead,
      costStart,
      tailStart: sameRow ? new Int32Array(runCount) : costStart,
      shift: sameRow ? gathered(tails, costStart, new Int32Array(runCount)) : new Int32Array(runCount),
      length: runLength,
      cost,
      tail: sameRow ? counting(nodeCount) : tails,
    },
    dead: null,
  };
  return { network, fixedArc, sorted, lowerCost, open, crossed, sampled };
}

function withoutLowerBounds({ supply, from, to, cost, capacity, lower }: MinCostProblem): {
  supply: Float64Array;
  lowerCost: number;
  crossed: boolean;
} {
  const rest = Float64Array.from(supply);
  let lowerCost = 0;
  let crossed = false;
  if (lower) {
    for (let a = 0; a < lower.length; a++) {
      if (capacity && capacity[a] < lower[a]) crossed = true;
      if (lower[a] === 0) continue;
      rest[from[a]] -= lower[a];
      rest[to[a]] += lower[a];
      lowerCost += lower[a] * cost[a];
    }
  }
  return { supply: rest, lowerCost, crossed };
}

function fixedCapacity({ capacity, lower }: MinCostProblem, fixedArc: Int32Array, open: number): Float64Array {
  const most = new Float64Array(fixedArc.length).fill(Infinity);
  if (!capacity) return most;
  for (let k = 0; k < fixedArc.length; k++) {
    const arc = fixedArc[k];
    if (capacity[arc] < open) most[k] = capacity[arc] - (lower ? lower[arc] : 0);
  }
  return most;
}

function anyNegative(cost: Int32Array | Float64Array): boolean {
  for (let a = 0; a < cost.length; a++) if (cost[a] < 0) return true;
  return false;
}

function endOfRun(heads: Int32Array, begin: number): number {
  const head = heads[begin];
  let end = begin + 1;
  while (end < heads.length && heads[end] === head) end++;
  return end;
}

function allOpen(capacity: Float64Array, sorted: Int32Array | null, begin: number, end: number, open: number): boolean {
  for (let x = begin; x < end; x++) if (capacity[sorted ? sorted[x] : x] < open) return false;
  return true;
}

function consecutive(tails: Int32Array, begin: number, length: number): boolean {
  const first = tails[begin] - begin;
  for (let x = begin + 1; x < begin + length; x++) if (tails[x] !== first + x) return false;
  return true;
}

function countRuns(to: Int32Array): number {
  let runs = 0;
  let last = -1;
  for (let a = 0; a < to.length; a++) {
    if (to[a] !== last) {
      last = to[a];
      runs++;
    }
  }
  return runs;
}

/** Arc numbers by head, stable. */
function arcsByHead(to: Int32Array, nodeCount: number): Int32Array {
  const start = new Int32Array(nodeCount + 1);
  for (let a = 0; a < to.length; a++) start[to[a] + 1]++;
  for (let u = 0; u < nodeCount; u++) start[u + 1] += start[u];
  const sorted = new Int32Array(to.length);
  for (let a = 0; a < to.length; a++) sorted[start[to[a]]++] = a;
  return sorted;
}

function counting(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let k = 0; k < count; k++) numbers[k] = k;
  return numbers;
}
