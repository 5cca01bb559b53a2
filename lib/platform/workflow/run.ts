import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import type { DocumentKind, Fact } from "@/lib/platform/events/catalogue";
import { publish } from "@/lib/platform/events/publish";
import type { Machine } from "./machine";
import { type Ends, refusalOf } from "./offer";
import { onceOnly } from "./receipt";

/** What the runner needs of a row: identity, state, version and what the document is called. */
export interface DocumentRow {
  id: string;
  number?: string;
  state: string;
  version: number;
}

/** How a kind of document is loaded, placed and saved: written once a capability. */
export interface DocumentAccess<Row extends DocumentRow> {
  kind: DocumentKind;
  machine: Machine;
  /** Loads the row the actor may see (use `visible`), locked `FOR UPDATE`; null when there is none. */
  load(db: Db, actor: Actor, id: string): Promise<Row | null>;
  ends(row: Row): Ends;
  /** Conditional update on state and version: returns the number of rows changed (0 = somebody was first). */
  save(db: Db, row: Row, patch: Record<string, unknown> & { state: string; version: number }): Promise<number>;
}

/** What a move decided: columns to set beside state and version, facts for the audit trail. */
export interface Decision {
  patch?: Record<string, unknown>;
  facts?: Record<string, Fact>;
}

/** What a move's own part gets. */
export interface MoveContext<Row, Input> {
  db: Db;
  actor: Actor;
  row: Row;
  input: Input;
  /** Business time of the move. */
  now: Date;
  reason: string | undefined;
}

/**
 * The part of a move that is its own. `decide` is pure: the row and input in, what should happen or a thrown Refusal out. `effect`
 * runs after the state is saved: ledger postings, lines, other documents; all in the one transaction.
 */
export interface MovePart<Row, Input> {
  decide?(context: Omit<MoveContext<Row, Input>, "db">): Decision;
  effect?(context: MoveContext<Row, Input>): Promise<void>;
}

export interface MoveRequest<Input> {
  id: string;
  /** Version the person saw; null skips the check (jobs only). */
  version: number | null;
  reason?: string;
  /** Idempotency key of the request. */
  key?: string;
  input: Input;
}

/** Result of a move as it crosses to the browser. */
export type Moved = { id: string; state: string; version: number };

/** The moves of one row inside a transaction that is already open; used by commands that move several documents at once. */
export async function moveWithin<Row extends DocumentRow, Input>(
  db: Db,
  actor: Actor,
  access: DocumentAccess<Row>,
  name: string,
  part: MovePart<Row, Input>,
  request: MoveRequest<Input>,
): Promise<Moved> {
  const move = access.machine.moves[name];
  if (!move) throw new Error(`${access.machine.document} has no move ${name}`);
  const row = await access.load(db, actor, request.id);
  if (!row) throw new NotFound();
  const ends = access.ends(row);
  switch (refusalOf(actor, move, row, ends)) {
    case "permission":
      throw new NotFound({ key: "errors.notAllowed" });
    case "state":
      if (request.version !== null && request.version !== row.version)
        throw new Conflict({ key: "errors.changedMeanwhile" });
      throw new Refusal({ key: "errors.notOfferedNow" });
    case "fourEyes":
      throw new Refusal({ key: "errors.fourEyes" });
    case null:
      break;
  }
  if (request.version !== null && request.version !== row.version)
    throw new Conflict({ key: "errors.changedMeanwhile" });
  const reason = request.reason?.trim() || undefined;
  if (move.reason && !reason) throw new BadInput({ reason: { key: "errors.reasonNeeded" } });

  const { now } = await businessTime(db);
  const { patch = {}, facts } = part.decide?.({ actor, row, input: request.input, now, reason }) ?? {};
  const version = row.version + 1;
  if ((await access.save(db, row, { ...patch, state: move.to, version })) !== 1)
    throw new Conflict({ key: "errors.changedMeanwhile" });
  await part.effect?.({ db, actor, row, input: request.input, now, reason });
  const [own, other] = "only" in ends ? [ends.only, null] : [ends.from, ends.to];
  await publish(db, actor, {
    type: `${access.kind}.moved`,
    documentKind: access.kind,
    documentId: row.id,
    documentNumber: row.number ?? null,
    areaCode: own.areaCode,
    otherAreaCode: other?.areaCode ?? null,
    businessAt: now,
    payload: { move: name, from: row.state, to: move.to, ...(reason ? { reason } : {}), ...(facts ? { facts } : {}) },
  });
  return { id: row.id, state: move.to, version };
}

/**
 * Runs one move with everything moves have in common, in one transaction: repeat-safe by key → load within reach → may I →
 * offered from this state → four eyes → seen version → reason → `decide` → conditional update → `effect` (ledger) → event row.
 * @throws NotFound (absent, out of reach, or no permission), Conflict (changed meanwhile), Refusal, BadInput
 */
export function runMove<Row extends DocumentRow, Input>(
  actor: Actor,
  access: DocumentAccess<Row>,
  name: string,
  part: MovePart<Row, Input>,
  request: MoveRequest<Input>,
): Promise<Moved> {
  return write(actor, (db) =>
    onceOnly(
      db,
      actor,
      `${access.kind}.${name}`,
      request.key,
      { id: request.id, reason: request.reason, input: request.input },
      () => moveWithin(db, actor, access, name, part, request),
    ),
  );
}
