import { describe, expect, it } from "vitest";
import { absoluteText, preciseText, relativeText, spanParts } from "./time-text";

const now = new Date("2020-01-30T02:42:00Z");

describe("absoluteText", () => {
  it("shows Shanghai time, and midnight as 00:00", () => {
    expect(absoluteText(now)).toBe("2020-01-30 10:42");
    expect(absoluteText(new Date("2020-01-29T16:00:00Z"))).toBe("2020-01-30 00:00");
  });
});

describe("preciseText", () => {
  it("adds the seconds", () => {
    expect(preciseText(new Date("2020-01-30T02:42:07Z"))).toBe("2020-01-30 10:42:07");
  });
});

describe("relativeText", () => {
  it.each([
    ["2020-01-30T02:41:30Z", "现在", "now"],
    ["2020-01-30T02:39:00Z", "3分钟前", "3 minutes ago"],
    ["2020-01-30T04:42:00Z", "2小时后", "in 2 hours"],
    ["2020-01-29T02:42:00Z", "昨天", "yesterday"],
    ["2020-01-02T02:42:00Z", "2020-01-02", "2020-01-02"],
  ])("%s", (at, zh, en) => {
    expect(relativeText(new Date(at), now, "zh-CN")).toBe(zh);
    expect(relativeText(new Date(at), now, "en")).toBe(en);
  });
});

describe("spanParts", () => {
  it.each([
    [0, [["seconds", 0]]],
    [59_999, [["seconds", 59]]],
    [3_600_000, [["hours", 1]]],
    [
      12_000_000,
      [
        ["hours", 3],
        ["minutes", 20],
      ],
    ],
    [
      -90_000_000,
      [
        ["days", 1],
        ["hours", 1],
      ],
    ],
    [86_460_000, [["days", 1]]],
  ] as Array<[number, Array<[string, number]>]>)("%i ms", (span, parts) => {
    expect(spanParts(span).map((part) => [part.unit, part.count])).toEqual(parts);
  });
});
