import { describe, expect, it } from "vitest";
import { randomProblem } from "@/tests/support/random-problem";
import { certifyPlan } from "./certify";
import { solveAllocation } from "./solve";

describe("the proof of an unmet level where sharing takes nothing from a class", () => {
  it("holds what the plan leaves unmet to the unit, with floors, shelf lives, expiry prices, conversions and rules of division", () => {
    let proved = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const problem = randomProblem({
        seed,
        preset: "lifeFirst",
        stores: 2 + (seed % 5),
        places: 4 + (seed % 11),
        goods: 1 + (seed % 3),
        supplyRatio: 0.4 + (seed % 4) * 0.25,
        floors: seed % 2 === 0,
        shelfLife: seed % 3 === 0,
        lotsPerStore: 1 + (seed % 3),
        expiryPrice: seed % 3 === 0 ? 50_000 : 0,
        maxDistanceM: seed % 4 === 0 ? 30_000 : null,
        forbidden: seed % 5 === 0,
        substitution: seed % 3 === 2 ? { ratioNum: 1, ratioDen: 1, price: 700 } : null,
      });
      const rationing = [{ goodsId: problem.goods[0].id, rule: "proportional" as const }];
      const free = solveAllocation(problem, { planOnly: true });
      const divided = solveAllocation({ ...problem, rationing }, { planOnly: true });
      if (free.status === "invalid" || divided.status === "invalid") throw new Error("refused");
      const report = certifyPlan({ ...problem, rationing }, divided.plan);
      expect(report, `seed ${seed}`).toMatchObject({ certified: true, levelsProved: true, violations: [] });
      for (const { level, value, bound } of divided.plan.levels.filter((one) => one.level.startsWith("unmet"))) {
        // Division changes who is served, not how many; and no less can go unmet.
        expect(value, `seed ${seed} ${level}`).toBe(free.plan.levels.find((one) => one.level === level)?.value);
        expect(bound, `seed ${seed} ${level}`).toBe(value);
        if (value > 0) proved++;
      }
    }
    expect(proved).toBeGreaterThan(100);
  });
});
