import type { Actor } from "@/lib/platform/auth/actor";
import { rangeEnd, visible } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { Priority, SiteKind } from "@/lib/platform/db/generated/enums";
import { OPEN_FULFILMENTS } from "../machine";
import { isStale } from "../rules/freshness";
import { isEstimated, remainingOf, targetOf } from "../rules/quantities";
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
}

/** Most lines one answer holds; a city of 3,495 communities stays below it. */
const MOST_NEEDS = 50_000;

/** `openNeeds` inside a transaction that is already open. Order: fresh before stale, gravest, longest waiting, largest unmet share. */
export async function openNeedsWithin(db: Db, actor: Actor, filter: NeedFilter = {}): Promise<OpenNeed[]> {
  demandGate(actor);
  const { now } = await businessTime(db);
  const lines = await db.demandLine.findMany({
    where: {
      cancelledReason: null,
      OR: [{ approvedQuantity: null }, { promised: { lt: db.demandLine.fields.approvedQuantity } }],
      ...(filter.goodsIds ? { goodsId: { in: [...filter.goodsIds] } } : {}),
      demand: {
        AND: [
          visible(actor, "demand.read"),
          { state: "approved", fulfilment: { in: [...OPEN_FULFILMENTS] } },
          filter.incidentId ? { incidentId: filter.incidentId } : {},
          filter.areaCode ? { areaCode: { gte: filter.areaCode, lt: rangeEnd(filter.areaCode) } } : {},
          filter.siteIds ? { siteId: { in: [...filter.siteIds] } } : {},
          filter.priorities ? { priority: { in: [...filter.priorities] } } : {},
          filter.filedBefore ? { submittedAt: { lte: filter.filedBefore } } : {},
        ],
      },
    },
    include: {
      goods: { select: { id: true, code: true, nameZh: true, nameEn: true, baseUnit: true } },
      demand: {
        include: { site: { select: { id: true, name: true, nameEn: true, kind: true, lon: true, lat: true } } },
      },
    },
    take: MOST_NEEDS,
  });
  return lines
    .flatMap((line): OpenNeed[] => {
      const remaining = remainingOf(line);
      if (remaining === 0n) return [];
      const { demand, goods } = line;
      return [
        {
          lineId: line.id,
          requestId: demand.id,
          number: demand.number,
          incidentId: demand.incidentId,
          site: demand.site,
          areaCode: demand.areaCode,
          goods: { id: goods.id, code: goods.code, nameZh: goods.nameZh, nameEn: goods.nameEn, unit: goods.baseUnit },
          priority: demand.priority,
          neededBy: demand.neededBy,
          submittedAt: demand.submittedAt ?? demand.businessAt,
          confirmedAt: demand.confirmedAt,
          stale: isStale(demand.confirmedAt, now),
          beneficiaries: demand.beneficiaries,
          target: targetOf(line),
          remaining,
          estimated: isEstimated(line),
          estimateBasis: line.estimateBasis,
          promised: line.promised,
          shipped: line.shipped,
          received: line.received,
          simulated: demand.simulated,
        },
      ];
    })
    .sort(byUrgency);
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
      Prisma.sql`r.state = 'approved' AND r.fulfilment IN ('none', 'partly') AND l.cancelled_reason IS NULL`,
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
        unit: string;
        requests: string[];
        lines: number;
        unknownLines: number;
        stated: bigint;
        estimated: bigint;
      }[]
    >`
      SELECT r.priority, CASE WHEN r.submitted_at > ${now}::timestamptz - interval '1 day' THEN 'day'
                  WHEN r.submitted_at > ${now}::timestamptz - interval '3 days' THEN 'threeDays'
                  WHEN r.submitted_at > ${now}::timestamptz - interval '7 days' THEN 'week' ELSE 'older' END AS age,
        g.base_unit AS unit, array_agg(DISTINCT r.id::text) AS requests, count(*)::int AS lines,
        count(*) FILTER (WHERE coalesce(l.approved_quantity, l.quantity, l.estimate) IS NULL)::int AS "unknownLines",
        coalesce(sum(greatest(0, coalesce(l.approved_quantity, l.quantity) - l.received)) FILTER (WHERE l.quantity IS NOT NULL), 0)::bigint AS stated,
        coalesce(sum(greatest(0, coalesce(l.approved_quantity, l.estimate) - l.received)) FILTER (WHERE l.quantity IS NULL), 0)::bigint AS estimated
      FROM demand_request r JOIN demand_line l ON l.demand_id = r.id JOIN goods g ON g.id = l.goods_id
      WHERE ${Prisma.join(where, " AND ")}
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
    const cells = new Map<string, UnmetCell & { seen: Set<string> }>();
    for (const row of rows) {
      const key = `${row.priority} ${row.age}`;
      const cell = cells.get(key) ?? {
        priority: row.priority,
        age: row.age,
        requests: 0,
        lines: 0,
        unknownLines: 0,
        amounts: [],
        seen: new Set<string>(),
      };
      for (const id of row.requests) cell.seen.add(id);
      cell.lines += row.lines;
      cell.unknownLines += row.unknownLines;
      cell.amounts.push({ unit: row.unit, stated: row.stated, estimated: row.estimated });
      cells.set(key, cell);
    }
    return [...cells.values()]
      .map(({ seen, ...cell }) => ({ ...cell, requests: seen.size }))
      .sort((a, b) => GRAVITY[a.priority] - GRAVITY[b.priority] || AGE_BANDS.indexOf(b.age) - AGE_BANDS.indexOf(a.age));
  });
}
