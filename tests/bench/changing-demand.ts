import { type MinCostProblem, MinCostSolver } from "@/lib/solver/flow/mincost";
import { seededRandom } from "@/tests/support/random-problem";

/** A solved problem, 1 % of whose demands change by up to a half each way, against the largest supply. */
export class ChangingDemand {
  readonly solver: MinCostSolver;
  readonly supply: Float64Array;
  private readonly demands: number[] = [];
  private readonly random: () => number;
  private hub = 0;

  constructor(problem: MinCostProblem, seed: number) {
    for (let u = 0; u < problem.nodeCount; u++) {
      if (problem.supply[u] > problem.supply[this.hub]) this.hub = u;
      if (problem.supply[u] < 0) this.demands.push(u);
    }
    this.random = seededRandom(seed);
    this.supply = Float64Array.from(problem.supply);
    this.solver = new MinCostSolver(problem);
    this.solver.solve();
  }

  change(): void {
    const { demands, supply, hub, random, solver } = this;
    for (let k = 0; k < demands.length / 100; k++) {
      const node = demands[Math.floor(random() * demands.length)];
      const by = Math.round(supply[node] * (random() - 0.5));
      solver.changeSupply(node, by);
      solver.changeSupply(hub, -by);
      supply[node] += by;
      supply[hub] -= by;
    }
  }
}
