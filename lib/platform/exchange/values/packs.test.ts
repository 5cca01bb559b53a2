import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseUnitsEach, readPackHint } from "./packs";
import { normalizeUnit, sameUnit, unitKind } from "./units";

describe("pack hints", () => {
  it.each([
    ["200个/箱", "箱", 200, "个"],
    ["12瓶/箱", "箱", 12, "瓶"],
    ["500ml*30瓶", "件", 30, "瓶"],
    ["500ML×30瓶", "箱", 30, "瓶"],
    ["100套/箱", "箱", 100, "套"],
    ["24包/箱", "箱", 24, "包"],
    ["FFP2，480只/件", "件", 480, "只"],
    ["0.8g*18颗", "盒", 18, "颗"],
    ["10ml*10支", "盒", 10, "支"],
    ["100支/盒 10盒/箱", "盒", 100, "支"],
    ["100支/盒 10盒/箱", "箱", 1000, "支"],
    ["10支*42盒/箱", "箱", 420, "支"],
    ["15片X2板/盒X200盒/箱", "箱", 6000, "片"],
    ["1只/袋 50袋/盒 12盒/箱", "箱", 600, "只"],
    ["50ml 1瓶/盒*100盒/箱", "箱", 100, "瓶"],
    ["20只装", "盒", 20, "只"],
    ["口罩 2000片/件", "件", 2000, "片"],
    ["36盒/箱", "箱", 36, "盒"],
  ])("%s counted in %s holds %i %s", (text, unit, innerQuantity, innerUnit) => {
    expect(readPackHint(text, unit)).toMatchObject({ innerQuantity, innerUnit });
  });

  it.each([
    ["200个/箱", "件"],
    ["50箱（*1000）", "件"],
    ["80箱*100", "件"],
    ["1*600", "件"],
    ["33*27*28", "件"],
    ["12件*100个", "箱"],
    ["100支*盒/箱", "箱"],
    ["24粒X10小盒X40/箱", "箱"],
    ["2000个", "箱"],
    ["40个/箱", "个"],
    ["10000/箱", "箱"],
  ])("%s counted in %s stays unknown", (text, unit) => {
    expect(readPackHint(text, unit)?.innerQuantity ?? null).toBeNull();
  });

  it.each(["", "500ml", "KN95", "大号", "GEM3500", "9250p500ML", "7.5"])("%s is no pack", (text) => {
    expect(readPackHint(text, "箱")?.innerQuantity ?? null).toBeNull();
  });

  it("gives base units each, by the base unit of the goods", () => {
    const gloves = readPackHint("100支/盒 10盒/箱", "箱");
    expect(baseUnitsEach("箱", gloves, "支")).toBe(1000);
    expect(baseUnitsEach("箱", gloves, "盒")).toBe(10);
    expect(baseUnitsEach("箱", gloves, "瓶")).toBeNull();
    expect(baseUnitsEach("只", null, "个")).toBe(1);
    expect(baseUnitsEach("箱", null, "个")).toBeNull();
    const catalogue = [
      { unit: "支", baseUnits: 1 },
      { unit: "副", baseUnits: 2 },
    ];
    expect(baseUnitsEach("箱", gloves, "只", catalogue)).toBe(1000);
    expect(baseUnitsEach("副", null, "只", catalogue)).toBe(2);
    expect(baseUnitsEach("箱", readPackHint("400副/箱", "箱"), "只", catalogue)).toBe(800);
    expect(baseUnitsEach("件", readPackHint("200个/箱", "件"), "个", catalogue)).toBeNull();
    expect(baseUnitsEach("", gloves, "支")).toBeNull();
  });

  it("never throws, and never makes up a pack from a text without a number", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[\d*X个箱盒支件瓶/ ml()装]{0,16}$/)),
        fc.constantFrom("箱", "件", "盒", "个", ""),
        (text, unit) => {
          const hint = readPackHint(text, unit);
          if (hint?.innerQuantity != null) {
            expect(Number.isSafeInteger(hint.innerQuantity) && hint.innerQuantity > 0).toBe(true);
            expect(text.normalize("NFKC")).toMatch(/\d/);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe("units", () => {
  it("folds spellings but keeps unlike units apart", () => {
    expect(normalizeUnit(" Boxes ")).toBe("box");
    expect(normalizeUnit("箱\u200b")).toBe("箱");
    expect(normalizeUnit("PCS")).toBe("个");
    expect(normalizeUnit("/")).toBe("");
    expect(normalizeUnit("个")).not.toBe(normalizeUnit("只"));
    expect(sameUnit("个", "只")).toBe(true);
    expect(sameUnit("箱", "件")).toBe(false);
    expect(unitKind("件")).toBe("shipping");
    expect(unitKind("盒")).toBe("container");
  });
});
