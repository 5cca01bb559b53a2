import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { Conflict } from "@/lib/platform/errors";
import type { Fact } from "@/lib/platform/events/catalogue";
import { publish } from "@/lib/platform/events/publish";
import type { DocumentAccess, DocumentRow } from "@/lib/platform/workflow/run";

/**
 * Makes an automatic move: the consequence of a move the actor was allowed to make on another document (a departure makes its transfer
 * shipped). Asks no permission of its own, but keeps state, edge and audit trail like any move. Does nothing when the row is not in a state
 * the move leaves from.
 * @returns whether the move was made
 */
export function follow<Row extends DocumentRow>(
  db: Db,
  actor: Actor,
  access: DocumentAccess<Row>,
  name: string,
  row: Row,
  facts: Record<string, Fact> = {},
  patch: Record<string, unknown> = {},
  reason?: string,
): Promise<boolean> {
  const move = access.machine.moves[name];
  if (!move?.automatic) throw new Error(`${access.machine.document} has no automatic move ${name}`);
  if (!move.from.includes(row.state)) return Promise.resolve(false);
  return withWiderReach(db, actor, async () => {
    if ((await access.save(db, row, { ...patch, state: move.to, version: row.version + 1 })) !== 1)
      throw new Conflict({ key: "errors.changedMeanwhile" });
    const ends = access.ends(row);
    const [own, other] = "only" in ends ? [ends.only, null] : [ends.from, ends.to];
    await publish(db, actor, {
      type: `${access.kind}.moved`,
      documentKind: access.kind,
      documentId: row.id,
      documentNumber: row.number ?? null,
      areaCode: own.areaCode,
      otherAreaCode: other?.areaCode ?? null,
      businessAt: (await businessTime(db)).now,
      payload: { move: name, from: row.state, to: move.to, ...(reason ? { reason } : {}), facts },
    });
    return true;
  });
}
