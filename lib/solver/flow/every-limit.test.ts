import { describe, expect, it } from "vitest";
import { everyLimit } from "@/tests/support/every-limit";
import { LimitsJudge } from "@/tests/support/limits-judge";
import { certifyPlan } from "./certify";
import type { AllocationPlan } from "./plan-model";
import type { AllocationProblem } from "./problem-model";
import { solveAllocation } from "./solve";

function solved(problem: AllocationProblem): AllocationPlan {
  const result = solveAllocation(problem);
  if (result.status === "invalid") throw new Error(JSON.stringify(result.problems));
  return result.plan;
}

describe("every hard limit at once", { timeout: 120_000 }, () => {
  it("is kept by the plan and by both yardsticks, whatever is on", () => {
    const shapes = [
      { preset: "fair" as const, throughput: true, ratios: true, goods: 2 },
      { preset: "fair" as const, packs: [1, 4, 6], previous: true },
      { preset: "fastest" as const, rationing: true },
      { preset: "lifeFirst" as const, throughput: true, ratios: true, packs: [2, 3] },
    ];
    for (let seed = 1; seed <= 48; seed++) {
      const problem = everyLimit({ seed, ...shapes[seed % 4] });
      const judge = new LimitsJudge(problem);
      const plan = solved(problem);
      expect(judge.violations(plan.assignments), `seed ${seed}`).toEqual([]);
      expect(certifyPlan(problem, plan).violations, `seed ${seed}`).toEqual([]);
      for (const baseline of plan.baselines)
        expect(judge.violations(baseline.assignments), `${baseline.rule}, seed ${seed}`).toEqual([]);
    }
  });

  it("where nothing is shared: every level is HiGHS's, and certified, re-plans too", async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const preset = seed % 2 === 0 ? ("lifeFirst" as const) : ("fastest" as const);
      const packs = seed % 4 === 0 ? [4] : undefined;
      const problem = everyLimit({ seed, preset, packs, previous: packs === undefined });
      const plan = solved(problem);
      const judge = new LimitsJudge(problem);
      const ours = judge.value(plan.assignments);
      const best = await judge.best(packs !== undefined);
      expect(ours.slice(0, 3), `seed ${seed}`).toEqual(best.slice(0, 3));
      expect(Math.abs(ours[3] - best[3]), `seed ${seed}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(best[3])));
      const report = certifyPlan(problem, plan);
      expect(report.certified && report.classesProved, `seed ${seed}`).toBe(true);
    }
  });

  it("where throughput or stock is shared, or packs are of several sizes: no bound is above what HiGHS reaches in whole units, no plan below", async () => {
    const shapes = [{ throughput: true }, { ratios: true, goods: 2 }, { packs: [1, 4, 6] }];
    let compared = 0;
    for (let seed = 1; seed <= 75; seed++) {
      const problem = everyLimit({ seed, preset: "lifeFirst", ...shapes[seed % 3] });
      const plan = solved(problem);
      const judge = new LimitsJudge(problem);
      const ours = judge.value(plan.assignments);
      const best = await judge.best(true);
      expect(certifyPlan(problem, plan), `seed ${seed}`).toMatchObject({ violations: [], certified: true });
      const unmet = [0, 1, 2].filter((p) => ours.slice(0, p).every((units, q) => units === best[q]));
      for (const p of unmet) {
        const level = plan.levels.find((l) => l.level === `unmet${p + 1}`);
        expect(level?.bound, `seed ${seed} class ${p + 1}`).toBeLessThanOrEqual(best[p]);
        expect(ours[p], `seed ${seed} class ${p + 1}`).toBeGreaterThanOrEqual(best[p]);
      }
      if (ours.slice(0, 3).some((units, q) => units > best[q])) continue;
      // The same of every class: what is left is the cost. The judge counts without what frozen parts cost.
      const cost = plan.levels.at(-1);
      const frozen = (cost?.value ?? 0) - ours[3];
      expect((cost?.bound ?? Infinity) - frozen, `seed ${seed}`).toBeLessThanOrEqual(
        best[3] + 1e-6 * Math.abs(best[3]),
      );
      compared++;
    }
    expect(compared).toBeGreaterThan(50);
  });
});

describe("the checker", () => {
  const problems = [3, 8, 14, 22, 27, 31].map((seed) => everyLimit({ seed, preset: "lifeFirst", previous: true }));

  it("refuses a plan changed by one unit, one source or one line, unless it is as good and keeps every limit", () => {
    let refused = 0;
    for (const problem of problems) {
      const plan = solved(problem);
      const judge = new LimitsJudge(problem);
      const value = judge.value(plan.assignments);
      const tampered = plan.assignments.flatMap((a, k) => {
        const changed = (more: Partial<typeof a>) => plan.assignments.map((b, j) => (j === k ? { ...b, ...more } : b));
        const by = (units: number) =>
          changed({ quantityIssued: a.quantityIssued + units, quantityCounted: a.quantityCounted + units });
        const others = problem.stores.flatMap((s) =>
          s.lots.filter((lot) => lot.goodsId === a.goodsId).map((lot) => changed({ storeId: s.id, lotId: lot.id })),
        );
        const dropped = plan.assignments.filter((_, j) => j !== k);
        return [by(1), by(-1), dropped, [...plan.assignments, a], changed({ frozen: !a.frozen }), ...others];
      });
      for (const assignments of tampered) {
        if (certifyPlan(problem, { ...plan, assignments }).certified) {
          expect(judge.violations(assignments)).toEqual([]);
          const now = judge.value(assignments);
          expect(now.slice(0, 3)).toEqual(value.slice(0, 3));
          expect(now[3]).toBeCloseTo(value[3], 6);
        } else refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });

  it("refuses a level stated better than it is, and a bound that no price proves", () => {
    for (const problem of problems) {
      const plan = solved(problem);
      plan.levels.forEach((level, k) => {
        const stated = (more: Partial<typeof level>) => ({
          ...plan,
          levels: plan.levels.map((l, j) => (j === k ? { ...l, ...more } : l)),
        });
        expect(certifyPlan(problem, stated({ value: level.value - 1 })).certified, level.level).toBe(false);
        expect(certifyPlan(problem, stated({ value: level.value - 1, bound: level.bound - 1 })).certified).toBe(false);
        const above = certifyPlan(problem, stated({ bound: level.bound + 1 }));
        expect(above.certified && above.levelsProved, level.level).toBe(false);
      });
    }
  });

  it("believes no price that is below 0 or too low for what it must prove", () => {
    let refused = 0;
    for (const problem of problems) {
      const plan = solved(problem);
      plan.certificates.forEach((certificate, c) => {
        certificate.stores.forEach((entry, s) => {
          for (const price of [-1, entry.price - 1, entry.price + 1]) {
            const stores = certificate.stores.map((one, j) => (j === s ? { ...one, price } : one));
            const certificates = plan.certificates.map((one, j) => (j === c ? { ...one, stores } : one));
            // A price a little off may still prove the optimum where prices are not unique; below 0 it proves nothing.
            const report = certifyPlan(problem, { ...plan, certificates });
            if (price < 0) expect(report.certified).toBe(false);
            if (report.certified) expect(report.costGap).toBeLessThan(0.5);
            else refused++;
          }
        });
      });
    }
    expect(refused).toBeGreaterThan(15);
  });
});
