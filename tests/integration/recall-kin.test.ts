import { describe, expect, it } from "vitest";
import { resolveDiscrepancy } from "@/lib/operation/distribution/discrepancy/commands/resolve";
import { reclassifyLot } from "@/lib/operation/storage/commands/lot";
import { resolvePack } from "@/lib/operation/storage/commands/pack";
import { getLot } from "@/lib/operation/storage/queries/lots";
import { recallLot } from "@/lib/operation/transport/recall/commands";
import { read, write } from "@/lib/platform/db/access";
import { setup } from "../support/actors";
import { caught } from "../support/refusals";
import {
  aShipment,
  aTransfer,
  casesOf,
  countAndSign,
  pickedTransfer,
  transferMove,
  transportStage,
} from "../support/transport";
import { someGoods, stocked } from "../support/world";

const { cast } = transportStage();

const lotOf = (id: string) => read(setup, (db) => db.lot.findUniqueOrThrow({ where: { id } }));
const recall = async (lotId: string, recalled: "yes" | "no", reason = "厂家召回（模拟）") =>
  recallLot(cast.officer, { lotId, version: (await lotOf(lotId)).version, recalled, reason });

/** Ten cartons whose size is settled afterwards: the cartons' lot and the lot of pieces made of it. */
async function unpacked() {
  const goods = await someGoods();
  const cartons = await stocked(cast.store, { id: goods.id, baseUnit: "箱" }, 10n);
  const query = await write(setup, (db) =>
    db.packQuery.create({
      data: {
        lotId: cartons.lot.id,
        goodsId: goods.id,
        unit: "箱",
        siteId: cast.store.id,
        areaCode: cast.store.areaCode,
      },
    }),
  );
  await resolvePack(cast.officer, { id: query.id, version: 1, baseUnits: 50n, reason: "拆箱清点" });
  const pieces = await read(setup, (db) =>
    db.lot.findFirstOrThrow({ where: { sourceKind: "packQuery", sourceId: query.id } }),
  );
  return { goods, cartons: cartons.lot, pieces };
}

describe("a recall", () => {
  it("follows the goods under every number they got: pack size settled, then booked as other goods", async () => {
    const { cartons, pieces } = await unpacked();
    const other = await someGoods();
    const { id } = await reclassifyLot(cast.officer, { lotId: pieces.id, toGoodsId: other.id, reason: "实为另一种" });
    const order = await aTransfer(cast, [{ goodsId: other.id, quantity: 100n }]);
    await transferMove(cast.officer, order, "release");
    // The number printed on the carton is the one people know.
    expect(await recall(cartons.id, "yes")).toMatchObject({ id: cartons.id, transfers: 1 });
    expect(await lotOf(pieces.id)).toMatchObject({ recalled: true });
    expect(await lotOf(id)).toMatchObject({ recalled: true, recallReason: "厂家召回（模拟）" });
    const again = await aTransfer(cast, [{ goodsId: other.id, quantity: 1n }]);
    expect(await caught(transferMove(cast.officer, again, "release"))).toMatchObject({
      items: [{ params: { available: 0n } }],
    });
  });

  it("of a lot made of another reaches that one too; withdrawn, it leaves what was recalled for another reason", async () => {
    const { cartons, pieces } = await unpacked();
    await recall(pieces.id, "yes");
    expect(await lotOf(cartons.id)).toMatchObject({ recalled: true });
    await recall(pieces.id, "no", "误报");
    expect(await lotOf(cartons.id)).toMatchObject({ recalled: false });

    const second = await unpacked();
    await write(setup, (db) =>
      db.lot.update({ where: { id: second.cartons.id }, data: { recalled: true, recallReason: "外箱破损" } }),
    );
    await recall(second.pieces.id, "yes");
    await recall(second.pieces.id, "no", "误报");
    expect(await lotOf(second.cartons.id)).toMatchObject({ recalled: true, recallReason: "外箱破损" });
  });

  it("reaches what came back damaged, and no other lot of the goods", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const id = await aShipment(cast, await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]), "arrived");
    const bystander = await stocked(cast.store, goods, 10n);
    await countAndSign(cast.receiver, id, [{ counted: 8n, damaged: 2n }]);
    const [open] = await casesOf(id);
    await resolveDiscrepancy(cast.officer, {
      id: open?.id ?? "",
      version: 1,
      note: "退回",
      portions: [{ option: "returned", quantity: 2n }],
    });
    const { relatives } = await getLot(cast.officer, lot.id);
    expect(relatives).toMatchObject([{ is: "after", by: "cameBackDamaged" }]);
    expect((await getLot(cast.officer, relatives[0]?.id ?? "")).relatives).toMatchObject([
      { id: lot.id, is: "before", by: "cameBackDamaged" },
    ]);
    await recall(lot.id, "yes");
    const lots = await read(setup, (db) => db.lot.findMany({ where: { goodsId: goods.id }, orderBy: { id: "asc" } }));
    expect(lots.map((each) => [each.id === bystander.lot.id, each.recalled])).toEqual([
      [false, true],
      [true, false],
      [false, true],
    ]);
  });
});
