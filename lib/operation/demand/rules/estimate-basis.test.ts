import { describe, expect, it } from "vitest";
import { basisText, peerMedianBasis } from "./estimate-basis";

const say = (stated: number) => `median of ${stated}`;

describe("what an estimate rests on", () => {
  it("is a rule, said by the reader, however it was stored", () => {
    expect(basisText(peerMedianBasis(34), say)).toBe("median of 34");
    expect(basisText("模拟：湖北各医院同类申报 34 条的中位数", say)).toBe("median of 34");
  });
  it("is a person's own words, untouched", () => {
    for (const words of ["按床位数估算", "34 beds", "rule:peerMedian:many", "rule:other:3", ""])
      expect(basisText(words, say)).toBe(words);
  });
});
