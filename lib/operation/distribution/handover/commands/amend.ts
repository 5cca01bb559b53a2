import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, withWiderReach, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type ShipmentRow, shipmentAccess, shipmentLines } from "@/lib/operation/transport/shipment/commands/access";
import type { AmendInput } from "../schema";
import { keepCases } from "./cases";
import { detachUnfit } from "./detach";
import { reclassifyLot } from "./reclassify";
import { giveOut, type Reclassified, takeBack, tellAmended } from "./reissue";
import { carryCase, checkStatedUse } from "./unaccounted";

type Issue = AmendInput["issues"][number];

async function toAmend(db: Db, actor: Actor, issue: Issue, reclassifies: boolean): Promise<ShipmentRow> {
  const row = await shipmentAccess.load(db, actor, issue.shipmentId);
  if (!row) throw new NotFound();
  if (!can(actor, "stock.reverse", { areaCode: row.fromAreaCode, siteId: row.fromSiteId }))
    throw new NotFound({ key: "errors.notAllowed" });
  if (row.version !== issue.version) throw new Conflict({ key: "errors.changedMeanwhile" });
  if (row.state !== "accepted")
    throw new Refusal({ key: "distribution.handover.refusals.notSigned", params: { number: row.number } });
  if (reclassifies) {
    const transfer = await db.transferOrder.findUniqueOrThrow({ where: { id: row.transferId } });
    if (!transfer.recordedAfterwards)
      throw new Refusal({ key: "distribution.handover.refusals.reclassifyLive", params: { number: row.number } });
  }
  return row;
}

/** What the lines say, as kept in the history of a handover. */
export const picture = async (db: Db, shipmentId: string) =>
  (await shipmentLines(db, shipmentId)).map((line) => ({
    position: line.position,
    goods: line.goods.nameZh,
    goodsEn: line.goods.nameEn,
    lot: line.lot.number,
    unit: line.unit,
    quantity: String(line.quantity),
    accepted: String(line.accepted ?? 0n),
  }));

/** Writes the history of an amended handover and tells it. */
export async function recordAmendment(
  db: Db,
  actor: Actor,
  row: ShipmentRow,
  before: Awaited<ReturnType<typeof picture>>,
  now: Date,
  reason: string,
): Promise<void> {
  const after = await picture(db, row.id);
  const handover = await db.handover.update({
    where: { shipmentId: row.id },
    data: { version: { increment: 1 } },
  });
  const { count } = await db.shipment.updateMany({
    where: { id: row.id, version: row.version },
    data: { version: row.version + 1 },
  });
  if (count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
  await db.handoverAmendment.create({
    data: {
      handoverId: handover.id,
      fromAreaCode: row.fromAreaCode,
      toAreaCode: row.toAreaCode,
      reason,
      before,
      after,
      actorId: actor.personId,
      actorName: actor.name,
      businessAt: now,
    },
  });
  const changes = after.flatMap((line, index) => {
    const was = before[index];
    return [
      ...(was?.accepted !== line.accepted
        ? [[`${line.position}. ${line.unit}`, { before: was?.accepted ?? null, after: line.accepted }] as const]
        : []),
      ...(was?.goods !== line.goods
        ? [[`${line.position}. ${line.lot}`, { before: was?.goods ?? null, after: line.goods }] as const]
        : []),
    ];
  });
  await publish(db, actor, {
    type: "shipment.edited",
    documentKind: "shipment",
    documentId: row.id,
    documentNumber: row.number,
    areaCode: row.fromAreaCode,
    otherAreaCode: row.toAreaCode,
    businessAt: now,
    payload: { changes: Object.fromEntries(changes), reason },
  });
}

/**
 * Amends signed handovers by reversal 冲正, several together when they concern one lot: everything is taken back, the latest first; a
 * reclassified lot becomes other goods; then everything is issued again as it should have been. History, cases and demands follow.
 * Asked at the sending end: `stock.reverse`.
 */
export function amendHandovers(actor: Actor, input: AmendInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "handover.amend", key, input, async () => {
      const { now } = await businessTime(db);
      const issues = [...input.issues].sort((a, b) => (a.shipmentId < b.shipmentId ? -1 : 1));
      if (new Set(issues.map((issue) => issue.shipmentId)).size !== issues.length)
        throw new BadInput({ issues: { key: "errors.malformed" } });
      const rows: { row: ShipmentRow; issue: Issue; before: Awaited<ReturnType<typeof picture>> }[] = [];
      for (const issue of issues) {
        const row = await toAmend(db, actor, issue, input.reclassify !== undefined);
        const lines = await shipmentLines(db, row.id);
        for (const change of issue.lines)
          if (!lines.some((line) => line.id === change.lineId))
            throw new BadInput({ issues: { key: "errors.notFound" } });
        rows.push({ row, issue, before: await picture(db, row.id) });
      }
      const first = rows[0] as (typeof rows)[number];
      const site = first.row.fromSite;
      if (input.reclassify && rows.some(({ row }) => row.fromSiteId !== site.id))
        throw new BadInput({ issues: { key: "distribution.handover.refusals.oneStore" } });

      const told = await withWiderReach(db, actor, async () => {
        const lot = input.reclassify?.lotId ?? null;
        const taken = [];
        for (const { row, issue } of rows)
          taken.push({ row, plans: await takeBack(db, actor, row, issue.lines, lot, now, input.reason) });
        let reclassified: Reclassified | null = null;
        if (input.reclassify) {
          const made = await reclassifyLot(
            db,
            actor,
            site,
            input.reclassify,
            { documentKind: "handover", documentId: null },
            now,
            input.reason,
          );
          reclassified = { fromLotId: input.reclassify.lotId, toLotId: made.id, toGoodsId: made.goodsId };
          await carryCase(db, input.reclassify.lotId, made);
        }
        const changes = [];
        for (const { row, plans } of taken) {
          changes.push(await giveOut(db, actor, row, plans, reclassified, now));
          await keepCases(db, actor, row, plans, now);
        }
        return changes;
      });
      for (const change of told) await tellAmended(db, actor, change);
      for (const { row, before } of rows) {
        if (input.reclassify) await detachUnfit(db, actor, row.id);
        await withWiderReach(db, actor, () => recordAmendment(db, actor, row, before, now, input.reason));
      }
      const lots: Awaited<ReturnType<typeof shipmentLines>> = [];
      for (const { row } of rows) lots.push(...(await shipmentLines(db, row.id)));
      await checkStatedUse(db, actor, [...new Set(lots.map((line) => line.lotId))], now);
      return { id: first.row.id };
    }),
  );
}
