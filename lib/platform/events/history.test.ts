import { describe, expect, it } from "vitest";
import { asTheyFollowed } from "./history";

const at = new Date("2020-01-30T00:03:00Z");
const move = (from: string, to: string, seconds = 0) => ({
  type: "transferOrder.moved",
  at: new Date(at.getTime() + seconds * 1000),
  payload: { from, to },
});
const ends = (events: ReturnType<typeof move>[]) => events.map(({ payload }) => `${payload.from}→${payload.to}`);

describe("the history of a document", () => {
  it("tells a move before what it brought about in the same transaction", () => {
    const byNumber = [
      move("picked", "shipped", 60),
      move("released", "picking"),
      move("picking", "picked"),
      move("draft", "released", -60),
    ];
    expect(ends(asTheyFollowed(byNumber))).toEqual([
      "picked→shipped",
      "picking→picked",
      "released→picking",
      "draft→released",
    ]);
  });

  it("leaves there and back as it was written, and moves that lie apart", () => {
    const thereAndBack = [move("picked", "picking"), move("picking", "picked")];
    expect(ends(asTheyFollowed(thereAndBack))).toEqual(["picked→picking", "picking→picked"]);
    const apart = [move("released", "picking", 60), move("picking", "picked")];
    expect(ends(asTheyFollowed(apart))).toEqual(["released→picking", "picking→picked"]);
  });

  it("keeps a chain in its order", () => {
    const chain = [move("c", "d"), move("b", "c"), move("a", "b")];
    expect(ends(asTheyFollowed(chain))).toEqual(["c→d", "b→c", "a→b"]);
    expect(ends(asTheyFollowed([...chain].reverse()))).toEqual(["c→d", "b→c", "a→b"]);
  });
});
