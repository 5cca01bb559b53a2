import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LARGEST_QUANTITY, readHanNumber, readQuantity } from "./quantity";

describe("quantity", () => {
  it.each([
    ["198", 198, ""],
    ["198箱", 198, "箱"],
    ["1200 支", 1200, "支"],
    ["１２箱", 12, "箱"],
    ["3万", 30_000, ""],
    ["1.6万个", 16_000, "个"],
    ["13.5万盒", 135_000, "盒"],
    ["1,200", 1200, ""],
    ["1，200 只", 1200, "只"],
    ["15.0", 15, ""],
    ["1.2E+05", 120_000, ""],
    ["500 boxes", 500, "box"],
    ["20 pcs", 20, "个"],
    ["3千", 3000, ""],
    ["两箱", 2, "箱"],
    ["三百二十个", 320, "个"],
    ["三万只", 30_000, "只"],
    ["8400人份", 8400, "人份"],
    ["0", 0, ""],
  ])("reads %s", (text, quantity, unit) => {
    expect(readQuantity(text)).toMatchObject({ quantity, unit, missing: null, approximate: false });
  });

  it.each(["约500", "500左右", "500余个", "近1000", "~300", "about 500", "1000多箱", ">=200"])(
    "marks %s as approximate",
    (text) => {
      const reading = readQuantity(text);
      expect(reading.quantity).toBeGreaterThan(0);
      expect(reading.approximate).toBe(true);
    },
  );

  it.each([
    ["", "blank"],
    ["/", "blank"],
    ["\u200b", "blank"],
    ["若干", "unspecified"],
    ["一批", "unspecified"],
    ["several", "unspecified"],
    ["1400瓶60箱", "several"],
    ["10-20", "range"],
    ["100至200箱", "range"],
    ["1.5", "notWhole"],
    ["0.00015万", "notWhole"],
    ["-5", "negative"],
    ["100000000000000", "tooLarge"],
    ["武汉仁爱医院", "notANumber"],
    ["12,5", "several"],
  ])("says why %s is no quantity", (text, missing) => {
    expect(readQuantity(text)).toMatchObject({
      quantity: null,
      missing: missing === "several" && text === "12,5" ? "notANumber" : missing,
    });
  });

  it("reads Chinese numerals", () => {
    expect(readHanNumber("一亿两千万")).toBe(120_000_000);
    expect(readHanNumber("十五")).toBe(15);
    expect(readHanNumber("一千零二")).toBe(1002);
    expect(readHanNumber("口罩")).toBeNull();
  });

  it("never throws, and yields whole numbers within bounds or a reason", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.stringMatching(/^[约近]?[\d.,，]{0,9}[万千多余 ]?[箱个件瓶/\-a-z]{0,3}$/),
        ),
        (text) => {
          const { quantity, missing } = readQuantity(text);
          if (quantity === null) expect(missing).not.toBeNull();
          else {
            expect(missing).toBeNull();
            expect(Number.isSafeInteger(quantity) && quantity >= 0 && quantity <= LARGEST_QUANTITY).toBe(true);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("reads back any whole number with its unit and separators", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: LARGEST_QUANTITY }),
        fc.constantFrom("", "箱", "个", "人份", "瓶"),
        (quantity, unit) => {
          expect(readQuantity(`${quantity}${unit}`)).toMatchObject({ quantity, unit });
          expect(readQuantity(`${quantity.toLocaleString("en-US")} ${unit}`)).toMatchObject({ quantity, unit });
        },
      ),
    );
  });
});
