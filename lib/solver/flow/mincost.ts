import { runsAndRest } from "./runs-and-rest";
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
    const parts = runsAndRest(problem);
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
    const { fixedArc, runStart, sorted } = this;
    const { cost, lower } = this.problem;
    const { fixedBase } = this.solver;
    const most = fixedArc.length + simplex.arcCount;
    const arcs = new Int32Array(most);
    const flows = new Float64Array(most);
    let count = 0;
    let objective = this.lowerCost;
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
