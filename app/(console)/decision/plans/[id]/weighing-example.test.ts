import { describe, expect, it } from "vitest";
import type { NeedView, WeightView } from "./view";
import { weighingExample } from "./weighing-example";

const beds = (figure: number, factor: number): WeightView => ({ by: "beds", basis: "figure", figure, factor });
const stated = (factor: number): WeightView => ({ by: "stated", basis: "stated", figure: null, factor });
const need = (
  id: string,
  wanted: number,
  served: number,
  weight: WeightView | null,
  more: Partial<NeedView> = {},
): NeedView => ({
  id,
  request: id,
  requestHref: `/operation/demand/${id}`,
  place: id,
  placeId: id,
  goods: "Goggles",
  goodsId: "goggles",
  unit: "pair",
  priority: "life",
  need: wanted,
  served,
  weight,
  why: null,
  ...more,
});
const pair = (needs: NeedView[]) => {
  const found = weighingExample(needs);
  return found && [found.more.id, found.less.id];
};

describe("an example of what weights did", () => {
  it("is of two needs held at the same share, the pair that differs most, the heavier first", () => {
    const needs = [
      need("small", 400, 40, beds(100, 0.5)),
      need("large", 400, 160, beds(400, 2)),
      need("middle", 400, 80, beds(200, 1)),
    ];
    expect(pair(needs)).toEqual(["large", "small"]);
    expect(pair([need("b", 100, 20, stated(1)), need("a", 100, 40, stated(2))])).toEqual(["a", "b"]);
  });

  it("names nobody whose need is met, who has next to nothing, who is counted by need, or who shares one figure among several needs", () => {
    const held = need("large", 400, 160, beds(400, 2));
    expect(pair([held, need("met", 40, 40, beds(100, 5))])).toBeNull();
    expect(pair([held, need("little", 400, 4, beds(10, 0.05))])).toBeNull();
    expect(pair([held, need("unknown", 400, 80, { by: "beds", basis: "need", figure: null, factor: 1 })])).toBeNull();
    const twice = [
      need("once", 400, 40, beds(100, 0.5), { placeId: "p" }),
      need("again", 400, 40, beds(100, 0.5), { placeId: "p" }),
    ];
    expect(pair([held, ...twice])).toBeNull();
    expect(pair([held, need("alike", 400, 80, null)])).toBeNull();
  });

  it("sets no two needs of other goods or classes, and none held by another shortage, against each other", () => {
    const held = need("large", 400, 160, beds(400, 2));
    expect(pair([held, need("other", 400, 40, beds(100, 0.5), { goodsId: "masks" })])).toBeNull();
    expect(pair([held, need("later", 400, 40, beds(100, 0.5), { priority: "routine" })])).toBeNull();
    expect(pair([held, need("worse", 400, 20, beds(100, 0.5))])).toBeNull();
  });

  it("takes shares that differ by whole units for the same", () => {
    expect(pair([need("large", 400, 161, beds(400, 2)), need("small", 400, 40, beds(100, 0.5))])).toEqual([
      "large",
      "small",
    ]);
  });

  it("is none where every need counts alike", () => {
    expect(pair([need("a", 100, 20, stated(1)), need("b", 100, 20, stated(1))])).toBeNull();
  });
});
