import { type RunsAndRest, runsAndRest } from "./runs-and-rest";
import { SiftingSolver, type SiftOptions } from "./sifting";

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

/**
 * `infeasible`: no flow meets the bounds and supplies, whatever it costs. `unbounded`: a cycle of negative cost has no
 * capacity. `unbalanced`: supplies do not sum to 0. `overflow`: prices, supplies or the objective may pass 2^53, beyond which
 * numbers are not exact. Only `optimal` has an objective.
 */
export type MinCostStatus = "optimal" | "infeasible" | "unbounded" | "unbalanced" | "overflow" | "stopped";

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

/**
 * Solves one problem, and again after changes. Dense parts (long runs of arcs into one node) are sifted; a sparse
 * network goes to the simplex whole. All numbers must be whole.
 */
export class MinCostSolver {
  private parts: RunsAndRest;
  private solver: SiftingSolver;
  /** The last answer was the optimum, from which a change of supplies alone goes on. */
  private isOptimal = false;
  /** Supply in all that no capacity taken as none can hold back; found when first asked for. */
  private openSupply = -1;
  /** Arcs and flows of an answer before they are cut to length; kept from one to the next. */
  private outArcs = new Int32Array(0);
  private outFlows = new Float64Array(0);

  constructor(
    readonly problem: MinCostProblem,
    private readonly options: SiftOptions = {},
  ) {
    this.parts = runsAndRest(problem);
    this.solver = siftingOf(this.parts, options);
  }

  solve(): MinCostSolution {
    return this.answer(() => this.solver.solve());
  }

  /** Solves on from the last basis; anew where supply has grown past a capacity that was none before. */
  resolve(): MinCostSolution {
    if (this.outgrown()) {
      this.parts = runsAndRest({
        ...this.problem,
        supply: this.solver.simplex.supply.slice(0, this.problem.nodeCount),
      });
      this.solver = siftingOf(this.parts, this.options);
      this.openSupply = -1;
      return this.solve();
    }
    const wasOptimal = this.isOptimal;
    return this.answer(() => (wasOptimal ? this.solver.rebalance() : this.solver.resolve()));
  }

  /** Adds to a node's supply; the changes together must sum to 0 before `resolve`. */
  changeSupply(node: number, by: number): void {
    this.solver.simplex.supply[node] += by;
  }

  /** Supply has grown past a capacity that was taken as none. */
  private outgrown(): boolean {
    const { capacity } = this.problem;
    const { open } = this.parts;
    if (!capacity || open === Infinity) return false;
    let total = 0;
    for (let u = 0; u < this.problem.nodeCount; u++) total += Math.max(0, this.solver.simplex.supply[u]);
    if (total <= open) return false;
    if (this.openSupply < 0) {
      this.openSupply = Infinity;
      for (const most of capacity) if (most >= open && most < this.openSupply) this.openSupply = most;
    }
    return total > this.openSupply;
  }

  /** What is wrong with the numbers before anything is solved; null when nothing is. */
  private refusal(): MinCostStatus | null {
    const { supply } = this.solver.simplex;
    const { nodeCount, cost } = this.problem;
    let sum = 0;
    let turnover = 0;
    for (let u = 0; u < nodeCount; u++) {
      sum += supply[u];
      turnover += Math.abs(supply[u]);
    }
    // Reduced costs are sums of up to three artificial costs, each (dearest + 1) × (nodes + 1).
    const dearest = Number.MAX_SAFE_INTEGER / 3 / (nodeCount + 1) - 1;
    const tooDear = (cost instanceof Float64Array || dearest < 2 ** 31) && cost.some((c) => Math.abs(c) > dearest);
    if (tooDear || turnover > 2 * Number.MAX_SAFE_INTEGER) return "overflow";
    if (sum !== 0) return "unbalanced";
    return this.parts.crossed ? "infeasible" : null;
  }

  /** Is there any flow within the bounds, whatever it costs? */
  private hasFlow(): boolean {
    const { nodeCount, from, to, capacity, lower } = this.problem;
    const supply = this.solver.simplex.supply.slice(0, nodeCount);
    const room = lower && capacity ? capacity.map((most, a) => most - lower[a]) : capacity;
    const free = { nodeCount, supply, from, to, cost: new Int32Array(from.length), capacity: room };
    return new MinCostSolver(free).solve().status === "optimal";
  }

  private answer(run: () => "optimal" | "stopped"): MinCostSolution {
    const { simplex } = this.solver;
    let status = this.refusal();
    if (status === null) {
      try {
        status = run();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        status = this.hasFlow() ? "unbounded" : "infeasible";
      }
      if (status === "optimal" && simplex.infeasibility() > 0) status = "infeasible";
      this.isOptimal = status === "optimal";
    }
    const { fixedArc, sorted, lowerCost, network } = this.parts;
    const runStart = network.runs.costStart;
    const { cost, lower } = this.problem;
    const { fixedBase } = this.solver;
    if (this.outArcs.length < simplex.arcCount) {
      this.outArcs = new Int32Array(simplex.arcCount);
      this.outFlows = new Float64Array(simplex.arcCount);
    }
    const arcs = this.outArcs;
    const flows = this.outFlows;
    let count = 0;
    let objective = lowerCost;
    let turnover = Math.abs(lowerCost);
    for (let k = 0; k < fixedArc.length; k++) {
      const arc = fixedArc[k];
      const flow = simplex.flow[fixedBase + k];
      const whole = flow + (lower ? lower[arc] : 0);
      objective += flow * cost[arc];
      turnover += Math.abs(flow * cost[arc]);
      if (whole === 0) continue;
      arcs[count] = arc;
      flows[count++] = whole;
    }
    this.solver.forEachFlow((run, position, flow) => {
      const at = runStart[run] + position;
      const arc = sorted ? sorted[at] : at;
      objective += flow * cost[arc];
      turnover += Math.abs(flow * cost[arc]);
      arcs[count] = arc;
      flows[count++] = flow;
    });
    if (status === "optimal" && turnover > Number.MAX_SAFE_INTEGER) status = "overflow";
    return {
      status,
      objective,
      pivots: simplex.pivots,
      arcs: arcs.slice(0, count),
      flows: flows.slice(0, count),
      potential: simplex.potential,
    };
  }
}

function siftingOf(parts: RunsAndRest, options: SiftOptions): SiftingSolver {
  return new SiftingSolver(parts.network, parts.sampled ? options : { ...options, sampleStep: 0 });
}
