import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Weighing } from "../weighing-schema";
import { FIGURE_SCALE, lineWeights, solverWeight, type WeighedNeed } from "./weights";

const need = (
  lineId: string,
  quantity: number,
  figure: number | null,
  more: Partial<WeighedNeed> = {},
): WeighedNeed => ({
  lineId,
  goodsId: "masks",
  priority: "urgent",
  quantity,
  site: { id: lineId, kind: "hospital", areaCode: "420102" },
  figure,
  holder: lineId,
  ...more,
});
const factors = (weighing: Weighing, needs: WeighedNeed[]) =>
  Object.fromEntries(lineWeights(weighing, needs).map((one) => [one.lineId, one.factor]));
const BEDS: Weighing = { by: "beds" };

describe("weights from figures", () => {
  it("make the due of each place, need × weight, the same for every bed, and all dues together all that is needed", () => {
    const found = factors(BEDS, [need("large", 1_000, 900), need("small", 1_000, 100)]);
    expect(found).toEqual({ large: 1.8, small: 0.2 });
  });

  it("give nobody a larger due for asking for more", () => {
    const due = (asked: number) => (factors(BEDS, [need("a", asked, 300), need("b", 700, 300)]).a ?? 0) * asked;
    // Its part of the beds is a half, whatever it asks for.
    expect(due(700)).toBeCloseTo(700);
    expect(due(7_000)).toBeCloseTo(0.5 * 7_700);
  });

  it("leave a place without a figure, or with a figure of 0, to its need, and the others as though it were not there", () => {
    const known = [need("a", 400, 300), need("b", 100, 200)];
    const found = lineWeights(BEDS, [...known, need("c", 250, null), need("d", 250, 0)]);
    expect(found.slice(2)).toEqual([
      { lineId: "c", factor: 1, figure: null, basis: "need" },
      { lineId: "d", factor: 1, figure: null, basis: "need" },
    ]);
    expect(found.slice(0, 2)).toEqual(lineWeights(BEDS, known));
  });

  it("are counted within one goods and class, and change nothing for a need that stands alone there", () => {
    const found = factors(BEDS, [
      need("a", 10, 500),
      need("b", 9_000, 5, { priority: "lifeSaving" }),
      need("c", 70, 1, { goodsId: "beds" }),
    ]);
    expect(found).toEqual({ a: 1, b: 1, c: 1 });
  });

  it("share a place's figure among its needs for the same goods and class, by their size", () => {
    const twice = factors(BEDS, [
      need("a1", 300, 100, { holder: "a" }),
      need("a2", 100, 100, { holder: "a" }),
      need("b", 400, 100),
    ]);
    expect(twice).toEqual({ a1: 1, a2: 1, b: 1 });
  });

  it("are to the solver what they are to each other, from a ten-thousandth of the need's share to a hundred times that, and never out of its bounds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000_000_000 }), fc.integer({ min: 1, max: 100_000_000 })), {
          minLength: 1,
          maxLength: 30,
        }),
        (rows) => {
          for (const one of lineWeights(
            BEDS,
            rows.map(([quantity, figure], at) => need(String(at), quantity, figure)),
          )) {
            const weight = solverWeight(one);
            expect(weight).toBeGreaterThanOrEqual(1);
            expect(weight).toBeLessThanOrEqual(1_000_000);
            if (one.factor >= 0.000_1 && one.factor <= 100)
              expect(weight / FIGURE_SCALE / one.factor).toBeCloseTo(1, 12);
          }
        },
      ),
    );
  });

  it("are the same in whatever unit the figure is counted", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10_000 })), {
          minLength: 2,
          maxLength: 12,
        }),
        fc.integer({ min: 2, max: 1_000 }),
        (rows, times) => {
          const weights = (scale: number) =>
            lineWeights(
              BEDS,
              rows.map(([quantity, figure], at) => need(String(at), quantity, figure * scale)),
            );
          const [once, scaled] = [weights(1), weights(times)];
          once.forEach((one, at) => {
            expect(scaled[at]?.factor).toBeCloseTo(one.factor, 9);
          });
        },
      ),
    );
  });
});

describe("stated weights", () => {
  const stated = (...weights: Extract<Weighing, { by: "stated" }>["weights"]): Weighing => ({ by: "stated", weights });
  const row = { areaCode: null, siteId: null };

  it("hold for a site before its kind, for its kind before its area, for a small area before a large one; others have 1", () => {
    const weighing = stated(
      { ...row, of: "area", areaCode: "4201", weight: 2 },
      { ...row, of: "area", areaCode: "420102", weight: 3 },
      { ...row, of: "treatmentSite", weight: 5 },
      { ...row, of: "site", siteId: "s", weight: 7 },
    );
    const at = (lineId: string, site: WeighedNeed["site"]) => need(lineId, 10, null, { site });
    expect(
      factors(weighing, [
        at("site", { id: "s", kind: "treatmentSite", areaCode: "420102" }),
        at("kind", { id: "t", kind: "treatmentSite", areaCode: "420102" }),
        at("district", { id: "u", kind: "hospital", areaCode: "420102003" }),
        at("city", { id: "v", kind: "hospital", areaCode: "420103" }),
        at("elsewhere", { id: "w", kind: "hospital", areaCode: "4202" }),
      ]),
    ).toEqual({ site: 7, kind: 5, district: 3, city: 2, elsewhere: 1 });
  });

  it("go to the solver as they are", () => {
    const [found] = lineWeights(stated({ ...row, of: "hospital", weight: 3 }), [need("a", 10, null)]);
    expect(found && solverWeight(found)).toBe(3);
  });
});

it("no weights at all where every need counts alike", () => {
  expect(lineWeights({ by: "none" }, [need("a", 10, 3)])).toEqual([]);
});
