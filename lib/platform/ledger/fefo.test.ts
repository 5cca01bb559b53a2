import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PickableLot, pickFefo } from "./fefo";

const day = (offset: number) => new Date(Date.UTC(2020, 0, 30 + offset));
const lots = fc.uniqueArray(
  fc.record({
    lotId: fc.uuid(),
    placeId: fc.constant("shelf"),
    available: fc.bigInt(0n, 500n),
    expiresOn: fc.option(fc.integer({ min: -30, max: 400 }).map(day)),
    packSize: fc.option(fc.bigInt(1n, 48n)),
  }),
  { selector: (lot) => lot.lotId, maxLength: 12 },
) as fc.Arbitrary<PickableLot[]>;

describe("FEFO picking", () => {
  it("never takes more than asked or than a lot has, and says exactly what is missing", () => {
    fc.assert(
      fc.property(lots, fc.bigInt(1n, 3000n), fc.boolean(), (stock, wanted, breakPacks) => {
        const { picks, missing } = pickFefo(stock, wanted, { breakPacks });
        const taken = picks.reduce((sum, pick) => sum + pick.quantity, 0n);
        expect(taken + missing).toBe(wanted);
        for (const pick of picks) {
          const lot = stock.find((candidate) => candidate.lotId === pick.lotId);
          expect(pick.quantity > 0n && pick.quantity <= (lot?.available ?? 0n)).toBe(true);
          if (!breakPacks && lot?.packSize) expect(pick.quantity % lot.packSize).toBe(0n);
        }
      }),
    );
  });

  it("leaves no usable stock behind while something is missing, when packs may be opened", () => {
    fc.assert(
      fc.property(lots, fc.bigInt(1n, 3000n), (stock, wanted) => {
        const usableUntil = day(0);
        const { picks, missing } = pickFefo(stock, wanted, { usableUntil });
        const usable = stock
          .filter((lot) => !lot.expiresOn || lot.expiresOn >= usableUntil)
          .reduce((sum, lot) => sum + lot.available, 0n);
        const taken = picks.reduce((sum, pick) => sum + pick.quantity, 0n);
        if (missing > 0n) expect(taken).toBe(usable);
      }),
    );
  });

  it("takes the earliest expiry first and undated lots last", () => {
    fc.assert(
      fc.property(lots, fc.bigInt(1n, 3000n), (stock, wanted) => {
        const expiry = (lotId: string) =>
          stock.find((lot) => lot.lotId === lotId)?.expiresOn?.getTime() ?? Number.POSITIVE_INFINITY;
        const order = pickFefo(stock, wanted).picks.map((pick) => expiry(pick.lotId));
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
    );
  });

  it("never takes a lot that expires before the goods are used", () => {
    fc.assert(
      fc.property(lots, fc.bigInt(1n, 3000n), (stock, wanted) => {
        for (const pick of pickFefo(stock, wanted, { usableUntil: day(10) }).picks) {
          const expiresOn = stock.find((lot) => lot.lotId === pick.lotId)?.expiresOn;
          expect(!expiresOn || expiresOn >= day(10)).toBe(true);
        }
      }),
    );
  });
});
