import { describe, expect, it } from "vitest";
import { sealShipment } from "@/lib/operation/transport/shipment/commands/move";
import { packLine, unpackCarton } from "@/lib/operation/transport/shipment/commands/pack";
import { reportPosition } from "@/lib/operation/transport/shipment/commands/position";
import { isSscc } from "@/lib/operation/transport/sscc";
import { read, write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { setup } from "../support/actors";
import { aDemand, demandCast, demandRow } from "../support/demand";
import { caught } from "../support/refusals";
import {
  aShipment,
  balance,
  countAndSign,
  pickedGoods,
  pickedTransfer,
  servingCast,
  shipmentMove,
  shipmentRow,
  transferMove,
  transferRow,
  transportCast,
  transportStage,
} from "../support/transport";
import { someGoods, stocked } from "../support/world";

const { cast } = transportStage();

describe("the road is a place", () => {
  it("goods go staging, transit, recipient, and are somewhere at every step", async () => {
    const { lot, transferId } = await pickedGoods(cast, 80n);
    const id = await aShipment(cast, transferId, "planned");
    const { number } = await shipmentRow(id);
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(80n);
    await shipmentMove(cast.operator, id, "load");
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(0n);
    expect((await balance(cast.store, "transit", lot.id, number)).onHand).toBe(80n);
    await sealShipment(cast.operator, { id, version: 2, sealNumber: "A1" });
    await shipmentMove(cast.driver, id, "depart");
    expect(await transferRow(transferId)).toMatchObject({ state: "shipped", lines: [{ shipped: 80n }] });
    await shipmentMove(cast.driver, id, "arrive");
    await countAndSign(cast.receiver, id, [{ counted: 80n }]);
    expect((await balance(cast.store, "transit", lot.id, number)).onHand).toBe(0n);
    expect(await transferRow(transferId)).toMatchObject({ state: "closed", lines: [{ received: 80n }] });
    expect((await shipmentRow(id)).discrepancies).toEqual([]);
  });

  it("arrives on the dock of a receiving store, to be put away there", async () => {
    const between = await transportCast("reserveNode");
    const goods = await someGoods();
    const { lot } = await stocked(between.store, goods, 12n);
    const transferId = await pickedTransfer(between, [{ goodsId: goods.id, quantity: 12n }]);
    const id = await aShipment(between, transferId, "arrived");
    await countAndSign(between.receiver, id, [{ counted: 12n }]);
    expect((await balance(between.recipient, "dock", lot.id)).onHand).toBe(12n);
  });

  it("unloading reverses the load, and what is refused at the gate comes back to the sender's dock and is owed again", async () => {
    const { lot, transferId } = await pickedGoods(cast, 30n);
    const id = await aShipment(cast, transferId, "sealed");
    await shipmentMove(cast.operator, id, "unload", "车坏了");
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(30n);
    expect(await shipmentRow(id)).toMatchObject({ state: "planned", sealNumber: null });
    await shipmentMove(cast.operator, id, "load");
    await sealShipment(cast.operator, { id, version: (await shipmentRow(id)).version, sealNumber: "B2" });
    await shipmentMove(cast.driver, id, "depart");
    await shipmentMove(cast.receiver, id, "turnBack", "无法卸货");
    expect((await balance(cast.store, "dock", lot.id)).onHand).toBe(30n);
    expect(await transferRow(transferId)).toMatchObject({ state: "shipped", lines: [{ picked: 0n, shipped: 0n }] });
    await transferMove(cast.officer, transferId, "backOrder");
    expect((await transferRow(transferId)).lines[0]).toMatchObject({ backOrdered: 30n });
  });

  it("a lot recalled after picking is not loaded, and not driven off when it is on the lorry already", async () => {
    const { lot, transferId } = await pickedGoods(cast, 10n);
    const id = await aShipment(cast, transferId, "sealed");
    await write(setup, (db) =>
      db.lot.update({ where: { id: lot.id }, data: { recalled: true, recallReason: "测试" } }),
    );
    const refusal = (await caught(shipmentMove(cast.driver, id, "depart"))) as Refusal;
    expect(refusal.items[0]?.key).toBe("errors.stock.lotRecalled");
    expect((await shipmentRow(id)).state).toBe("sealed");
  });
});

describe("cartons", () => {
  it("carry valid SSCCs of their own, never hold more than the line, and are closed by the seal", async () => {
    const { transferId } = await pickedGoods(cast, 100n, { packSize: 24n });
    const id = await aShipment(cast, transferId, "planned");
    const row = await shipmentRow(id);
    const lineId = row.lines[0]?.id ?? "";
    await packLine(cast.operator, { id, version: row.version, lineId, perCarton: 24n });
    const cartons = await read(setup, (db) =>
      db.carton.findMany({ where: { shipmentId: id }, orderBy: { sscc: "asc" } }),
    );
    expect(cartons.map((carton) => (carton.contents as { quantity: string }[])[0]?.quantity)).toEqual([
      "24",
      "24",
      "24",
      "24",
      "4",
    ]);
    expect(cartons.every((carton) => isSscc(carton.sscc) && carton.simulated)).toBe(true);
    const full = (await caught(
      packLine(cast.operator, { id, version: row.version + 1, lineId, perCarton: 1n }),
    )) as Refusal;
    expect(full.reason.key).toBe("transport.shipment.refusals.allPacked");
    await unpackCarton(cast.operator, { id, version: row.version + 1, cartonId: cartons[4]?.id ?? "" });
    await packLine(cast.operator, { id, version: row.version + 2, lineId, perCarton: 4n });
    const again = await read(setup, (db) => db.carton.findMany({ where: { shipmentId: id } }));
    expect(again.some((carton) => carton.sscc === cartons[4]?.sscc)).toBe(false);
    await shipmentMove(cast.operator, id, "load");
    await sealShipment(cast.operator, { id, version: (await shipmentRow(id)).version, sealNumber: "D4" });
    const sealed = (await caught(
      unpackCarton(cast.operator, {
        id,
        version: (await shipmentRow(id)).version,
        cartonId: again[0]?.id ?? "",
      }),
    )) as Refusal;
    expect(sealed.reason.key).toBe("transport.shipment.refusals.sealed");
  });
});

describe("whereabouts", () => {
  it("are reported by the driver under way, by device or by name, and kept", async () => {
    const { transferId } = await pickedGoods(cast, 5n);
    const id = await aShipment(cast, transferId, "sealed");
    const report = () =>
      reportPosition(cast.driver, { id, position: { source: "none" }, placeName: "白沙洲大桥检查点" });
    expect(await caught(report())).toBeInstanceOf(Refusal);
    await shipmentMove(cast.driver, id, "depart");
    await report();
    await reportPosition(cast.driver, { id, position: { source: "device", lon: 114.3, lat: 30.6 }, placeName: "" });
    const points = await read(setup, (db) =>
      db.custodyPoint.findMany({ where: { shipmentId: id }, orderBy: { id: "asc" } }),
    );
    expect(points.map((point) => [point.positionSource, point.placeName, point.lon])).toEqual([
      ["manual", "白沙洲大桥检查点", null],
      ["device", "", 114.3],
    ]);
    await expect(write(setup, (db) => db.$executeRaw`DELETE FROM custody_point`)).rejects.toThrow(/permission denied/);
  });
});

describe("the demand behind a transfer", () => {
  it("hears of promise, departure and receipt, step by step", async () => {
    const people = await demandCast();
    const goods = await someGoods();
    await stocked(cast.store, goods, 100n);
    const request = await aDemand(people, { lines: [{ goodsId: goods.id, quantity: 100n }] });
    const counters = async () => {
      const { promised, shipped, received } = (await demandRow(request.id)).lines[0] as (typeof request.lines)[number];
      return [promised, shipped, received];
    };
    const transferId = await pickedTransfer(servingCast(cast, people), [
      { goodsId: goods.id, quantity: 60n, demandLineId: request.lines[0]?.id },
    ]);
    expect(await counters()).toEqual([60n, 0n, 0n]);
    const id = await aShipment(cast, transferId, "departed");
    expect(await counters()).toEqual([60n, 60n, 0n]);
    await shipmentMove(cast.driver, id, "arrive");
    await countAndSign(people.requester, id, [{ counted: 60n }]);
    expect(await counters()).toEqual([60n, 60n, 60n]);
    expect((await demandRow(request.id)).fulfilment).toBe("partly");
  });
});
