import type { Actor } from "@/lib/platform/auth/actor";
import { systemActor } from "@/lib/platform/auth/actor";
import { can, canSomewhere } from "@/lib/platform/auth/reach";
import { type Permission, reachOf } from "@/lib/platform/auth/permissions";
import { type Db, read } from "@/lib/platform/db/access";
import type { DocumentKind } from "./catalogue";

/** An event as readers get it. */
export interface StreamedEvent {
  /** Transaction that wrote it. */
  xid: bigint;
  id: bigint;
  type: string;
  documentKind: string;
  documentId: string | null;
  documentNumber: string | null;
  areaCode: string;
  otherAreaCode: string | null;
  actorId: string | null;
  actorName: string;
  at: Date;
  payload: unknown;
}

/** Who may hear of which document: the permission its page asks. */
export const READ_PERMISSION: Record<DocumentKind, Permission> = {
  incident: "incident.read",
  demandRequest: "demand.read",
  purchaseOrder: "purchase.read",
  delivery: "delivery.read",
  stocktake: "stock.read",
  stockAdjustment: "stock.read",
  allocationPlan: "plan.read",
  transferOrder: "transfer.read",
  shipment: "shipment.read",
  discrepancy: "discrepancy.read",
  aliasQuery: "alias.teach",
  packQuery: "pack.resolve",
  importBatch: "import.run",
  goods: "catalogue.read",
  lot: "stock.read",
  stockLevel: "stock.read",
  site: "site.read",
  party: "party.read",
  person: "person.read",
  assignment: "person.read",
  clock: "incident.read",
  stockEntry: "stock.read",
  handover: "shipment.read",
  vehicle: "shipment.plan",
};

/**
 * Where a reader stands: by transaction, then by id. Ids alone do not order what is settled: a transaction that began later may commit earlier
 * with the greater id of the two, and a reader that stood there would never see the smaller.
 */
export interface StreamCursor {
  xid: bigint;
  id: bigint;
}

/** A cursor as the `id` of a server-sent event, which the browser gives back as `Last-Event-ID`. */
export const cursorText = ({ xid, id }: StreamCursor): string => `${xid}-${id}`;

/** Reads one; null when it is none. */
export function readCursor(text: string | null): StreamCursor | null {
  const [, xid, id] = /^(\d{1,19})-(\d{1,18})$/.exec(text ?? "") ?? [];
  return xid === undefined || id === undefined ? null : { xid: BigInt(xid), id: BigInt(id) };
}

/**
 * Events after a cursor that no running transaction can still precede: ids are given before commit, so a reader that took every
 * committed id would skip a slower neighbour's. Stays below `pg_snapshot_xmin` of the reader's snapshot.
 * @param limit at most this many, oldest first
 */
export async function settledEvents(db: Db, after: StreamCursor, limit: number): Promise<StreamedEvent[]> {
  const rows = await db.$queryRaw<(Omit<StreamedEvent, "xid"> & { xid: string })[]>`
    SELECT xid::text, id, type, document_kind AS "documentKind", document_id AS "documentId", document_number AS "documentNumber",
      area_code AS "areaCode", other_area_code AS "otherAreaCode", actor_id AS "actorId", actor_name AS "actorName", at, payload
    FROM event WHERE (xid, id) > (${String(after.xid)}::xid8, ${after.id}::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY event.xid, id LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, xid: BigInt(row.xid) }));
}

/** The newest settled event: where a new listener starts. */
export async function newestSettled(db: Db): Promise<StreamCursor> {
  const [row] = await db.$queryRaw<{ xid: string; id: bigint }[]>`
    SELECT xid::text, id FROM event WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY event.xid DESC, id DESC LIMIT 1`;
  return row ? { xid: BigInt(row.xid), id: row.id } : { xid: 0n, id: 0n };
}

type Heard = Pick<StreamedEvent, "documentKind" | "areaCode" | "otherAreaCode" | "actorId">;

const codesOf = (event: Heard): string[] => [event.areaCode, ...(event.otherAreaCode ? [event.otherAreaCode] : [])];

/** May this actor be told of this event, by number and name? Events know areas and no sites: what is only of the own site is not told. */
export function mayHear(actor: Actor, event: Heard): boolean {
  if (event.actorId !== null && event.actorId === actor.personId) return true;
  const permission = READ_PERMISSION[event.documentKind as DocumentKind];
  if (!permission || !canSomewhere(actor, permission)) return false;
  return event.areaCode === "" || codesOf(event).some((areaCode) => can(actor, permission, { areaCode }));
}

/**
 * May something within this actor's reach have changed by this event? Also true for people who reach one site or their own records, of what
 * happened anywhere in their area: their screens look again, and are told no more than that.
 */
export function mayConcern(actor: Actor, event: Heard): boolean {
  const permission = READ_PERMISSION[event.documentKind as DocumentKind];
  if (!permission) return false;
  return actor.assignments.some(
    (assignment) =>
      reachOf(permission, assignment.role) !== null &&
      codesOf(event).some((areaCode) => areaCode.startsWith(assignment.areaCode)),
  );
}

type Listener = (event: StreamedEvent) => void;

/** One poll a process, however many screens listen; stops when the last one leaves. */
const kept = globalThis as unknown as {
  changpingEvents?: {
    listeners: Set<Listener>;
    timer: NodeJS.Timeout | null;
    cursor: StreamCursor | null;
    busy: boolean;
  };
};
kept.changpingEvents ??= { listeners: new Set(), timer: null, cursor: null, busy: false };
const hub = kept.changpingEvents;
const POLL_MS = 700;
const BATCH = 500;
const watcher = systemActor("events");

/** Reads everything settled since, a batch at a time, and calls back for each. Returns where it stands now. */
async function readSince(after: StreamCursor, tell: (event: StreamedEvent) => void): Promise<StreamCursor> {
  let cursor = after;
  for (;;) {
    const events = await read(watcher, (db) => settledEvents(db, cursor, BATCH));
    for (const event of events) {
      cursor = { xid: event.xid, id: event.id };
      tell(event);
    }
    if (events.length < BATCH) return cursor;
  }
}

async function poll(): Promise<void> {
  if (hub.busy) return;
  hub.busy = true;
  try {
    hub.cursor ??= await read(watcher, newestSettled);
    hub.cursor = await readSince(hub.cursor, (event) => {
      hub.cursor = { xid: event.xid, id: event.id };
      for (const listener of hub.listeners) listener(event);
    });
  } catch {
    // The database may be restarting; the next poll tries again and the cursor has not moved.
  } finally {
    hub.busy = false;
    // Nobody listens any more: whoever comes next begins at their own time.
    if (hub.listeners.size === 0) hub.cursor = null;
  }
}

/**
 * Calls back for every new event until the returned function is called.
 * @returns function that stops listening
 */
export function listen(listener: Listener): () => void {
  hub.listeners.add(listener);
  hub.timer ??= setInterval(poll, POLL_MS);
  // Where the first listener stands is where it began to listen, not where the first poll found things.
  if (hub.cursor === null) void poll();
  return () => {
    hub.listeners.delete(listener);
    if (hub.listeners.size === 0 && hub.timer) {
      clearInterval(hub.timer);
      hub.timer = null;
      hub.cursor = null;
    }
  };
}

/** A reader who was away longer than this is told to look again rather than each thing that happened. */
const MISSED_MOST = 500;

/** What happened since a reader was last told; null when it is too much to tell one by one. */
export async function missedSince(after: StreamCursor): Promise<StreamedEvent[] | null> {
  const events = await read(watcher, (db) => settledEvents(db, after, MISSED_MOST + 1));
  return events.length > MISSED_MOST ? null : events;
}
