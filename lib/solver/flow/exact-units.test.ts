import { describe, expect, it } from "vitest";
import { asRows } from "@/tests/support/allocation-rows";
import { coupledShape, evenStocks } from "@/tests/support/coupled-judge";
import { highsOptimum } from "@/tests/support/highs";
import { type RandomShape, randomProblem } from "@/tests/support/random-problem";
import { certifyPlan } from "./certify";
import { type IntegerSolver, loadIntegerSolver } from "./integer-solver";
import type { AllocationProblem } from "./problem-model";
import { solveAllocation, solveWithIntegers } from "./solve";

/** Packs of several sizes, or of one, and throughput that all goods share. */
const packed = (seed: number): RandomShape => ({
  seed,
  preset: "lifeFirst",
  stores: 3 + (seed % 2),
  places: 4 + (seed % 3),
  goods: 2 + (seed % 2),
  supplyRatio: 0.8 + (seed % 3) * 0.3,
  throughputRatio: 0.35 + (seed % 4) * 0.1,
  largestNeed: 90,
  packs: [[4], [1, 5], [2, 3, 6]][seed % 3],
});

/** Least unmet of each class in turn in whole packs, by HiGHS over the problem's own rows. */
async function leastUnmet(problem: AllocationProblem): Promise<number[]> {
  const { columns, rows, unmetOf } = asRows(problem, true);
  const found: number[] = [];
  for (const own of unmetOf) {
    const wanted = new Set(own);
    const level = { columns: columns.map((column, c) => ({ ...column, cost: wanted.has(c) ? 1 : 0 })), rows };
    const best = own.length === 0 ? { value: 0 } : await highsOptimum(level);
    if (!best) throw new Error("HiGHS finds no plan");
    const value = Math.round(best.value);
    found.push(value);
    if (own.length > 0) rows.push({ terms: own.map((c) => [c, 1]), sense: "<=", right: value });
  }
  return found;
}

describe("whole units by an integer program", { timeout: 300_000 }, () => {
  it("serve every class as HiGHS does in whole packs under shared throughput, and state the loss against the bound", async () => {
    const integerSolver = await loadIntegerSolver();
    let asked = 0;
    let lost = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomProblem(packed(seed));
      const result = solveAllocation(problem, { planOnly: true, integerSolver });
      if (result.status === "invalid") throw new Error("refused");
      const { plan } = result;
      const best = await leastUnmet(problem);
      expect(certifyPlan(problem, plan), `seed ${seed}`).toMatchObject({ violations: [], certified: true });
      expect(plan.kpis.unmetByClass, `seed ${seed}`).toEqual(best);
      if (plan.wholeUnits) asked++;
      for (const [p, least] of best.entries()) {
        const level = plan.levels.find((one) => one.level === `unmet${p + 1}`);
        expect(level?.bound, `seed ${seed}`).toBeLessThanOrEqual(least);
        expect(level?.packLoss, `seed ${seed}`).toBe((level?.value ?? 0) - (level?.bound ?? 0));
        if (level && level.value > level.bound) lost++;
        if (plan.wholeUnits?.outcome === "best") expect(level?.wholeBound, `seed ${seed}`).toBe(least);
      }
    }
    expect(asked).toBeGreaterThan(3);
    expect(lost).toBeGreaterThan(3);
  });

  it("keep every limit where goods of whole units share a store with conversions three for two", async () => {
    const integerSolver = await loadIntegerSolver();
    for (const seed of [1016, 1022, 1034]) {
      const problem = randomProblem({
        ...packed(seed),
        stores: 3 + (seed % 4),
        places: 6 + (seed % 9),
        goods: 2 + (seed % 4),
        packs: undefined,
        largestNeed: 300,
        maxDistanceM: 60_000,
        supplyRatio: 0.7 + (seed % 3) * 0.4,
        throughputRatio: 0.3 + (seed % 6) * 0.1,
        substitution: { ratioNum: 3, ratioDen: 2, price: 300 },
      });
      const result = solveAllocation(problem, { planOnly: true, integerSolver });
      if (result.status === "invalid") throw new Error("refused");
      const report = certifyPlan(problem, result.plan);
      expect(report, `seed ${seed}`).toMatchObject({ violations: [], certified: true });
    }
  });

  it("are not asked for where prices prove the plan: no solver is loaded for it", () => {
    const never: IntegerSolver = () => {
      throw new Error("asked for");
    };
    for (let seed = 1; seed <= 6; seed++) {
      const city = randomProblem({ seed, stores: 6, places: 40, goods: 3, preset: "fair", supplyRatio: 0.7 });
      const result = solveAllocation(city, { planOnly: true, integerSolver: never });
      if (result.status === "invalid") throw new Error("refused");
      expect(result.plan.wholeUnits, `seed ${seed}`).toBeNull();
      expect(result.plan.certified, `seed ${seed}`).toBe(true);
    }
  });

  it("are the plan that is explained, compared and counted, the same every time", async () => {
    let asked = 0;
    for (const seed of [8, 16, 24, 40]) {
      const problem = evenStocks(randomProblem(coupledShape(seed)));
      const result = await solveWithIntegers(problem);
      const again = await solveWithIntegers(problem);
      if (result.status === "invalid") throw new Error("refused");
      expect(again, `seed ${seed}`).toEqual(result);
      const { plan } = result;
      if (plan.wholeUnits) asked++;
      const unmet = [0, 0, 0];
      for (const [k, { quantity, priority }] of problem.lines.entries()) {
        const short = quantity - plan.lineFills[k].served;
        unmet[priority - 1] += short;
        expect(plan.explanations[k], `seed ${seed}`).toMatchObject({ lineId: problem.lines[k].id, unmet: short });
      }
      expect(plan.kpis.unmetByClass, `seed ${seed}`).toEqual(unmet);
      expect(plan.levels.at(-1)?.value, `seed ${seed}`).toBe(plan.kpis.cost);
      expect(plan.baselines, `seed ${seed}`).toHaveLength(2);
      expect(plan.sensitivities.length, `seed ${seed}`).toBeGreaterThan(0);
    }
    expect(asked).toBe(4);
  });

  it("that the solver cannot be loaded for are left as they were found, and said to be unproved", async () => {
    const problem = evenStocks(randomProblem(coupledShape(8)));
    const gone = () => Promise.reject(new Error("no WebAssembly here"));
    const result = await solveWithIntegers(problem, { planOnly: true }, gone);
    expect(result).toEqual(solveAllocation(problem, { planOnly: true }));
    if (result.status === "invalid") throw new Error("refused");
    expect(result.plan.wholeUnits).toMatchObject({ outcome: "notProved" });
  });

  it("are given up when the time is over, and the plan found before stands as it is", async () => {
    const problem = evenStocks(randomProblem(coupledShape(16)));
    const integerSolver = await loadIntegerSolver();
    const plain = solveAllocation(problem, { planOnly: true });
    let over = false;
    const late: IntegerSolver = (program, shouldStop, work) => {
      over = true;
      return integerSolver(program, shouldStop, work);
    };
    const result = solveAllocation(problem, { planOnly: true, integerSolver: late, now: () => (over ? 60_001 : 0) });
    if (result.status === "invalid" || plain.status === "invalid") throw new Error("refused");
    expect(over).toBe(true);
    expect(result.status).toBe(plain.status);
    expect(result.plan.wholeUnits?.outcome).toBe("notProved");
    expect(result.plan.assignments).toEqual(plain.plan.assignments);
    expect(result.plan.certified).toBe(plain.plan.certified);
  });
});
