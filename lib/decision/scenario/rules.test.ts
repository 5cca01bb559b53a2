import { describe, expect, it } from "vitest";
import { classOfNeed, estimatesByItem, median } from "./rules";

describe("the rules that fill what the needs of 2020 do not state", () => {
  it("what stands between staff and infection is life-saving", () => {
    expect(classOfNeed("CP-MSK-01")).toBe("lifeSaving");
    expect(classOfNeed("CP-EYE-02")).toBe("lifeSaving");
    expect(classOfNeed("CP-GLV-03")).toBe("urgent");
    expect(classOfNeed("CP-DEV-01")).toBe("routine");
  });
  it("an amount is estimated by the median of at least three stated ones, and not otherwise", () => {
    const stated = [10n, 600n, 1_000_000n].map((quantity) => ({ item: "防护服", quantity }));
    expect(
      estimatesByItem([...stated, { item: "空气消毒设备", quantity: 10n }, { item: "空气消毒设备", quantity: 12n }]),
    ).toEqual(new Map([["防护服", { quantity: 600n, stated: 3 }]]));
  });
  it("the median of an even number is the lower one: an estimate does not ask for more than was asked", () => {
    expect(median([1n, 2n, 3n, 4n])).toBe(2n);
    expect(median([])).toBeNull();
  });
});
