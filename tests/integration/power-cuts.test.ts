import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { amendHandovers } from "@/lib/operation/distribution/handover/commands/amend";
import { acceptShipment, countShipment, receiveShipment } from "@/lib/operation/distribution/handover/commands/receive";
import { acceptDelivery } from "@/lib/operation/procurement/commands/accept";
import { announceDelivery } from "@/lib/operation/procurement/commands/announce";
import { countDelivery } from "@/lib/operation/procurement/commands/count";
import { inspectDelivery } from "@/lib/operation/procurement/commands/inspect";
import { moveDelivery } from "@/lib/operation/procurement/commands/move-delivery";
import {
  announceDeliveryInput,
  countDeliveryInput,
  inspectDeliveryInput,
} from "@/lib/operation/procurement/schema/delivery";
import { createAdjustment, moveAdjustment } from "@/lib/operation/storage/commands/adjust";
import { resolvePack } from "@/lib/operation/storage/commands/pack";
import { countLines, moveStocktake, openStocktake } from "@/lib/operation/storage/commands/stocktake";
import { recallLot } from "@/lib/operation/transport/recall/commands";
import { moveShipment, sealShipment } from "@/lib/operation/transport/shipment/commands/move";
import { planShipment } from "@/lib/operation/transport/shipment/commands/plan";
import { moveTransfer } from "@/lib/operation/transport/transfer/commands/move";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import type { Actor } from "@/lib/platform/auth/actor";
import { read, write } from "@/lib/platform/db/access";
import { actorAs, setup } from "../support/actors";
import { type PowerCuts, powerCuts } from "../support/power-cut";
import { aDemand, demandCast } from "../support/demand";
import {
  aTransfer,
  balance,
  servingCast,
  shipmentRow,
  SIGNING,
  transferRow,
  transportStage,
} from "../support/transport";
import { AREAS, someGoods, stocked, unique } from "../support/world";

const { cast, database } = transportStage();
let colleague: Actor;
let power: PowerCuts;
beforeAll(async () => {
  colleague = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "colleague");
  power = await powerCuts(database);
});
afterAll(async () => {
  await power.close();
});

/** What each step of a story was cut in: the number of its statements, at least a receipt, a row, an event. */
const cuts: Record<string, number> = {};
async function survives(name: string, run: (key: string) => Promise<unknown>): Promise<void> {
  cuts[name] = await power.survivedBy(name, run);
  expect(cuts[name], name).toBeGreaterThanOrEqual(3);
}
const delivery = (id: string) =>
  read(setup, (db) => db.delivery.findUniqueOrThrow({ where: { id }, include: { lines: true } }));

describe("the power fails after any statement of", () => {
  it("a delivery's way onto the shelf: nothing of the step has happened, and sent again it happens once", async () => {
    const goods = await someGoods();
    const party = await write(setup, (db) =>
      db.party.create({ data: { kind: "donor", name: unique("单位"), areaCode: AREAS.city } }),
    );
    const { id } = await announceDelivery(
      cast.operator,
      announceDeliveryInput.parse({
        kind: "donation",
        partyId: party.id,
        siteId: cast.store.id,
        lines: [
          { goodsId: goods.id, unit: "只", announced: "100" },
          { goodsId: goods.id, unit: "箱", announced: "7" },
        ],
      }),
    );
    await survives("arrive at the gate", (key) => moveDelivery(cast.operator, { id, version: 1, move: "arrive" }, key));
    const [pieces, boxes] = (await delivery(id)).lines;
    const counted = countDeliveryInput.parse({
      id,
      version: 2,
      lines: [
        { lineId: pieces?.id, counted: 90 },
        { lineId: boxes?.id, counted: 7 },
      ],
      extra: [{ goodsId: goods.id, unit: "只", counted: 5 }],
    });
    await survives("count", (key) => countDelivery(cast.operator, counted, key));
    const inspected = inspectDeliveryInput.parse({
      id,
      version: 3,
      lines: (await delivery(id)).lines.map((line) => ({
        lineId: line.id,
        splits:
          line.id === pieces?.id
            ? [
                { quantity: 80, condition: "good", disposition: "accept", reason: "" },
                { quantity: 10, condition: "damaged", disposition: "destroy", reason: "受潮" },
              ]
            : [{ quantity: String(line.counted), condition: "good", disposition: "accept", reason: "" }],
      })),
    });
    await survives("inspect", (key) => inspectDelivery(cast.operator, inspected, key));
    await survives("accept and put away", (key) => acceptDelivery(colleague, { id, version: 4, zone: "" }, key));
    const query = await read(setup, (db) => db.packQuery.findFirstOrThrow({ where: { goodsId: goods.id } }));
    await survives("settle the pack size", (key) =>
      resolvePack(cast.officer, { id: query.id, version: 1, baseUnits: 50n, reason: "开箱清点" }, key),
    );
    const shelf = await read(setup, (db) =>
      db.stockBalance.aggregate({ where: { goodsId: goods.id, place: { kind: "shelf" } }, _sum: { onHand: true } }),
    );
    expect(shelf._sum.onHand).toBe(80n + 5n + 350n);
  });

  it("a load's way to the recipient's hands", async () => {
    const goods = await someGoods();
    const people = await demandCast();
    const { lot, shelf } = await stocked(cast.store, goods, 50n);
    const demand = await aDemand(people, { lines: [{ goodsId: goods.id, quantity: 50n }] });
    const demandLineId = demand.lines[0]?.id ?? "";
    const serving = servingCast(cast, people);
    const id = await aTransfer(serving, [{ goodsId: goods.id, quantity: 50n, demandLineId }]);
    await survives("release", (key) => moveTransfer(cast.officer, { id, version: 1, move: "release" }, key));
    const lineId = (await transferRow(id)).lines[0]?.id ?? "";
    const pick = { lineId, lotId: lot.id, placeId: shelf };
    await survives("pick a part", (key) =>
      pickTransfer(cast.operator, { id, version: 2, picks: [{ ...pick, quantity: 20n }] }, key),
    );
    const { version } = await transferRow(id);
    await survives("pick the rest", (key) =>
      pickTransfer(cast.operator, { id, version, picks: [{ ...pick, quantity: 30n }] }, key),
    );
    let shipmentId = "";
    await survives("plan", async (key) => {
      const planned = await planShipment(
        cast.operator,
        { transferId: id, driverId: cast.driver.personId ?? undefined, note: "" },
        key,
      );
      shipmentId = planned.id;
      return planned;
    });
    const move = (actor: Actor, name: "load" | "depart" | "arrive", at: number) =>
      survives(name, (key) => moveShipment(actor, { id: shipmentId, version: at, move: name }, key));
    await move(cast.operator, "load", 1);
    await survives("seal", (key) =>
      sealShipment(cast.operator, { id: shipmentId, version: 2, sealNumber: "模拟 1" }, key),
    );
    await move(cast.driver, "depart", 3);
    await move(cast.driver, "arrive", 4);
    const line = (await shipmentRow(shipmentId)).lines[0]?.id ?? "";
    const counted = [{ lineId: line, counted: 47n, damaged: 1n, wrongGoods: 0n, note: "" }];
    await survives("count at the door", (key) =>
      countShipment(serving.receiver, { id: shipmentId, version: 5, lines: counted }, key),
    );
    await survives("sign", (key) => acceptShipment(serving.receiver, { ...SIGNING, id: shipmentId, version: 6 }, key));
    expect((await balance(cast.store, "transit", lot.id, (await shipmentRow(shipmentId)).number)).onHand).toBe(3n);
    await survives("amend", (key) =>
      amendHandovers(
        cast.officer,
        { reason: "复点", issues: [{ shipmentId, version: 7, lines: [{ lineId: line, accepted: 48n }] }] },
        key,
      ),
    );
  });

  it("the one screen of a phone: arrive, count and sign together", async () => {
    const goods = await someGoods();
    const { lot, shelf } = await stocked(cast.store, goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    await moveTransfer(cast.officer, { id, version: 1, move: "release" });
    const lineId = (await transferRow(id)).lines[0]?.id ?? "";
    await pickTransfer(cast.operator, {
      id,
      version: 2,
      picks: [{ lineId, lotId: lot.id, placeId: shelf, quantity: 10n }],
    });
    const planned = await planShipment(cast.operator, {
      transferId: id,
      driverId: cast.driver.personId ?? undefined,
      note: "",
    });
    await moveShipment(cast.operator, { id: planned.id, version: 1, move: "load" });
    await sealShipment(cast.operator, { id: planned.id, version: 2, sealNumber: "模拟 2" });
    await moveShipment(cast.driver, { id: planned.id, version: 3, move: "depart" });
    const line = (await shipmentRow(planned.id)).lines[0]?.id ?? "";
    await survives("receive", (key) =>
      receiveShipment(
        cast.receiver,
        {
          ...SIGNING,
          id: planned.id,
          version: 4,
          lines: [{ lineId: line, counted: 10n, damaged: 0n, wrongGoods: 0n, note: "" }],
        },
        key,
      ),
    );
    expect((await transferRow(id)).state).toBe("closed");
  });

  it("a recall, an adjustment and a stocktake", async () => {
    const goods = await someGoods();
    const { lot, shelf } = await stocked(cast.store, goods, 30n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    await moveTransfer(cast.officer, { id, version: 1, move: "release" });
    await survives("recall", (key) =>
      recallLot(cast.officer, { lotId: lot.id, version: 1, recalled: "yes", reason: "试" }, key),
    );
    const adjustment = await createAdjustment(cast.operator, {
      lotId: lot.id,
      placeId: shelf,
      direction: "less",
      quantity: 3n,
      reasonCode: "recalled",
      reason: "销毁样品",
    });
    const adjust = (name: "submit" | "post" | "reverse", actor: Actor, version: number) =>
      survives(`${name} an adjustment`, (key) =>
        moveAdjustment(actor, { id: adjustment.id, version, move: name, reason: "试" }, key),
      );
    await adjust("submit", cast.operator, 1);
    await adjust("post", cast.officer, 2);
    expect((await balance(cast.store, "shelf", lot.id)).onHand).toBe(27n);
    await adjust("reverse", cast.officer, 3);
    expect((await balance(cast.store, "shelf", lot.id)).onHand).toBe(30n);

    const take = await openStocktake(cast.operator, { siteId: cast.store.id, goodsId: goods.id, note: "" });
    const [line] = await read(setup, (db) => db.stocktakeLine.findMany({ where: { stocktakeId: take.id } }));
    const count = { id: take.id, lines: [{ lineId: line?.id ?? "", count: 28n, reason: "少两只" }] };
    const stocktake = () => read(setup, (db) => db.stocktake.findUniqueOrThrow({ where: { id: take.id } }));
    await countLines(cast.operator, count);
    const finished = (await stocktake()).version;
    await survives("finish the count", (key) =>
      moveStocktake(cast.operator, { id: take.id, version: finished, move: "finishCount" }, key),
    );
    await countLines(cast.operator, count);
    const recounted = (await stocktake()).version;
    await moveStocktake(cast.operator, { id: take.id, version: recounted, move: "finishRecount" });
    const { version } = await stocktake();
    await survives("approve a stocktake", (key) =>
      moveStocktake(colleague, { id: take.id, version, move: "approve" }, key),
    );
    expect((await balance(cast.store, "shelf", lot.id)).onHand).toBe(28n);
  });
});
