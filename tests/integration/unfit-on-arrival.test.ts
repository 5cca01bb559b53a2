import { describe, expect, it } from "vitest";
import { resolveDiscrepancy } from "@/lib/operation/distribution/discrepancy/commands/resolve";
import { recallLot } from "@/lib/operation/transport/recall/commands";
import { write } from "@/lib/platform/db/access";
import { setup } from "../support/actors";
import { aDemand, demandCast, demandRow } from "../support/demand";
import { caught } from "../support/refusals";
import {
  aShipment,
  balance,
  casesOf,
  countAndSign,
  pickedTransfer,
  servingCast,
  shipmentRow,
  transportCast,
  transportStage,
} from "../support/transport";
import { someGoods, stocked } from "../support/world";

const { cast } = transportStage();

const expire = (lotId: string) =>
  write(setup, (db) => db.lot.update({ where: { id: lotId }, data: { expiresOn: new Date("2000-01-01") } }));

describe("a lot that went bad on the road", () => {
  it("expired is not signed for as good: counted as damaged it fills no need, and an officer decides what becomes of it", async () => {
    const people = await demandCast();
    const serving = servingCast(cast, people);
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const demand = await aDemand(people, { lines: [{ goodsId: goods.id, quantity: 10n }] });
    const transfer = await pickedTransfer(serving, [
      { goodsId: goods.id, quantity: 10n, demandLineId: demand.lines[0]?.id },
    ]);
    const id = await aShipment(serving, transfer, "arrived");
    await expire(lot.id);
    expect(await caught(countAndSign(serving.receiver, id, [{ counted: 10n }]))).toMatchObject({
      reason: { key: "distribution.handover.refusals.unfitAsGood" },
      items: [{ key: "errors.stock.lotExpired", params: { lot: lot.number } }],
    });
    expect((await shipmentRow(id)).state).toBe("counted");
    expect((await demandRow(demand.id)).lines[0]?.received).toBe(0n);
    await countAndSign(serving.receiver, id, [{ counted: 0n, damaged: 10n }]);
    const [open] = await casesOf(id);
    await resolveDiscrepancy(cast.officer, {
      id: open?.id ?? "",
      version: 1,
      note: "退回销毁",
      portions: [{ option: "returned", quantity: 10n }],
    });
    // The need is open again, for other goods to fill.
    expect(await demandRow(demand.id)).toMatchObject({ fulfilment: "none", lines: [{ promised: 0n, received: 0n }] });
  });

  it("recalled is refused likewise, line by line: the sound lines are taken when it is counted apart", async () => {
    const [good, bad] = [await someGoods(), await someGoods()];
    await stocked(cast.store, good, 5n);
    const { lot } = await stocked(cast.store, bad, 5n);
    const transfer = await pickedTransfer(cast, [
      { goodsId: good.id, quantity: 5n },
      { goodsId: bad.id, quantity: 5n },
    ]);
    const id = await aShipment(cast, transfer, "arrived");
    await recallLot(cast.officer, { lotId: lot.id, version: 1, recalled: "yes", reason: "召回" });
    expect(await caught(countAndSign(cast.receiver, id, [{ counted: 5n }, { counted: 5n }]))).toMatchObject({
      items: [{ key: "errors.stock.lotRecalled", params: { lot: lot.number } }],
    });
    await countAndSign(cast.receiver, id, [{ counted: 5n }, { counted: 0n, damaged: 5n }]);
    expect((await shipmentRow(id)).lines.map((line) => line.accepted)).toEqual([5n, 0n]);
  });

  it("is taken in by a store, whose shelves never issue it", async () => {
    const toStore = await transportCast("reserveNode");
    const goods = await someGoods();
    const { lot } = await stocked(toStore.store, goods, 5n);
    const id = await aShipment(
      toStore,
      await pickedTransfer(toStore, [{ goodsId: goods.id, quantity: 5n }]),
      "arrived",
    );
    await expire(lot.id);
    await countAndSign(toStore.receiver, id, [{ counted: 5n }]);
    expect((await balance(toStore.recipient, "dock", lot.id)).onHand).toBe(5n);
  });
});
