import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { type Movement, post } from "@/lib/platform/ledger/post";
import { recordAll } from "@/lib/platform/workflow/move-all";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type Moved, moveWithin } from "@/lib/platform/workflow/run";
import { conclusionOf } from "../rules/inspection";
import { stockedAs } from "../rules/packs";
import type { AcceptDeliveryInput } from "../schema/delivery";
import { type DeliveryRow, deliveryAccess } from "./access";
import { bookReceipt } from "./order";
import { ReceivingPlaces } from "./places";

export interface AcceptedDelivery {
  /** Loaded after inspection: with its splits. */
  delivery: DeliveryRow;
  /** Shelf zone for the accepted goods; null leaves them on the dock. */
  zone: string | null;
  at: Date;
}

const acceptedOf = (line: DeliveryRow["lines"][number]): bigint =>
  line.splits.reduce((sum, split) => (split.disposition === "accept" ? sum + split.quantity : sum), 0n);

/**
 * What acceptance does, for one delivery or a batch: fixes the accepted quantities, puts the goods away where a zone is named, opens a
 * query for every lot in packs of unknown size, and books the receipt on the purchase order.
 */
export async function recordAcceptance(db: Db, actor: Actor, batch: readonly AcceptedDelivery[]): Promise<void> {
  const lines = batch.flatMap(({ delivery }) => delivery.lines);
  for (const line of lines) line.accepted = acceptedOf(line);
  await db.$executeRaw`UPDATE delivery_line l SET accepted = a.accepted
    FROM unnest(${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.accepted)}::bigint[]) AS a (id, accepted)
    WHERE l.id = a.id AND a.accepted > 0`;
  const places = new ReceivingPlaces(db);
  const movements: Movement[] = [];
  for (const { delivery, zone, at } of batch) {
    if (zone === null) continue;
    for (const line of delivery.lines)
      for (const split of line.splits)
        if (split.disposition === "accept" && split.lotId)
          movements.push({
            kind: "putAway",
            lotId: split.lotId,
            fromPlaceId: await places.dock(delivery),
            toPlaceId: await places.shelf(delivery, zone),
            quantity: split.quantity * stockedAs(line, line.goods.baseUnit).each,
            lineId: line.id,
            documentId: delivery.id,
            businessAt: at,
          });
  }
  const [first] = batch;
  if (first) await post(db, actor, { documentKind: "delivery", documentId: null, businessAt: first.at }, movements);
  await openPackQueries(db, actor, batch);
  for (const { delivery } of batch) await bookReceipt(db, actor, delivery, 1n);
}

/** A query for every lot kept (accepted or quarantined) whose unit is a pack of unknown size. */
async function openPackQueries(db: Db, actor: Actor, batch: readonly AcceptedDelivery[]): Promise<void> {
  const rows = new Map<string, { goodsId: string; unit: string; spec: string; siteId: string; areaCode: string }>();
  for (const { delivery } of batch)
    for (const line of delivery.lines)
      if (line.baseUnitsPerUnit === null)
        for (const split of line.splits)
          if (split.lotId && (split.disposition === "accept" || split.disposition === "quarantine"))
            rows.set(split.lotId, {
              goodsId: line.goodsId,
              unit: line.unit,
              spec: line.spec,
              siteId: delivery.siteId,
              areaCode: delivery.areaCode,
            });
  if (rows.size === 0) return;
  const made = await db.packQuery.createManyAndReturn({
    data: [...rows].map(([lotId, row]) => ({ lotId, ...row })),
    skipDuplicates: true,
  });
  await recordAll(
    db,
    actor,
    "packQuery",
    "created",
    made.map((query) => ({
      row: { id: query.id, areaCode: query.areaCode, businessAt: query.createdAt },
      payload: { state: query.state, facts: { unit: query.unit, spec: query.spec } },
    })),
  );
}

/** Accepts, partly accepts or rejects an inspected delivery, as its inspection says. */
export function acceptDelivery(actor: Actor, input: AcceptDeliveryInput, key?: string): Promise<Moved> {
  return write(actor, (db) =>
    onceOnly(db, actor, "delivery.accept", key, input, async () => {
      const row = await deliveryAccess.load(db, actor, input.id);
      if (!row) throw new NotFound();
      return moveWithin(
        db,
        actor,
        deliveryAccess,
        conclusionOf(row.lines),
        {
          decide: ({ row: inspected }) => ({
            facts: {
              lines: inspected.lines.length,
              acceptedLines: inspected.lines.filter((line) => acceptedOf(line) > 0n).length,
              ...(input.zone === undefined ? {} : { zone: input.zone }),
            },
          }),
          effect: ({ row: inspected, now }) =>
            recordAcceptance(db, actor, [{ delivery: inspected, zone: input.zone ?? null, at: now }]),
        },
        { id: input.id, version: input.version, input: null },
      );
    }),
  );
}
