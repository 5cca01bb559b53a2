import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { moveAllWithin } from "@/lib/platform/workflow/move-all";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { ReceiveInFullInput } from "../schema/delivery";
import { recordAcceptance } from "./accept";
import { type DeliveryRow, deliveryAccess, loadDeliveries } from "./access";
import { recordCounts, refuseSuspected } from "./count";
import { recordInspection } from "./inspect";

/** Deliveries taken in as announced; `at` is the business time of the receipt. */
export interface FullReceipt {
  delivery: DeliveryRow;
  zone: string;
  at: Date;
}

const announcedLines = (delivery: DeliveryRow) => delivery.lines.filter((line) => (line.announced ?? 0n) > 0n);

/**
 * Takes deliveries in as announced through the ordinary path, in a few statements whatever their number: arrive → count → inspect
 * (all good) → accept → put away. Every move is made, checked and recorded; only the figures are taken from the announcement.
 */
export async function receiveAllInFull(db: Db, actor: Actor, batch: readonly FullReceipt[]): Promise<void> {
  if (batch.length === 0) return;
  const rows = batch.map(({ delivery }) => delivery);
  const announced = rows.filter((row) => row.state === "announced");
  if (announced.length > 0) {
    await moveAllWithin(db, actor, deliveryAccess, "arrive", announced);
    await db.$executeRaw`UPDATE delivery d SET arrived_at = a.at
      FROM unnest(${batch.map(({ delivery }) => delivery.id)}::uuid[], ${batch.map(({ at }) => at)}::timestamptz[]) AS a (id, at)
      WHERE d.id = a.id AND d.arrived_at IS NULL`;
  }
  await moveAllWithin(db, actor, deliveryAccess, "count", rows);
  await recordCounts(
    db,
    actor,
    batch.map(({ delivery, at }) => ({
      delivery,
      at,
      lines: delivery.lines.map((line) => ({
        lineId: line.id,
        counted: line.announced ?? 0n,
        baseUnitsPerUnit: line.baseUnitsPerUnit,
        batch: line.batch,
        producedOn: line.producedOn,
        expiresOn: line.expiresOn,
      })),
    })),
  );
  await moveAllWithin(db, actor, deliveryAccess, "inspect", rows);
  await recordInspection(
    db,
    actor,
    batch.map(({ delivery, at }) => ({
      delivery,
      at,
      splits: new Map(
        announcedLines(delivery).map((line) => [
          line.id,
          [{ quantity: line.announced as bigint, condition: "good", disposition: "accept", reason: "" }] as const,
        ]),
      ),
    })),
  );
  await db.delivery.updateMany({
    where: { id: { in: rows.map((row) => row.id) } },
    data: { countedById: actor.personId, inspectedById: actor.personId },
  });
  const inspected = new Map(
    (
      await loadDeliveries(
        db,
        rows.map((row) => row.id),
      )
    ).map((row) => [row.id, row]),
  );
  await moveAllWithin(db, actor, deliveryAccess, "accept", rows);
  await recordAcceptance(
    db,
    actor,
    batch.map(({ delivery, zone, at }) => ({ delivery: inspected.get(delivery.id) as DeliveryRow, zone, at })),
  );
}

/** Refuses what cannot be taken in at a stroke: under review, or with a line whose quantity nobody stated. */
export function refuseUnlessWhole(delivery: DeliveryRow): void {
  refuseSuspected(delivery);
  const unknown = delivery.lines.filter((line) => (line.announced ?? 0n) === 0n);
  if (unknown.length > 0)
    throw new Refusal(
      { key: "procurement.refusals.quantityUnknown", params: { count: unknown.length } },
      unknown.map((line) => ({
        key: "procurement.refusals.lineNamed",
        params: { goods: line.goods.nameZh, goodsEn: line.goods.nameEn, position: line.position + 1 },
      })),
    );
}

/** Takes one announced or arrived delivery in as announced, all good, and puts it away: for small parcels that were checked at a glance. */
export function receiveInFull(actor: Actor, input: ReceiveInFullInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "delivery.receiveInFull", key, input, async () => {
      const delivery = await deliveryAccess.load(db, actor, input.id);
      if (!delivery) throw new NotFound();
      if (delivery.version !== input.version) throw new Conflict({ key: "errors.changedMeanwhile" });
      if (delivery.state !== "announced" && delivery.state !== "arrived")
        throw new Refusal({ key: "errors.notOfferedNow" });
      refuseUnlessWhole(delivery);
      const { now } = await businessTime(db);
      await receiveAllInFull(db, actor, [{ delivery, zone: input.zone, at: now }]);
      return { id: delivery.id };
    }),
  );
}
