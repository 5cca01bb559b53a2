import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadInput } from "@/lib/platform/errors";
import { gs1CheckDigit, isGtin, readExternalCodes } from "./rules";

describe("GS1 check digits", () => {
  it("are those of the standard's own examples", () => {
    expect(gs1CheckDigit("629104150021")).toBe(3);
    expect(gs1CheckDigit("37610425002123456")).toBe(9);
  });
  it("find every single wrong digit", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{12}$/), fc.nat(12), fc.integer({ min: 1, max: 9 }), (digits, at, shift) => {
        const code = `${digits}${gs1CheckDigit(digits)}`;
        expect(isGtin(code)).toBe(true);
        const wrong = [...code].map((digit, i) => (i === at ? String((Number(digit) + shift) % 10) : digit)).join("");
        expect(isGtin(wrong)).toBe(false);
      }),
    );
  });
});

describe("codes of another scheme", () => {
  it("are read from pasted lines, with or without a header and our own code", () => {
    expect(readExternalCodes("GB/T 38565", "编码,名称\n1010101,大米,CP-FOD-01\n3019900\t其他")).toEqual([
      { code: "1010101", name: "大米", ours: "CP-FOD-01" },
      { code: "3019900", name: "其他", ours: null },
    ]);
  });
  it("are refused whole when one line is at fault, naming the line", () => {
    expect(() => readExternalCodes("GB/T 38565", "1010101,大米\n4010101,无此大类")).toThrow(BadInput);
  });
});
