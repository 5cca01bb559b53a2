import { describe, expect, test } from "vitest";
import { cityMorning, growing, mixedCity } from "@/tests/bench/routing-cities";
import { check } from "./check";
import { solveOnWorkers } from "./solve-on-workers";

const now = () => performance.now();

describe("large problems in parts", () => {
  test("independent neighbourhoods are planned on two threads", async () => {
    const problem = cityMorning(6, 20, 1);
    let cost = Number.POSITIVE_INFINITY;
    let missing = Number.POSITIVE_INFINITY;
    const plan = await solveOnWorkers(problem, {
      ...{ seed: 1, now, deadlineMs: now() + 1500, threads: 2 },
      onProgress: (progress) => {
        if (progress.unservedMandatory === missing) expect(progress.cost).toBeLessThan(cost + 1e-6);
        else expect(progress.unservedMandatory).toBeLessThan(missing);
        cost = progress.cost;
        missing = progress.unservedMandatory;
        expect(check(problem, progress.plan())).toEqual([]);
      },
    });
    expect(check(problem, plan)).toEqual([]);
    expect(plan.unserved).toEqual([]);
    expect(plan.cost.total).toBeCloseTo(cost, 3);
  });

  test("one large area is cut again and again, the same way for the same seed", async () => {
    const problem = growing(1500, 2);
    const run = () => solveOnWorkers(problem, { seed: 5, now: () => 0, maxIterations: 3000, threads: 1 });
    const plan = await run();
    expect(check(problem, plan)).toEqual([]);
    expect(plan.unserved).toEqual([]);
    expect(await run()).toEqual(plan);
  });

  test("later rounds improve on the first", async () => {
    const problem = mixedCity(1300, 3, 104, 3);
    const costs: number[] = [];
    const plan = await solveOnWorkers(problem, {
      ...{ seed: 5, now: () => 0, maxIterations: 5000, threads: 1 },
      onProgress: ({ cost }) => costs.push(cost),
    });
    expect(check(problem, plan)).toEqual([]);
    expect(costs.length).toBeGreaterThan(2);
    expect(plan.cost.total).toBeCloseTo(costs[costs.length - 1], 2);
  });

  test("a cancelled run returns a plan that passes the checker", async () => {
    const problem = growing(1500, 4);
    for (const afterMs of [0, 300, 900]) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), afterMs);
      const startedMs = now();
      const plan = await solveOnWorkers(problem, { seed: 1, now, threads: 2, signal: controller.signal });
      clearTimeout(timer);
      expect(check(problem, plan)).toEqual([]);
      expect(now() - startedMs).toBeLessThan(15_000);
    }
  });
});
