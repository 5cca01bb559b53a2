import { describe, expect, it } from "vitest";
import { ribbonPath, stageThickness, USUAL_THICKNESS } from "./ribbon-shape";

describe("stageThickness", () => {
  it("is the usual one for yesterday's load and twice that for twice the load", () => {
    expect(stageThickness(100, 100)).toBe(USUAL_THICKNESS);
    expect(stageThickness(200, 100)).toBe(2 * USUAL_THICKNESS);
    expect(stageThickness(50, 100)).toBe(USUAL_THICKNESS / 2);
  });
  it("stays within the box and visible", () => {
    expect(stageThickness(10_000, 1)).toBe(96);
    expect(stageThickness(0, 100)).toBe(8);
    expect(stageThickness(0, 0)).toBe(8);
    expect(stageThickness(5, 0)).toBe(2 * USUAL_THICKNESS);
    expect(stageThickness(5, null)).toBe(USUAL_THICKNESS);
  });
});

describe("ribbonPath", () => {
  it("is closed, and a rectangle for one stage", () => {
    expect(ribbonPath([40])).toBe("M0 30H100V70H0Z");
  });
  it("joins two stages by one shoulder above and one below", () => {
    const path = ribbonPath([40, 80]);
    expect(path.match(/C/g)).toHaveLength(2);
    expect(path.startsWith("M0 30H84C100 30 100 10 116 10H200V90H116C")).toBe(true);
    expect(path.endsWith("84 70H0Z")).toBe(true);
  });
});
