import { describe, expect, it } from "vitest";
import { unitText } from "./unit-text";

describe("units", () => {
  it("stand in English in the form their figure asks for", () => {
    expect(unitText("瓶", "en", 1)).toBe("bottle");
    expect(unitText("瓶", "en", -1n)).toBe("bottle");
    expect(unitText("瓶", "en", 2)).toBe("bottles");
    expect(unitText("瓶", "en", 0n)).toBe("bottles");
    expect(unitText("瓶", "en", null)).toBe("bottles");
    expect(["盒", "批", "贴", "箱", "件", "小盒", "只"].map((unit) => unitText(unit, "en", 1))).toEqual([
      "box",
      "batch",
      "patch",
      "carton",
      "case",
      "small box",
      "pc",
    ]);
  });

  it("that are symbols have no plural", () => {
    expect(["公斤", "吨", "毫升"].map((unit) => unitText(unit, "en", 1))).toEqual(["kg", "t", "ml"]);
  });

  it("are the Chinese words on Chinese pages, and where English has none", () => {
    expect(unitText("瓶", "zh-CN", 1)).toBe("瓶");
    expect(unitText("筐", "en", 1)).toBe("筐");
  });
});
