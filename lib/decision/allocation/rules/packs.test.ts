import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unbrokenPack } from "./packs";

describe("goods whose packs may not be broken", () => {
  it("are issued by the pack, by a multiple of every pack where lots differ, and by the unit where lots are loose", () => {
    expect(unbrokenPack([20, 20])).toBe(20);
    expect(unbrokenPack([20, 50])).toBe(100);
    expect(unbrokenPack([1, 1])).toBe(1);
    expect(unbrokenPack([])).toBe(1);
  });

  it("never leave part of a pack of any lot", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }), (sizes) => {
        const pack = unbrokenPack(sizes);
        for (const size of sizes) expect(pack % size).toBe(0);
      }),
    );
  });
});
