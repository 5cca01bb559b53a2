import { describe, expect, it } from "vitest";
import { randomProblem } from "@/tests/support/random-problem";
import { certifyPlan } from "./certify";
import type { AllocationProblem } from "./problem-model";
import { solveAllocation } from "./solve";

/** Solves, stopping at the n-th time the engine asks whether it should. */
function stoppedAt(problem: AllocationProblem, asks: number) {
  let asked = 0;
  const result = solveAllocation(problem, { shouldStop: () => ++asked >= asks });
  if (result.status === "invalid") throw new Error("refused");
  return { ...result, asked };
}

describe("a solve that is stopped", () => {
  it("gives a plan that keeps every limit and serves every goods, wherever it is stopped", () => {
    const city = randomProblem({ seed: 8, stores: 6, places: 30, goods: 4, preset: "lifeFirst", supplyRatio: 0.8 });
    for (let asks = 1; asks <= 6; asks++) {
      const { plan, status } = stoppedAt(city, asks);
      expect(certifyPlan(city, plan).violations, `after ${asks}`).toEqual([]);
      const goods = new Set(plan.assignments.map((a) => a.goodsId));
      expect(goods.size, `after ${asks}`).toBe(4);
      if (asks <= 4) expect(status).toBe("stoppedEarly");
    }
  });

  it("while reasons are sought ends there: the plan is whole, says it was stopped, and tells no half of the reasons", () => {
    const city = randomProblem({ seed: 8, stores: 6, places: 30, goods: 4, preset: "lifeFirst", supplyRatio: 0.8 });
    const whole = solveAllocation(city);
    if (whole.status === "invalid") throw new Error("refused");
    let phase = "";
    let asked = 0;
    const stopped = solveAllocation(city, {
      onProgress: (progress) => {
        phase = progress.phase;
      },
      // Some way into them: the first questions come before any reason is sought.
      shouldStop: () => phase === "explaining" && ++asked > 5,
    });
    if (stopped.status === "invalid") throw new Error("refused");
    expect(stopped.status).toBe("stoppedEarly");
    expect(stopped.plan.assignments).toEqual(whole.plan.assignments);
    expect(stopped.plan).toMatchObject({ certified: false, explanations: [], sensitivities: [], baselines: [] });
    expect(whole.plan.explanations.length).toBeGreaterThan(0);
  });

  it("stopped in the middle of sharing out throughput gives the best plan so far, never a broken one", () => {
    const tight = randomProblem({
      seed: 6,
      stores: 5,
      places: 12,
      goods: 3,
      preset: "fair",
      supplyRatio: 1.2,
      throughputRatio: 0.5,
    });
    const whole = solveAllocation(tight);
    if (whole.status === "invalid") throw new Error("refused");
    const unmetOf = (unmet: readonly number[]) => unmet.reduce((a, b) => a + b, 0);
    let early = 0;
    for (let asks = 1; asks < 4000; asks = Math.ceil(asks * 1.6)) {
      const { plan, status } = stoppedAt(tight, asks);
      expect(certifyPlan(tight, plan).violations, `after ${asks}`).toEqual([]);
      expect(plan.kpis.unmetByClass[0], `after ${asks}`).toBeGreaterThanOrEqual(
        whole.plan.levels.find((level) => level.level === "unmet1")?.bound ?? 0,
      );
      expect(Number.isFinite(plan.levels.find((level) => level.level === "cost")?.gap)).toBe(true);
      expect(unmetOf(plan.kpis.unmetByClass)).toBeLessThan(unmetOf([0, 1, 2].map((p) => needOf(tight, p + 1))));
      if (status === "stoppedEarly") early++;
    }
    expect(early).toBeGreaterThan(5);
  }, 60_000);
});

const needOf = (problem: AllocationProblem, priority: number) =>
  problem.lines.reduce((sum, l) => sum + (l.priority === priority ? l.quantity : 0), 0);
