import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type Cursor, type KeyPage, PAGE_SIZE } from "@/lib/platform/db/key-page";
import { staleBefore } from "../rules/freshness";
import { demandConditions, type DemandFilter, type DemandView, OPEN } from "./filter";
import { demandGate, requestsWithin } from "./reach-sql";

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

const shown = {
  site: { select: { id: true, name: true, nameEn: true, kind: true, area: { select: { name: true, nameEn: true } } } },
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
      SELECT r.id FROM demand_request r WHERE ${demandConditions(actor, filter, now)} ${start}
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

/**
 * Ids of a filter's requests below an id, newest first: an export walks the list with it, page by page, in a transaction of its own.
 * @param after the last id of the page before; undefined for the first
 */
export async function demandIdsAfter(
  db: Db,
  actor: Actor,
  filter: DemandFilter,
  { after, before, take }: Cursor & { take: number },
): Promise<string[]> {
  const { now } = await businessTime(db);
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM demand_request r WHERE ${demandConditions(actor, filter, now)}
      ${before ? Prisma.sql`AND r.id > ${before}::uuid ORDER BY r.id` : Prisma.sql`${after ? Prisma.sql`AND r.id < ${after}::uuid` : Prisma.empty} ORDER BY r.id DESC`}
      LIMIT ${take}`;
  return rows.map((row) => row.id);
}
