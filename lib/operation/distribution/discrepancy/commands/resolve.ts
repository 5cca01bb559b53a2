import { amountFact } from "@/lib/platform/events/catalogue";
import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post } from "@/lib/platform/ledger/post";
import { type MovePart, runMove } from "@/lib/platform/workflow/run";
import { tellMissing, tellNeeds } from "@/lib/operation/transport/need";
import { type ShipmentRow, shipmentBehind, shipmentLines } from "@/lib/operation/transport/shipment/commands/access";
import { backAt, transitOf } from "@/lib/operation/transport/shipment/commands/move";
import { isStore } from "@/lib/operation/transport/stores";
import { picture, recordAmendment } from "../../handover/commands/amend";
import { acceptKind, targetOf } from "../../handover/commands/receive";
import { reissue } from "../../handover/commands/reissue";
import { checkPortions, type Portion, resolutionOf } from "../rules";
import type { ResolveInput } from "../schema";
import { type DiscrepancyRow, discrepancyAccess } from "./access";

/** The shipment and line a case is about, locked; within the wider reach. */
export async function lineOfCase(db: Db, row: DiscrepancyRow) {
  const shipment = row.shipmentId ? await shipmentBehind(db, row.shipmentId) : null;
  const line = shipment
    ? (await shipmentLines(db, shipment.id)).find((each) => each.id === row.shipmentLineId)
    : undefined;
  if (!shipment || !line) throw new NotFound();
  return { shipment, line };
}

/** A lot of the same goods in damaged condition, for what came back damaged: only what is good is ever put away or issued. */
async function damagedLot(db: Db, row: DiscrepancyRow, lotId: string): Promise<string> {
  const {
    id: _id,
    number: _number,
    version: _version,
    createdAt: _at,
    ...lot
  } = await db.lot.findUniqueOrThrow({
    where: { id: lotId },
  });
  const made = await db.lot.create({
    data: { ...lot, condition: "damaged", sourceKind: "discrepancy", sourceId: row.id },
    select: { id: true },
  });
  return made.id;
}

/**
 * Where a portion of goods that stand on the road goes. What comes back damaged to a store becomes a damaged lot in quarantine, through the
 * conversion place, so that nobody issues it again and no unit is lost on the way.
 */
async function roadMovements(
  db: Db,
  shipment: ShipmentRow,
  row: DiscrepancyRow,
  portion: Portion,
  lotId: string,
): Promise<Movement[]> {
  const from = await transitOf(db, shipment);
  const base = { lotId, fromPlaceId: from, quantity: portion.quantity, lineId: row.shipmentLineId };
  const damaged = row.kind === "damaged";
  switch (portion.option) {
    case "delivered":
      return [{ ...base, kind: acceptKind(shipment), toPlaceId: await targetOf(db, shipment) }];
    case "returned": {
      const back = await backAt(db, shipment, damaged ? "quarantine" : "dock");
      if (!damaged || !isStore(shipment.fromSite.kind)) return [{ ...base, kind: "arrive", toPlaceId: back }];
      const conversion = await placeOf(db, shipment.fromSite, "conversion");
      return [
        { ...base, kind: "convert", toPlaceId: conversion },
        { ...base, kind: "convert", lotId: await damagedLot(db, row, lotId), fromPlaceId: conversion, toPlaceId: back },
      ];
    }
    default:
      return [{ ...base, kind: "lose", toPlaceId: await placeOf(db, shipment.fromSite, "loss") }];
  }
}

/** Changes what the line accepted by an amount, on line and transfer. */
export async function addReceived(
  db: Db,
  line: { id: string; transferLineId: string; accepted: bigint | null },
  difference: bigint,
): Promise<void> {
  await db.shipmentLine.update({
    where: { id: line.id },
    data: { accepted: (line.accepted ?? 0n) + difference },
  });
  await db.transferLine.update({
    where: { id: line.transferLineId },
    data: { received: { increment: difference } },
  });
}

/** Settles one portion of a difference on the road. */
async function settleOnRoad(db: Db, actor: Actor, row: DiscrepancyRow, portion: Portion, now: Date, note: string) {
  const { shipment, line } = await withWiderReach(db, actor, () => lineOfCase(db, row));
  const { transferLine } = line;
  if (portion.option === "recounted" && row.kind === "over") return;
  if (portion.option === "returned" && row.kind === "over") return;
  if (portion.option === "recounted" || portion.option === "kept") {
    const before = await withWiderReach(db, actor, () => picture(db, shipment.id));
    const accepted = (line.accepted ?? 0n) + portion.quantity;
    await reissue(db, actor, shipment, [{ lineId: line.id, accepted }], now, note);
    await withWiderReach(db, actor, () => recordAmendment(db, actor, shipment, before, now, note));
    return;
  }
  await withWiderReach(db, actor, async () => {
    const movements = await roadMovements(db, shipment, row, portion, line.lotId);
    await post(
      db,
      actor,
      { documentKind: "discrepancy", documentId: row.id, businessAt: now },
      movements.map((movement) => ({ ...movement, reason: note })),
    );
    if (portion.option === "delivered") await addReceived(db, line, portion.quantity);
  });
  if (portion.option === "delivered")
    await tellNeeds(db, actor, "received", [
      { line: transferLine, before: transferLine.received, after: transferLine.received + portion.quantity },
    ]);
  else await tellMissing(db, actor, { line: transferLine, before: 0n, after: portion.quantity });
}

/** Writes off what a paper leaves unaccounted and the shelf does not hold either. */
async function loseFromShelf(db: Db, actor: Actor, row: DiscrepancyRow, quantity: bigint, now: Date, note: string) {
  if (row.actual > row.expected) throw new Refusal({ key: "distribution.discrepancy.refusals.moreUsedThanReceived" });
  const shelves = await db.stockBalance.findMany({
    where: { lotId: row.lotId ?? "", areaCode: row.fromAreaCode, onHand: { gt: 0n }, place: { kind: "shelf" } },
    include: { place: { include: { site: true } } },
    orderBy: [{ onHand: "desc" }, { placeId: "asc" }],
  });
  const movements: Movement[] = [];
  let left = quantity;
  for (const shelf of shelves) {
    if (left === 0n) break;
    const free = shelf.onHand - shelf.reserved;
    const take = free < left ? free : left;
    if (take <= 0n) continue;
    movements.push({
      kind: "lose",
      lotId: shelf.lotId,
      fromPlaceId: shelf.placeId,
      toPlaceId: await placeOf(db, shelf.place.site, "loss"),
      quantity: take,
      reason: note,
    });
    left -= take;
  }
  if (left > 0n)
    throw new Refusal({
      key: "distribution.discrepancy.refusals.notOnShelf",
      params: { wanted: quantity, available: quantity - left, unit: row.unit },
    });
  await post(db, actor, { documentKind: "discrepancy", documentId: row.id, businessAt: now }, movements);
}

/**
 * Four eyes on a loss: whoever planned, drove or counted the load does not write off what is missing of it.
 * @throws Refusal
 */
async function refuseOwnLoss(db: Db, actor: Actor, row: DiscrepancyRow, portions: readonly Portion[]): Promise<void> {
  if (!row.shipmentId || actor.personId === null || !portions.some(({ option }) => option === "lossWrittenOff")) return;
  const { shipment } = await withWiderReach(db, actor, () => lineOfCase(db, row));
  if ([shipment.createdById, shipment.driverId, shipment.countedById].includes(actor.personId))
    throw new Refusal({ key: "errors.fourEyes" });
}

const resolvePart: MovePart<DiscrepancyRow, { portions: Portion[]; note: string }> = {
  decide: ({ actor, row, input, now }) => {
    const portions = checkPortions(row, input.portions);
    return {
      patch: {
        resolution: resolutionOf(portions),
        resolutionNote: input.note,
        portions: portions.map(({ option, quantity }) => ({ option, quantity: String(quantity) })),
        resolvedAt: now,
        resolvedById: actor.personId,
      },
      facts: Object.fromEntries(portions.map(({ option, quantity }) => [option, amountFact(quantity, row.unit)])),
    };
  },
  effect: async ({ db, actor, row, input, now }) => {
    // Corrections of the count come first: they post the shipment anew.
    const order = (portion: Portion) => (portion.option === "recounted" || portion.option === "kept" ? 0 : 1);
    const portions = checkPortions(row, input.portions).sort((a, b) => order(a) - order(b));
    await refuseOwnLoss(db, actor, row, portions);
    for (const portion of portions) {
      if (row.kind !== "unaccounted") await settleOnRoad(db, actor, row, portion, now, input.note);
      else if (portion.option === "lossWrittenOff")
        await loseFromShelf(db, actor, row, portion.quantity, now, input.note);
    }
  },
};

/**
 * Resolves a case: says what became of the whole difference, portion by portion, and posts each: found and delivered, brought back,
 * written off, or the count corrected (reversal and amendment).
 */
export function resolveDiscrepancy(actor: Actor, { id, version, portions, note }: ResolveInput, key?: string) {
  return runMove(actor, discrepancyAccess, "resolve", resolvePart, { id, version, key, input: { portions, note } });
}
