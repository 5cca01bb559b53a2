import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unstorable } from "./unstorable";

describe("text the database cannot keep", () => {
  it("is found wherever it hides, by its path", () => {
    expect(unstorable({ name: "口罩", lines: [{ note: "a" }, { note: "b\u0000" }] })).toBe("lines.1.note");
    expect(unstorable("\u0000")).toBe("");
  });

  it("is not found where there is none", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes("\\u0000"));
        expect(unstorable(value)).toBeNull();
      }),
    );
    expect(unstorable({ count: 3n, day: new Date(0), file: new Blob(["\u0000"]) })).toBeNull();
  });
});
