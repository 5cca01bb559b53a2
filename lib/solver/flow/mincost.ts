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

/**
 * Solves one problem, and again after changes. Dense parts (long runs of arcs into one node) are sifted; a sparse
 * network goes to the simplex whole. Costs must be whole and their largest magnitude × nodes below 2^53.
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
    if (status !== "unbalanced") this.isOptimal = status === "optimal";
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
    for (let k = 0; k < fixedArc.length; k++) {
      const arc = fixedArc[k];
      const flow = simplex.flow[fixedBase + k];
      const whole = flow + (lower ? lower[arc] : 0);
      objective += flow * cost[arc];
      if (whole === 0) continue;
      arcs[count] = arc;
      flows[count++] = whole;
    }
    this.solver.forEachFlow((run, position, flow) => {
      const at = runStart[run] + position;
      const arc = sorted ? sorted[at] : at;
      objective += flow * cost[arc];
      arcs[count] = arc;
      flows[count++] = flow;
    });
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
