import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ringsOf, shortestCover, type SiteNeed, type StageFigures, stuckStage } from "./rules";

const stage = (key: StageFigures["key"], fields: Partial<StageFigures> = {}): StageFigures => ({
  key,
  load: 10,
  loadYesterday: 10,
  medianHours: null,
  medianHoursYesterday: null,
  ...fields,
});

describe("where the chain sticks", () => {
  it("is the stage that has grown most against yesterday, by load or by time", () => {
    expect(stuckStage([stage("procurement", { load: 15 }), stage("storage", { load: 12 })])).toEqual({
      key: "procurement",
      by: "load",
      growth: 0.5,
    });
    expect(
      stuckStage([stage("procurement", { load: 15 }), stage("transport", { medianHours: 6, medianHoursYesterday: 2 })]),
    ).toEqual({ key: "transport", by: "time", growth: 2 });
  });
  it("is nowhere while nothing has grown by a tenth", () => {
    expect(stuckStage([stage("procurement", { load: 10.9 }), stage("storage", { load: 3 })])).toBeNull();
    expect(stuckStage([])).toBeNull();
  });
  it("is not where yesterday there was nothing, as long as another stage has grown from something", () => {
    const fresh = stage("distribution", { load: 4, loadYesterday: 0 });
    expect(stuckStage([stage("storage", { load: 12 }), fresh])?.key).toBe("storage");
    expect(stuckStage([stage("storage"), fresh])).toEqual({ key: "distribution", by: "load", growth: null });
  });
  it("does not take an unknown time for a short one", () => {
    expect(stuckStage([stage("transport", { medianHours: 9, medianHoursYesterday: null })])).toBeNull();
    expect(stuckStage([stage("transport", { medianHours: null, medianHoursYesterday: 1 })])).toBeNull();
  });
  it("names the stage nearer the recipient when two have grown alike", () => {
    expect(stuckStage([stage("procurement", { load: 20 }), stage("distribution", { load: 20 })])?.key).toBe(
      "distribution",
    );
  });
});

const need = fc.record({
  siteId: fc.uuid(),
  name: fc.constant("站点"),
  nameEn: fc.constant(null),
  areaCode: fc.constantFrom("420102002003", "420106", "420111001"),
  lon: fc.constant(null),
  lat: fc.constant(null),
  precision: fc.constant("schematic" as const),
  byPriority: fc.record({ lifeSaving: fc.nat(50), urgent: fc.nat(50), routine: fc.nat(50) }),
});
const sum = (rows: readonly Pick<SiteNeed, "byPriority">[], key: keyof SiteNeed["byPriority"]) =>
  rows.reduce((all, row) => all + row.byPriority[key], 0);

describe("rings of the map", () => {
  it("leave no line out and none counted twice, however many sites ask", () => {
    fc.assert(
      fc.property(fc.array(need, { maxLength: 40 }), fc.nat(20), (needs, most) => {
        const { sites, rest } = ringsOf(needs, most);
        for (const key of ["lifeSaving", "urgent", "routine"] as const)
          expect(sum(sites, key) + sum(rest, key)).toBe(sum(needs, key));
        expect(sites.length).toBe(Math.min(most, needs.length));
        expect(rest.reduce((all, row) => all + row.sites, 0)).toBe(needs.length - sites.length);
      }),
    );
  });
  it("keep the largest apart", () => {
    const of = (siteId: string, urgent: number): SiteNeed => ({
      siteId,
      name: siteId,
      nameEn: null,
      areaCode: "420102",
      lon: null,
      lat: null,
      precision: "schematic",
      byPriority: { lifeSaving: 0, urgent, routine: 0 },
    });
    const { sites, rest } = ringsOf([of("a", 1), of("b", 9), of("c", 4)], 1);
    expect(sites.map((site) => site.siteId)).toEqual(["b"]);
    expect(rest).toEqual([{ districtCode: "420102", sites: 2, byPriority: { lifeSaving: 0, urgent: 5, routine: 0 } }]);
  });
});

describe("days of cover of a store", () => {
  it("are those of the goods that run out first; unknown use is no cover at all", () => {
    const rows = [
      { siteId: "a", cover: { days: 12 } },
      { siteId: "a", cover: { days: 3 } },
      { siteId: "a", cover: { days: null } },
      { siteId: "b", cover: { days: null } },
    ];
    expect(Object.fromEntries(shortestCover(rows))).toEqual({ a: 3, b: null });
  });
});
