import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, write } from "@/lib/platform/db/access";
import { type Message, Refusal } from "@/lib/platform/errors";
import { type Movement, post } from "@/lib/platform/ledger/post";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type Moved, moveWithin } from "@/lib/platform/workflow/run";
import { splitFaults } from "../rules/inspection";
import { stockedAs } from "../rules/packs";
import type { Disposition, InspectDeliveryInput, SplitInput } from "../schema/delivery";
import { type DeliveryRow, deliveryAccess } from "./access";
import { LOT_SOURCE, lotOfLine } from "./line-lot";
import { ReceivingPlaces } from "./places";

export interface InspectedDelivery {
  delivery: DeliveryRow;
  /** Splits by line id; quantities in the line's unit. */
  splits: ReadonlyMap<string, readonly SplitInput[]>;
  at: Date;
}

interface Split extends SplitInput {
  delivery: DeliveryRow;
  line: DeliveryRow["lines"][number];
  lotId: string;
  at: Date;
}

/** Where inspected goods go from the dock; accepted ones stay there until they are put away. */
function destinationOf(places: ReceivingPlaces, delivery: DeliveryRow, disposition: Disposition) {
  switch (disposition) {
    case "accept":
      return null;
    case "quarantine":
      return { kind: "inspect", place: places.quarantine(delivery) } as const;
    case "reject":
    case "returnToParty":
      return { kind: "returnToParty", place: places.party(delivery) } as const;
    case "destroy":
      return { kind: "dispose", place: places.loss(delivery) } as const;
  }
}

/** Lots of the lines' other conditions, made from the counted lot's attributes. Key: line id and condition. */
async function conditionLots(db: Db, splits: readonly Split[]): Promise<Map<string, string>> {
  const wanted = new Map<string, Split>();
  for (const split of splits) if (split.condition !== "good") wanted.set(`${split.line.id} ${split.condition}`, split);
  if (wanted.size === 0) return new Map();
  const made = await db.lot.createManyAndReturn({
    data: [...wanted.values()].map(({ delivery, line, condition }) => ({ ...lotOfLine(delivery, line), condition })),
    select: { id: true, sourceId: true, condition: true },
  });
  return new Map(made.map((lot) => [`${lot.sourceId} ${lot.condition}`, lot.id]));
}

/**
 * What inspection does, for one delivery or a batch: splits every counted line by condition and disposition. Goods in another condition
 * than good become a lot of their own, through the conversion place, so that no unit is lost on the way.
 */
export async function recordInspection(db: Db, actor: Actor, batch: readonly InspectedDelivery[]): Promise<void> {
  const lineIds = batch.flatMap(({ splits }) => [...splits.keys()]);
  const counted = await db.lot.findMany({
    where: { sourceKind: LOT_SOURCE, sourceId: { in: lineIds }, condition: "good" },
    select: { id: true, sourceId: true },
  });
  const lotOf = new Map(counted.map((lot) => [lot.sourceId, lot.id]));
  const splits: Split[] = batch.flatMap(({ delivery, splits: byLine, at }) =>
    [...byLine].flatMap(([lineId, of]) => {
      const line = delivery.lines.find((candidate) => candidate.id === lineId);
      if (!line) throw new Error(`delivery ${delivery.number} has no line ${lineId}`);
      return of
        .filter((split) => split.quantity > 0n)
        .map((split) => ({ ...split, delivery, line, at, lotId: lotOf.get(lineId) as string }));
    }),
  );
  const others = await conditionLots(db, splits);
  const places = new ReceivingPlaces(db);
  const movements: Movement[] = [];
  for (const split of splits) {
    const { delivery, line, at } = split;
    const quantity = split.quantity * stockedAs(line, line.goods.baseUnit).each;
    const dock = await places.dock(delivery);
    const common = { quantity, lineId: line.id, documentId: delivery.id, businessAt: at, reason: split.reason };
    const other = others.get(`${line.id} ${split.condition}`);
    if (other) {
      const conversion = await places.conversion(delivery);
      movements.push({ kind: "inspect", lotId: split.lotId, fromPlaceId: dock, toPlaceId: conversion, ...common });
      movements.push({ kind: "inspect", lotId: other, fromPlaceId: conversion, toPlaceId: dock, ...common });
      split.lotId = other;
    }
    const to = destinationOf(places, delivery, split.disposition);
    if (to)
      movements.push({ kind: to.kind, lotId: split.lotId, fromPlaceId: dock, toPlaceId: await to.place, ...common });
  }
  await db.inspectionSplit.createMany({
    data: splits.map(({ line, lotId, quantity, condition, disposition, reason }) => ({
      lineId: line.id,
      areaCode: line.areaCode,
      quantity,
      condition,
      disposition,
      reason,
      lotId,
      inspectedById: actor.personId,
    })),
  });
  const [first] = batch;
  if (first) await post(db, actor, { documentKind: "delivery", documentId: null, businessAt: first.at }, movements);
}

/** Checks splits against the counts; what is wrong is named line by line. */
function checkedSplits(delivery: DeliveryRow, input: InspectDeliveryInput): Map<string, SplitInput[]> {
  const given = new Map(input.lines.map((line) => [line.lineId, line.splits]));
  const items: Message[] = [];
  const splits = new Map<string, SplitInput[]>();
  for (const line of delivery.lines) {
    const counted = line.counted ?? 0n;
    if (counted === 0n) continue;
    const of = given.get(line.id) ?? [];
    for (const fault of splitFaults(counted, of)) {
      items.push({
        key: "procurement.refusals.lineNamed",
        params: { goods: line.goods.nameZh, goodsEn: line.goods.nameEn, position: line.position + 1 },
      });
      items.push(fault);
    }
    splits.set(line.id, of);
  }
  if (items.length > 0) throw new Refusal({ key: "procurement.refusals.inspectionIncomplete" }, items);
  return splits;
}

/**
 * Inspects a counted delivery: every counted unit gets a condition and a disposition.
 * @throws Refusal naming each line whose splits do not add up, accept what is not good, or give no reason
 */
export function inspectDelivery(actor: Actor, input: InspectDeliveryInput, key?: string): Promise<Moved> {
  return write(actor, (db) =>
    onceOnly(db, actor, "delivery.inspect", key, input, () =>
      moveWithin(
        db,
        actor,
        deliveryAccess,
        "inspect",
        {
          decide: ({ row }) => {
            const splits = [...checkedSplits(row, input).values()].flat();
            return {
              patch: { inspectedById: actor.personId },
              facts: {
                notAccepted: splits.filter((split) => split.disposition !== "accept" && split.quantity > 0n).length,
              },
            };
          },
          effect: ({ row, now }) =>
            recordInspection(db, actor, [{ delivery: row, splits: checkedSplits(row, input), at: now }]),
        },
        { id: input.id, version: input.version, input: null },
      ),
    ),
  );
}
