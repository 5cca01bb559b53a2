import { describe, expect, it } from "vitest";
import { coverText, flowCurve, flowWidth, projectionFor, ringArcs, ringRadius } from "./symbols";

describe("rings", () => {
  it("have areas in proportion to quantities", () => {
    expect(ringRadius(100, 100)).toBe(24);
    expect(ringRadius(25, 100)).toBe(12);
    expect(ringRadius(0, 100)).toBe(5);
    expect(ringRadius(1, 1_000_000)).toBe(5);
  });
  it("have one piece a class that is there", () => {
    expect(ringArcs({ life: 1, urgent: 0, routine: 1 }, 10).map((arc) => arc.key)).toEqual(["life", "routine"]);
    expect(ringArcs({ life: 0, urgent: 5, routine: 0 }, 10)).toHaveLength(1);
    expect(ringArcs({ life: 0, urgent: 0, routine: 0 }, 10)).toEqual([]);
    expect(ringArcs({ life: 1, urgent: 0, routine: 1 }, 10)[0].path).toBe(
      "M0 -10A10 10 0 0 1 0 10L0 5A5 5 0 0 0 0 -5Z",
    );
  });
});

describe("flows", () => {
  it("have widths in proportion and never vanish", () => {
    expect(flowWidth(50, 100)).toBe(6);
    expect(flowWidth(1, 1_000)).toBe(1.5);
  });
  it("start and end where they should, there and back apart", () => {
    const there = flowCurve([114, 30], [115, 30], 2);
    const back = flowCurve([115, 30], [114, 30], 2);
    expect(there[0]).toEqual([114, 30]);
    expect(there[2]).toEqual([115, 30]);
    expect(there[1][1]).toBeLessThan(30);
    expect(back[1][1]).toBeGreaterThan(30);
  });
});

describe("coverText", () => {
  it.each([
    [null, "?"],
    [0, "0"],
    [1.24, "1.2"],
    [9.96, "10"],
    [41.6, "42"],
    [1_000, "99+"],
  ])("%j is %s", (days, text) => expect(coverText(days)).toBe(text));
});

describe("projectionFor", () => {
  it("puts the corners of a fitting extent into the corners of the box", () => {
    const project = projectionFor([0, -1, 2, 1], { width: 200, height: 400 });
    expect(project([0, 0])).toEqual([0, 200]);
    expect(project([2, 0])).toEqual([200, 200]);
    const [x, y] = project([1, 1]);
    expect(x).toBe(100);
    expect(y).toBeCloseTo(100, 0);
  });
});
