import { describe, expect, it } from "vitest";
import { createPlanInput, planOptions, replanInput } from "./schema";
import type { StatedWeight } from "./weighing-schema";

const ID = "0198a000-0000-7000-8000-000000000001";
const asked = {
  incidentId: ID,
  areaCode: "4201",
  objective: "fair",
  floors: "on",
};
const issues = (input: unknown) => {
  const parsed = createPlanInput.safeParse(input);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
};
const stating = (...weights: Partial<Record<keyof StatedWeight, unknown>>[]) => ({
  ...asked,
  weighing: { by: "stated", weights },
});

describe("what a plan's shares are weighed by", () => {
  it("is nothing where nobody says, also in plans made before there were weights", () => {
    expect(createPlanInput.parse(asked).weighing).toBeUndefined();
    expect(planOptions.parse({}).weighing).toEqual({ by: "none" });
    expect(replanInput.parse({ id: ID, version: 1 }).weighing).toBeUndefined();
  });

  it("is refused by name where the objective knows no fairness", () => {
    for (const objective of ["lifeFirst", "fastest"])
      expect(issues({ ...asked, objective, weighing: { by: "beds" } })).toEqual([
        "weighing.by allocation.errors.weighingNeedsFair",
      ]);
    expect(issues({ ...asked, objective: "lifeFirst", weighing: { by: "none" } })).toEqual([]);
    expect(issues({ ...asked, weighing: { by: "beds" } })).toEqual([]);
  });

  it("are whole weights from 1 to 100 for a kind of site, an area or a site that is named", () => {
    expect(
      issues(
        stating(
          { of: "hospital", weight: "2" },
          { of: "area", areaCode: "420102", weight: 3 },
          { of: "site", siteId: ID, weight: 100 },
        ),
      ),
    ).toEqual([]);
    for (const weight of [0, 101, 1.5, -1, "zwei", undefined])
      expect(issues(stating({ of: "hospital", weight })), String(weight)).toHaveLength(1);
    expect(issues(stating({ of: "area", weight: 2 }))).toEqual(["weighing.weights.0.areaCode errors.required"]);
    expect(issues(stating({ of: "site", weight: 2 }))).toEqual(["weighing.weights.0.siteId errors.required"]);
    expect(issues(stating({ of: "elsewhere", weight: 2 }))).toHaveLength(1);
  });

  it("are at least one, and none is stated twice of the same place", () => {
    expect(issues(stating())).toEqual(["weighing.weights allocation.errors.noWeights"]);
    expect(issues({ ...asked, weighing: { by: "stated" } })).toEqual(["weighing.weights allocation.errors.noWeights"]);
    expect(issues(stating({ of: "hospital", weight: 2 }, { of: "hospital", weight: 3 }))).toEqual([
      "weighing.weights.1.of allocation.errors.weighedTwice",
    ]);
    expect(
      issues(stating({ of: "area", areaCode: "420102", weight: 2 }, { of: "area", areaCode: "4201", weight: 3 })),
    ).toEqual([]);
  });
});
