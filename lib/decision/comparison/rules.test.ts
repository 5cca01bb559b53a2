import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ComparisonInputs, courseOf2020, figuresOf, proposedCourse } from "./rules";

const base: ComparisonInputs = {
  days: [1, 2],
  needs: [
    { id: "a", siteId: "h1", goodsId: "suit", priority: 1, quantity: 10, stated: true },
    { id: "b", siteId: "h2", goodsId: "suit", priority: 1, quantity: 10, stated: false },
  ],
  supply: [{ day: 0, goodsId: "suit", quantity: 10 }],
  issued: [{ day: 2, siteId: "h1", goodsId: "suit", quantity: 10 }],
  substitutions: [],
};

describe("the comparison with what was issued in 2020", () => {
  it("counts an issue towards the need of the hospital that got it, and stock that lay while it was needed", () => {
    const course = courseOf2020(base);
    expect(course.served).toEqual(new Map([["a", 10]]));
    expect(course.idle.get("suit")).toBe(10);
    expect(course.idleGoodsDays).toBe(1);
  });
  it("proposes on the first morning, equally among hospitals of the same class", () => {
    const course = proposedCourse(base);
    expect([course.served.get("a"), course.served.get("b")]).toEqual([5, 5]);
    expect(course.idleGoodsDays).toBe(0);
    expect(figuresOf(base.needs, course)).toMatchObject({ minimumFill: 0.5, gini: 0, hospitalsServed: 2 });
  });
  it("keeps stated amounts apart from estimates", () => {
    expect(figuresOf(base.needs, courseOf2020(base)).fill[0]).toEqual({ priority: 1, stated: 1, estimated: 0 });
  });
  it("goods that no rule allows fill nothing", () => {
    const course = courseOf2020({ ...base, issued: [{ day: 1, siteId: "h1", goodsId: "gown", quantity: 10 }] });
    expect(course.served.size).toBe(0);
  });
  it("neither course ever serves beyond a need, nor the proposal beyond what came in", () => {
    const quantities = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            siteId: fc.constantFrom("h1", "h2", "h3"),
            goodsId: fc.constantFrom("suit", "mask"),
            priority: fc.constantFrom(1, 2, 3) as fc.Arbitrary<1 | 2 | 3>,
            quantity: quantities,
          }),
          { minLength: 1, maxLength: 8 },
        ),
        fc.array(
          fc.record({
            day: fc.integer({ min: 0, max: 2 }),
            goodsId: fc.constantFrom("suit", "mask"),
            quantity: quantities,
          }),
          { maxLength: 5 },
        ),
        fc.array(
          fc.record({
            day: fc.constantFrom(1, 2),
            siteId: fc.constantFrom("h1", "h2", null),
            goodsId: fc.constantFrom("suit", "mask"),
            quantity: quantities,
          }),
          { maxLength: 5 },
        ),
        (needs, supply, issued) => {
          const inputs: ComparisonInputs = {
            days: [1, 2],
            needs: needs.map((need, i) => ({ ...need, id: `n${i}`, stated: true })),
            supply,
            issued,
            substitutions: [],
          };
          for (const course of [courseOf2020(inputs), proposedCourse(inputs)])
            for (const need of inputs.needs) expect(course.served.get(need.id) ?? 0).toBeLessThanOrEqual(need.quantity);
          const proposed = proposedCourse(inputs);
          for (const goodsId of ["suit", "mask"]) {
            const given = inputs.needs
              .filter((need) => need.goodsId === goodsId)
              .reduce((sum, need) => sum + (proposed.served.get(need.id) ?? 0), 0);
            expect(given).toBeLessThanOrEqual(
              supply.filter((one) => one.goodsId === goodsId).reduce((sum, one) => sum + one.quantity, 0),
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
