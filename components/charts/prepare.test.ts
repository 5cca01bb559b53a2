import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binsOf, orderBars, sparkPath, summaryOf, withGaps, zeroAxis } from "./prepare";

describe("zeroAxis", () => {
  it.each([
    [[0, null], 1, [0, 1]],
    [[7], 8, [0, 2, 4, 6, 8]],
    [[36_000, 12], 40_000, [0, 10_000, 20_000, 30_000, 40_000]],
    [[0.9], 1, [0, 0.25, 0.5, 0.75, 1]],
  ] as Array<[Array<number | null>, number, number[]]>)("%j ends at %d", (values, max, ticks) => {
    expect(zeroAxis(values)).toEqual({ max, ticks });
  });
  it("covers every value with few ticks and starts at zero", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1, maxLength: 20 }), (values) => {
        const axis = zeroAxis(values);
        expect(axis.max).toBeGreaterThanOrEqual(Math.max(...values));
        expect(axis.ticks[0]).toBe(0);
        expect(axis.ticks.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe("orderBars", () => {
  const bars = [
    { key: "a", label: "甲", value: 1 },
    { key: "b", label: "乙", value: null },
    { key: "c", label: "丙", value: 5 },
    { key: "d", label: "丁", value: 3 },
  ];
  it("puts the largest first and the unknown last", () => {
    expect(orderBars(bars, 9, "其余").bars.map((bar) => bar.key)).toEqual(["c", "d", "a", "b"]);
  });
  it("sums the rest and counts what it could not", () => {
    const { bars: shown, restUnknown } = orderBars(bars, 2, "其余");
    expect(shown.map((bar) => bar.value)).toEqual([5, 3, 1]);
    expect(restUnknown).toBe(1);
    expect(
      orderBars(
        [
          { key: "x", label: "x", value: 2 },
          { key: "b", label: "b", value: null },
        ],
        1,
        "其余",
      ).bars[1].value,
    ).toBeNull();
  });
});

describe("withGaps", () => {
  it("makes a missing day a gap, not zero", () => {
    const points = [
      { at: "2020-01-30", value: 3 },
      { at: "2020-01-27", value: 1 },
    ];
    expect(withGaps(points, "day")).toEqual([
      { at: "2020-01-27", value: 1 },
      { at: "2020-01-28", value: null },
      { at: "2020-01-29", value: null },
      { at: "2020-01-30", value: 3 },
    ]);
    expect(withGaps([], "day")).toEqual([]);
  });
});

describe("summaryOf", () => {
  it("leaves unknown ones out of highest and lowest", () => {
    expect(
      summaryOf([
        { label: "a", value: 0 },
        { label: "b", value: null },
        { label: "c", value: 4 },
      ]),
    ).toEqual({ count: 3, missing: 1, max: { label: "c", value: 4 }, min: { label: "a", value: 0 } });
  });
});

describe("binsOf", () => {
  it("loses no value", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000_000 }), { minLength: 1, maxLength: 100 }), (values) => {
        const bins = binsOf(values);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length);
        expect(bins.length).toBeLessThanOrEqual(14);
        for (const [index, bin] of bins.entries()) if (index > 0) expect(bin.from).toBe(bins[index - 1].to);
      }),
    );
  });
  it("puts a value on a threshold into the upper bin", () => {
    expect(binsOf([0, 1, 2, 3, 4], 4)).toEqual([
      { from: 0, to: 1, count: 1 },
      { from: 1, to: 2, count: 1 },
      { from: 2, to: 3, count: 1 },
      { from: 3, to: 4, count: 2 },
    ]);
  });
});

describe("sparkPath", () => {
  it("starts a new piece after a gap", () => {
    expect(sparkPath([0, 4, null, 2], 30, 10)).toBe("M0.0 10.0L10.0 0.0M30.0 5.0");
  });
});
