import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { incidentTaking } from "@/lib/platform/db/incident-open";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { baseUnitsIn } from "../rules/packs";
import type { AnnounceDeliveryInput } from "../schema/delivery";

async function checkOrder(db: Db, input: AnnounceDeliveryInput): Promise<void> {
  if (input.kind === "donation") {
    if (input.orderId) throw new BadInput({ orderId: { key: "procurement.refusals.donationHasNoOrder" } });
    return;
  }
  if (!input.orderId) return;
  const order = await db.purchaseOrder.findUnique({ where: { id: input.orderId }, include: { lines: true } });
  if (!order) throw new BadInput({ orderId: { key: "errors.notFound" } });
  if (!["ordered", "partlyReceived", "received"].includes(order.state))
    throw new Refusal({ key: "procurement.refusals.orderNotOpen", params: { number: order.number } });
  if (order.siteId !== input.siteId || order.partyId !== input.partyId)
    throw new BadInput({ orderId: { key: "procurement.refusals.orderOfAnother" } });
  const own = new Map(order.lines.map((line) => [line.id, line.goodsId]));
  input.lines.forEach((line, i) => {
    if (line.orderLineId && own.get(line.orderLineId) !== line.goodsId)
      throw new BadInput({ [`lines.${i}.goodsId`]: { key: "procurement.refusals.orderOfAnother" } });
  });
}

/**
 * Announces a donation, or an arrival against a purchase order. Nothing is stocked. A pack's size comes from the catalogue where that
 * leaves no doubt; unknown stays unknown.
 */
export function announceDelivery(actor: Actor, input: AnnounceDeliveryInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "delivery.announce", key, input, async () => {
      const site = await db.site.findFirst({ where: { id: input.siteId, active: true } });
      if (!site) throw new BadInput({ siteId: { key: "errors.notFound" } });
      if (!can(actor, "delivery.announce", { areaCode: site.areaCode, siteId: site.id }))
        throw new NotFound({ key: "errors.notAllowed" });
      const party = await db.party.findFirst({ where: { id: input.partyId, active: true } });
      if (!party || party.kind === "carrier") throw new BadInput({ partyId: { key: "errors.notFound" } });
      await checkOrder(db, input);
      await incidentTaking(db, input.incidentId, "running");
      const goods = await db.goods.findMany({
        where: { id: { in: input.lines.map((line) => line.goodsId) }, active: true },
        select: { id: true, baseUnit: true, packs: true },
      });
      const known = new Map(goods.map((row) => [row.id, row]));
      const { now } = await businessTime(db);
      const lines = input.lines.map(({ announced, baseUnitsPerUnit, ...line }, position) => {
        const row = known.get(line.goodsId);
        if (!row) throw new BadInput({ [`lines.${position}.goodsId`]: { key: "errors.notFound" } });
        return {
          ...line,
          position,
          areaCode: site.areaCode,
          announced: announced ?? null,
          baseUnitsPerUnit: line.unit === row.baseUnit ? 1n : (baseUnitsPerUnit ?? baseUnitsIn(line, row)),
        };
      });
      const delivery = await db.delivery.create({
        data: {
          kind: input.kind,
          incidentId: input.incidentId ?? null,
          partyId: party.id,
          orderId: input.orderId ?? null,
          siteId: site.id,
          areaCode: site.areaCode,
          announcedOn: input.announcedOn ?? null,
          note: input.note,
          createdById: actor.personId,
          businessAt: now,
        },
      });
      await db.deliveryLine.createMany({ data: lines.map((line) => ({ ...line, deliveryId: delivery.id })) });
      await publish(db, actor, {
        type: "delivery.created",
        documentKind: "delivery",
        documentId: delivery.id,
        documentNumber: delivery.number,
        areaCode: delivery.areaCode,
        businessAt: now,
        payload: { state: delivery.state, facts: { kind: delivery.kind, party: party.name, lines: lines.length } },
      });
      return { id: delivery.id };
    }),
  );
}
