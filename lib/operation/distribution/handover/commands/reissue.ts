import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { type Message, Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post, reverse } from "@/lib/platform/ledger/post";
import { type NeedChange, tellNeeds } from "@/lib/operation/transport/need";
import {
  type ShipmentLineRow,
  type ShipmentRow,
  shipmentLines,
} from "@/lib/operation/transport/shipment/commands/access";
import { standingEntries, transitOf } from "@/lib/operation/transport/shipment/commands/move";
import { acceptKind, targetOf } from "./receive";

/** What a line of an accepted shipment shall say. */
export interface LineChange {
  lineId: string;
  accepted: bigint;
}

/** The lot a reclassified lot became; absent when the goods stay what they are. */
export interface Reclassified {
  fromLotId: string;
  toLotId: string;
  toGoodsId: string;
}

interface Plan {
  line: ShipmentLineRow;
  accepted: bigint;
  /** Units the line carries after the change: grows when more was handed over than the paper said. */
  quantity: bigint;
  /** Delivered under the shipment itself, without what resolutions of cases delivered later. */
  delivered: bigint;
}

const KINDS_OF_DELIVERY: readonly string[] = ["deliver", "arrive"];

/** Decides what each line of the affected lots becomes. */
async function plansFor(db: Db, row: ShipmentRow, changes: readonly LineChange[], lotIds: ReadonlySet<string>) {
  const standing = await standingEntries(db, row.id);
  const lines = (await shipmentLines(db, row.id)).filter((line) => lotIds.has(line.lotId));
  return lines.map((line): Plan => {
    const before = line.accepted ?? 0n;
    const own = standing
      .filter((entry) => entry.lineId === line.id && KINDS_OF_DELIVERY.includes(entry.kind))
      .reduce((sum, entry) => sum + entry.quantity, 0n);
    const accepted = changes.find((change) => change.lineId === line.id)?.accepted ?? before;
    const delivered = accepted - (before - own);
    if (delivered < 0n)
      throw new Refusal({
        key: "distribution.handover.refusals.belowResolved",
        params: { line: line.position, resolved: before - own, unit: line.unit },
      });
    return { line, accepted, delivered, quantity: accepted > line.quantity ? accepted : line.quantity };
  });
}

/**
 * Undoes what a shipment posted for some lots, the latest first: the delivery, and for lines that grow or change goods the load (and for
 * a change of goods the pick) as well. Call within the wider reach.
 */
export async function takeBack(
  db: Db,
  actor: Actor,
  row: ShipmentRow,
  changes: readonly LineChange[],
  reclassifiedLot: string | null,
  now: Date,
  reason: string,
): Promise<Plan[]> {
  const all = await shipmentLines(db, row.id);
  const lotIds = new Set(
    all
      .filter((line) => line.lotId === reclassifiedLot || changes.some((change) => change.lineId === line.id))
      .map((line) => line.lotId),
  );
  const plans = await plansFor(db, row, changes, lotIds);
  const deep = new Set(plans.filter((plan) => plan.quantity > plan.line.quantity).map((plan) => plan.line.lotId));
  if (reclassifiedLot) deep.add(reclassifiedLot);
  const entries = (await standingEntries(db, row.id)).filter(
    (entry) => lotIds.has(entry.lotId) && (KINDS_OF_DELIVERY.includes(entry.kind) || deep.has(entry.lotId)),
  );
  await reverse(
    db,
    actor,
    { documentKind: "shipment", documentId: row.id, businessAt: now },
    entries.map((entry) => entry.id),
    reason,
  );
  if (reclassifiedLot && lotIds.has(reclassifiedLot)) {
    const source = { documentKind: "transferOrder", documentId: row.transferId, businessAt: now };
    const picks = await db.stockEntry.findMany({
      where: { documentKind: source.documentKind, documentId: source.documentId },
      orderBy: { id: "asc" },
    });
    const undone = new Set(picks.flatMap((entry) => entry.reversesId ?? []));
    await reverse(
      db,
      actor,
      source,
      picks
        .filter((pick) => pick.lotId === reclassifiedLot && pick.reversesId === null && !undone.has(pick.id))
        .map((pick) => pick.id),
      reason,
    );
  }
  return plans;
}

/** Shelf stock of a lot that is free, to be issued again or in addition. */
async function fromShelves(db: Db, row: ShipmentRow, lotId: string, wanted: bigint, lineId: string, staging: string) {
  const shelves = await db.$queryRaw<{ placeId: string; available: bigint; lot: string; unit: string }[]>`
    SELECT b.place_id AS "placeId", b.on_hand - b.reserved AS available, l.number AS lot, l.unit
    FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind = 'shelf' JOIN lot l ON l.id = b.lot_id
    WHERE b.site_id = ${row.fromSiteId}::uuid AND b.lot_id = ${lotId}::uuid AND b.on_hand > b.reserved ORDER BY b.place_id`;
  const movements: Movement[] = [];
  let missing = wanted;
  for (const shelf of shelves) {
    if (missing === 0n) break;
    const quantity = shelf.available < missing ? shelf.available : missing;
    movements.push({ kind: "pick", lotId, fromPlaceId: shelf.placeId, toPlaceId: staging, quantity, lineId });
    missing -= quantity;
  }
  if (missing > 0n) {
    const lot = await db.lot.findUniqueOrThrow({ where: { id: lotId } });
    const item: Message = {
      key: "errors.stock.lotShort",
      params: { lot: lot.number, unit: lot.unit, wanted, available: wanted - missing, missing },
    };
    throw new Refusal({ key: "errors.stock.short" }, [item]);
  }
  return movements;
}

/**
 * Posts the lines again as they shall be and carries the new amounts to lines, transfer and demand. Call within the wider reach, after
 * `takeBack` (and after the conversion, when goods were reclassified).
 */
export async function giveOut(
  db: Db,
  actor: Actor,
  row: ShipmentRow,
  plans: readonly Plan[],
  reclassified: Reclassified | null,
  now: Date,
): Promise<{ shipped: NeedChange[]; received: NeedChange[] }> {
  const source = { documentKind: "shipment", documentId: row.id, businessAt: now };
  const [staging, transit, target] = [
    await placeOf(db, row.fromSite, "staging"),
    await transitOf(db, row),
    await targetOf(db, row),
  ];
  const told = { shipped: [] as NeedChange[], received: [] as NeedChange[] };
  const grownLots = new Set(plans.filter((plan) => plan.quantity > plan.line.quantity).map((plan) => plan.line.lotId));
  for (const plan of plans) {
    const { line } = plan;
    const changed = reclassified?.fromLotId === line.lotId ? reclassified : null;
    const lotId = changed?.toLotId ?? line.lotId;
    const extra = plan.quantity - line.quantity;
    const wanted = changed ? plan.quantity : extra;
    if (wanted > 0n)
      await post(
        db,
        actor,
        { ...source, documentKind: "transferOrder", documentId: row.transferId },
        await fromShelves(db, row, lotId, wanted, line.transferLineId, staging),
      );
    const movements: Movement[] = [];
    if (changed || grownLots.has(line.lotId))
      movements.push({
        kind: "load",
        lotId,
        fromPlaceId: staging,
        toPlaceId: transit,
        quantity: plan.quantity,
        lineId: line.id,
      });
    if (plan.delivered > 0n)
      movements.push({
        kind: acceptKind(row),
        lotId,
        fromPlaceId: transit,
        toPlaceId: target,
        quantity: plan.delivered,
        lineId: line.id,
      });
    for (const movement of movements) await post(db, actor, source, [movement]);
    told.shipped.push({ line: line.transferLine, ...(await growLine(db, plan, changed)).shipped });
    told.received.push({
      line: line.transferLine,
      before: line.transferLine.received,
      after: line.transferLine.received + plan.accepted - (line.accepted ?? 0n),
    });
  }
  return told;
}

/** Writes the new amounts of one line to the shipment line and its transfer line. */
async function growLine(db: Db, { line, quantity, accepted }: Plan, changed: Reclassified | null) {
  const extra = quantity - line.quantity;
  const own = await db.transferLine.findUniqueOrThrow({ where: { id: line.transferLineId } });
  const beyond = own.picked + extra + own.backOrdered - own.quantity;
  await db.transferLine.update({
    where: { id: own.id },
    data: {
      quantity: { increment: beyond > 0n ? beyond : 0n },
      picked: { increment: extra },
      shipped: { increment: extra },
      received: { increment: accepted - (line.accepted ?? 0n) },
      ...(changed ? { goodsId: changed.toGoodsId, lotId: changed.toLotId } : {}),
    },
  });
  await db.shipmentLine.update({
    where: { id: line.id },
    data: { quantity, accepted, ...(changed ? { goodsId: changed.toGoodsId, lotId: changed.toLotId } : {}) },
  });
  return { shipped: { before: own.shipped, after: own.shipped + extra } };
}

/** Tells the demands what an amendment changed. Sets the actor's own reach again. */
export async function tellAmended(db: Db, actor: Actor, told: { shipped: NeedChange[]; received: NeedChange[] }) {
  await tellNeeds(db, actor, "promised", told.shipped);
  await tellNeeds(db, actor, "shipped", told.shipped);
  await tellNeeds(db, actor, "received", told.received);
}

/** Changes the accepted amounts of one shipment: reversal, then posting anew. */
export async function reissue(
  db: Db,
  actor: Actor,
  row: ShipmentRow,
  changes: readonly LineChange[],
  now: Date,
  reason: string,
): Promise<void> {
  const told = await withWiderReach(db, actor, async () => {
    const plans = await takeBack(db, actor, row, changes, null, now, reason);
    return giveOut(db, actor, row, plans, null, now);
  });
  await tellAmended(db, actor, told);
}
