import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RationingRule, ration, rationWhole } from "./rationing";

const claims = [100, 200, 300];
const rounded = (values: number[]) => values.map((v) => Math.round(v * 100) / 100);

describe("rationing rules", () => {
  it("give the Talmud's three estates", () => {
    expect(rounded(ration("talmud", 100, claims))).toEqual([33.33, 33.33, 33.33]);
    expect(ration("talmud", 200, claims)).toEqual([50, 75, 75]);
    expect(ration("talmud", 300, claims)).toEqual([50, 100, 150]);
  });

  it("give the known answers at 300", () => {
    expect(ration("proportional", 300, claims)).toEqual([50, 100, 150]);
    expect(ration("equalAwards", 300, claims)).toEqual([100, 100, 100]);
    expect(ration("equalLosses", 300, claims)).toEqual([0, 100, 200]);
  });

  it("refuse what is no estate", () => {
    expect(() => ration("talmud", -1, claims)).toThrow(RangeError);
    expect(() => ration("talmud", Number.NaN, claims)).toThrow(RangeError);
    expect(() => ration("proportional", 1, [-1])).toThrow(RangeError);
  });

  it("share everything, never beyond a claim, more to a larger claim, whole units within one of the exact share", () => {
    const rules: RationingRule[] = ["proportional", "equalAwards", "equalLosses", "talmud"];
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.nat(2000),
        fc.array(fc.nat(500), { minLength: 1, maxLength: 12 }),
        (rule, estate, list) => {
          const exact = ration(rule, estate, list);
          const shared = Math.min(
            estate,
            list.reduce((a, b) => a + b, 0),
          );
          expect(exact.reduce((a, b) => a + b, 0)).toBeCloseTo(shared, 6);
          const whole = rationWhole(rule, estate, list);
          expect(whole.reduce((a, b) => a + b, 0)).toBe(shared);
          list.forEach((claim, k) => {
            expect(exact[k]).toBeGreaterThanOrEqual(-1e-9);
            expect(exact[k]).toBeLessThanOrEqual(claim + 1e-9);
            expect(whole[k]).toBeLessThanOrEqual(claim);
            expect(Math.abs(whole[k] - exact[k])).toBeLessThanOrEqual(1 + 1e-9);
            list.forEach((other, j) => {
              if (claim >= other) expect(exact[k]).toBeGreaterThanOrEqual(exact[j] - 1e-9);
            });
          });
        },
      ),
    );
  });
});
