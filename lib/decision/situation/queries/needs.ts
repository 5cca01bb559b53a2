import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import type { Priority } from "@/lib/platform/db/generated/enums";
import type { AgeBand } from "@/lib/operation/demand/queries/needs";
import type { SiteNeed } from "../rules";
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

export interface OpenNeeds {
  cells: NeedCell[];
  sites: SiteNeed[];
}

/**
 * Approved lines not wholly received: by class and age since filing, and by site and class. One pass over open requests; the same
 * definition as `unmetByClassAndAge`.
 */
export async function openNeedsSummary(db: Db, actor: Actor, now: Date): Promise<OpenNeeds> {
  const rows = await db.$queryRaw<
    {
      siteId: string | null;
      priority: Priority;
      age: AgeBand | null;
      requests: number;
      lines: number;
      unknownLines: number;
    }[]
  >`
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
      GROUP BY r.id)
    SELECT site_id AS "siteId", priority, age, count(*)::int AS requests, sum(lines)::int AS lines, sum(unknown)::int AS "unknownLines"
    FROM open GROUP BY GROUPING SETS ((priority, age), (site_id, priority))`;
  const bySite = new Map<string, Record<Priority, number>>();
  for (const row of rows) {
    if (row.siteId === null) continue;
    const counts = bySite.get(row.siteId) ?? { lifeSaving: 0, urgent: 0, routine: 0 };
    counts[row.priority] += row.lines;
    bySite.set(row.siteId, counts);
  }
  const sites = await db.site.findMany({
    where: { id: { in: [...bySite.keys()] } },
    select: { id: true, name: true, nameEn: true, areaCode: true, lon: true, lat: true, precision: true },
  });
  return {
    cells: rows.flatMap(({ siteId, age, ...row }) => (siteId === null && age !== null ? [{ ...row, age }] : [])),
    sites: sites.map(({ id, ...site }) => ({
      siteId: id,
      ...site,
      byPriority: bySite.get(id) ?? { lifeSaving: 0, urgent: 0, routine: 0 },
    })),
  };
}

/** Requests longest open and gravest first, at most `take`: the rows the page shows beside the table. */
export async function gravestNeeds(db: Db, actor: Actor, take: number) {
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM demand_request r
    WHERE r.state = 'approved' AND r.fulfilment IN ('none', 'partly') AND ${within(actor, "situation.read", { area: ["r.area_code"] })}
    ORDER BY r.priority, coalesce(r.submitted_at, r.business_at), r.id LIMIT ${take}`;
  const rows = await db.demandRequest.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
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
      _count: { select: { lines: { where: { cancelledReason: null } } } },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}
export type GraveNeed = Awaited<ReturnType<typeof gravestNeeds>>[number];
