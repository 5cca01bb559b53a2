import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Comparable, DUPLICATE_WINDOW_MS, likenessOf, samePlace } from "./duplicates";
import { CONFIDENCE_HALF_LIFE_MS, confidencePercent, isStale, STALE_AFTER_MS } from "./freshness";
import { approvalDueAt, graver } from "./service-clock";

const at = (ms: number) => new Date(Date.UTC(2020, 0, 30) + ms);

describe("the approval clock", () => {
  it("gives life-saving needs 2 hours, urgent ones 8, routine ones 24, from filing", () => {
    const hours = (["lifeSaving", "urgent", "routine"] as const).map(
      (priority) => (approvalDueAt(priority, at(0)).getTime() - at(0).getTime()) / 3_600_000,
    );
    expect(hours).toEqual([2, 8, 24]);
    expect(graver("routine", "lifeSaving")).toBe("lifeSaving");
  });
});

describe("freshness", () => {
  it("halves every 36 hours, is a quarter when stale at 72, and never rises with age", () => {
    expect([0, CONFIDENCE_HALF_LIFE_MS, STALE_AFTER_MS].map((ms) => confidencePercent(at(0), at(ms)))).toEqual([
      100, 50, 25,
    ]);
    expect(confidencePercent(null, at(0))).toBe(0);
    expect([isStale(at(0), at(STALE_AFTER_MS)), isStale(at(0), at(STALE_AFTER_MS + 1)), isStale(null, at(0))]).toEqual([
      false,
      true,
      true,
    ]);
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => {
        expect(confidencePercent(at(0), at(a + b))).toBeLessThanOrEqual(confidencePercent(at(0), at(a)));
      }),
    );
  });
});

describe("likeness of two requests", () => {
  const goods = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 4 });
  const request: fc.Arbitrary<Comparable> = fc.record({
    siteId: fc.constantFrom("s1", "s2"),
    areaCode: fc.constantFrom("420102", "420102002003"),
    at: fc.integer({ min: 0, max: DUPLICATE_WINDOW_MS * 2 }).map(at),
    lines: goods.map((ids) => ids.map((goodsId) => ({ goodsId, asked: 5n }))),
  });

  it("is the same whichever is compared with which, between 0 and 100, and 100 with itself", () => {
    fc.assert(
      fc.property(request, request, (a, b) => {
        const [one, other] = [likenessOf(a, b), likenessOf(b, a)];
        expect(one?.score).toBe(other?.score);
        if (one) expect(one.score >= 0 && one.score <= 100).toBe(true);
        expect(likenessOf(a, a)?.score).toBe(100);
      }),
    );
  });

  it("needs the same place, goods in common and the window", () => {
    const a: Comparable = { siteId: "s1", areaCode: "420102", at: at(0), lines: [{ goodsId: "a", asked: 1n }] };
    expect(likenessOf(a, { ...a, siteId: "s2" })).toBeNull();
    expect(likenessOf(a, { ...a, lines: [{ goodsId: "b", asked: 1n }] })).toBeNull();
    expect(likenessOf(a, { ...a, at: at(DUPLICATE_WINDOW_MS + 1) })).toBeNull();
    expect(samePlace({ siteId: "s1", areaCode: "420102002003" }, { siteId: "s2", areaCode: "420102002003" })).toBe(
      "community",
    );
  });
});
