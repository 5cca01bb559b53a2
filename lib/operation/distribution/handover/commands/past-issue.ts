import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, withWiderReach, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, type Message, NotFound } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { placeOf } from "@/lib/platform/ledger/places";
import { post } from "@/lib/platform/ledger/post";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { DocumentAccess, DocumentRow } from "@/lib/platform/workflow/run";
import { tellNeeds } from "@/lib/operation/transport/need";
import { shipmentAccess, shipmentBehind, shipmentLines } from "@/lib/operation/transport/shipment/commands/access";
import { postLoad, recordDeparture } from "@/lib/operation/transport/shipment/commands/move";
import { draftShipment } from "@/lib/operation/transport/shipment/commands/plan";
import { linesOf, transferAccess, transferBehind } from "@/lib/operation/transport/transfer/commands/access";
import { draftTransfer } from "@/lib/operation/transport/transfer/commands/create";
import { refuseUnfitNeeds } from "@/lib/operation/transport/transfer/commands/needs";
import type { PastIssueInput } from "../schema";
import { takeOver } from "./receive";
import { checkStatedUse } from "./unaccounted";

/** Makes the moves a document entered afterwards has behind it, each along its edge and in the audit trail, dated when it happened. */
async function catchUp<Row extends DocumentRow>(
  db: Db,
  actor: Actor,
  access: DocumentAccess<Row>,
  row: Row,
  moves: readonly string[],
  businessAt: Date,
  statement: string,
  patch: Record<string, unknown> = {},
): Promise<void> {
  let { state, version } = row;
  const ends = access.ends(row);
  const [own, other] = "only" in ends ? [ends.only, null] : [ends.from, ends.to];
  for (const [index, name] of moves.entries()) {
    const move = access.machine.moves[name];
    if (!move?.from.includes(state)) throw new Error(`${access.machine.document} cannot ${name} from ${state}`);
    const last = index === moves.length - 1 ? patch : {};
    const saved = await access.save(db, { ...row, state, version }, { ...last, state: move.to, version: version + 1 });
    if (saved !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
    await publish(db, actor, {
      type: `${access.kind}.moved`,
      documentKind: access.kind,
      documentId: row.id,
      documentNumber: row.number ?? null,
      areaCode: own.areaCode,
      otherAreaCode: other?.areaCode ?? null,
      businessAt,
      payload: { move: name, from: state, to: move.to, facts: { statement } },
    });
    state = move.to;
    version += 1;
  }
}

/** Refuses a day in the future and goods issued on a day before they came. */
async function refuseImpossible(db: Db, input: PastIssueInput, now: Date): Promise<Date> {
  const businessAt = new Date(`${input.issuedOn}T12:00:00+08:00`);
  const today = dayOf(now);
  if (input.issuedOn > today) throw new BadInput({ issuedOn: { key: "distribution.handover.refusals.future" } });
  const faults: Record<string, Message> = {};
  for (const [index, line] of input.lines.entries()) {
    const first = await db.stockEntry.findFirst({ where: { lotId: line.lotId }, orderBy: { businessAt: "asc" } });
    if (!first) faults[`lines.${index}.lotId`] = { key: "errors.notFound" };
    else if (dayOf(first.businessAt) > input.issuedOn)
      faults[`lines.${index}.lotId`] = {
        key: "distribution.handover.refusals.beforeItCame",
        params: { day: dayOf(first.businessAt) },
      };
  }
  if (Object.keys(faults).length > 0) throw new BadInput(faults);
  // Issued today: not later than now.
  return businessAt > now ? now : businessAt;
}

/**
 * Enters an issue that happened without a transfer order 补录: transfer, shipment and handover in one go, marked as entered afterwards and
 * dated by the day it happened, resting on a named paper. Stock moves through the same places as any other shipment. Where the paper
 * states what was received of a lot, what it leaves unaccounted opens a case at once.
 */
export async function enterPastIssue(
  db: Db,
  actor: Actor,
  input: PastIssueInput,
): Promise<{ id: string; transferId: string }> {
  const from = await db.site.findUnique({ where: { id: input.fromSiteId } });
  if (!from) throw new BadInput({ fromSiteId: { key: "errors.notFound" } });
  if (!can(actor, "stock.reverse", { areaCode: from.areaCode, siteId: from.id }))
    throw new NotFound({ key: "errors.notAllowed" });
  const { now } = await businessTime(db);
  const businessAt = await refuseImpossible(db, input, now);
  const lots = await db.lot.findMany({ where: { id: { in: input.lines.map((line) => line.lotId) } } });
  const lines = input.lines.map((line) => ({
    goodsId: lots.find((lot) => lot.id === line.lotId)?.goodsId ?? "",
    lotId: line.lotId,
    quantity: line.quantity,
    demandLineId: line.demandLineId,
    ratioNeed: 1,
    ratioSubstitute: 1,
  }));
  await refuseUnfitNeeds(db, actor, { toSiteId: input.toSiteId, lines });
  const draft = await draftTransfer(
    db,
    actor,
    {
      incidentId: input.incidentId,
      fromSiteId: input.fromSiteId,
      toSiteId: input.toSiteId,
      purpose: "supply",
      priority: "routine",
      note: input.note,
      lines,
    },
    { afterwards: { statement: input.statement, businessAt } },
  );
  const transfer = await transferBehind(db, actor, draft.id);
  const ordered = await linesOf(db, transfer.id);
  const staging = await placeOf(db, transfer.fromSite, "staging");
  for (const [index, line] of ordered.entries()) {
    const { statedReceived } = input.lines[index] as PastIssueInput["lines"][number];
    const shelves = await db.stockBalance.findMany({
      where: { lotId: line.lotId ?? "", siteId: transfer.fromSiteId, place: { kind: "shelf" } },
      orderBy: [{ onHand: "desc" }, { placeId: "asc" }],
    });
    const shelf = shelves[0]?.placeId ?? (await placeOf(db, transfer.fromSite, "shelf"));
    await post(db, actor, { documentKind: "transferOrder", documentId: transfer.id, businessAt }, [
      {
        kind: "pick",
        lotId: line.lotId ?? "",
        fromPlaceId: shelf,
        toPlaceId: staging,
        quantity: line.quantity,
        lineId: line.id,
        reason: input.statement,
      },
    ]);
    await db.transferLine.update({
      where: { id: line.id },
      data: { picked: line.quantity, statedReceived: statedReceived ?? null },
    });
  }
  await tellNeeds(
    db,
    actor,
    "promised",
    ordered.map((line) => ({ line, before: 0n, after: line.quantity })),
  );
  await catchUp(db, actor, transferAccess, transfer, ["release", "pick", "finishPicking"], businessAt, input.statement);
  const picked = await transferBehind(db, actor, transfer.id);
  const planned = await draftShipment(db, actor, picked, { note: input.note }, businessAt);
  const shipment = await shipmentBehind(db, planned.id);
  if (!shipment) throw new NotFound();
  await postLoad(db, actor, shipment, businessAt);
  await recordDeparture(db, actor, shipment);
  await withWiderReach(db, actor, async () => {
    for (const line of await shipmentLines(db, shipment.id))
      await db.shipmentLine.update({
        where: { id: line.id },
        data: { counted: line.quantity, damaged: 0n, wrongGoods: 0n },
      });
  });
  await takeOver(db, actor, shipment, businessAt);
  await catchUp(
    db,
    actor,
    shipmentAccess,
    shipment,
    ["load", "seal", "depart", "arrive", "count", "accept"],
    businessAt,
    input.statement,
    {
      departedAt: businessAt,
      arrivedAt: businessAt,
      countedAt: businessAt,
      countedById: actor.personId,
      acceptedAt: businessAt,
    },
  );
  await db.handover.create({
    data: {
      shipmentId: shipment.id,
      fromAreaCode: shipment.fromAreaCode,
      toAreaCode: shipment.toAreaCode,
      receiverName: input.receiverName,
      receiverRole: input.receiverRole,
      signedAt: businessAt,
      note: input.statement,
      createdById: actor.personId,
    },
  });
  const shipped = await transferBehind(db, actor, transfer.id);
  await catchUp(db, actor, transferAccess, shipped, ["complete"], businessAt, input.statement);
  await checkStatedUse(
    db,
    actor,
    input.lines.filter((line) => line.statedReceived).map((line) => line.lotId),
    now,
  );
  return { id: shipment.id, transferId: transfer.id };
}

/** Enters one past issue in a transaction of its own; see `enterPastIssue`. */
export function recordPastIssue(actor: Actor, input: PastIssueInput, key?: string) {
  return write(actor, (db) =>
    onceOnly(db, actor, "handover.pastIssue", key, input, () => enterPastIssue(db, actor, input)),
  );
}
