import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DETOUR, greatCircleM, leadTimeMin, pointOf, wayM } from "./distance";
import { DISTRICTS } from "./wuhan";

const places = fc
  .constantFrom(...DISTRICTS)
  .map((district) =>
    pointOf({ id: district.code, areaCode: district.code, lon: district.seat[0], lat: district.seat[1] }),
  );

describe("ways through the city", () => {
  it("are as long one way as the other and never shorter than the crow flies times the detour", () => {
    fc.assert(
      fc.property(places, places, (from, to) => {
        expect(wayM(from, to)).toBe(wayM(to, from));
        expect(wayM(from, to)).toBeGreaterThanOrEqual(Math.round(DETOUR * greatCircleM(from.at, to.at)) - 1);
      }),
    );
  });
  it("go over a bridge between banks", () => {
    const jianghan = pointOf({ id: "a", areaCode: "420103", lon: 114.28, lat: 30.61 });
    const wuchang = pointOf({ id: "b", areaCode: "420106", lon: 114.32, lat: 30.55 });
    expect(wayM(jianghan, wuchang)).toBeGreaterThan(DETOUR * greatCircleM(jianghan.at, wuchang.at));
    expect(Number.isFinite(wayM(jianghan, wuchang))).toBe(true);
  });
  it("take an hour of handling and two minutes a kilometre", () => {
    expect(leadTimeMin(0)).toBe(60);
    expect(leadTimeMin(10_000)).toBe(80);
  });
  it("a site without coordinates lies inside its district", () => {
    for (const district of DISTRICTS)
      expect(pointOf({ id: "x", areaCode: `${district.code}001`, lon: null, lat: null }).bank).toBe(district.bank);
  });
});
