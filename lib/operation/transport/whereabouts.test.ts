import { describe, expect, it } from "vitest";
import { coordinatesIn, whereaboutsOf } from "./shipment/whereabouts";

describe("where something is, as typed", () => {
  it.each([
    ["30.5951, 114.2999", { lat: 30.5951, lon: 114.2999 }],
    ["30.5951，114.2999", { lat: 30.5951, lon: 114.2999 }],
    ["114.2999 30.5951", { lat: 30.5951, lon: 114.2999 }],
    ["北纬30.6 东经114.3", { lat: 30.6, lon: 114.3 }],
    ["东经 114.3°，北纬 30.6°", { lat: 30.6, lon: 114.3 }],
    ["30.6°N 114.3°E", { lat: 30.6, lon: 114.3 }],
    ["E10 N20", { lat: 20, lon: 10 }],
    ["-33.9, 18.4", { lat: -33.9, lon: 18.4 }],
  ])("%s are coordinates", (text, at) => expect(coordinatesIn(text)).toEqual(at));

  it.each(["江岸区中山大道 1000 号", "3 号门", "3 号门, 2 号楼", "200, 300", "30.6", "", "30.6,", "95, 95"])(
    "%s is a place in words",
    (text) => expect(coordinatesIn(text)).toBeNull(),
  );

  it("the device's position goes before what was typed, which stands beside it", () => {
    const device = { source: "device", lon: 114.3, lat: 30.6 } as const;
    expect(whereaboutsOf(device, " 急诊楼后门 ")).toEqual({
      positionSource: "device",
      lon: 114.3,
      lat: 30.6,
      placeName: "急诊楼后门",
    });
    expect(whereaboutsOf({ source: "none" }, "急诊楼后门")).toEqual({
      positionSource: "manual",
      lon: null,
      lat: null,
      placeName: "急诊楼后门",
    });
    expect(whereaboutsOf({ source: "none" }, "30.6, 114.3")).toEqual({
      positionSource: "manual",
      lon: 114.3,
      lat: 30.6,
      placeName: "",
    });
    expect(whereaboutsOf({ source: "none" }, "  ").positionSource).toBe("none");
  });
});
