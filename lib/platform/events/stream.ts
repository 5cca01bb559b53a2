import type { Actor } from "@/lib/platform/auth/actor";
import { systemActor } from "@/lib/platform/auth/actor";
import { can, canSomewhere } from "@/lib/platform/auth/reach";
import type { Permission } from "@/lib/platform/auth/permissions";
import { type Db, read } from "@/lib/platform/db/access";
import type { DocumentKind } from "./catalogue";

/** An event as readers get it. */
export interface StreamedEvent {
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
 * Events after a cursor that no running transaction can still precede: ids are given before commit, so a reader that took every
 * committed id would skip a slower neighbour's. Stays below `pg_snapshot_xmin` of the reader's snapshot.
 * @param limit at most this many, oldest first
 */
export async function settledEvents(db: Db, after: bigint, limit: number): Promise<StreamedEvent[]> {
  return db.$queryRaw<StreamedEvent[]>`
    SELECT id, type, document_kind AS "documentKind", document_id AS "documentId", document_number AS "documentNumber",
      area_code AS "areaCode", other_area_code AS "otherAreaCode", actor_id AS "actorId", actor_name AS "actorName", at, payload
    FROM event WHERE id > ${after} AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY id LIMIT ${limit}`;
}

/** Newest settled event id: where a new listener starts. */
export async function newestEventId(db: Db): Promise<bigint> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM event WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY id DESC LIMIT 1`;
  return rows[0]?.id ?? 0n;
}

/** May this actor hear of this event? A coarse gate by area: the page it leads to asks again. */
export function mayHear(
  actor: Actor,
  event: Pick<StreamedEvent, "documentKind" | "areaCode" | "otherAreaCode" | "actorId">,
): boolean {
  if (event.actorId !== null && event.actorId === actor.personId) return true;
  const permission = READ_PERMISSION[event.documentKind as DocumentKind];
  if (!permission || !canSomewhere(actor, permission)) return false;
  if (event.areaCode === "") return true;
  const siteOnly = actor.assignments
    .filter((assignment) => assignment.siteId !== null)
    .map((assignment) => assignment.areaCode);
  const codes = [event.areaCode, ...(event.otherAreaCode ? [event.otherAreaCode] : [])];
  return codes.some(
    (areaCode) => can(actor, permission, { areaCode }) || siteOnly.some((own) => areaCode.startsWith(own)),
  );
}

type Listener = (event: StreamedEvent) => void;

/** One poll a process, however many screens listen; stops when the last one leaves. */
const kept = globalThis as unknown as {
  changpingEvents?: { listeners: Set<Listener>; timer: NodeJS.Timeout | null; cursor: bigint | null; busy: boolean };
};
kept.changpingEvents ??= { listeners: new Set(), timer: null, cursor: null, busy: false };
const hub = kept.changpingEvents;
const POLL_MS = 700;
const watcher = systemActor("events");

async function poll(): Promise<void> {
  if (hub.busy) return;
  hub.busy = true;
  try {
    await read(watcher, async (db) => {
      hub.cursor ??= await newestEventId(db);
      for (const event of await settledEvents(db, hub.cursor, 500)) {
        hub.cursor = event.id;
        for (const listener of hub.listeners) listener(event);
      }
    });
  } catch {
    // The database may be restarting; the next poll tries again and the cursor has not moved.
  } finally {
    hub.busy = false;
  }
}

/**
 * Calls back for every new event until the returned function is called.
 * @returns function that stops listening
 */
export function listen(listener: Listener): () => void {
  hub.listeners.add(listener);
  hub.timer ??= setInterval(poll, POLL_MS);
  return () => {
    hub.listeners.delete(listener);
    if (hub.listeners.size === 0 && hub.timer) {
      clearInterval(hub.timer);
      hub.timer = null;
      hub.cursor = null;
    }
  };
}
