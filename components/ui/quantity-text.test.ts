import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalText, digitsOf, exactText, shortText } from "./quantity-text";

describe("shortText", () => {
  it.each([
    [0, "0", "0"],
    [9_999, "9,999", "9,999"],
    [12_400, "1.24 万", "12.4 k"],
    [36_000, "3.6 万", "36 k"],
    [999_499, "99.9 万", "999 k"],
    [999_500, "100 万", "1 M"],
    [12_326_518, "1,233 万", "12.3 M"],
    [99_994_999, "9,999 万", "100 M"],
    [99_995_000, "1 亿", "100 M"],
    [1_400_000_000, "14 亿", "1.4 G"],
    [-12_400, "-1.24 万", "-12.4 k"],
  ])("%i is %s in Chinese and %s in English", (value, zh, en) => {
    expect(shortText(value, "zh-CN")).toBe(zh);
    expect(shortText(value, "en")).toBe(en);
  });

  it("stays within half a percent of the exact figure", () => {
    const size: Record<string, number> = { 万: 1e4, 亿: 1e8, k: 1e3, M: 1e6, G: 1e9 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.constantFrom("zh-CN", "en"), (value, locale) => {
        const [figure, unit] = shortText(value, locale).split(" ");
        const back = Number(figure.replaceAll(",", "")) * (unit ? size[unit] : 1);
        expect(Math.abs(back - value)).toBeLessThanOrEqual(value * 0.005 + 1e-6);
      }),
    );
  });
});

describe("digitsOf", () => {
  it.each([
    ["", null],
    ["  ", null],
    ["１２３", 123],
    ["12,400", 12_400],
    ["12，400", 12_400],
    ["1.2万", 12_000],
    ["3 万", 30_000],
    ["\u200b36000", 36_000],
    ["1.5", undefined],
    ["12只", undefined],
    ["1e5", undefined],
    ["9".repeat(16), undefined],
  ])("%j reads as %j", (text, value) => {
    expect(digitsOf(text)).toBe(value);
  });

  it.each([
    ["1.2", 120],
    ["0.29", 29],
    ["12，400.05", 1_240_005],
    ["３", 300],
    ["1.2万", 1_200_000],
    ["", null],
    ["1.234", undefined],
    ["1.2.3", undefined],
    ["一元", undefined],
  ])("%j of two decimals reads as %j in the last of them", (text, value) => {
    expect(digitsOf(text, 2)).toBe(value);
  });

  it("reads back to the last of two decimals what decimalText writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), fc.constantFrom("zh-CN", "en"), (value, locale) => {
        expect(digitsOf(decimalText(value, 2, locale), 2)).toBe(value);
      }),
    );
    expect(decimalText(120, 2, "zh-CN")).toBe("1.20");
  });

  it("reads back what exactText writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (value) => {
        expect(digitsOf(exactText(value, "zh-CN"))).toBe(value);
        expect(digitsOf(exactText(value, "en"))).toBe(value);
      }),
    );
  });
});
