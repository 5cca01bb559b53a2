import { bookOnOrder } from "@/lib/operation/procurement/commands/order";
import type { Actor } from "@/lib/platform/auth/actor";
import { visible } from "@/lib/platform/auth/reach";
import { type Db, withWiderReach, write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post } from "@/lib/platform/ledger/post";
import { lockRow } from "@/lib/platform/workflow/lock";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type DocumentAccess, type Moved, moveWithin, runMove } from "@/lib/platform/workflow/run";
import { packQueryMachine } from "../machine/pack-query";
import type { DismissPackInput, ResolvePackInput } from "../schema/stock";

/** Source kind of a lot that a pack query's answer made. */
export const UNPACKED = "packQuery";

function find(db: Db, actor: Actor, id: string) {
  return db.packQuery.findFirst({
    where: { AND: [{ id }, visible(actor, "stock.read", { area: ["areaCode"], site: ["siteId"] })] },
  });
}
type PackRow = NonNullable<Awaited<ReturnType<typeof find>>>;

const packAccess: DocumentAccess<PackRow> = {
  kind: "packQuery",
  machine: packQueryMachine,
  load: async (db, actor, id) => ((await lockRow(db, "pack_query", id)) ? find(db, actor, id) : null),
  ends: (row) => ({ only: { areaCode: row.areaCode, siteId: row.siteId } }),
  save: async (db, row, patch) =>
    (await db.packQuery.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/**
 * Turns a lot counted in packs into a lot in base units, wherever it lies: at every place q packs leave through the conversion place and
 * q × size base units come back. Nothing is lost or made up; both lots stay in the ledger.
 */
async function unpack(
  db: Db,
  actor: Actor,
  query: PackRow,
  baseUnits: bigint,
  reason: string,
  now: Date,
): Promise<void> {
  const lot = await db.lot.findUniqueOrThrow({ where: { id: query.lotId } });
  const goods = await db.goods.findUniqueOrThrow({ where: { id: query.goodsId } });
  const balances = await db.stockBalance.findMany({
    where: { lotId: query.lotId, onHand: { gt: 0 } },
    include: { place: { include: { site: { select: { id: true, areaCode: true } } } } },
    orderBy: { placeId: "asc" },
  });
  const underWay = balances.filter((row) => row.place.kind === "staging" || row.place.kind === "transit");
  if (underWay.length > 0) throw new Refusal({ key: "storage.refusals.lotUnderWay", params: { lot: lot.number } });
  const made = await db.lot.create({
    data: {
      goodsId: goods.id,
      unit: goods.baseUnit,
      batch: lot.batch,
      producedOn: lot.producedOn,
      expiresOn: lot.expiresOn,
      condition: lot.condition,
      packSize: baseUnits > 1n ? baseUnits : null,
      origin: lot.origin,
      recalled: lot.recalled,
      recallReason: lot.recallReason,
      simulated: lot.simulated,
      sourceKind: UNPACKED,
      sourceId: query.id,
    },
  });
  const movements: Movement[] = [];
  for (const row of balances) {
    const conversion = await placeOf(db, row.place.site, "conversion");
    movements.push({
      kind: "convert",
      lotId: lot.id,
      fromPlaceId: row.placeId,
      toPlaceId: conversion,
      quantity: row.onHand,
      reason,
    });
    movements.push({
      kind: "convert",
      lotId: made.id,
      fromPlaceId: conversion,
      toPlaceId: row.placeId,
      quantity: row.onHand * baseUnits,
      reason,
    });
  }
  await post(db, actor, { documentKind: "packQuery", documentId: query.id, businessAt: now }, movements);
}

/** Tells the delivery line its pack size, and books what it accepted on the purchase order it belongs to. */
async function bookLine(db: Db, actor: Actor, query: PackRow, baseUnits: bigint): Promise<void> {
  const lot = await db.lot.findUniqueOrThrow({ where: { id: query.lotId } });
  if (lot.sourceKind !== "deliveryLine" || !lot.sourceId) return;
  const line = await db.deliveryLine.findUnique({ where: { id: lot.sourceId }, include: { delivery: true } });
  if (!line || line.baseUnitsPerUnit !== null) return;
  await db.deliveryLine.update({ where: { id: line.id }, data: { baseUnitsPerUnit: baseUnits } });
  if (line.orderLineId && line.delivery.orderId && line.accepted > 0n)
    await bookOnOrder(db, actor, line.delivery.orderId, new Map([[line.orderLineId, line.accepted * baseUnits]]));
}

async function remember(db: Db, query: PackRow, baseUnits: bigint, reason: string): Promise<void> {
  const where = { goodsId_unit_label: { goodsId: query.goodsId, unit: query.unit, label: query.spec } };
  const known = await db.pack.findUnique({ where });
  if (!known)
    await db.pack.create({
      data: { goodsId: query.goodsId, unit: query.unit, label: query.spec, baseUnits, source: reason.slice(0, 200) },
    });
  else if (known.baseUnits === null) await db.pack.update({ where, data: { baseUnits, source: reason.slice(0, 200) } });
}

/**
 * Settles how many base units one pack of a lot holds, with how that is known. The lot is converted; a size remembered counts for later
 * deliveries of the same pack.
 * @throws Refusal when the lot is being shipped or partly promised: finish or release that first
 */
export function resolvePack(actor: Actor, input: ResolvePackInput, key?: string): Promise<Moved> {
  return write(actor, (db) =>
    onceOnly(db, actor, "packQuery.resolve", key, input, () =>
      moveWithin(
        db,
        actor,
        packAccess,
        "resolve",
        {
          decide: ({ now }) => ({
            patch: {
              baseUnits: input.baseUnits,
              reason: input.reason,
              resolvedById: actor.personId,
              resolvedAt: now,
            },
            facts: { baseUnits: String(input.baseUnits) },
          }),
          effect: async ({ row, now }) => {
            // Part of the lot may have gone to another area's site; it is the same goods and is converted there too.
            await withWiderReach(db, actor, () => unpack(db, actor, row, input.baseUnits, input.reason, now));
            await bookLine(db, actor, row, input.baseUnits);
            if (input.remember) await remember(db, row, input.baseUnits, input.reason);
          },
        },
        { id: input.id, version: input.version, reason: input.reason, input: null },
      ),
    ),
  );
}

/** Stops looking for a pack size: the lot stays counted in its pack. */
export function dismissPack(actor: Actor, { id, version, reason }: DismissPackInput, key?: string): Promise<Moved> {
  return runMove(
    actor,
    packAccess,
    "dismiss",
    { decide: ({ now }) => ({ patch: { reason, resolvedById: actor.personId, resolvedAt: now } }) },
    { id, version, reason, key, input: null },
  );
}
