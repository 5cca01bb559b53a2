import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverOf } from "./cover";
import { freeAboveFloor, standingOf, wholePacks } from "./floor";
import { countAccuracy, differenceOf, differs } from "./stocktake";
import { totalsByUnit } from "./totals";

describe("days of cover", () => {
  const facts = { onHand: 100n, statedDailyUse: null, issued: 70n, daysInStock: 14 };
  it("are stock divided by the average daily issue", () => {
    expect(coverOf(facts)).toEqual({ days: 20, dailyUse: 5, basis: "issues" });
  });
  it("leave out days without stock: 70 in 7 days in stock is 10 a day, not 5", () => {
    expect(coverOf({ ...facts, daysInStock: 7 })).toEqual({ days: 10, dailyUse: 10, basis: "issues" });
  });
  it("follow a stated daily use before history", () => {
    expect(coverOf({ ...facts, statedDailyUse: 50 })).toEqual({ days: 2, dailyUse: 50, basis: "stated" });
  });
  it("are unknown, not endless, when nothing was ever issued", () => {
    expect(coverOf({ ...facts, issued: 0n }).days).toBeNull();
  });
});

describe("reserve floor", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
  it("never lets more go than lies above it, and never a negative amount", () => {
    fc.assert(
      fc.property(amount, amount, (free, floor) => {
        const allowed = freeAboveFloor(free, floor);
        expect(allowed >= 0n && (allowed === 0n || free - allowed === floor)).toBe(true);
      }),
    );
  });
  it("rounds to whole packs downwards only", () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 2n, max: 1000n }), (available, pack) => {
        const whole = wholePacks(available, pack);
        expect(whole % pack === 0n && whole <= available && available - whole < pack).toBe(true);
      }),
    );
  });
  it("names the gravest standing first", () => {
    const level = { floor: 10n, minimum: 20n, maximum: 30n };
    expect([5n, 15n, 25n, 35n].map((onHand) => standingOf(onHand, level))).toEqual([
      "belowFloor",
      "belowMinimum",
      "normal",
      "aboveMaximum",
    ]);
    expect(standingOf(5n, null)).toBe("unset");
  });
});

describe("a stocktake line", () => {
  const line = { expected: 50n, firstCount: 47n, recount: null, recountExpected: null };
  it("posts the recount against the books of the recount, so that goods picked in between are not found missing", () => {
    expect(differenceOf(line)).toBe(-3n);
    expect(differenceOf({ ...line, recount: 38n, recountExpected: 40n })).toBe(-2n);
    expect(differenceOf({ ...line, recount: 40n, recountExpected: 40n })).toBe(0n);
  });
  it("not counted is neither right nor wrong", () => {
    expect(differs({ ...line, firstCount: null })).toBeNull();
    expect(countAccuracy([{ ...line, firstCount: null }])).toBeNull();
  });
  it("recounted right stays wrong in the accuracy figure", () => {
    const right = { expected: 1n, firstCount: 1n, recount: null, recountExpected: null };
    expect(countAccuracy([right, { ...line, recount: 50n, recountExpected: 50n }])).toBe(0.5);
  });
});

describe("totals", () => {
  it("add like units and keep unlike ones apart, in the order they come up", () => {
    expect(
      totalsByUnit([
        { unit: "只", onHand: 5n },
        { unit: "箱", onHand: 2n },
        { unit: "只", onHand: 10n ** 15n },
      ]),
    ).toEqual([
      { unit: "只", total: 10n ** 15n + 5n },
      { unit: "箱", total: 2n },
    ]);
    expect(totalsByUnit([])).toEqual([]);
  });
});
