import { SiftingSolver, type SiftedNetwork, type SiftOptions } from "./sifting";

/** A minimum-cost flow problem as arrays; nodes from 0. */
export interface MinCostProblem {
  nodeCount: number;
  /** Positive = supply, negative = demand; must sum to 0. */
  supply: Int32Array | Float64Array;
  from: Int32Array;
  to: Int32Array;
  cost: Int32Array | Float64Array;
  /** Absent: every arc may carry anything. */
  capacity?: Float64Array;
  /** Absent: 0. */
  lower?: Float64Array;
}

export type MinCostStatus = "optimal" | "infeasible" | "unbounded" | "unbalanced" | "stopped";

export interface MinCostSolution {
  status: MinCostStatus;
  objective: number;
  pivots: number;
  /** Arcs with flow, and their flow, in arc order where arcs are few. */
  arcs: Int32Array;
  flows: Float64Array;
  /** `cost + potential[from] − potential[to]` ≥ 0 on every arc below its capacity, ≤ 0 on every arc with flow. */
  potential: Float64Array;
}

/** Arcs into one node needed side by side before they are worth pricing as a run. */
const SHORTEST_RUN = 8;
/** Arcs a node above which the network is dense enough to sift. */
const DENSE = 6;

/**
 * Solves one problem, and again after changes. Dense parts (long runs of arcs into one node) are sifted; a sparse
 * network goes to the simplex whole. Costs must be whole and their largest magnitude × nodes below 2^53.
 */
export class MinCostSolver {
  private readonly solver: SiftingSolver;
  /** Arc of each fixed arc of the sifted network. */
  private readonly fixedArc: Int32Array;
  /** Position of each run's first arc in `sorted`, or in the problem itself. */
  private readonly runStart: Int32Array;
  private readonly sorted: Int32Array | null;
  private readonly lowerCost: number;

  constructor(
    readonly problem: MinCostProblem,
    options: SiftOptions = {},
  ) {
    const parts = split(problem);
    this.fixedArc = parts.fixedArc;
    this.runStart = parts.network.runs.costStart;
    this.sorted = parts.sorted;
    this.lowerCost = parts.lowerCost;
    this.solver = new SiftingSolver(parts.network, parts.sampled ? options : { ...options, sampleStep: 0 });
  }

  solve(): MinCostSolution {
    return this.answer(() => this.solver.solve());
  }

  /** Solves on from the last basis. */
  resolve(): MinCostSolution {
    return this.answer(() => this.solver.resolve());
  }

  /** Adds to a node's supply; the changes together must sum to 0 before `resolve`. */
  changeSupply(node: number, by: number): void {
    this.solver.simplex.supply[node] += by;
  }

  private answer(run: () => "optimal" | "stopped"): MinCostSolution {
    const { simplex } = this.solver;
    let status: MinCostStatus;
    let sum = 0;
    for (let u = 0; u < this.problem.nodeCount; u++) sum += simplex.supply[u];
    if (sum !== 0) status = "unbalanced";
    else {
      try {
        status = run();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        status = "unbounded";
      }
    }
    if (status === "optimal" && simplex.infeasibility() > 0) status = "infeasible";
    const arcs: number[] = [];
    const flows: number[] = [];
    let objective = this.lowerCost;
    const { lower } = this.problem;
    const take = (arc: number, flow: number) => {
      objective += flow * this.problem.cost[arc];
      const whole = flow + (lower ? lower[arc] : 0);
      if (whole !== 0) {
        arcs.push(arc);
        flows.push(whole);
      }
    };
    for (let k = 0; k < this.fixedArc.length; k++) take(this.fixedArc[k], simplex.flow[this.solver.fixedBase + k]);
    this.solver.forEachFlow((run, position, flow) => {
      const at = this.runStart[run] + position;
      take(this.sorted ? this.sorted[at] : at, flow);
    });
    return {
      status,
      objective,
      pivots: simplex.pivots,
      arcs: Int32Array.from(arcs),
      flows: Float64Array.from(flows),
      potential: simplex.potential,
    };
  }
}

interface Split {
  network: SiftedNetwork;
  fixedArc: Int32Array;
  sorted: Int32Array | null;
  lowerCost: number;
  /** Every run's head is a pure sink, so that a sample of heads is a smaller problem of the same kind. */
  sampled: boolean;
}

/** Parts the arcs into runs and the rest; takes lower bounds out. */
function split(problem: MinCostProblem): Split {
  const { nodeCount, from, to, cost, capacity, lower } = problem;
  const arcCount = from.length;
  const supply = Float64Array.from(problem.supply);
  let total = 0;
  for (let u = 0; u < nodeCount; u++) if (supply[u] > 0) total += supply[u];
  let lowerCost = 0;
  if (lower) {
    for (let a = 0; a < arcCount; a++) {
      if (lower[a] === 0) continue;
      supply[from[a]] -= lower[a];
      supply[to[a]] += lower[a];
      lowerCost += lower[a] * cost[a];
    }
  }
  const dense = arcCount >= DENSE * nodeCount;
  // Without negative costs no arc carries more than all supply: a capacity of that is none. Arcs with a real one stay
  // with the simplex.
  const sure = capacity !== undefined && !lower && cost.every((c) => c >= 0);
  const plain = (a: number) => !capacity || (sure && capacity[a] >= total);

  let sorted: Int32Array | null = null;
  let heads = to;
  let tails = from;
  let costs = cost;
  if (dense && !lower && arcCount > SHORTEST_RUN * 0.5 * countRuns(to)) {
    // already side by side
  } else if (dense && !lower) {
    sorted = sortByHead(to, nodeCount);
    heads = to.slice();
    tails = from.slice();
    costs = cost.slice();
    for (let k = 0; k < arcCount; k++) {
      heads[k] = to[sorted[k]];
      tails[k] = from[sorted[k]];
      costs[k] = cost[sorted[k]];
    }
  }

  const runHead: number[] = [];
  const runStart: number[] = [];
  const runLength: number[] = [];
  const fixed: number[] = [];
  // A sink for leftovers stands apart: it takes from everyone and belongs in no sample.
  const largestSink = -total / 20;
  for (let k = 0; k < arcCount; ) {
    const begin = k;
    const head = heads[begin];
    while (k < arcCount && heads[k] === head) k++;
    const isRun = dense && !lower && k - begin >= SHORTEST_RUN && supply[head] < 0 && supply[head] > largestSink;
    let smooth = isRun;
    if (isRun && capacity) for (let x = begin; x < k && smooth; x++) smooth = plain(sorted ? sorted[x] : x);
    if (smooth) {
      runHead.push(head);
      runStart.push(begin);
      runLength.push(k - begin);
    } else for (let x = begin; x < k; x++) fixed.push(sorted ? sorted[x] : x);
  }
  const isTail = new Uint8Array(nodeCount);
  for (const a of fixed) isTail[from[a]] = 1;
  let row = -1;
  let sameRow = true;
  for (let r = 0; r < runHead.length; r++) {
    const begin = runStart[r];
    const length = runLength[r];
    const first = tails[begin];
    if (row < 0) row = first;
    let x = begin;
    const end = begin + length;
    while (x < end && tails[x] === first + x - begin) x++;
    if (x < end) {
      sameRow = false;
      for (let y = begin; y < end; y++) isTail[tails[y]] = 1;
    } else for (let y = 0; y < length; y++) isTail[first + y] = 1;
  }
  let sampled = runHead.length > 0;
  for (const head of runHead) if (isTail[head] === 1) sampled = false;

  const starts = Int32Array.from(runStart);
  // Rows of consecutive tails need no tails in memory: one row 0, 1, 2 … and a shift.
  const tailStart = sameRow ? new Int32Array(starts.length) : starts;
  const shift = sameRow ? starts.map((begin) => tails[begin]) : new Int32Array(starts.length);
  const tail = sameRow ? Int32Array.from({ length: nodeCount }, (_, u) => u) : tails;
  const network: SiftedNetwork = {
    nodeCount,
    supply,
    fixedTail: Int32Array.from(fixed, (a) => from[a]),
    fixedHead: Int32Array.from(fixed, (a) => to[a]),
    fixedCost: Float64Array.from(fixed, (a) => cost[a]),
    fixedCapacity: Float64Array.from(fixed, (a) =>
      plain(a) ? Infinity : capacity ? capacity[a] - (lower ? lower[a] : 0) : Infinity,
    ),
    runs: {
      count: starts.length,
      head: Int32Array.from(runHead),
      costStart: starts,
      tailStart,
      shift,
      length: Int32Array.from(runLength),
      cost: costs,
      tail,
    },
    dead: null,
  };
  return { network, fixedArc: Int32Array.from(fixed), sorted, lowerCost, sampled };
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
function sortByHead(to: Int32Array, nodeCount: number): Int32Array {
  const start = new Int32Array(nodeCount + 1);
  for (let a = 0; a < to.length; a++) start[to[a] + 1]++;
  for (let u = 0; u < nodeCount; u++) start[u + 1] += start[u];
  const sorted = new Int32Array(to.length);
  for (let a = 0; a < to.length; a++) sorted[start[to[a]]++] = a;
  return sorted;
}
