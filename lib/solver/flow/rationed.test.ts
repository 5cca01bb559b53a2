import { describe, expect, it } from "vitest";
import { randomProblem } from "@/tests/support/random-problem";
import { certifyPlan } from "./certify";
import type { AllocationPlan } from "./plan-model";
import type { AllocationProblem } from "./problem-model";
import { RATIONING_RULES, type RationingRule, rationWhole } from "./rationing";
import { previewRules, scarceGoods } from "./ration-preview";
import { solveAllocation } from "./solve";

const RULES = RATIONING_RULES;
const none = { maxDistanceM: null, maxLeadTimeMin: null };

/** Stores in a row with so much each; claims at places, all ways open. */
function shared(stock: number[], claims: number[], rule: RationingRule): AllocationProblem {
  return {
    today: 18_300,
    goods: [{ id: "masks", weightG: 10 }],
    substitutions: [],
    stores: stock.map((quantity, i) => ({
      id: `s${i}`,
      areaCode: "420102",
      storageClass: "store",
      lots: [{ id: `lot${i}`, goodsId: "masks", quantity, expiresOnDay: null }],
      reserveFloor: {},
      outboundThroughputKg: null,
    })),
    places: claims.map((_, k) => ({ id: `p${k}`, areaCode: "420102" })),
    lines: claims.map((quantity, k) => ({
      id: `l${k}`,
      placeId: `p${k}`,
      goodsId: "masks",
      quantity,
      priority: 2,
      fairnessWeight: 1,
      minShelfLifeDays: 0,
      packSize: 1,
      storageClasses: [],
      forbiddenStoreIds: [],
      frozen: [],
    })),
    travel: {
      distanceM: Int32Array.from(claims.flatMap((_, k) => stock.map((__, i) => 1000 * (1 + k + i)))),
      closed: [],
    },
    classLimits: { 1: none, 2: none, 3: none },
    rings: [],
    objective: { preset: "lifeFirst", cost: "distance", expiry: { price: 0, windowDays: 30 } },
    rationing: [{ goodsId: "masks", rule }],
  };
}

function solved(problem: AllocationProblem): AllocationPlan {
  const result = solveAllocation(problem);
  if (result.status === "invalid") throw new Error(JSON.stringify(result.problems));
  expect(certifyPlan(problem, result.plan)).toMatchObject({ certified: true, levelsProved: true });
  return result.plan;
}
const awards = (plan: AllocationPlan) => plan.lineFills.map((fill) => fill.served);

describe("the preview of rules", () => {
  it("shows what each rule would give beside the optimum's own, before one is chosen", () => {
    const problem = shared([300], [100, 200, 300], "talmud");
    expect(scarceGoods(problem)).toEqual([{ goodsId: "masks", supply: 300, need: 600, lines: 3 }]);
    expect(scarceGoods(shared([700], [100, 200, 300], "talmud"))).toEqual([]);
    expect(
      previewRules(problem, "masks").map((line) => [line.need, line.optimum, ...Object.values(line.byRule)]),
    ).toEqual([
      [100, 100, 50, 100, 0, 50],
      [200, 200, 100, 100, 100, 100],
      [300, 0, 150, 100, 200, 150],
    ]);
    expect(previewRules(problem, "unknown")).toEqual([]);
  });

  it("is what the plan then gives, on a random city", () => {
    const city = randomProblem({
      seed: 11,
      stores: 6,
      places: 20,
      goods: 2,
      preset: "fair",
      supplyRatio: 0.4,
      maxDistanceM: 20_000,
    });
    const preview = previewRules(city, "g1");
    for (const rule of RULES) {
      const result = solveAllocation({ ...city, rationing: [{ goodsId: "g1", rule }] }, { planOnly: true });
      if (result.status === "invalid") throw new Error("refused");
      expect(result.plan.certified).toBe(true);
      const given = new Map(result.plan.lineFills.map((fill) => [fill.lineId, fill.served]));
      for (const line of preview) expect(line.byRule[rule], `${rule} ${line.lineId}`).toBe(given.get(line.lineId));
    }
  });
});

describe("a rule of division chosen for a scarce goods", () => {
  it("gives the Talmud's three estates, in whole units, however many stores hold them", () => {
    expect(awards(solved(shared([60, 40], [100, 200, 300], "talmud")))).toEqual([33, 33, 34]);
    expect(awards(solved(shared([60, 140], [100, 200, 300], "talmud")))).toEqual([50, 75, 75]);
    expect(awards(solved(shared([250, 50], [100, 200, 300], "talmud")))).toEqual([50, 100, 150]);
  });

  it("gives the known answers of the other rules, and carries them at least cost", () => {
    expect(awards(solved(shared([150, 150], [100, 200, 300], "proportional")))).toEqual([50, 100, 150]);
    expect(awards(solved(shared([150, 150], [100, 200, 300], "equalLosses")))).toEqual([0, 100, 200]);
    const plan = solved(shared([150, 150], [100, 200, 300], "equalAwards"));
    expect(awards(plan)).toEqual([100, 100, 100]);
    expect(plan.levels.find((level) => level.level === "cost")).toMatchObject({ gap: 0 });
  });

  it("says of each amount that the rule set it", () => {
    const plan = solved(shared([300], [100, 200, 300], "equalAwards"));
    expect(plan.explanations.map((one) => [one.limit, one.rule ?? null])).toEqual([
      ["met", null],
      ["awardedByRule", "equalAwards"],
      ["awardedByRule", "equalAwards"],
    ]);
  });

  it("serves the higher class first and divides what is left among the lower", () => {
    const problem = shared([300], [200, 100, 300], "proportional");
    problem.lines[0].priority = 1;
    expect(awards(solved(problem))).toEqual([200, 25, 75]);
  });

  it("lets those cut off from some stock share what reaches them, and the others share the rest", () => {
    const problem = shared([100, 20], [100, 100, 100], "equalAwards");
    // The third place is reached by the second store alone.
    problem.travel.distanceM[2 * 2] = -1;
    expect(awards(solved(problem))).toEqual([50, 50, 20]);
  });

  it("counts what is frozen as received", () => {
    const problem = shared([300], [100, 200, 300], "equalAwards");
    problem.lines[2].frozen = [{ storeId: "s0", lotId: "lot0", quantity: 160 }];
    const plan = solved(problem);
    expect(plan.lineFills.map((fill) => fill.served)).toEqual([70, 70, 160]);
  });

  it("serves as many units in each class as the plan without it, whole awards within one of the rule's, on random cities", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const preset = seed % 3 === 0 ? "fair" : "lifeFirst";
      const city = randomProblem({ seed, stores: 5, places: 14, goods: 2, preset, supplyRatio: 0.5 });
      const rule = RULES[seed % 4];
      const free = solveAllocation(city, { planOnly: true });
      const ruled = solveAllocation({ ...city, rationing: [{ goodsId: "g0", rule }] }, { planOnly: true });
      if (free.status === "invalid" || ruled.status === "invalid") throw new Error("refused");
      expect(ruled.plan.certified, `seed ${seed}`).toBe(true);
      expect(ruled.plan.kpis.unmetByClass, `seed ${seed}`).toEqual(free.plan.kpis.unmetByClass);
      for (const priority of [1, 2, 3] as const) {
        const lines = city.lines.flatMap((l, k) => (l.goodsId === "g0" && l.priority === priority ? [k] : []));
        const got = lines.map((k) => ruled.plan.lineFills[k].served);
        const estate = got.reduce((a, b) => a + b, 0);
        const expected = rationWhole(
          rule,
          estate,
          lines.map((k) => city.lines[k].quantity),
        );
        // All stock reaches everyone here, so the network's awards are the rule's own.
        expect(got, `seed ${seed} class ${priority} ${rule}`).toEqual(expected);
      }
    }
  }, 60_000);

  it("is held to its word by the checker: a unit moved to another claimant is found", () => {
    const problem = shared([300], [100, 200, 300], "proportional");
    const plan = solved(problem);
    const moved = plan.assignments.map((a) => ({ ...a }));
    moved[1].quantityIssued -= 5;
    moved[1].quantityCounted -= 5;
    moved[2].quantityIssued += 5;
    moved[2].quantityCounted += 5;
    const report = certifyPlan(problem, { ...plan, assignments: moved });
    expect(report.unfair).toMatchObject({ fromLineId: "l2" });
    expect(report.certified).toBe(false);
  });

  it("keeps shared throughput: what may leave is divided, and the class gets as much as without the rule", () => {
    for (let seed = 1; seed <= 6; seed++) {
      const city = randomProblem({
        seed,
        stores: 4,
        places: 8,
        goods: 2,
        preset: "lifeFirst",
        supplyRatio: 1.1,
        throughputRatio: 0.5,
      });
      const ruled = solveAllocation({ ...city, rationing: [{ goodsId: "g0", rule: "equalAwards" }] });
      if (ruled.status === "invalid") throw new Error("refused");
      expect(ruled.plan.certified, `seed ${seed}`).toBe(true);
      const free = solveAllocation(city, { planOnly: true });
      if (free.status === "invalid") throw new Error("refused");
      free.plan.kpis.unmetByClass.forEach((unmet, p) => {
        const need = city.lines.reduce((sum, l) => sum + (l.priority === p + 1 ? l.quantity : 0), 0);
        expect(Math.abs(ruled.plan.kpis.unmetByClass[p] - unmet), `seed ${seed} class ${p + 1}`).toBeLessThanOrEqual(
          need / 100,
        );
      });
    }
  }, 60_000);
});
