import { describe, expect, it } from "vitest";
import { certifyPlan } from "./certify";
import type { AllocationProblem } from "./problem-model";
import { solveAllocation } from "./solve";

const TODAY = 20_000;

/** One place an hour and a half away from its only store, which keeps one lot. */
function cityAt(departMin: number | undefined, expiresOnDay: number, minShelfLifeDays = 0): AllocationProblem {
  const open = { maxDistanceM: null, maxLeadTimeMin: null };
  return {
    today: TODAY,
    ...(departMin === undefined ? {} : { departMin }),
    goods: [{ id: "vaccine", weightG: 20 }],
    substitutions: [],
    stores: [
      {
        id: "depot",
        areaCode: "420102",
        storageClass: "cold",
        lots: [{ id: "lot", goodsId: "vaccine", quantity: 100, expiresOnDay }],
        reserveFloor: {},
        outboundThroughputKg: null,
      },
    ],
    places: [{ id: "clinic", areaCode: "420103" }],
    lines: [
      {
        id: "need",
        placeId: "clinic",
        goodsId: "vaccine",
        quantity: 60,
        priority: 1,
        fairnessWeight: 1,
        minShelfLifeDays,
        packSize: 1,
        storageClasses: [],
        forbiddenStoreIds: [],
        frozen: [],
      },
    ],
    travel: { distanceM: Int32Array.of(30_000), leadTimeMin: Int32Array.of(90), closed: [] },
    classLimits: { 1: open, 2: open, 3: open },
    rings: [],
    objective: { preset: "lifeFirst", cost: "distance", expiry: { price: 0, windowDays: 0 } },
  };
}

function planned(problem: AllocationProblem) {
  const result = solveAllocation(problem);
  if (result.status === "invalid") throw new Error(JSON.stringify(result.problems));
  expect(certifyPlan(problem, result.plan)).toMatchObject({ certified: true, violations: [] });
  const [issue] = result.plan.assignments;
  return { issued: issue?.quantityIssued ?? 0, arrives: issue?.arrivesOnDay, why: result.plan.explanations[0]?.limit };
}

describe("the day of arrival", () => {
  it("counts from the minute goods leave: a lot that expires today is not sent where it arrives tomorrow", () => {
    expect(planned(cityAt(1_349, TODAY))).toMatchObject({ issued: 60, arrives: TODAY });
    expect(planned(cityAt(1_350, TODAY))).toMatchObject({ issued: 0, why: "shelfLife" });
    expect(planned(cityAt(1_350, TODAY + 1))).toMatchObject({ issued: 60, arrives: TODAY + 1 });
  });

  it("is what the shelf life that must be left counts from", () => {
    expect(planned(cityAt(600, TODAY + 7, 7)).issued).toBe(60);
    expect(planned(cityAt(1_400, TODAY + 7, 7)).issued).toBe(0);
  });

  it("counts from midnight where no minute is stated, and a minute that is not of the day is named", () => {
    expect(planned(cityAt(undefined, TODAY)).issued).toBe(60);
    for (const departMin of [-1, 1_440, 12.5]) {
      const result = solveAllocation(cityAt(departMin, TODAY));
      expect(result, String(departMin)).toMatchObject({
        status: "invalid",
        problems: [{ subject: "problem", parameters: { field: "departMin" } }],
      });
    }
  });

  it("is believed by no checker that a late plan is a plan for the morning", () => {
    const morning = cityAt(600, TODAY);
    const result = solveAllocation(morning, { planOnly: true });
    if (result.status === "invalid") throw new Error("refused");
    expect(certifyPlan({ ...morning, departMin: 1_400 }, result.plan).violations).not.toEqual([]);
  });
});
