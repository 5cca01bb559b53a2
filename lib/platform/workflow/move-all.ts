import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import type { Db } from "@/lib/platform/db/access";
import { Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { type DocumentKind, eventPayload } from "@/lib/platform/events/catalogue";
import type { Machine } from "./machine";
import { type Ends, refusalOf } from "./offer";
import type { DocumentRow } from "./run";

/** A row of a batch that moves together. */
export interface BatchRow extends DocumentRow {
  areaCode: string;
  businessAt: Date;
}

/** A kind of document with one place, moved many at a time. */
export interface BatchAccess<Row extends BatchRow> {
  kind: DocumentKind;
  machine: Machine;
  ends(row: Row): Ends;
  /** Saves all rows that are in state `from`, in one statement; returns the number changed. */
  saveAll(db: Db, ids: string[], from: string, to: string): Promise<number>;
}

/**
 * The same move for many documents in a few statements, inside an open transaction: for imports and seeds, whose documents the
 * transaction has just made. Every check of the single move holds (permission, state, four eyes, edges, one event a document); the rows
 * are changed in place to their new state.
 * @throws NotFound, Refusal or Conflict as the single move does; then nothing of the batch happened
 */
export async function moveAllWithin<Row extends BatchRow>(
  db: Db,
  actor: Actor,
  access: BatchAccess<Row>,
  name: string,
  rows: readonly Row[],
): Promise<void> {
  const move = access.machine.moves[name];
  if (!move) throw new Error(`${access.machine.document} has no move ${name}`);
  if (move.reason) throw new Error(`the move ${name} needs a reason of its own for each document`);
  const byState = new Map<string, Row[]>();
  for (const row of rows) {
    const refusal = refusalOf(actor, move, row, access.ends(row));
    if (refusal === "permission") throw new NotFound({ key: "errors.notAllowed" });
    if (refusal) throw new Refusal({ key: refusal === "fourEyes" ? "errors.fourEyes" : "errors.notOfferedNow" });
    byState.set(row.state, [...(byState.get(row.state) ?? []), row]);
  }
  for (const [state, group] of byState) {
    const changed = await access.saveAll(
      db,
      group.map((row) => row.id),
      state,
      move.to,
    );
    if (changed !== group.length) throw new Conflict({ key: "errors.changedMeanwhile" });
  }
  await recordAll(
    db,
    actor,
    access.kind,
    "moved",
    rows.map((row) => ({ row, payload: { move: name, from: row.state, to: move.to } })),
  );
  for (const row of rows) {
    row.state = move.to;
    row.version += 1;
  }
}

/** Audit and outbox rows of many documents in one statement, each with its own payload, checked against the catalogue. */
export async function recordAll(
  db: Db,
  actor: Actor,
  kind: DocumentKind,
  verb: "created" | "moved" | "noted",
  entries: readonly { row: Omit<BatchRow, "state" | "version">; payload: Record<string, unknown> }[],
): Promise<void> {
  if (entries.length === 0) return;
  const { now } = await businessTime(db);
  await db.event.createMany({
    data: entries.map(({ row, payload }) => ({
      type: `${kind}.${verb}`,
      documentKind: kind,
      documentId: row.id,
      documentNumber: row.number ?? null,
      areaCode: row.areaCode,
      actorId: actor.personId,
      actorName: actor.name,
      businessAt: row.businessAt < now ? row.businessAt : now,
      payload: eventPayload(`${kind}.${verb}`, payload) as Prisma.InputJsonValue,
    })),
  });
}
