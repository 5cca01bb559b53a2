import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDigit, isSscc, ssccOf } from "./sscc";

describe("SSCC", () => {
  it("has the check digit of the GS1 worked example: 37610425002123456 → 9", () => {
    expect(checkDigit("37610425002123456")).toBe("9");
    expect(isSscc("376104250021234569")).toBe(true);
    expect(isSscc("376104250021234560")).toBe(false);
  });

  it("is 18 digits, valid, and different for different serials under any prefix", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000_000, max: 9_999_999_999 }),
        fc.bigInt({ min: 0n, max: 999_999n }),
        fc.bigInt({ min: 0n, max: 999_999n }),
        (prefix, a, b) => {
          const [first, second] = [ssccOf(String(prefix), a), ssccOf(String(prefix), b)];
          expect(isSscc(first)).toBe(true);
          expect(first === second).toBe(a === b);
        },
      ),
    );
  });

  it("notices any single wrong digit", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 999_999_999n }),
        fc.nat(17),
        fc.integer({ min: 1, max: 9 }),
        (serial, at, by) => {
          const code = ssccOf("6999999", serial);
          const wrong = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1);
          expect(isSscc(wrong)).toBe(false);
        },
      ),
    );
  });
});
