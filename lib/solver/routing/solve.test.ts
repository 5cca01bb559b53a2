import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSolutionCost, readVrplib, writeSolution } from "@/tests/support/vrplib";
import { anyProblem } from "./arbitrary";
import { check } from "./check";
import { roadDistance } from "./check-distance";
import { solve } from "./solve";
import { solveOnWorkers } from "./solve-on-workers";
import { travelTable } from "./travel";

const file = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, "../../../tests/support/data", name), "utf8");

describe("benchmark instances", () => {
  test("A-n32-k5 is solved to its optimum, 784", () => {
    const instance = readVrplib(file("A-n32-k5.vrp"));
    const plan = solve(instance.problem, { seed: 1, now: () => 0, maxIterations: 30_000 });
    expect(check(instance.problem, plan)).toEqual([]);
    expect(plan.cost.total).toBe(784);
    expect(readSolutionCost(writeSolution(instance, plan))).toBe(784);
  });

  test.each([2, 3, 4, 5, 6])("from seed %i too A-n32-k5 is solved to its optimum", (seed) => {
    const { problem } = readVrplib(file("A-n32-k5.vrp"));
    expect(solve(problem, { seed, now: () => 0, maxIterations: 30_000 }).cost.total).toBe(784);
  });

  test("X-n101-k25 comes within two per cent of the best known", () => {
    const { problem } = readVrplib(file("X-n101-k25.vrp"));
    const best = readSolutionCost(file("X-n101-k25.sol")) as number;
    const plan = solve(problem, { seed: 1, now: () => 0, maxIterations: 30_000 });
    expect(check(problem, plan)).toEqual([]);
    expect(plan.cost.total).toBeGreaterThanOrEqual(best);
    expect(plan.cost.total).toBeLessThan(best * 1.02);
  });
});

test("the travel table agrees with the checker's own distances", () => {
  fc.assert(
    fc.property(anyProblem, (problem) => {
      const table = travelTable(problem.travel);
      for (let i = 0; i < table.size; i++)
        for (let j = 0; j < table.size; j++) {
          const other = roadDistance(problem.travel, i, j);
          if (!Number.isFinite(other.metres)) expect(table.distanceM(i, j)).toBeGreaterThan(1e8);
          else if (i !== j) expect(Math.abs(table.distanceM(i, j) - other.metres)).toBeLessThanOrEqual(1);
        }
    }),
    { numRuns: 100, seed: 3 },
  );
});

describe("in parts", () => {
  test("any problem gives a plan that passes the checker, the same for the same seed", async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (problem) => {
        const options = { seed: 3, now: () => 0, maxIterations: 200, threads: 1 };
        const plan = await solveOnWorkers(problem, options);
        expect(check(problem, plan)).toEqual([]);
        expect(await solveOnWorkers(problem, options)).toEqual(plan);
      }),
      { numRuns: 20, seed: 8 },
    );
  });
});
