import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conclusionOf, splitFaults } from "./inspection";
import { compareQuantities, progressMove } from "./order-progress";
import { baseUnitsIn, stockedAs } from "./packs";

const pack = (unit: string, baseUnits: bigint | null, label = "", active = true) => ({
  unit,
  baseUnits,
  label,
  active,
});

describe("pack sizes", () => {
  const line = (unit: string, spec = "") => ({ unit, spec });
  it("of the base unit are one", () => {
    expect(baseUnitsIn(line("只"), { baseUnit: "只", packs: [] })).toBe(1n);
  });
  it("come from the catalogue only where it leaves no doubt", () => {
    const packs = [pack("箱", 50n, "小箱"), pack("箱", 100n, "大箱")];
    expect(baseUnitsIn(line("箱"), { baseUnit: "只", packs })).toBeNull();
    expect(baseUnitsIn(line("箱", "大箱"), { baseUnit: "只", packs })).toBe(100n);
    expect(baseUnitsIn(line("箱"), { baseUnit: "只", packs: [pack("箱", 50n), pack("箱", null, "未知")] })).toBe(50n);
    expect(baseUnitsIn(line("箱"), { baseUnit: "只", packs: [pack("箱", 50n, "", false)] })).toBeNull();
  });
  it("remembered for one specification are not taken for another", () => {
    const packs = [pack("箱", 50n, "50只/箱")];
    expect(baseUnitsIn(line("箱", "50只/箱"), { baseUnit: "只", packs })).toBe(50n);
    expect(baseUnitsIn(line("箱", "大箱"), { baseUnit: "只", packs })).toBeNull();
    // A size that holds for the unit as such (副 = 2) holds whatever the specification says of the goods.
    expect(baseUnitsIn(line("副", "7.5 号"), { baseUnit: "只", packs: [...packs, pack("副", 2n)] })).toBe(2n);
  });
  it("unknown keep the lot counted in the pack itself", () => {
    expect(stockedAs({ unit: "件", baseUnitsPerUnit: null }, "只")).toEqual({ unit: "件", each: 1n, packSize: null });
    expect(stockedAs({ unit: "箱", baseUnitsPerUnit: 50n }, "只")).toEqual({ unit: "只", each: 50n, packSize: 50n });
  });
});

describe("an inspection", () => {
  const split = (quantity: bigint, disposition: string, condition = "good", reason = "抽检") =>
    ({ quantity, disposition, condition, reason }) as Parameters<typeof splitFaults>[1][number];
  it("is whole exactly when the parts add up to the count", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 8 }),
        fc.bigInt({ min: -3n, max: 3n }),
        (parts, off) => {
          const counted = parts.reduce((sum, part) => sum + part, 0n);
          const faults = splitFaults(
            counted + off,
            parts.map((part) => split(part, "quarantine")),
          );
          expect(faults.length === 0).toBe(off === 0n);
        },
      ),
    );
  });
  it("concludes by what was accepted", () => {
    const line = (counted: bigint, accepted: bigint) => ({
      counted,
      splits: [split(accepted, "accept"), split(counted - accepted, "reject")],
    });
    expect(conclusionOf([line(5n, 5n), line(3n, 3n)])).toBe("accept");
    expect(conclusionOf([line(5n, 5n), line(3n, 2n)])).toBe("acceptPart");
    expect(conclusionOf([line(5n, 0n)])).toBe("rejectAll");
    expect(conclusionOf([{ counted: 0n, splits: [] }])).toBe("rejectAll");
  });
});

describe("a purchase order's progress", () => {
  const line = (received: bigint) => ({ quantity: 10n, received });
  it("follows what was received, forwards and, on a reversal, backwards", () => {
    expect(progressMove("ordered", [line(0n), line(4n)])).toBe("receivePart");
    expect(progressMove("partlyReceived", [line(10n), line(12n)])).toBe("receiveAll");
    expect(progressMove("received", [line(10n), line(2n)])).toBe("receivePart");
    expect(progressMove("partlyReceived", [line(0n), line(0n)])).toBe("takeBackReceipt");
    expect(progressMove("partlyReceived", [line(1n), line(0n)])).toBeNull();
    expect(progressMove("closed", [line(10n)])).toBeNull();
  });
  it("names over, short and unknown", () => {
    expect(compareQuantities(10n, 12n)).toEqual({ is: "over", by: 2n });
    expect(compareQuantities(10n, 7n)).toEqual({ is: "short", by: 3n });
    expect(compareQuantities(10n, 10n)).toEqual({ is: "exact" });
    expect(compareQuantities(null, 7n)).toEqual({ is: "unknown" });
  });
});
