import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "@/lib/platform/errors";
import { countersAfter, type FulfilmentStep } from "./fulfilment";
import { approvedQuantities, fulfilmentOf, type NamedLine, partlyChanges, remainingOf, targetOf } from "./quantities";

const line = (fields: Partial<NamedLine>): NamedLine => ({
  id: "a",
  position: 0,
  goods: { nameZh: "口罩", nameEn: "Mask", baseUnit: "只" },
  quantity: 100n,
  estimate: null,
  approvedQuantity: null,
  promised: 0n,
  shipped: 0n,
  received: 0n,
  cancelledReason: null,
  ...fields,
});
const open = { number: "DR1", state: "approved", fulfilment: "none" };
const amount = fc.bigInt({ min: 0n, max: 1_000n });

describe("amounts of a demand line", () => {
  it("approves as asked where nothing is said, leaves unknown amounts open, and refuses more by name", () => {
    const lines = [line({}), line({ id: "b", quantity: null }), line({ id: "c", quantity: null, estimate: 7n })];
    expect([...approvedQuantities(lines, new Map())]).toEqual([
      ["a", 100n],
      ["b", null],
      ["c", 7n],
    ]);
    expect(() => approvedQuantities(lines, new Map([["c", 8n]]))).toThrow(Refusal);
    expect(() => approvedQuantities(lines, new Map([["z", 8n]]))).toThrow(Refusal);
    expect(() => approvedQuantities([line({})], new Map([["a", 0n]]))).toThrow(Refusal);
  });

  it("never calls an unknown amount met", () => {
    expect(fulfilmentOf([line({ quantity: null, received: 1_000_000n })])).toBe("partly");
    expect(targetOf(line({ quantity: null }))).toBeNull();
    expect(remainingOf(line({ quantity: null }))).toBeNull();
  });

  it("whatever steps come in whatever order, shipped stays within promised within approved, and nothing turns negative", () => {
    const steps = fc.array(
      fc.record({
        step: fc.constantFrom<FulfilmentStep>("promised", "shipped", "received"),
        quantity: fc.bigInt({ min: -60n, max: 60n }),
        missing: fc.bigInt({ min: 0n, max: 20n }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(steps, (sequence) => {
        let state = line({ approvedQuantity: 100n });
        for (const { step, quantity, missing } of sequence) {
          try {
            state = {
              ...state,
              ...countersAfter(open, state, step, { quantity, missing: step === "received" ? missing : 0n }),
            };
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
          expect(state.shipped <= state.promised && state.promised <= 100n).toBe(true);
          expect(state.shipped >= 0n && state.received >= 0n).toBe(true);
          expect((remainingOf(state) as bigint) + state.promised <= 100n).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("'partly' only lowers a need, never beneath what is promised, and says what it changed", () => {
    fc.assert(
      fc.property(amount, amount, amount, fc.boolean(), (approvedQuantity, promisedWish, stillNeeded, approved) => {
        const promised = promisedWish < approvedQuantity ? promisedWish : approvedQuantity;
        const before = line({
          quantity: approvedQuantity + 1n,
          approvedQuantity: approved ? approvedQuantity : null,
          promised: approved ? promised : 0n,
        });
        const target = targetOf(before) as bigint;
        try {
          const [change] = partlyChanges([before], approved, new Map([["a", stillNeeded]]));
          if (!change) {
            expect(stillNeeded === target || (approved && promised >= target)).toBe(true);
            return;
          }
          const after = targetOf({ ...before, ...change.patch }) as bigint;
          expect(after <= target && after >= before.promised).toBe(true);
          expect(change.after).toBe(after.toString());
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          expect(stillNeeded > target).toBe(true);
        }
      }),
    );
  });
});
