import type { Priority, SiteKind } from "@/lib/platform/db/generated/enums";
import type { Weighing } from "../weighing-schema";

/** A need with what its share may be weighed by. */
export interface WeighedNeed {
  lineId: string;
  goodsId: string;
  priority: Priority;
  /** Base units that take part in the plan. */
  quantity: number;
  site: { id: string; kind: SiteKind; areaCode: string };
  /** The figure chosen (people, beds) of whoever has the need; null or 0: nobody knows it. */
  figure: number | null;
  /** Who has the figure: needs of one holder for the same goods share it. A site, a community or a request. */
  holder: string;
}

/** How a line's share is weighed, kept with the plan. */
export interface LineWeight {
  lineId: string;
  /** 1: its need counts as it is; 2: its fill is raised to twice that of a line of 1. */
  factor: number;
  /** People or beds it was weighed by; null where weights are stated, or where nobody knows. */
  figure: number | null;
  /** What the weight rests on: a figure, the need alone because there is no figure, or an officer's word. */
  basis: "figure" | "need" | "stated";
}

/** The solver's weights lie between these; where they follow from figures the least is a ten-thousandth, the most a hundred. */
const LEAST = 1;
const LARGEST = 1_000_000;
export const FIGURE_SCALE = 10_000;

/**
 * The weight of every line; the fair objective raises served ÷ (need × weight) of the worst-off first.
 *
 * By a figure (people, beds) everyone is to have the same amount for each, never more than asked for. Of the lines of one goods and class
 * whose figure is known, N units are needed by S people or beds in all; a line of need n and figure s is due N × s ÷ S of that, so its
 * weight is that over n, and served ÷ (need × weight) is served over what it is due. Who asks for more gets no larger share by it.
 * A line without a figure has weight 1: its share follows its need, as though it had as many for its need as the others together.
 * Several needs of one holder for the same goods and class share its figure in proportion to the needs. Lines of different goods compare,
 * where they share what is scarce, because dues are parts of each goods' own need.
 *
 * Stated: the officer's number, 1 for whom none names; of several the narrowest holds (site, kind of site, smallest area).
 */
export function lineWeights(weighing: Weighing, needs: readonly WeighedNeed[]): LineWeight[] {
  if (weighing.by === "none") return [];
  if (weighing.by === "stated") {
    const stated = statedFor(weighing.weights);
    return needs.map(({ lineId, site }) => ({ lineId, factor: stated(site), figure: null, basis: "stated" }));
  }
  const groups = new Map<string, WeighedNeed[]>();
  for (const need of needs) {
    const key = `${need.goodsId} ${need.priority}`;
    groups.set(key, [...(groups.get(key) ?? []), need]);
  }
  const weights = new Map([...groups.values()].flatMap((group) => byFigure(group).map((one) => [one.lineId, one])));
  return needs.flatMap(({ lineId }) => weights.get(lineId) ?? []);
}

function byFigure(group: readonly WeighedNeed[]): LineWeight[] {
  const needOf = new Map<string, number>();
  const figureOf = new Map<string, number>();
  for (const { holder, quantity, figure } of group) {
    if (!figure) continue;
    needOf.set(holder, (needOf.get(holder) ?? 0) + quantity);
    figureOf.set(holder, figure);
  }
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const perFigure = sum(needOf.values()) / sum(figureOf.values());
  return group.map(({ lineId, holder, figure }) => {
    const [own, need] = [figureOf.get(holder), needOf.get(holder)];
    if (!figure || own === undefined || need === undefined) return { lineId, factor: 1, figure: null, basis: "need" };
    return { lineId, factor: (perFigure * own) / need, figure: own, basis: "figure" };
  });
}

type Stated = Extract<Weighing, { by: "stated" }>["weights"];

/** The weight an officer stated for a site. */
function statedFor(weights: Stated): (site: WeighedNeed["site"]) => number {
  const sites = new Map(weights.flatMap((one) => (one.of === "site" ? [[one.siteId, one.weight] as const] : [])));
  const kinds = new Map<string, number>(weights.map((one) => [one.of, one.weight]));
  const areas = weights
    .flatMap((one) => (one.of === "area" && one.areaCode ? [{ code: one.areaCode, weight: one.weight }] : []))
    .sort((a, b) => b.code.length - a.code.length);
  return ({ id, kind, areaCode }) =>
    sites.get(id) ?? kinds.get(kind) ?? areas.find((area) => areaCode.startsWith(area.code))?.weight ?? 1;
}

/** The number the solver works with: only what the weights are to each other matters. */
export const solverWeight = ({ factor, basis }: LineWeight): number =>
  Math.max(LEAST, Math.min(LARGEST, basis === "stated" ? factor : factor * FIGURE_SCALE));
