import { describe, expect, it } from "vitest";
import { certifyPlan } from "./certify";
import { asRows, keepEverything } from "@/tests/support/allocation-rows";
import { highsOptimum } from "@/tests/support/highs";
import type { AllocationPlan } from "./plan-model";
import type { AllocationProblem } from "./problem-model";
import { type RandomShape, randomProblem } from "@/tests/support/random-problem";
import { solveAllocation } from "./solve";

/** Level by level with HiGHS: unmet of class 1, 2, 3, then cost, each fixing those before. */
async function lexicographic(problem: AllocationProblem, whole = false): Promise<number[]> {
  const { columns, rows, unmetOf } = asRows(problem, whole);
  const costs = columns.map((c) => c.cost);
  const values: number[] = [];
  for (const unmet of unmetOf) {
    const inLevel = new Set(unmet);
    columns.forEach((c, k) => {
      c.cost = inLevel.has(k) ? 1 : 0;
    });
    const found = await highsOptimum({ columns, rows });
    if (!found) throw new Error("infeasible");
    const nearest = Math.round(found.value);
    const integral = whole || Math.abs(found.value - nearest) < 1e-7;
    const value = integral ? nearest : found.value;
    values.push(value);
    rows.push({
      terms: unmet.map((k) => [k, 1]),
      sense: "<=",
      right: integral ? value : value + 1e-6 * Math.max(1, value),
    });
  }
  columns.forEach((c, k) => {
    c.cost = costs[k];
  });
  const found = await highsOptimum({ columns, rows });
  if (!found) throw new Error("infeasible at the cost level");
  values.push(found.value);
  return values;
}

function planOf(problem: AllocationProblem): AllocationPlan {
  const result = solveAllocation(problem, { planOnly: true });
  if (result.status === "invalid") throw new Error(JSON.stringify(result.problems));
  return result.plan;
}

const levelOf = (plan: AllocationPlan, name: string) => {
  const found = plan.levels.find((l) => l.level === name);
  if (!found) throw new Error(`no level ${name}`);
  return found;
};

const small = (seed: number, more: Partial<RandomShape> = {}): RandomShape => ({
  seed,
  stores: 2 + (seed % 4),
  places: 3 + (seed % 7),
  goods: 1,
  preset: "lifeFirst",
  supplyRatio: 0.4 + (seed % 5) * 0.25,
  largestNeed: 60,
  ...more,
});

describe("one goods class, against HiGHS", { timeout: 120_000 }, () => {
  it("reaches the optimum of every level: limits, floors, lots, shelf life, expiry, substitution one for one", async () => {
    for (let seed = 1; seed <= 150; seed++) {
      const problem = randomProblem(
        small(seed, {
          goods: 1 + (seed % 2),
          lotsPerStore: 1 + (seed % 3),
          maxDistanceM: seed % 2 === 0 ? 45_000 : null,
          floors: seed % 3 === 0,
          shelfLife: seed % 4 === 1,
          expiryPrice: seed % 8 === 1 ? 20_000 : 0,
          forbidden: seed % 5 === 0,
          substitution: seed % 4 === 3 ? { ratioNum: 1, ratioDen: 1, price: 500 } : null,
        }),
      );
      const plan = planOf(problem);
      const judged = await lexicographic(problem);
      const ours = [1, 2, 3].map((p) => levelOf(plan, `unmet${p}`).value);
      expect(ours, `seed ${seed}`).toEqual(judged.slice(0, 3).map((v) => Math.round(v)));
      expect(levelOf(plan, "cost").value - keepEverything(problem), `seed ${seed}`).toBeCloseTo(judged[3], 2);
      expect(plan.levels.every((l) => l.gap === 0)).toBe(true);
      const report = certifyPlan(problem, plan);
      expect(report.violations, `seed ${seed}`).toEqual([]);
      expect(report.certified && report.classesProved, `seed ${seed}`).toBe(true);
    }
  });

  it("with packs: bound ≤ HiGHS ≤ ours, exact when all packs are alike, the loss stated", async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const packs = seed % 2 === 0 ? [6] : [1, 4, 6];
      const problem = randomProblem(small(seed, { packs }));
      const plan = planOf(problem);
      const judged = await lexicographic(problem, true);
      expect(certifyPlan(problem, plan).violations).toEqual([]);
      const first = levelOf(plan, "unmet1");
      expect(first.bound, `seed ${seed}`).toBeLessThanOrEqual(judged[0] + 1e-6);
      expect(first.value, `seed ${seed}`).toBeGreaterThanOrEqual(judged[0] - 1e-6);
      expect(first.packLoss).toBe(first.value - first.bound);
      if (packs.length > 1) continue;
      expect(
        [1, 2, 3].map((p) => levelOf(plan, `unmet${p}`).value),
        `seed ${seed}`,
      ).toEqual(judged.slice(0, 3));
      expect(levelOf(plan, "cost").value, `seed ${seed}`).toBeCloseTo(judged[3], 2);
    }
  });
});

describe("several goods that share, against HiGHS", { timeout: 120_000 }, () => {
  const check = async (problem: AllocationProblem, label: string) => {
    const plan = planOf(problem);
    const judged = await lexicographic(problem);
    const report = certifyPlan(problem, plan);
    expect(report.violations, label).toEqual([]);
    expect(report.certified, label).toBe(true);
    expect(report.levelsProved, label).toBe(true);
    // Level by level as long as ours is HiGHS's: below that the levels answer different questions.
    let value = 0;
    let best = 0;
    for (const p of [1, 2, 3] as const) {
      const level = levelOf(plan, `unmet${p}`);
      value += level.value;
      best += judged[p - 1];
      if (level.value <= judged[p - 1] + 1e-6) {
        expect(level.bound, `${label} class ${p}`).toBeLessThanOrEqual(judged[p - 1] + 1e-6);
      } else expect(value, `${label} class ${p}`).toBeGreaterThanOrEqual(best - 1e-6);
    }
    return { plan, judged };
  };

  it("throughput: bound ≤ HiGHS ≤ ours", async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const problem = randomProblem(small(seed, { goods: 3, throughputRatio: 0.5 + (seed % 4) * 0.15 }));
      const { plan, judged } = await check(problem, `seed ${seed}`);
      const served = judged.slice(0, 3).reduce((a, b) => a + b, 0);
      const ours = plan.kpis.unmetByClass.reduce((a, b) => a + b, 0);
      expect(ours - served, `seed ${seed}: whole units and prices may cost a little`).toBeLessThanOrEqual(
        0.03 * served + 8,
      );
    }
  });

  it("a level's bound is believed only with the prices that prove it", () => {
    let held = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomProblem(small(seed, { goods: 3, throughputRatio: 0.5 }));
      const plan = planOf(problem);
      for (const level of plan.levelCertificates) {
        const stated = levelOf(plan, level.level);
        if (stated.bound === 0) continue;
        held++;
        const without = level.certificates.map((c) => ({ ...c, throughput: [], stores: [], lots: [] }));
        const forged = { ...plan, levelCertificates: [{ ...level, certificates: without }] };
        expect(certifyPlan(problem, forged).levelsProved, `seed ${seed} ${level.level}`).toBe(false);
        const levels = plan.levels.map((l) => (l.level === level.level ? { ...l, bound: l.value + 1 } : l));
        expect(certifyPlan(problem, { ...plan, levels }).certified, `seed ${seed} ${level.level}`).toBe(false);
      }
    }
    expect(held).toBeGreaterThan(5);
  });

  it("substitution at a ratio: bound ≤ HiGHS ≤ ours", async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const ratio = [
        { ratioNum: 1, ratioDen: 2 },
        { ratioNum: 2, ratioDen: 1 },
        { ratioNum: 3, ratioDen: 2 },
      ][seed % 3];
      const problem = randomProblem(small(seed, { goods: 2, substitution: { ...ratio, price: 300 } }));
      await check(problem, `seed ${seed}`);
    }
  });
});
