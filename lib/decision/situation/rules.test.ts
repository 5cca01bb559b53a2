import { describe, expect, it } from "vitest";
import { shortestCover, type StageFigures, stuckStage } from "./rules";

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
