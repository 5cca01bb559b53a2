import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { type Cursor, type KeyPage, PAGE_SIZE } from "@/lib/platform/db/key-page";
import { rangeEnd } from "@/lib/platform/auth/reach";
import { staleBefore } from "../rules/freshness";
import { AGE_BANDS, type AgeBand } from "./needs";
import { demandGate, requestsWithin } from "./reach-sql";

/**
 * The lists of requests. `open`: what still asks for goods, unmet ones on top, met ones gone; `verification` and `approval`: the two
 * queues; `draft`: not filed yet or returned; `done`: fulfilled, closed or out; `all`.
 */
export const VIEWS = ["open", "verification", "approval", "draft", "done", "all"] as const;
export type DemandView = (typeof VIEWS)[number];

/** Approved and not wholly received, of any age or of one band: the rows behind the situation's table of unmet needs. */
export const UNMET = ["any", ...AGE_BANDS] as const;
export type Unmet = (typeof UNMET)[number];

/** Whole hours since filing at which each band begins and ends. */
const BAND_HOURS: Record<AgeBand, [from: number, to: number | null]> = {
  day: [0, 24],
  threeDays: [24, 72],
  week: [72, 168],
  older: [168, null],
};

function inBand(age: AgeBand, now: Date): Prisma.Sql {
  const [from, to] = BAND_HOURS[age];
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  return Prisma.sql`${from === 0 ? Prisma.sql`true` : Prisma.sql`r.submitted_at <= ${before(from)}`} AND ${
    to === null ? Prisma.sql`true` : Prisma.sql`r.submitted_at > ${before(to)}`
  }`;
}

export interface DemandFilter {
  view: DemandView;
  incidentId?: string;
  siteId?: string;
  areaCode?: string;
  goodsId?: string;
  priority?: Priority;
  /** Beginning of a number, or a part of the site's name. */
  text?: string;
  /** Only those nobody confirmed for 72 hours. */
  stale?: boolean;
  /** Only those whose approval clock ran out. */
  overdue?: boolean;
  unmet?: Unmet;
}

const OPEN = Prisma.sql`r.state IN ('submitted', 'verified', 'approved') AND r.fulfilment IN ('none', 'partly')`;
const IN_VIEW: Record<DemandView, Prisma.Sql> = {
  open: OPEN,
  verification: Prisma.sql`r.state = 'submitted'`,
  approval: Prisma.sql`r.state = 'verified'`,
  draft: Prisma.sql`r.state IN ('draft', 'returned')`,
  done: Prisma.sql`(r.state IN ('rejected', 'cancelled', 'merged') OR r.fulfilment IN ('fulfilled', 'closed'))`,
  all: Prisma.sql`true`,
};

/** The order of a view: columns whose tuple ranks a row, so that a page can start after one, and its direction. */
interface Order {
  rank: Prisma.Sql;
  descending: boolean;
}

/** When a request began to wait. */
const FILED = Prisma.sql`coalesce(r.submitted_at, r.business_at)`;

/**
 * Open: stale ones sink; then class, then whole days of waiting, then the unmet share. Queues: class, then longest waiting. Others:
 * newest first.
 */
function orderOf(view: DemandView, now: Date): Order {
  switch (view) {
    case "open":
      return {
        rank: Prisma.sql`(r.confirmed_at IS NULL OR r.confirmed_at < ${staleBefore(now)})::int, r.priority,
          -floor(extract(epoch FROM ${now}::timestamptz - ${FILED}) / 86400), -r.unmet_permille, ${FILED}, r.id`,
        descending: false,
      };
    case "verification":
    case "approval":
      return { rank: Prisma.sql`r.priority, ${FILED}, r.id`, descending: false };
    default:
      return { rank: Prisma.sql`r.id`, descending: true };
  }
}

function conditions(actor: Actor, filter: DemandFilter, now: Date): Prisma.Sql {
  const all = [requestsWithin(actor, "demand.read"), IN_VIEW[filter.view]];
  if (filter.incidentId) all.push(Prisma.sql`r.incident_id = ${filter.incidentId}::uuid`);
  if (filter.siteId) all.push(Prisma.sql`r.site_id = ${filter.siteId}::uuid`);
  if (filter.areaCode)
    all.push(Prisma.sql`r.area_code >= ${filter.areaCode} AND r.area_code < ${rangeEnd(filter.areaCode)}`);
  if (filter.priority) all.push(Prisma.sql`r.priority = ${filter.priority}::priority`);
  if (filter.goodsId)
    all.push(
      Prisma.sql`EXISTS (SELECT FROM demand_line l WHERE l.demand_id = r.id AND l.goods_id = ${filter.goodsId}::uuid)`,
    );
  if (filter.stale) all.push(Prisma.sql`${OPEN} AND (r.confirmed_at IS NULL OR r.confirmed_at < ${staleBefore(now)})`);
  if (filter.unmet) {
    all.push(Prisma.sql`r.state = 'approved' AND r.fulfilment IN ('none', 'partly') AND EXISTS (SELECT FROM demand_line l
      WHERE l.demand_id = r.id AND l.cancelled_reason IS NULL AND (l.approved_quantity IS NULL OR l.received < l.approved_quantity))`);
    if (filter.unmet !== "any") all.push(inBand(filter.unmet, now));
  }
  if (filter.overdue) all.push(Prisma.sql`r.state IN ('submitted', 'verified') AND r.due_at < ${now}`);
  if (filter.text) {
    const like = filter.text.replace(/[\\%_]/g, "\\$&");
    all.push(
      Prisma.sql`(r.number LIKE ${`${like.toUpperCase()}%`} OR r.site_id IN (SELECT id FROM site WHERE name LIKE ${`%${like}%`}))`,
    );
  }
  return Prisma.join(all, " AND ");
}

const shown = {
  site: { select: { id: true, name: true, nameEn: true, kind: true, area: { select: { name: true } } } },
  incident: { select: { id: true, number: true, nameZh: true, nameEn: true } },
  lines: {
    orderBy: { position: "asc" },
    include: { goods: { select: { id: true, nameZh: true, nameEn: true, baseUnit: true } } },
  },
} as const satisfies Prisma.DemandRequestInclude;
export type ListedDemand = Prisma.DemandRequestGetPayload<{ include: typeof shown }>;

/** Requests by id, in the order of the ids. */
async function inOrder(db: Db, ids: readonly string[]): Promise<ListedDemand[]> {
  const rows = await db.demandRequest.findMany({ where: { id: { in: [...ids] } }, include: shown });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** One page of a view in its order, with the business time its clocks are read at. Paged by the key of the first or last row. */
export function listDemand(
  actor: Actor,
  filter: DemandFilter,
  cursor: Cursor,
  size = PAGE_SIZE,
): Promise<KeyPage<ListedDemand> & { now: Date }> {
  demandGate(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const { rank, descending } = orderOf(filter.view, now);
    const back = cursor.before !== undefined;
    const down = descending !== back;
    const at = cursor.before ?? cursor.after;
    // The row the page hangs on may have left the view meanwhile; its rank still says where to go on.
    const start = at
      ? Prisma.sql`AND (${rank}) ${down ? Prisma.sql`<` : Prisma.sql`>`} (SELECT ${rank} FROM demand_request r WHERE r.id = ${at}::uuid)`
      : Prisma.empty;
    const found = await db.$queryRaw<{ id: string }[]>`
      SELECT r.id FROM demand_request r WHERE ${conditions(actor, filter, now)} ${start}
      ORDER BY (${rank}) ${down ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${size + 1}`;
    const more = found.length > size;
    const ids = found.slice(0, size).map((row) => row.id);
    if (back) ids.reverse();
    const rows = await inOrder(db, ids);
    const older = back || more;
    const newer = back ? more : cursor.after !== undefined;
    return {
      rows,
      next: older && rows.length > 0 ? (rows[rows.length - 1] as ListedDemand).id : null,
      previous: newer && rows.length > 0 ? (rows[0] as ListedDemand).id : null,
      now,
    };
  });
}

/** How many wait in each view and how many are overdue or stale, within reach: for tabs and for "my work". */
export interface DemandCounts {
  open: number;
  verification: number;
  approval: number;
  overdue: number;
  stale: number;
}

/** Counts over open requests only (a small part of all): one index scan. */
export function countDemand(actor: Actor): Promise<DemandCounts> {
  demandGate(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const [counts] = await db.$queryRaw<DemandCounts[]>`
      SELECT count(*)::int AS open,
        count(*) FILTER (WHERE r.state = 'submitted')::int AS verification,
        count(*) FILTER (WHERE r.state = 'verified')::int AS approval,
        count(*) FILTER (WHERE r.state IN ('submitted', 'verified') AND r.due_at < ${now})::int AS overdue,
        count(*) FILTER (WHERE r.confirmed_at IS NULL OR r.confirmed_at < ${staleBefore(now)})::int AS stale
      FROM demand_request r WHERE ${requestsWithin(actor, "demand.read")} AND ${OPEN}`;
    return counts ?? { open: 0, verification: 0, approval: 0, overdue: 0, stale: 0 };
  });
}
