import { describe, expect, it } from "vitest";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import { putBack } from "@/lib/operation/transport/transfer/commands/put-back";
import { transferAccess } from "@/lib/operation/transport/transfer/commands/access";
import { read, write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { moveWithin } from "@/lib/platform/workflow/run";
import { setup } from "../support/actors";
import { caught } from "../support/refusals";
import {
  aShipment,
  aTransfer,
  balance,
  pickedTransfer,
  pickReserved,
  transferMove,
  transferRow,
  transportStage,
} from "../support/transport";
import { someGoods, stocked } from "../support/world";

const { cast } = transportStage();

describe("picking", () => {
  it("uses up the promises, moves shelf to staging and is finished when nothing is left", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 100n);
    const id = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 70n }]);
    expect(await transferRow(id)).toMatchObject({ state: "picked", lines: [{ picked: 70n }] });
    expect(await balance(cast.store, "shelf", lot.id)).toEqual({ onHand: 30n, reserved: 0n });
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(70n);
  });

  it("in parts keeps the rest promised", async () => {
    const goods = await someGoods();
    const { lot, shelf } = await stocked(cast.store, goods, 100n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 70n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    const pick = { lineId: line, lotId: lot.id, placeId: shelf, quantity: 25n };
    await pickTransfer(cast.operator, { id, version: 2, picks: [pick] });
    expect(await balance(cast.store, "shelf", lot.id)).toEqual({ onHand: 75n, reserved: 45n });
    const tooMuch = (await caught(
      pickTransfer(cast.operator, { id, version: 3, picks: [{ ...pick, quantity: 46n }] }),
    )) as Refusal;
    expect(tooMuch.items[0]).toMatchObject({
      key: "transport.transfer.refusals.pickTooMuch",
      params: { available: 45n },
    });
    expect((await transferRow(id)).state).toBe("picking");
  });

  it("takes another lot only with a reason, and frees the promised one", async () => {
    const goods = await someGoods();
    const promised = await stocked(cast.store, goods, 40n, { expiresOn: "2099-01-31" });
    const other = await stocked(cast.store, goods, 40n, { expiresOn: "2099-06-30" });
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 40n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    const pick = { lineId: line, lotId: other.lot.id, placeId: other.shelf, quantity: 15n };
    const without = (await caught(pickTransfer(cast.operator, { id, version: 2, picks: [pick] }))) as Refusal;
    expect(without.reason.key).toBe("transport.transfer.refusals.substitutionReason");
    await pickTransfer(cast.operator, {
      id,
      version: 2,
      picks: [{ ...pick, substitutionReason: "前排被堵" }],
    });
    expect(await balance(cast.store, "shelf", promised.lot.id)).toEqual({ onHand: 40n, reserved: 25n });
    expect(await balance(cast.store, "shelf", other.lot.id)).toEqual({ onHand: 25n, reserved: 0n });
  });

  it("never takes an expired or recalled lot, whatever was promised", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    await transferMove(cast.officer, id, "release");
    await write(setup, (db) =>
      db.lot.update({ where: { id: lot.id }, data: { recalled: true, recallReason: "测试" } }),
    );
    const refusal = (await caught(pickReserved(cast, id))) as Refusal;
    expect(refusal.items[0]?.key).toBe("errors.stock.lotRecalled");
    expect((await transferRow(id)).lines[0]?.picked).toBe(0n);
  });

  it("of other goods is refused: a substitute is a decision of the plan, not of the shelf", async () => {
    const [wanted, other] = [await someGoods(), await someGoods()];
    await stocked(cast.store, wanted, 10n);
    const foreign = await stocked(cast.store, other, 10n);
    const id = await aTransfer(cast, [{ goodsId: wanted.id, quantity: 10n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    const refusal = (await caught(
      pickTransfer(cast.operator, {
        id,
        version: 2,
        picks: [
          { lineId: line, lotId: foreign.lot.id, placeId: foreign.shelf, quantity: 1n, substitutionReason: "无" },
        ],
      }),
    )) as Refusal;
    expect(refusal.items[0]?.key).toBe("transport.transfer.refusals.pickOtherGoods");
  });

  it("can be put back on the shelf as long as no shipment carries it", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 20n);
    const id = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 20n }]);
    const row = await transferRow(id);
    const input = {
      id,
      version: row.version,
      lineId: row.lines[0]?.id ?? "",
      move: "putBack" as const,
      reason: "拣错",
    };
    const cancelled = (await caught(transferMove(cast.officer, id, "cancel", "试"))) as Refusal;
    expect(cancelled.reason.key).toBe("transport.transfer.refusals.stillStaged");
    await aShipment(cast, id, "planned");
    const carried = (await caught(putBack(cast.operator, input))) as Refusal;
    expect(carried.reason.key).toBe("transport.transfer.refusals.nothingToPutBack");
    const other = await stocked(cast.store, goods, 5n);
    const free = await pickedTransfer(cast, [{ goodsId: goods.id, lotId: other.lot.id, quantity: 5n }]);
    const freeRow = await transferRow(free);
    await putBack(cast.operator, { ...input, id: free, version: freeRow.version, lineId: freeRow.lines[0]?.id ?? "" });
    expect((await balance(cast.store, "shelf", other.lot.id)).onHand).toBe(5n);
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(20n);
    await transferMove(cast.officer, free, "cancel", "不发了");
  });
});

describe("back-orders", () => {
  it("take what could not be picked; the first order no longer answers for it", async () => {
    const goods = await someGoods();
    const { lot, shelf } = await stocked(cast.store, goods, 100n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 100n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    await pickTransfer(cast.operator, {
      id,
      version: 2,
      picks: [{ lineId: line, lotId: lot.id, placeId: shelf, quantity: 60n }],
    });
    await transferMove(cast.operator, id, "finishPicking");
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(0n);
    await aShipment(cast, id, "departed");
    await transferMove(cast.officer, id, "backOrder");
    const row = await transferRow(id);
    expect(row.lines[0]).toMatchObject({ quantity: 100n, picked: 60n, shipped: 60n, backOrdered: 40n });
    const child = await read(setup, (db) =>
      db.transferOrder.findFirstOrThrow({ where: { parentId: id }, include: { lines: true } }),
    );
    expect(child).toMatchObject({ state: "draft", purpose: "backOrder", lines: [{ quantity: 40n }] });
    const again = (await caught(transferMove(cast.officer, id, "backOrder"))) as Refusal;
    expect(again.reason.key).toBe("transport.transfer.refusals.nothingLeft");
    await expect(
      write(setup, (db) => db.transferLine.update({ where: { id: line }, data: { picked: 61n } })),
    ).rejects.toBeInstanceOf(Refusal);
  });
});

describe("a crash", () => {
  it("between reserving and finishing leaves nothing behind", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    const crash = write(cast.officer, (db) =>
      moveWithin(
        db,
        cast.officer,
        transferAccess,
        "release",
        {
          effect: async () => {
            throw new Error("power cut");
          },
        },
        { id, version: 1, input: null },
      ),
    );
    await expect(crash).rejects.toThrow("power cut");
    expect(await transferRow(id)).toMatchObject({ state: "draft", version: 1 });
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(0n);
    const events = await read(setup, (db) => db.event.count({ where: { documentId: id } }));
    expect(events).toBe(1);
  });
});
