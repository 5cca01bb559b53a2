/** The shape of the value-chain ribbon. Pure. */

/** Thickness of a stage that carries what it carried yesterday, of a box 100 high. */
export const USUAL_THICKNESS = 36;
const THINNEST = 8;
const THICKEST = 96;

/**
 * Thickness of a stage from its load against yesterday's: proportional, so that twice the load is drawn twice as thick, cut off at the
 * box. Without a yesterday (null or 0) an empty stage is thin and any other one as thick as the box allows for double.
 */
export function stageThickness(load: number, yesterday: number | null): number {
  if (yesterday === null) return USUAL_THICKNESS;
  const ratio = yesterday > 0 ? load / yesterday : load > 0 ? 2 : 0;
  return Math.min(THICKEST, Math.max(THINNEST, ratio * USUAL_THICKNESS));
}

/**
 * The outline of a ribbon as an SVG path: each stage a flat stretch of its thickness, joined by smooth shoulders.
 * `widthPerStage` and the box height (100) are user units.
 */
export function ribbonPath(thicknesses: number[], widthPerStage = 100): string {
  const middle = 50;
  const shoulder = widthPerStage * 0.16;
  const top: string[] = [];
  const bottom: string[] = [];
  thicknesses.forEach((thickness, index) => {
    const y = thickness / 2;
    const from = index === 0 ? 0 : index * widthPerStage + shoulder;
    const to = index === thicknesses.length - 1 ? (index + 1) * widthPerStage : (index + 1) * widthPerStage - shoulder;
    const edge = index * widthPerStage;
    const before = index === 0 ? y : thicknesses[index - 1] / 2;
    if (index === 0) top.push(`M0 ${round(middle - y)}`);
    else top.push(`C${edge} ${round(middle - before)} ${edge} ${round(middle - y)} ${from} ${round(middle - y)}`);
    top.push(`H${to}`);
    const next = thicknesses[index + 1];
    // Built backwards: the lower edge runs from the end to the start.
    bottom.unshift(
      next === undefined
        ? `V${round(middle + y)}H${from}`
        : `C${edge + widthPerStage} ${round(middle + next / 2)} ${edge + widthPerStage} ${round(middle + y)} ${to} ${round(middle + y)}H${from}`,
    );
  });
  return `${top.join("")}${bottom.join("")}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
