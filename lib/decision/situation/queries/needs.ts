import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { Priority } from "@/lib/platform/db/generated/enums";
import type { AgeBand } from "@/lib/operation/demand/queries/needs";
import { within } from "./within";

/** Open lines of one class and age: counted in lines, since amounts of unlike goods cannot be added. */
export interface NeedCell {
  priority: Priority;
  age: AgeBand;
  requests: number;
  lines: number;
  /** Lines whose amount nobody knows. */
  unknownLines: number;
}

/** Open lines of some place by class. A line counts one, whatever its unit. */
type LinesByClass = Record<Priority, number>;

/** Lines of approved needs that still wait for goods, at one site. */
export interface SiteNeed {
  siteId: string;
  name: string;
  nameEn: string | null;
  areaCode: string;
  lon: number | null;
  lat: number | null;
  precision: "surveyed" | "districtSeat" | "schematic";
  byPriority: LinesByClass;
}

/** The sites of one district that have no ring of their own, summed. */
export interface DistrictRest {
  districtCode: string;
  sites: number;
  byPriority: LinesByClass;
}

/** Most rings of the map that stand apart; the rest are one ring a district. */
export const MOST_RINGS = 60;

export interface OpenNeeds {
  cells: NeedCell[];
  /**
   * Rings of the map: the sites with most open lines one by one, grave ones first among equals, all others summed by district (the first
   * six digits of the area code), so that nothing is left out and the map stays readable.
   */
  rings: { sites: SiteNeed[]; rest: DistrictRest[] };
}

/**
 * Approved lines not wholly received: by class and age since filing, and by site and class. One pass over open requests, summed in the
 * database, since a city may have thousands; the same definition as `unmetByClassAndAge`.
 */
export async function openNeedsSummary(
  db: Db,
  actor: Actor,
  now: Date,
  mostRings: number = MOST_RINGS,
): Promise<OpenNeeds> {
  const classes = Prisma.sql`jsonb_build_object('lifeSaving', sum(life_saving), 'urgent', sum(urgent), 'routine', sum(routine)) AS "byPriority"`;
  const [row] = await db.$queryRaw<{ cells: NeedCell[]; sites: SiteNeed[]; rest: DistrictRest[] }[]>`
    WITH open AS MATERIALIZED (
      SELECT r.id, r.site_id, r.priority,
        CASE WHEN r.submitted_at > ${now}::timestamptz - interval '1 day' THEN 'day'
          WHEN r.submitted_at > ${now}::timestamptz - interval '3 days' THEN 'threeDays'
          WHEN r.submitted_at > ${now}::timestamptz - interval '7 days' THEN 'week' ELSE 'older' END AS age,
        count(*)::int AS lines,
        count(*) FILTER (WHERE coalesce(l.approved_quantity, l.quantity, l.estimate) IS NULL)::int AS unknown
      FROM demand_request r JOIN demand_line l ON l.demand_id = r.id
      WHERE r.state = 'approved' AND r.fulfilment IN ('none', 'partly') AND l.cancelled_reason IS NULL
        AND (l.approved_quantity IS NULL OR l.received < l.approved_quantity)
        AND ${within(actor, "situation.read", { area: ["r.area_code"] })}
      GROUP BY r.id),
    cells AS (
      SELECT priority, age, count(*)::int AS requests, sum(lines)::int AS lines, sum(unknown)::int AS "unknownLines" FROM open GROUP BY 1, 2),
    ranked AS (
      SELECT n.*, row_number() OVER (ORDER BY lines DESC, life_saving DESC, site_id) AS place FROM (
        SELECT site_id, sum(lines) AS lines, coalesce(sum(lines) FILTER (WHERE priority = 'lifeSaving'), 0) AS life_saving,
          coalesce(sum(lines) FILTER (WHERE priority = 'urgent'), 0) AS urgent, coalesce(sum(lines) FILTER (WHERE priority = 'routine'), 0) AS routine
        FROM open GROUP BY site_id) n),
    apart AS (
      SELECT s.id AS "siteId", s.name, s.name_en AS "nameEn", s.area_code AS "areaCode", s.lon, s.lat, s.precision, ${classes}
      FROM ranked n JOIN site s ON s.id = n.site_id WHERE n.place <= ${mostRings} GROUP BY s.id, n.place ORDER BY n.place),
    rest AS (
      SELECT left(s.area_code, 6) AS "districtCode", count(*)::int AS sites, ${classes}
      FROM ranked n JOIN site s ON s.id = n.site_id WHERE n.place > ${mostRings} GROUP BY 1 ORDER BY 1)
    SELECT coalesce((SELECT jsonb_agg(to_jsonb(cells)) FROM cells), '[]') AS cells,
      coalesce((SELECT jsonb_agg(to_jsonb(apart)) FROM apart), '[]') AS sites,
      coalesce((SELECT jsonb_agg(to_jsonb(rest)) FROM rest), '[]') AS rest`;
  return { cells: row?.cells ?? [], rings: { sites: row?.sites ?? [], rest: row?.rest ?? [] } };
}

/** Requests longest open and gravest first, at most `take`: the rows the page shows beside the table. */
export async function gravestNeeds(db: Db, actor: Actor, take: number) {
  const gravest = await db.$queryRaw<{ id: string; lineCount: number }[]>`
    SELECT g.id, (SELECT count(*)::int FROM demand_line l WHERE l.demand_id = g.id AND l.cancelled_reason IS NULL) AS "lineCount" FROM (
      SELECT r.id FROM demand_request r
      WHERE r.state = 'approved' AND r.fulfilment IN ('none', 'partly') AND ${within(actor, "situation.read", { area: ["r.area_code"] })}
      ORDER BY r.priority, coalesce(r.submitted_at, r.business_at), r.id LIMIT ${take}) g`;
  const rows = await db.demandRequest.findMany({
    where: { id: { in: gravest.map((row) => row.id) } },
    select: {
      id: true,
      number: true,
      priority: true,
      submittedAt: true,
      businessAt: true,
      unmetPermille: true,
      simulated: true,
      site: { select: { name: true, nameEn: true } },
      lines: {
        where: { cancelledReason: null },
        orderBy: { position: "asc" },
        take: 2,
        select: { id: true, goods: { select: { nameZh: true, nameEn: true } } },
      },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return gravest.flatMap(({ id, lineCount }) => {
    const row = byId.get(id);
    return row ? [{ ...row, lineCount }] : [];
  });
}
