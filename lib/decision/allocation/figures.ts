import type { Db } from "@/lib/platform/db/access";
import type { SiteKind } from "@/lib/platform/db/generated/enums";
import type { NeedRow } from "./rules/problem";
import { type LineWeight, lineWeights, type WeighedNeed } from "./rules/weights";
import type { FigureKind, Weighing } from "./weighing-schema";

/** A place whose figure nobody entered, named as it is left to be found. */
export interface WithoutFigure {
  siteId: string;
  site: string;
  siteEn: string | null;
}

/** How shares were weighed, and whom nobody entered the figure of. */
export interface Weighed {
  weights: LineWeight[];
  withoutFigure: WithoutFigure[];
}

interface FigureRow {
  lineId: string;
  requestId: string;
  siteId: string;
  name: string;
  nameEn: string | null;
  kind: SiteKind;
  areaCode: string;
  beds: number | null;
  population: number | null;
  communityPopulation: number | null;
  beneficiaries: number | null;
}

/** Digits of a community's code: the smallest area that has people of its own. */
const COMMUNITY_DIGITS = 12;

/**
 * The figures needs may be weighed by: beds and population from the register of sites, for a point that serves a community the
 * community's population where the point has none of its own, people served from the request.
 */
const figureRows = (db: Db, lineIds: string[]) => db.$queryRaw<FigureRow[]>`
  SELECT l.id AS "lineId", r.id AS "requestId", s.id AS "siteId", s.name, s.name_en AS "nameEn", s.kind, s.area_code AS "areaCode",
    s.beds, s.population, CASE WHEN s.kind = 'communityPoint' AND length(s.area_code) = ${COMMUNITY_DIGITS} THEN a.population END AS "communityPopulation",
    r.beneficiaries
  FROM demand_line l JOIN demand_request r ON r.id = l.demand_id JOIN site s ON s.id = r.site_id JOIN area a ON a.code = s.area_code
  WHERE l.id = ANY (${lineIds}::uuid[])`;

/** Whose figure it is, and what it is. */
const FIGURES: Record<FigureKind, (row: FigureRow) => { holder: string; figure: number | null }> = {
  beds: (row) => ({ holder: row.siteId, figure: row.beds }),
  population: (row) =>
    row.population || !row.communityPopulation
      ? { holder: row.siteId, figure: row.population }
      : // Points of one community serve the same people.
        { holder: row.areaCode, figure: row.communityPopulation },
  beneficiaries: (row) => ({ holder: row.requestId, figure: row.beneficiaries }),
};

/** How each need's share is weighed in a fair plan, and which places have no figure to be weighed by. */
export async function weighNeeds(
  db: Db,
  weighing: Weighing,
  needs: readonly Omit<NeedRow, "weight">[],
): Promise<Weighed> {
  if (weighing.by === "none") return { weights: [], withoutFigure: [] };
  const rows = new Map(
    (
      await figureRows(
        db,
        needs.map((need) => need.lineId),
      )
    ).map((row) => [row.lineId, row]),
  );
  const weighed = needs.flatMap((need): WeighedNeed[] => {
    const row = rows.get(need.lineId);
    if (!row) return [];
    const { lineId, goodsId, priority, quantity } = need;
    const own = weighing.by === "stated" ? { holder: row.siteId, figure: null } : FIGURES[weighing.by](row);
    return [
      { lineId, goodsId, priority, quantity, site: { id: row.siteId, kind: row.kind, areaCode: row.areaCode }, ...own },
    ];
  });
  const weights = lineWeights(weighing, weighed);
  const missing = new Map<string, WithoutFigure>();
  for (const { lineId, basis } of weights) {
    const row = rows.get(lineId);
    if (basis === "need" && row) missing.set(row.siteId, { siteId: row.siteId, site: row.name, siteEn: row.nameEn });
  }
  return { weights, withoutFigure: [...missing.values()].sort((a, b) => (a.site < b.site ? -1 : 1)) };
}
