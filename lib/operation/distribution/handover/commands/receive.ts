import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, type Message, NotFound, Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { post } from "@/lib/platform/ledger/post";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type Moved, type MovePart, moveWithin, runMove } from "@/lib/platform/workflow/run";
import { tellNeeds } from "@/lib/operation/transport/need";
import { type ShipmentRow, shipmentAccess, shipmentLines } from "@/lib/operation/transport/shipment/commands/access";
import { transitOf } from "@/lib/operation/transport/shipment/commands/move";
import { whereaboutsOf } from "@/lib/operation/transport/shipment/whereabouts";
import { isStore } from "@/lib/operation/transport/stores";
import { UNFIT, unfitness } from "@/lib/operation/transport/unfitness";
import { completeIfDone } from "@/lib/operation/transport/transfer/commands/complete";
import { openCase } from "../../discrepancy/commands/open";
import { type Picture, readPictures, storePictures } from "../attachment";
import { splitCount } from "../rules";
import type { AcceptInput, CountInput, ReceiveInput } from "../schema";

type CountedLine = CountInput["lines"][number];
type Signing = Omit<AcceptInput, "id" | "version" | "signature" | "photos">;

/** Where accepted goods go: the dock of a store, or out of the ledger into the recipient's hands. */
export const targetOf = (db: Db, row: ShipmentRow): Promise<string> =>
  placeOf(db, row.toSite, isStore(row.toSite.kind) ? "dock" : "recipient");
/** The ledger's verb for accepting at this destination. */
export const acceptKind = (row: ShipmentRow): "arrive" | "deliver" => (isStore(row.toSite.kind) ? "arrive" : "deliver");

const countPart: MovePart<ShipmentRow, CountedLine[]> = {
  decide: ({ actor, now }) => ({ patch: { countedAt: now, countedById: actor.personId } }),
  effect: async ({ db, row, input }) => {
    const lines = await shipmentLines(db, row.id);
    const faults: Record<string, Message> = {};
    for (const line of lines)
      if (input.filter((each) => each.lineId === line.id).length !== 1)
        faults[`lines.${line.position - 1}.counted`] = { key: "distribution.handover.refusals.countEveryLine" };
    if (input.length !== lines.length) faults.lines = { key: "distribution.handover.refusals.countEveryLine" };
    if (Object.keys(faults).length > 0) throw new BadInput(faults);
    for (const { lineId, counted, damaged, wrongGoods, note } of input)
      await db.shipmentLine.update({ where: { id: lineId }, data: { counted, damaged, wrongGoods, countNote: note } });
  },
};

/** Records the recipient's count, line by line. May be counted again until it is signed. */
export function countShipment(actor: Actor, { id, version, lines }: CountInput, key?: string) {
  return runMove(actor, shipmentAccess, "count", countPart, { id, version, key, input: lines });
}

/**
 * What was recalled, or expired on the road, reaches no patient as good: it is counted as damaged (an officer then decides what becomes of it)
 * or refused at the gate. A store may take it in: its shelves never issue it.
 */
async function refuseUnfit(db: Db, row: ShipmentRow, now: Date): Promise<void> {
  if (isStore(row.toSite.kind)) return;
  const items = (await shipmentLines(db, row.id)).flatMap((line): Message[] => {
    const why = (line.counted ?? 0n) > 0n ? unfitness(line.lot, now) : null;
    return why ? [{ key: UNFIT[why], params: { lot: line.lot.number } }] : [];
  });
  if (items.length > 0) throw new Refusal({ key: "distribution.handover.refusals.unfitAsGood" }, items);
}

/** Takes over what was counted good; what differs stays on the road and opens a case a line and kind. */
export async function takeOver(db: Db, actor: Actor, row: ShipmentRow, now: Date): Promise<void> {
  const lines = await shipmentLines(db, row.id);
  const [transit, target] = [await transitOf(db, row), await targetOf(db, row)];
  const results = lines.map((line) => ({
    line,
    ...splitCount({
      quantity: line.quantity,
      counted: line.counted ?? 0n,
      damaged: line.damaged ?? 0n,
      wrongGoods: line.wrongGoods ?? 0n,
    }),
  }));
  await post(
    db,
    actor,
    { documentKind: "shipment", documentId: row.id, businessAt: now },
    results
      .filter(({ accepted }) => accepted > 0n)
      .map(({ line, accepted }) => ({
        kind: acceptKind(row),
        lotId: line.lotId,
        fromPlaceId: transit,
        toPlaceId: target,
        quantity: accepted,
        lineId: line.id,
      })),
  );
  const received = new Map<string, bigint>();
  const changes = results.map(({ line, accepted }) => {
    const before = received.get(line.transferLineId) ?? line.transferLine.received;
    received.set(line.transferLineId, before + accepted);
    return { line: line.transferLine, before, after: before + accepted };
  });
  for (const { line, accepted, differences } of results) {
    await db.shipmentLine.update({ where: { id: line.id }, data: { accepted } });
    await db.transferLine.update({ where: { id: line.transferLineId }, data: { received: { increment: accepted } } });
    for (const difference of differences)
      await openCase(
        db,
        actor,
        {
          ...difference,
          fromAreaCode: row.fromAreaCode,
          toAreaCode: row.toAreaCode,
          shipmentId: row.id,
          shipmentLineId: line.id,
          goodsId: line.goodsId,
          lotId: line.lotId,
          unit: line.unit,
          note: line.countNote,
        },
        now,
      );
  }
  await tellNeeds(db, actor, "received", changes);
}

/** Pictures come beside the input, which is hashed whole to tell a repeated request. */
const acceptPart = (pictures: readonly Picture[]): MovePart<ShipmentRow, Signing> => ({
  decide: ({ now, input }) => ({
    patch: { acceptedAt: now },
    facts: { receiver: input.receiverName, photos: pictures.filter((picture) => picture.purpose === "photo").length },
  }),
  effect: async ({ db, actor, row, input: signing, now }) => {
    await refuseUnfit(db, row, now);
    await takeOver(db, actor, row, now);
    const handover = await db.handover.create({
      data: {
        shipmentId: row.id,
        fromAreaCode: row.fromAreaCode,
        toAreaCode: row.toAreaCode,
        receiverName: signing.receiverName,
        receiverRole: signing.receiverRole,
        signatureTyped: signing.signatureTyped ?? "",
        signedAt: now,
        ...whereaboutsOf(signing.position, signing.placeName),
        note: signing.note,
        createdById: actor.personId,
      },
    });
    await storePictures(
      db,
      actor,
      { kind: "handover", id: handover.id, areaCode: row.fromAreaCode, otherAreaCode: row.toAreaCode },
      pictures,
    );
    await publish(db, actor, {
      type: "handover.created",
      documentKind: "handover",
      documentId: handover.id,
      documentNumber: row.number,
      areaCode: row.fromAreaCode,
      otherAreaCode: row.toAreaCode,
      businessAt: now,
      payload: { facts: { shipment: row.number, receiver: signing.receiverName } },
    });
    await completeIfDone(db, actor, row.transferId);
  },
});

/** Signs for a counted shipment 签收: takes over what is good, opens cases for what differs, keeps signature, photos and position. */
export async function acceptShipment(actor: Actor, input: AcceptInput, key?: string): Promise<Moved> {
  const pictures = await readPictures(input);
  const { id, version, signature: _drawn, photos: _files, ...signing } = input;
  return runMove(actor, shipmentAccess, "accept", acceptPart(pictures), { id, version, key, input: signing });
}

/** Arrive, count and sign in one transaction: the one screen of a recipient with a phone. */
export async function receiveShipment(actor: Actor, input: ReceiveInput, key?: string): Promise<Moved> {
  const pictures = await readPictures(input);
  const { id, version, lines, signature: _drawn, photos: _files, ...signing } = input;
  return write(actor, (db) =>
    onceOnly(db, actor, "shipment.receive", key, { id, lines, signing, pictures: pictures.length }, async () => {
      const row = await shipmentAccess.load(db, actor, id);
      if (!row) throw new NotFound();
      let at: number = version;
      const step = async <Input>(name: string, part: MovePart<ShipmentRow, Input>, own: Input) => {
        const moved = await moveWithin(db, actor, shipmentAccess, name, part, { id, version: at, input: own });
        at = moved.version;
        return moved;
      };
      if (row.state === "departed")
        await step("arrive", { decide: ({ now }) => ({ patch: { arrivedAt: now } }) }, null);
      await step("count", countPart, lines);
      return step("accept", acceptPart(pictures), signing);
    }),
  );
}
