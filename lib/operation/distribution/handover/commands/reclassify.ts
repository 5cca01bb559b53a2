import { reclassifiedLot } from "@/lib/operation/storage/reclassified-lot";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { BadInput, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post } from "@/lib/platform/ledger/post";

/**
 * Turns what a site has of a lot into a new lot of other goods (N95 found to be KN95): a conversion between two lots, not an edit.
 * Only free shelf stock can be converted; what is reserved or out must be freed or taken back first.
 * @returns the new lot
 * @throws BadInput for unknown goods or another base unit, Refusal when nothing free is on the shelf
 */
export async function reclassifyLot(
  db: Db,
  actor: Actor,
  site: { id: string; areaCode: string },
  input: { lotId: string; goodsId: string },
  document: { documentKind: string; documentId: string | null },
  now: Date,
  reason: string,
) {
  const lot = await db.lot.findUnique({ where: { id: input.lotId } });
  const goods = await db.goods.findUnique({ where: { id: input.goodsId } });
  if (!lot) throw new BadInput({ "reclassify.lotId": { key: "errors.notFound" } });
  const before = await db.goods.findUniqueOrThrow({ where: { id: lot.goodsId } });
  if (!goods || goods.id === lot.goodsId) throw new BadInput({ "reclassify.goodsId": { key: "errors.notFound" } });
  if (goods.baseUnit !== before.baseUnit)
    throw new BadInput({ "reclassify.goodsId": { key: "distribution.handover.refusals.otherUnit" } });
  const shelves = await db.stockBalance.findMany({
    where: { lotId: lot.id, siteId: site.id, onHand: { gt: 0n }, place: { kind: "shelf" } },
    orderBy: { placeId: "asc" },
  });
  if (shelves.length === 0) throw new Refusal({ key: "distribution.handover.refusals.nothingToReclassify" });
  const made = await reclassifiedLot(db, lot, goods.id);
  const conversion = await placeOf(db, site, "conversion");
  const movements = shelves.flatMap((shelf): Movement[] => [
    {
      kind: "convert",
      lotId: lot.id,
      fromPlaceId: shelf.placeId,
      toPlaceId: conversion,
      quantity: shelf.onHand,
      reason,
    },
    {
      kind: "convert",
      lotId: made.id,
      fromPlaceId: conversion,
      toPlaceId: shelf.placeId,
      quantity: shelf.onHand,
      reason,
    },
  ]);
  await post(db, actor, { ...document, businessAt: now }, movements);
  await publish(db, actor, {
    type: "lot.edited",
    documentKind: "lot",
    documentId: lot.id,
    documentNumber: lot.number,
    areaCode: site.areaCode,
    businessAt: now,
    payload: {
      changes: {
        goods: { before: before.code, after: goods.code },
        lot: { before: lot.number, after: made.number },
        quantity: { before: null, after: String(shelves.reduce((sum, shelf) => sum + shelf.onHand, 0n)) },
      },
      reason,
    },
  });
  return made;
}
