import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(path.join(import.meta.dirname, "globals.css"), "utf8");

/** The tokens of the first rule, as written: one colour, or light-dark(one, other). */
function tokensOf(theme: "light" | "dark"): Map<string, string> {
  const rule = /:root,\s*\.light,\s*\.dark,\s*\.wall\s*\{([^}]*)\}/.exec(css)?.[1] ?? "";
  return new Map(
    [...rule.matchAll(/--([\w-]+):\s*(?:light-dark\((#\w{6}),\s*(#\w{6})\)|(#\w{6}));/g)].map(
      ([, name, light, dark, both]) => [name, both ?? (theme === "light" ? light : dark)],
    ),
  );
}

/** Relative luminance of a colour, WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["paper", "surface", "sunken", "hover"];
const TEXT: Array<[string, string[]]> = [
  ["ink", [...GROUNDS, "accent-soft", "trouble-soft", "land"]],
  ["ink-2", [...GROUNDS, "accent-soft", "land"]],
  ["ink-3", [...GROUNDS, "accent-soft"]],
  ["accent-ink", [...GROUNDS, "accent-soft"]],
  ["trouble-ink", [...GROUNDS, "trouble-soft"]],
  ["on-accent", ["accent", "accent-hover"]],
  ["on-trouble", ["trouble", "trouble-hover"]],
  ["paper", ["ink"]],
  ["on-level-1", ["level-1"]],
  ["on-level-2", ["level-2"]],
  ["on-level-3", ["level-3"]],
  ["on-level-4", ["level-4"]],
  ["class-life", ["surface"]],
];
// What is seen but not read: frames of controls, focus rings, bars, lines, rings.
const SHAPES: Array<[string, string[]]> = [
  ["line-strong", ["paper", "surface"]],
  ["accent", [...GROUNDS, "land"]],
  ["trouble", [...GROUNDS, "land"]],
  ...["chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"].map((name): [string, string[]] => [
    name,
    ["paper", "surface"],
  ]),
  ...["class-life", "class-urgent", "class-routine"].map((name): [string, string[]] => [name, ["surface", "land"]]),
];

describe.each(["light", "dark"] as const)("%s theme", (theme) => {
  const tokens = tokensOf(theme);
  const colour = (name: string) => {
    const found = tokens.get(name);
    if (!found) throw new Error(`no token --${name}`);
    return found;
  };

  it("has all tokens", () => expect(tokens.size).toBeGreaterThan(35));

  it.each(TEXT.flatMap(([name, grounds]) => grounds.map((ground) => [name, ground])))(
    "%s is readable on %s (4.5 to 1)",
    (name, ground) => expect(contrast(colour(name), colour(ground))).toBeGreaterThanOrEqual(4.5),
  );

  it.each(SHAPES.flatMap(([name, grounds]) => grounds.map((ground) => [name, ground])))(
    "%s stands out from %s (3 to 1)",
    (name, ground) => expect(contrast(colour(name), colour(ground))).toBeGreaterThanOrEqual(3),
  );

  it("keeps trouble and the accent apart from the level colours", () => {
    for (const level of ["level-1", "level-2", "level-3", "level-4"]) {
      expect([colour("trouble"), colour("accent")]).not.toContain(colour(level));
    }
  });
});

describe("contrast", () => {
  it("agrees with known values", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});
