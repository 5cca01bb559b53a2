import { describe, expect, it } from "vitest";
import { announceDelivery } from "@/lib/operation/procurement/commands/announce";
import { moveDelivery } from "@/lib/operation/procurement/commands/move-delivery";
import { createOrder, moveOrder } from "@/lib/operation/procurement/commands/order";
import { receiveInFull } from "@/lib/operation/procurement/commands/receive-in-full";
import { announceDeliveryInput } from "@/lib/operation/procurement/schema/delivery";
import { read } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { actorAs, operatorAt, setup } from "../support/actors";
import { deliveryVersion } from "../support/procurement";
import { refusalOf } from "../support/refusals";
import { ownDatabase } from "../support/stage";
import { aParty, AREAS, aSite, someGoods } from "../support/world";

ownDatabase();

describe("a purchase order", () => {
  it("is approved by another person, fills with what is accepted, and names what is short or over", async () => {
    const here = await aSite(AREAS.districtA);
    const buyer = await actorAs("procurementOfficer", { areaCode: AREAS.city });
    const commander = await actorAs("commander", { areaCode: AREAS.city });
    const worker = await operatorAt(here);
    const officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
    const goods = await someGoods();
    const supplier = await aParty("supplier");
    const { id } = await createOrder(buyer, {
      partyId: supplier.id,
      siteId: here.id,
      note: "",
      lines: [{ goodsId: goods.id, quantity: 100n, priceMinor: 120n, note: "" }],
    });
    await moveOrder(buyer, { id, version: 1, move: "submit" });
    await expect(moveOrder(buyer, { id, version: 2, move: "approve" })).rejects.toBeInstanceOf(NotFound);
    await moveOrder(commander, { id, version: 2, move: "approve" });
    await moveOrder(buyer, { id, version: 3, move: "order" });
    const order = await read(setup, (db) =>
      db.purchaseOrder.findUniqueOrThrow({ where: { id }, include: { lines: true } }),
    );
    const arrival = async (quantity: string) => {
      const delivery = await announceDelivery(
        worker,
        announceDeliveryInput.parse({
          kind: "purchase",
          orderId: id,
          partyId: supplier.id,
          siteId: here.id,
          lines: [{ goodsId: goods.id, orderLineId: order.lines[0]?.id, unit: "只", announced: quantity }],
        }),
      );
      await receiveInFull(worker, { id: delivery.id, version: 1, zone: "" });
      return delivery.id;
    };
    const state = async () => (await read(setup, (db) => db.purchaseOrder.findUniqueOrThrow({ where: { id } }))).state;
    await arrival("40");
    expect(await state()).toBe("partlyReceived");
    const second = await arrival("70");
    expect(await state()).toBe("received");
    const received = await read(setup, (db) => db.purchaseOrderLine.findFirstOrThrow({ where: { orderId: id } }));
    expect(received.received).toBe(110n);
    await moveDelivery(officer, {
      id: second,
      version: await deliveryVersion(second),
      move: "reverse",
      reason: "误收",
    });
    expect(await state()).toBe("partlyReceived");
  });

  it("cannot be closed while a delivery against it is under way", async () => {
    const here = await aSite(AREAS.districtA);
    const buyer = await actorAs("procurementOfficer", { areaCode: AREAS.city });
    const commander = await actorAs("commander", { areaCode: AREAS.city });
    const goods = await someGoods();
    const supplier = await aParty("supplier");
    const { id } = await createOrder(buyer, {
      partyId: supplier.id,
      siteId: here.id,
      note: "",
      lines: [{ goodsId: goods.id, quantity: 100n, note: "" }],
    });
    await moveOrder(buyer, { id, version: 1, move: "submit" });
    await moveOrder(commander, { id, version: 2, move: "approve" });
    await moveOrder(buyer, { id, version: 3, move: "order" });
    await announceDelivery(
      buyer,
      announceDeliveryInput.parse({
        kind: "purchase",
        orderId: id,
        partyId: supplier.id,
        siteId: here.id,
        lines: [{ goodsId: goods.id, unit: "只", announced: "1" }],
      }),
    );
    const refusal = await refusalOf(moveOrder(buyer, { id, version: 4, move: "cancel", reason: "不要了" }));
    expect(refusal.reason).toMatchObject({ key: "procurement.refusals.openDeliveries", params: { count: 1 } });
  });
});
