import { describe, expect, it } from "vitest";
import { en } from "@/lib/platform/i18n/messages/en";
import { CODE_PATHS, eventDetails } from "./event-details";

function find(key: string): unknown {
  return key.split(".").reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], en);
}
const say = Object.assign(
  (key: string, values: Record<string, string> = {}) =>
    String(find(key)).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ""),
  { has: (key: string) => typeof find(key) === "string" },
);
const told = (kind: string, payload: object) => eventDetails(kind, payload, { say, locale: "en" });

describe("what an event tells", () => {
  it("has words for every kind of code", () => {
    for (const path of CODE_PATHS) {
      const [folder = "", rest = ""] = path.split(".*");
      const codes = Object.keys((find(folder) ?? {}) as object);
      expect(codes.length, path).toBeGreaterThan(0);
      for (const code of codes)
        expect(typeof find(`${folder}.${code}${rest}`), `${folder}.${code}${rest}`).toBe("string");
    }
  });
  it("puts codes, units and figures into the reader's language", () => {
    expect(
      told("party", { facts: { kind: "donor", name: "3M中国有限公司", simulated: true, dailyCapacity: 12000 } }),
    ).toEqual(["Kind: Donor", "Name: 3M中国有限公司", "Simulated: yes", "Daily capacity: 12,000"]);
    expect(told("allocationPlan", { facts: { objective: "lifeFirst" } })).toEqual(["Objective: Life first"]);
    expect(told("demandRequest", { facts: { priority: "lifeSaving" } })).toEqual(["Priority: Life-saving"]);
    expect(told("incident", { changes: { level: { before: null, after: 1 } } })).toEqual(["Level: — → Level I"]);
  });
  it("says a figure of a unit, also one that was once stored as text", () => {
    const stored = [{ quantity: "36000", unit: "只" }, "36000 只"];
    for (const expected of stored)
      expect(told("discrepancy", { facts: { expected } })).toEqual(["Expected: 36,000 pcs"]);
  });
  it("calls what an id stands for by its name, and leaves out an id nobody has a name for", () => {
    const site = "0190a0b0-0000-7000-8000-000000000001";
    const names = new Map([
      [site, { name: "武汉协和医院", nameEn: "Union Hospital" }],
      ["4201", { name: "武汉市", nameEn: "Wuhan" }],
    ]);
    const payload = {
      facts: { areaCode: "4201", siteId: site, lineId: "0190a0b0-0000-7000-8000-000000000002" },
      changes: { siteId: { before: null, after: site } },
    };
    expect(eventDetails("assignment", payload, { say, locale: "en", names })).toEqual([
      "Site: — → Union Hospital",
      "Area: Wuhan",
      "Site: Union Hospital",
    ]);
  });
  it("leaves what has no words as it is", () => {
    expect(told("delivery", { facts: { oddity: "as written" } })).toEqual(["oddity: as written"]);
  });
});
