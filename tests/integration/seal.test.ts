import { expect, it } from "vitest";
import { sealShipment } from "@/lib/operation/transport/shipment/commands/move";
import { planShipment } from "@/lib/operation/transport/shipment/commands/plan";
import { write } from "@/lib/platform/db/access";
import { setup } from "../support/actors";
import { caught } from "../support/refusals";
import {
  pickedTransfer,
  shipmentMove,
  shipmentRow,
  transferMove,
  transferRow,
  transportStage,
} from "../support/transport";
import { AREAS, someGoods, stocked, unique } from "../support/world";

const stage = transportStage();

it("a seal closes one vehicle: its number is refused while it is on a load under way in another, and shared within one", async () => {
  const { cast } = stage;
  const goods = await someGoods();
  await stocked(cast.store, goods, 100n);
  const car = () =>
    write(setup, (db) =>
      db.vehicle.create({ data: { plate: unique("模拟").slice(-20), kind: "van", areaCode: AREAS.city } }),
    );
  const [one, two] = [await car(), await car()];
  const loaded = async (vehicleId?: string) => {
    const transferId = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 5n }]);
    if ((await transferRow(transferId)).state === "picking")
      await transferMove(cast.operator, transferId, "finishPicking");
    const { id } = await planShipment(cast.dispatcher, {
      transferId,
      driverId: cast.driver.personId ?? undefined,
      vehicleId,
      note: "",
    });
    await shipmentMove(cast.operator, id, "load");
    return id;
  };
  const seal = async (id: string, sealNumber = "模拟 777") =>
    sealShipment(cast.operator, { id, version: (await shipmentRow(id)).version, sealNumber });
  const first = await loaded(one.id);
  await seal(first);
  const other = await loaded(two.id);
  expect(await caught(seal(other))).toMatchObject({
    reason: {
      key: "transport.shipment.refusals.sealInUse",
      params: { number: (await shipmentRow(first)).number },
    },
  });
  expect((await shipmentRow(other)).state).toBe("loaded");
  await seal(await loaded(one.id));
  await shipmentMove(cast.driver, first, "depart");
  expect(await caught(seal(other))).not.toBeNull();
  await seal(other, "模拟 778");
});
