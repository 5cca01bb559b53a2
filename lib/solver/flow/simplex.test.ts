import { describe, expect, it } from "vitest";
import { faultOfFlow } from "./certify-flow";
import { highsOptimum, type RowProblem } from "@/tests/support/highs";
import { type MinCostProblem, MinCostSolver } from "./mincost";
import { seededRandom } from "@/tests/support/random-problem";

/** A random network: sparse or dense, with or without capacities and lower bounds, some costs negative. */
function randomNetwork(seed: number): MinCostProblem {
  const random = seededRandom(seed);
  const nodeCount = 2 + Math.floor(random() * 10);
  const arcCount = 1 + Math.floor(random() * 40);
  const supply = new Float64Array(nodeCount);
  for (let k = 0; k < nodeCount; k++) {
    const amount = Math.floor(random() * 20);
    supply[Math.floor(random() * nodeCount)] += amount;
    supply[Math.floor(random() * nodeCount)] -= amount;
  }
  const bounded = random() < 0.6;
  const lowered = random() < 0.3;
  const from = new Int32Array(arcCount);
  const to = new Int32Array(arcCount);
  const cost = new Int32Array(arcCount);
  const capacity = new Float64Array(arcCount).fill(Infinity);
  const lower = new Float64Array(arcCount);
  for (let a = 0; a < arcCount; a++) {
    from[a] = Math.floor(random() * nodeCount);
    to[a] = (from[a] + 1 + Math.floor(random() * (nodeCount - 1))) % nodeCount;
    cost[a] = Math.floor(random() * 100) - (bounded ? 20 : 0);
    if (lowered && random() < 0.3) lower[a] = Math.floor(random() * 4);
    if (bounded) capacity[a] = lower[a] + Math.floor(random() * 30);
  }
  return { nodeCount, supply, from, to, cost, capacity, ...(lowered ? { lower } : {}) };
}

function asRows(problem: MinCostProblem): RowProblem {
  const columns: RowProblem["columns"] = [];
  const rows: RowProblem["rows"] = Array.from({ length: problem.nodeCount }, (_, u) => ({
    terms: [],
    sense: "=" as const,
    right: problem.supply[u],
  }));
  problem.from.forEach((from, a) => {
    const most = problem.capacity ? problem.capacity[a] : Infinity;
    columns.push({
      name: `x${a}`,
      cost: problem.cost[a],
      lower: problem.lower ? problem.lower[a] : 0,
      upper: most < Infinity ? most : undefined,
    });
    rows[from].terms.push([a, 1]);
    rows[problem.to[a]].terms.push([a, -1]);
  });
  return { columns, rows };
}

describe("network simplex", { timeout: 120_000 }, () => {
  it("agrees with HiGHS on a thousand random networks and certifies each optimum", async () => {
    let optimal = 0;
    let infeasible = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const problem = randomNetwork(seed);
      const solution = new MinCostSolver(problem).solve();
      const stranded = problem.supply.some((b, u) => b !== 0 && !problem.from.includes(u) && !problem.to.includes(u));
      const judged = stranded ? null : await highsOptimum(asRows(problem));
      if (judged === null) {
        expect(solution.status, `seed ${seed}`).toBe("infeasible");
        infeasible++;
        continue;
      }
      expect(solution.status, `seed ${seed}`).toBe("optimal");
      expect(solution.objective, `seed ${seed}`).toBeCloseTo(judged.value, 5);
      expect(faultOfFlow(problem, solution), `seed ${seed}`).toBeNull();
      optimal++;
    }
    expect(optimal).toBeGreaterThan(300);
    expect(infeasible).toBeGreaterThan(50);
  });

  it("re-solves after changed supplies to the optimum of a cold solve", () => {
    const problem = transport(20, 400, 5);
    const solver = new MinCostSolver(problem);
    solver.solve();
    const random = seededRandom(11);
    const supply = Float64Array.from(problem.supply);
    for (let round = 0; round < 20; round++) {
      for (let k = 0; k < 8; k++) {
        const node = 21 + Math.floor(random() * 400);
        const by = Math.floor(random() * 40) - 20;
        if (supply[node] + by > 0) continue;
        supply[node] += by;
        supply[20] -= by;
        solver.changeSupply(node, by);
        solver.changeSupply(20, -by);
      }
      const warm = solver.resolve();
      const changed = { ...problem, supply };
      expect(warm.objective).toBe(new MinCostSolver(changed).solve().objective);
      expect(faultOfFlow(changed, warm)).toBeNull();
    }
  });

  it("re-solves random networks after any change of supplies as a cold solve would, infeasible in between or not", () => {
    const seen = { optimal: 0, infeasible: 0 };
    for (let seed = 1; seed <= 300; seed++) {
      const problem = randomNetwork(seed);
      const random = seededRandom(seed + 5000);
      const solver = new MinCostSolver(problem);
      solver.solve();
      const supply = Float64Array.from(problem.supply);
      for (let round = 0; round < 6; round++) {
        const from = Math.floor(random() * problem.nodeCount);
        const to = Math.floor(random() * problem.nodeCount);
        const by = random() < 0.3 ? supply[from] : Math.floor(random() * 30);
        supply[from] -= by;
        supply[to] += by;
        solver.changeSupply(from, -by);
        solver.changeSupply(to, by);
        const warm = solver.resolve();
        const changed = { ...problem, supply };
        const cold = new MinCostSolver(changed).solve();
        expect(warm.status, `seed ${seed}, round ${round}`).toBe(cold.status);
        if (warm.status !== "optimal") {
          seen.infeasible++;
          continue;
        }
        seen.optimal++;
        expect(warm.objective, `seed ${seed}, round ${round}`).toBe(cold.objective);
        expect(faultOfFlow(changed, warm), `seed ${seed}, round ${round}`).toBeNull();
      }
    }
    expect(seen.optimal).toBeGreaterThan(200);
    expect(seen.infeasible).toBeGreaterThan(200);
  });

  it("keeps a capacity that was none until supply outgrew it", () => {
    const problem = {
      nodeCount: 2,
      supply: Float64Array.of(5, -5),
      from: Int32Array.of(0, 0),
      to: Int32Array.of(1, 1),
      cost: Int32Array.of(1, 9),
      capacity: Float64Array.of(6, 50),
    };
    const solver = new MinCostSolver(problem);
    expect(solver.solve().objective).toBe(5);
    solver.changeSupply(0, 5);
    solver.changeSupply(1, -5);
    const warm = solver.resolve();
    expect(warm.objective).toBe(6 + 4 * 9);
    expect(faultOfFlow({ ...problem, supply: Float64Array.of(10, -10) }, warm)).toBeNull();
  });

  it("sifts a dense problem to the same optimum as the whole network, in any arc order, run after run", () => {
    const problem = transport(30, 500, 9);
    const sifted = new MinCostSolver(problem, { sampleStep: 2 }).solve();
    const order = Int32Array.from(problem.from, (_, a) => a).sort((a, b) => problem.from[a] - problem.from[b] || a - b);
    const reordered = {
      ...problem,
      from: order.map((a) => problem.from[a]),
      to: order.map((a) => problem.to[a]),
      cost: order.map((a) => problem.cost[a]),
    };
    const tight = {
      ...problem,
      capacity: Float64Array.from(problem.to, (to, a) => (problem.from[a] < 30 && to < 531 ? 300 : 1e9)),
    };
    expect(faultOfFlow(problem, sifted)).toBeNull();
    const other = new MinCostSolver(reordered).solve();
    expect(faultOfFlow(reordered, other)).toBeNull();
    expect(other.objective).toBe(sifted.objective);
    expect(faultOfFlow(tight, new MinCostSolver(tight).solve())).toBeNull();
    const again = new MinCostSolver(problem, { sampleStep: 2 }).solve();
    expect(again.flows).toEqual(sifted.flows);
    expect(again.pivots).toBe(sifted.pivots);
  });

  it("names what cannot be solved and stops when told", () => {
    const one = { nodeCount: 2, from: Int32Array.of(0), to: Int32Array.of(1), cost: Int32Array.of(1) };
    expect(new MinCostSolver({ ...one, supply: Float64Array.of(1, -2) }).solve().status).toBe("unbalanced");
    expect(new MinCostSolver({ ...one, supply: Float64Array.of(-1, 1) }).solve().status).toBe("infeasible");
    const cycle = { nodeCount: 2, from: Int32Array.of(0, 1), to: Int32Array.of(1, 0), cost: Int32Array.of(-2, 1) };
    expect(new MinCostSolver({ ...cycle, supply: Float64Array.of(0, 0) }).solve().status).toBe("unbounded");
    expect(new MinCostSolver(transport(30, 900, 1), { shouldStop: () => true }).solve().status).toBe("stopped");
  });

  it("a false certificate is refused", () => {
    const problem = transport(5, 30, 2);
    const solution = new MinCostSolver(problem).solve();
    expect(faultOfFlow(problem, solution)).toBeNull();
    expect(faultOfFlow(problem, { ...solution, objective: solution.objective - 1 })).toContain("objective");
    const flows = solution.flows.slice();
    flows[0] += 1;
    expect(faultOfFlow(problem, { ...solution, flows })).toContain("off balance");
    const potential = solution.potential.map((value, u) => value + (u === 3 ? 50_000 : 0));
    expect(faultOfFlow(problem, { ...solution, potential })).not.toBeNull();
  });
});

/** Stores, a source of what is unmet, places, a sink of what is left: dense, scarce. */
function transport(stores: number, places: number, seed: number): MinCostProblem {
  const random = seededRandom(seed);
  const nodeCount = stores + places + 2;
  const supply = new Float64Array(nodeCount);
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  const arc = (a: number, b: number, c: number) => {
    from.push(a);
    to.push(b);
    cost.push(c);
  };
  const at = Array.from({ length: stores + places }, () => [random() * 80_000, random() * 80_000]);
  for (let p = 0; p < places; p++) {
    const node = stores + 1 + p;
    supply[node] = -(50 + Math.floor(random() * 700));
    for (let i = 0; i < stores; i++)
      arc(i, node, Math.round(Math.hypot(at[i][0] - at[stores + p][0], at[i][1] - at[stores + p][1])));
  }
  for (let p = 0; p < places; p++) arc(stores, stores + 1 + p, 500_000 * (1 + Math.floor(random() * 3)));
  const demand = -supply.reduce((a, b) => a + b, 0);
  const left = nodeCount - 1;
  for (let i = 0; i < stores; i++) {
    supply[i] = Math.floor(((0.2 + random()) * demand) / stores);
    arc(i, left, 0);
    supply[left] -= supply[i];
  }
  arc(stores, left, 0);
  supply[stores] = demand;
  return { nodeCount, supply, from: Int32Array.from(from), to: Int32Array.from(to), cost: Int32Array.from(cost) };
}
