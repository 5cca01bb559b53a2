import type { Actor } from "@/lib/platform/auth/actor";
import { rangeEnd } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { Priority, SiteKind } from "@/lib/platform/db/generated/enums";
import { isStale, staleBefore } from "../rules/freshness";
import { isEstimated, type LineAmounts, remainingOf, targetOf } from "../rules/quantities";
import { GRAVITY } from "../rules/service-clock";
import { demandGate, requestsWithin } from "./reach-sql";

/** A line that is approved and not wholly promised: what allocation plans and the situation page work on. Base units of the goods. */
export interface OpenNeed {
  lineId: string;
  requestId: string;
  number: string;
  incidentId: string;
  site: { id: string; name: string; nameEn: string | null; kind: SiteKind; lon: number | null; lat: number | null };
  areaCode: string;
  goods: { id: string; code: string; nameZh: string; nameEn: string; unit: string };
  priority: Priority;
  neededBy: Date | null;
  submittedAt: Date;
  confirmedAt: Date | null;
  /** Nobody confirmed it for 72 hours: sorted last. */
  stale: boolean;
  beneficiaries: number | null;
  /** What it is to get in all; null: amount unknown, nobody estimated it. */
  target: bigint | null;
  /** What may still be promised; null with an unknown target. Never 0. */
  remaining: bigint | null;
  /** The figure rests on an estimate, with this basis. */
  estimated: boolean;
  estimateBasis: string | null;
  promised: bigint;
  shipped: bigint;
  received: bigint;
  simulated: boolean;
}

export interface NeedFilter {
  incidentId?: string;
  /** Everything below this area code. */
  areaCode?: string;
  siteIds?: readonly string[];
  goodsIds?: readonly string[];
  priorities?: readonly Priority[];
  /** Only requests filed at or before this business time. */
  filedBefore?: Date;
  /** At most this many lines, the most urgent first. */
  limit?: number;
}

/** Most lines one answer holds; a city of 3,495 communities stays below it. */
const MOST_NEEDS = 50_000;

/** A row of the query below: the line's own columns and what names it. */
interface NeedRow extends LineAmounts {
  lineId: string;
  requestId: string;
  number: string;
  incidentId: string;
  siteId: string;
  siteName: string;
  siteNameEn: string | null;
  siteKind: SiteKind;
  lon: number | null;
  lat: number | null;
  areaCode: string;
  goodsId: string;
  code: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  priority: Priority;
  neededBy: Date | null;
  submittedAt: Date;
  confirmedAt: Date | null;
  beneficiaries: number | null;
  estimateBasis: string | null;
  simulated: boolean;
}

function needOf(row: NeedRow, now: Date): OpenNeed | null {
  const remaining = remainingOf(row);
  if (remaining === 0n) return null;
  const { lineId, requestId, number, incidentId, areaCode, priority, neededBy, submittedAt, confirmedAt } = row;
  const { beneficiaries, estimateBasis, promised, shipped, received, simulated } = row;
  return {
    lineId,
    requestId,
    number,
    incidentId,
    site: {
      id: row.siteId,
      name: row.siteName,
      nameEn: row.siteNameEn,
      kind: row.siteKind,
      lon: row.lon,
      lat: row.lat,
    },
    areaCode,
    goods: { id: row.goodsId, code: row.code, nameZh: row.nameZh, nameEn: row.nameEn, unit: row.unit },
    priority,
    neededBy,
    submittedAt,
    confirmedAt,
    stale: isStale(confirmedAt, now),
    beneficiaries,
    target: targetOf(row),
    remaining,
    estimated: isEstimated(row),
    estimateBasis,
    promised,
    shipped,
    received,
    simulated,
  };
}

const APPROVED_OPEN = Prisma.sql`r.state = 'approved' AND r.fulfilment IN ('none', 'partly') AND l.cancelled_reason IS NULL`;

/** `openNeeds` inside a transaction that is already open. Order: fresh before stale, gravest, longest waiting, largest unmet share. */
export async function openNeedsWithin(db: Db, actor: Actor, filter: NeedFilter = {}): Promise<OpenNeed[]> {
  demandGate(actor);
  const { now } = await businessTime(db);
  const { incidentId, areaCode, siteIds, goodsIds, priorities, filedBefore } = filter;
  const where = [
    requestsWithin(actor, "demand.read"),
    APPROVED_OPEN,
    Prisma.sql`(l.approved_quantity IS NULL OR l.promised < l.approved_quantity)`,
    ...(incidentId ? [Prisma.sql`r.incident_id = ${incidentId}::uuid`] : []),
    ...(areaCode ? [Prisma.sql`r.area_code >= ${areaCode} AND r.area_code < ${rangeEnd(areaCode)}`] : []),
    ...(siteIds ? [Prisma.sql`r.site_id = ANY (${[...siteIds]}::uuid[])`] : []),
    ...(goodsIds ? [Prisma.sql`l.goods_id = ANY (${[...goodsIds]}::uuid[])`] : []),
    ...(priorities ? [Prisma.sql`r.priority = ANY (${[...priorities]}::priority[])`] : []),
    ...(filedBefore ? [Prisma.sql`r.submitted_at <= ${filedBefore}`] : []),
  ];
  const rows = await db.$queryRaw<NeedRow[]>`
    SELECT l.id AS "lineId", r.id AS "requestId", r.number, r.incident_id AS "incidentId", r.area_code AS "areaCode", r.priority,
      r.needed_by AS "neededBy", coalesce(r.submitted_at, r.business_at) AS "submittedAt", r.confirmed_at AS "confirmedAt",
      r.beneficiaries, r.simulated, s.id AS "siteId", s.name AS "siteName", s.name_en AS "siteNameEn", s.kind AS "siteKind", s.lon, s.lat,
      g.id AS "goodsId", g.code, g.name_zh AS "nameZh", g.name_en AS "nameEn", g.base_unit AS unit,
      l.quantity, l.estimate, l.estimate_basis AS "estimateBasis", l.approved_quantity AS "approvedQuantity",
      l.promised, l.shipped, l.received, l.cancelled_reason AS "cancelledReason"
    FROM demand_request r JOIN demand_line l ON l.demand_id = r.id JOIN site s ON s.id = r.site_id JOIN goods g ON g.id = l.goods_id
    WHERE ${Prisma.join(where, " AND ")}
    ORDER BY (r.confirmed_at IS NULL OR r.confirmed_at < ${staleBefore(now)}), r.priority, coalesce(r.submitted_at, r.business_at)
    LIMIT ${filter.limit ?? MOST_NEEDS}`;
  return rows.flatMap((row) => needOf(row, now) ?? []).sort(byUrgency);
}

const unmetShare = (need: OpenNeed): number =>
  need.target === null || need.remaining === null ? 1 : Number((need.remaining * 10_000n) / need.target) / 10_000;

function byUrgency(a: OpenNeed, b: OpenNeed): number {
  return (
    Number(a.stale) - Number(b.stale) ||
    GRAVITY[a.priority] - GRAVITY[b.priority] ||
    a.submittedAt.getTime() - b.submittedAt.getTime() ||
    unmetShare(b) - unmetShare(a) ||
    (a.lineId < b.lineId ? -1 : 1)
  );
}

/** Approved needs that may still be promised something, within the actor's reach. */
export const openNeeds = (actor: Actor, filter: NeedFilter = {}): Promise<OpenNeed[]> =>
  read(actor, (db) => openNeedsWithin(db, actor, filter));

/** Ages of an unmet need in whole hours since it was filed: below 24, below 72, below 168, beyond. */
export const AGE_BANDS = ["day", "threeDays", "week", "older"] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** Unmet lines of one class and age. Amounts are given a unit at a time: unlike units are never added. */
export interface UnmetCell {
  priority: Priority;
  age: AgeBand;
  requests: number;
  lines: number;
  /** Lines whose amount nobody knows. */
  unknownLines: number;
  /** By unit: still to be received of stated amounts, and apart from them of estimates. Base units. */
  amounts: { unit: string; stated: bigint; estimated: bigint }[];
}

/** What is approved and not yet received, by class and age. Counted in the database: the situation page asks it often. */
export function unmetByClassAndAge(
  actor: Actor,
  filter: { incidentId?: string; areaCode?: string } = {},
): Promise<UnmetCell[]> {
  demandGate(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const where = [
      requestsWithin(actor, "demand.read"),
      APPROVED_OPEN,
      Prisma.sql`(l.approved_quantity IS NULL OR l.received < l.approved_quantity)`,
      ...(filter.incidentId ? [Prisma.sql`r.incident_id = ${filter.incidentId}::uuid`] : []),
      ...(filter.areaCode
        ? [Prisma.sql`r.area_code >= ${filter.areaCode} AND r.area_code < ${rangeEnd(filter.areaCode)}`]
        : []),
    ];
    const rows = await db.$queryRaw<
      {
        priority: Priority;
        age: AgeBand;
        /** null in the row that counts a cell as a whole. */
        unit: string | null;
        requests: number;
        lines: number;
        unknownLines: number;
        stated: bigint;
        estimated: bigint;
      }[]
    >`
      SELECT priority, age, unit, lines::int, unknown::int AS "unknownLines", requests::int, stated::bigint, estimated::bigint FROM (
        SELECT r.priority, CASE WHEN r.submitted_at > ${now}::timestamptz - interval '1 day' THEN 'day'
                    WHEN r.submitted_at > ${now}::timestamptz - interval '3 days' THEN 'threeDays'
                    WHEN r.submitted_at > ${now}::timestamptz - interval '7 days' THEN 'week' ELSE 'older' END AS age,
          g.base_unit AS unit, count(*) AS lines, count(DISTINCT r.id) AS requests,
          count(*) FILTER (WHERE coalesce(l.approved_quantity, l.quantity, l.estimate) IS NULL) AS unknown,
          coalesce(sum(greatest(0, coalesce(l.approved_quantity, l.quantity) - l.received)) FILTER (WHERE l.quantity IS NOT NULL), 0) AS stated,
          coalesce(sum(greatest(0, coalesce(l.approved_quantity, l.estimate) - l.received)) FILTER (WHERE l.quantity IS NULL), 0) AS estimated
        FROM demand_request r JOIN demand_line l ON l.demand_id = r.id JOIN goods g ON g.id = l.goods_id
        WHERE ${Prisma.join(where, " AND ")}
        GROUP BY GROUPING SETS ((1, 2, 3), (1, 2))) x ORDER BY priority, age, unit`;
    const cells = new Map<string, UnmetCell>();
    for (const { priority, age, unit, requests, lines, unknownLines } of rows)
      if (unit === null) cells.set(`${priority} ${age}`, { priority, age, requests, lines, unknownLines, amounts: [] });
    for (const { priority, age, unit, stated, estimated } of rows)
      if (unit !== null) cells.get(`${priority} ${age}`)?.amounts.push({ unit, stated, estimated });
    return [...cells.values()].sort(
      (a, b) => GRAVITY[a.priority] - GRAVITY[b.priority] || AGE_BANDS.indexOf(b.age) - AGE_BANDS.indexOf(a.age),
    );
  });
}
