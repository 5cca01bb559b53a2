import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { incidentTaking } from "@/lib/platform/db/incident-open";
import { BadInput, type Message, NotFound } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { CreateTransferInput, TransferPurpose } from "../schema";
import { refuseUnfitNeeds } from "./needs";

/** What a draft carries beyond the form: where it came from. */
export interface TransferOrigin {
  planId?: string;
  parentId?: string;
  purpose?: TransferPurpose;
  /** Entered after the goods had gone, with the paper it rests on and the business time they went. */
  afterwards?: { statement: string; businessAt: Date };
}

/**
 * Writes a draft transfer inside an open transaction. The unit of a line is the lot's when one is chosen, else the goods' base unit.
 * @throws BadInput naming the field of an unknown site, goods, or a lot of other goods
 */
export async function draftTransfer(db: Db, actor: Actor, input: CreateTransferInput, origin: TransferOrigin = {}) {
  const faults: Record<string, Message> = {};
  const [sites, goods, lots] = [
    await db.site.findMany({ where: { id: { in: [input.fromSiteId, input.toSiteId] }, active: true } }),
    await db.goods.findMany({ where: { id: { in: input.lines.map((line) => line.goodsId) } } }),
    await db.lot.findMany({ where: { id: { in: input.lines.flatMap((line) => line.lotId ?? []) } } }),
  ];
  const from = sites.find((site) => site.id === input.fromSiteId);
  const to = sites.find((site) => site.id === input.toSiteId);
  if (!from) faults.fromSiteId = { key: "errors.notFound" };
  if (!to) faults.toSiteId = { key: "errors.notFound" };
  const goodsById = new Map(goods.map((row) => [row.id, row]));
  const lotById = new Map(lots.map((row) => [row.id, row]));
  input.lines.forEach((line, index) => {
    if (!goodsById.has(line.goodsId)) faults[`lines.${index}.goodsId`] = { key: "errors.notFound" };
    if (line.lotId && lotById.get(line.lotId)?.goodsId !== line.goodsId)
      faults[`lines.${index}.lotId`] = { key: "transport.transfer.refusals.lotOfOtherGoods" };
  });
  if (!from || !to || Object.keys(faults).length > 0) throw new BadInput(faults);

  const now = origin.afterwards?.businessAt ?? (await businessTime(db)).now;
  const ends = { fromAreaCode: from.areaCode, toAreaCode: to.areaCode };
  const transfer = await db.transferOrder.create({
    data: {
      ...ends,
      fromSiteId: from.id,
      toSiteId: to.id,
      incidentId: input.incidentId ?? null,
      planId: origin.planId ?? null,
      parentId: origin.parentId ?? null,
      purpose: origin.purpose ?? input.purpose,
      recordedAfterwards: origin.afterwards !== undefined,
      statement: origin.afterwards?.statement ?? "",
      priority: input.priority,
      neededBy: input.neededBy ?? null,
      note: input.note,
      createdById: actor.personId,
      businessAt: now,
    },
    include: { fromSite: true, toSite: true },
  });
  await db.transferLine.createMany({
    data: input.lines.map((line, index) => ({
      ...ends,
      transferId: transfer.id,
      position: index + 1,
      goodsId: line.goodsId,
      lotId: line.lotId ?? null,
      unit: (line.lotId && lotById.get(line.lotId)?.unit) || (goodsById.get(line.goodsId)?.baseUnit ?? ""),
      quantity: line.quantity,
      demandLineId: line.demandLineId ?? null,
      ratioNeed: line.ratioNeed,
      ratioSubstitute: line.ratioSubstitute,
    })),
  });
  await publish(db, actor, {
    type: "transferOrder.created",
    documentKind: "transferOrder",
    documentId: transfer.id,
    documentNumber: transfer.number,
    areaCode: from.areaCode,
    otherAreaCode: to.areaCode,
    businessAt: now,
    payload: {
      state: transfer.state,
      facts: {
        lines: input.lines.length,
        ...(origin.planId ? { planId: origin.planId } : {}),
        ...(origin.parentId ? { parentId: origin.parentId } : {}),
        ...(origin.afterwards ? { statement: origin.afterwards.statement } : {}),
      },
    },
  });
  return transfer;
}

/** Creates a draft transfer order between two sites. The permission is asked at the sending site. */
export function createTransfer(actor: Actor, input: CreateTransferInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "transferOrder.create", key, input, async () => {
      const from = await db.site.findUnique({ where: { id: input.fromSiteId } });
      if (!from) throw new BadInput({ fromSiteId: { key: "errors.notFound" } });
      if (!can(actor, "transfer.create", { areaCode: from.areaCode, siteId: from.id }))
        throw new NotFound({ key: "errors.notAllowed" });
      await incidentTaking(db, input.incidentId, "running");
      await refuseUnfitNeeds(db, actor, input);
      return { id: (await draftTransfer(db, actor, input)).id };
    }),
  );
}
