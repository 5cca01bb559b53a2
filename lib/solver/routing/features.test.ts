import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyProblem, EVERYTHING, type Features, NOTHING, problemWith } from "./arbitrary";
import { check } from "./check";
import type { Problem } from "./model";
import { solve } from "./solve";

const quick = (problem: Problem, seed = 1) => solve(problem, { seed, now: () => 0, maxIterations: 150 });
const seed = fc.integer({ min: 1, max: 1_000_000 });

/** Each feature alone, and with the ones it interacts with. */
const CASES: Record<string, Partial<Features>> = {
  "capacity in several dimensions": { dims: 3, stops: 14 },
  "several depots": { depots: true, vehicles: 5 },
  "hard windows and shifts": { windows: true },
  "soft windows": { windows: true, soft: true },
  "duty time, speed, limits": { windows: true, duty: true, limits: true },
  breaks: { windows: true, breaks: true },
  "breaks with soft windows and duty": { windows: true, breaks: true, soft: true, duty: true },
  "several trips with reloading": { trips: true, windows: true, duty: true },
  "reloading with returns": { trips: true, pickups: true, dims: 2 },
  "deliveries with returns": { pickups: true, dims: 2 },
  "prizes and optional stops": { prizes: true, windows: true },
  "skills, required and forbidden vehicles": { skills: true },
  "closed roads": { closed: true, windows: true },
  "closed roads between points on two banks": { closed: true, points: true },
  "balance between crews": { balance: true, windows: true },
  "a running plan": { running: true, windows: true, pickups: true },
  "a one-way matrix": { asymmetric: true, windows: true, duty: true },
};

describe("any plan passes the checker", () => {
  for (const [name, features] of Object.entries(CASES))
    test(name, () => {
      fc.assert(
        fc.property(problemWith({ ...NOTHING, ...features }), seed, (problem, s) => {
          expect(check(problem, quick(problem, s))).toEqual([]);
        }),
        { numRuns: 60, seed: 4 },
      );
    });

  test("everything at once", () => {
    fc.assert(
      fc.property(problemWith(EVERYTHING), seed, (problem, s) => {
        expect(check(problem, quick(problem, s))).toEqual([]);
      }),
      { numRuns: 120, seed: 4 },
    );
  });

  test("any mixture", () => {
    fc.assert(
      fc.property(anyProblem, seed, (problem, s) => {
        expect(check(problem, quick(problem, s))).toEqual([]);
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});

describe("a run", () => {
  test("is repeated by its seed and iterations", () => {
    fc.assert(
      fc.property(anyProblem, seed, (problem, s) => {
        expect(quick(problem, s)).toEqual(quick(problem, s));
      }),
      { numRuns: 30, seed: 5 },
    );
  });

  test("never reports a worse plan than before, and every plan it reports is valid", () => {
    fc.assert(
      fc.property(anyProblem, seed, (problem, s) => {
        let cost = Number.POSITIVE_INFINITY;
        let missing = Number.POSITIVE_INFINITY;
        const plan = solve(problem, {
          ...{ seed: s, now: () => 0, maxIterations: 600 },
          onProgress: (progress) => {
            if (progress.unservedMandatory === missing) expect(progress.cost).toBeLessThan(cost);
            else expect(progress.unservedMandatory).toBeLessThan(missing);
            cost = progress.cost;
            missing = progress.unservedMandatory;
            const now = progress.plan();
            expect(check(problem, now)).toEqual([]);
            expect(now.cost.total).toBeCloseTo(cost, 4);
          },
        });
        const worse = plan.cost.unservedMandatory === missing && plan.cost.total > cost + 1e-4;
        expect(worse || plan.cost.unservedMandatory > missing).toBe(false);
      }),
      { numRuns: 30, seed: 6 },
    );
  });

  test("returns a valid plan whenever it is cancelled", () => {
    fc.assert(
      fc.property(anyProblem, fc.integer({ min: 0, max: 6 }), (problem, looks) => {
        let left = looks;
        const plan = solve(problem, { seed: 1, now: () => 0, cancelled: () => left-- <= 0 });
        expect(check(problem, plan)).toEqual([]);
      }),
      { numRuns: 50, seed: 7 },
    );
  });

  test("stops at its deadline", () => {
    const [problem] = fc.sample(problemWith(EVERYTHING), { numRuns: 1, seed: 1 });
    let clock = 0;
    const plan = solve(problem, { seed: 1, now: () => clock++, deadlineMs: 5 });
    expect(plan.iterations).toBeLessThan(1000);
    expect(check(problem, plan)).toEqual([]);
  });
});
