import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { reverse } from "@/lib/platform/ledger/post";
import { type Moved, type MovePart, runMove } from "@/lib/platform/workflow/run";
import type { MoveDeliveryInput } from "../schema/delivery";
import { type DeliveryRow, deliveryAccess } from "./access";
import { bookReceipt } from "./order";

/** Undoes everything a delivery posted, the latest first, and takes its receipt back from the purchase order. */
async function takeBack(db: Db, actor: Actor, delivery: DeliveryRow, now: Date, reason: string): Promise<void> {
  const standing = await db.$queryRaw<{ id: bigint }[]>`
    SELECT e.id FROM stock_entry e
    WHERE e.document_kind = 'delivery' AND e.document_id = ${delivery.id}::uuid AND e.reverses_id IS NULL
      AND NOT EXISTS (SELECT FROM stock_entry u WHERE u.reverses_id = e.id)`;
  const lots = delivery.lines.flatMap((line) => line.splits.flatMap((split) => split.lotId ?? []));
  if (await db.packQuery.count({ where: { lotId: { in: lots }, state: "resolved" } }))
    throw new Refusal({ key: "procurement.refusals.packAlreadyResolved" });
  await reverse(
    db,
    actor,
    { documentKind: "delivery", documentId: delivery.id, businessAt: now },
    standing.map((entry) => entry.id),
    reason,
  );
  await bookReceipt(db, actor, delivery, -1n);
  await db.packQuery.updateMany({
    where: { lotId: { in: lots }, state: "open" },
    data: { state: "dismissed", reason, version: { increment: 1 }, resolvedById: actor.personId, resolvedAt: now },
  });
}

const PARTS: Record<MoveDeliveryInput["move"], MovePart<DeliveryRow, null>> = {
  arrive: { decide: ({ now }) => ({ patch: { arrivedAt: now } }) },
  refuse: {},
  reverse: { effect: ({ db, actor, row, now, reason }) => takeBack(db, actor, row, now, reason ?? "") },
};

/**
 * Makes one plain move of a delivery: arrive; refuse at the gate; reverse 冲正 a stocked one, which is refused by name when the goods have
 * moved on.
 */
export function moveDelivery(
  actor: Actor,
  { id, version, move, reason }: MoveDeliveryInput,
  key?: string,
): Promise<Moved> {
  return runMove(actor, deliveryAccess, move, PARTS[move], { id, version, reason, key, input: null });
}
