import { describe, expect, it } from "vitest";
import { createTransfer } from "@/lib/operation/transport/transfer/commands/create";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import { putBack } from "@/lib/operation/transport/transfer/commands/put-back";
import { recallLot } from "@/lib/operation/transport/recall/commands";
import { myWork } from "@/lib/decision/situation/queries/work/list";
import { read, write } from "@/lib/platform/db/access";
import { BadInput, Refusal } from "@/lib/platform/errors";
import { setup } from "../support/actors";
import { aDemand, demandCast, demandRow } from "../support/demand";
import { caught } from "../support/refusals";
import {
  aShipment,
  aTransfer,
  balance,
  pickReserved,
  transferMove,
  transferRow,
  transportStage,
} from "../support/transport";
import { someGoods, stocked } from "../support/world";

const { cast } = transportStage();

/** A lot of cartons whose size nobody knows, on the store's shelf. */
async function cartons(goods: { id: string }, quantity: bigint) {
  return stocked(cast.store, { id: goods.id, baseUnit: "箱" }, quantity);
}
const childOf = (id: string) =>
  read(setup, (db) => db.transferOrder.findFirstOrThrow({ where: { parentId: id }, include: { lines: true } }));
const heldBy = (id: string) =>
  read(setup, (db) => db.stockReservation.findMany({ where: { documentId: id, state: "active" } }));
const setFloor = (goodsId: string, floor: bigint) =>
  write(setup, (db) =>
    db.stockLevel.upsert({
      where: { siteId_goodsId: { siteId: cast.store.id, goodsId } },
      create: { siteId: cast.store.id, goodsId, areaCode: cast.store.areaCode, floor },
      update: { floor },
    }),
  );

describe("a back-order", () => {
  it("of cartons of unknown size stays in cartons of the same lot: a carton never becomes a piece", async () => {
    const goods = await someGoods();
    await stocked(cast.store, goods, 500n);
    const { lot, shelf } = await cartons(goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, lotId: lot.id, quantity: 10n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0];
    expect(line?.unit).toBe("箱");
    await pickTransfer(cast.operator, {
      id,
      version: 2,
      picks: [{ lineId: line?.id ?? "", lotId: lot.id, placeId: shelf, quantity: 4n }],
    });
    await transferMove(cast.operator, id, "finishPicking");
    await aShipment(cast, id, "departed");
    await transferMove(cast.officer, id, "backOrder");
    const child = await childOf(id);
    expect(child.lines).toMatchObject([{ unit: "箱", lotId: lot.id, quantity: 6n }]);
    await transferMove(cast.officer, child.id, "release");
    expect(await heldBy(child.id)).toMatchObject([{ lotId: lot.id, quantity: 6n }]);
  });

  it("picks up stock that has come in since, and the promise to the need goes over whole, whatever the ratio", async () => {
    const people = await demandCast();
    const [need, substitute] = [await someGoods(), await someGoods()];
    await write(setup, (db) =>
      db.substitution.create({
        data: { goodsId: need.id, substituteId: substitute.id, ratioNeed: 1, ratioSubstitute: 3, reason: "测试" },
      }),
    );
    const demand = await aDemand(people, { lines: [{ goodsId: need.id, quantity: 100n }] });
    const { lot, shelf } = await stocked(cast.store, substitute, 10n);
    const { id } = await createTransfer(cast.officer, {
      fromSiteId: cast.store.id,
      toSiteId: people.hospital.id,
      purpose: "supply",
      priority: "urgent",
      note: "",
      lines: [
        { goodsId: substitute.id, quantity: 10n, demandLineId: demand.lines[0]?.id, ratioNeed: 1, ratioSubstitute: 3 },
      ],
    });
    await transferMove(cast.officer, id, "release");
    // Three of the substitute count as one: ten count as three.
    expect((await demandRow(demand.id)).lines[0]?.promised).toBe(3n);
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    const pick = (quantity: bigint) =>
      transferRow(id).then(({ version }) =>
        pickTransfer(cast.operator, {
          id,
          version,
          picks: [{ lineId: line, lotId: lot.id, placeId: shelf, quantity }],
        }),
      );
    await pick(5n);
    await pick(2n);
    await transferMove(cast.operator, id, "finishPicking");
    const [free] = await read(setup, (db) => db.lot.findMany({ where: { id: lot.id } }));
    await aShipment(cast, id, "departed", [{ lineId: line, lotId: free?.id ?? "", quantity: 5n }]);
    // Handed on in two steps: first what was not picked, then what was put back.
    await transferMove(cast.officer, id, "backOrder");
    await putBack(cast.operator, {
      id,
      version: (await transferRow(id)).version,
      move: "putBackRest",
      lineId: line,
      reason: "车装不下",
    });
    await transferMove(cast.officer, id, "backOrder");
    expect((await transferRow(id)).lines[0]).toMatchObject({ quantity: 10n, picked: 5n, backOrdered: 5n });
    // Five went: they count as one, and only that is still promised by this order.
    expect((await demandRow(demand.id)).lines[0]).toMatchObject({ promised: 1n, shipped: 1n });

    const more = await stocked(cast.store, substitute, 50n, { expiresOn: "2099-01-31" });
    const children = await read(setup, (db) => db.transferOrder.findMany({ where: { parentId: id } }));
    expect(children).toHaveLength(2);
    for (const child of children) await transferMove(cast.officer, child.id, "release");
    expect((await balance(cast.store, "shelf", more.lot.id)).reserved).toBe(5n);
    expect((await demandRow(demand.id)).lines[0]?.promised).toBe(2n);
  });
});

describe("my work", () => {
  const mine = async (kind: string) =>
    (await myWork(cast.officer)).items.filter((item) => item.kind === kind).map((item) => item.key);

  it("says which order has a rest to decide on, and which back-order the stock that came in can serve, floor and all", async () => {
    const goods = await someGoods();
    const { lot, shelf } = await stocked(cast.store, goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    await pickTransfer(cast.operator, {
      id,
      version: 2,
      picks: [{ lineId: line, lotId: lot.id, placeId: shelf, quantity: 4n }],
    });
    await transferMove(cast.operator, id, "finishPicking");
    await aShipment(cast, id, "departed");
    expect(await mine("decideRest")).toContain(id);
    await transferMove(cast.officer, id, "backOrder");
    expect(await mine("decideRest")).not.toContain(id);

    const child = (await childOf(id)).id;
    await setFloor(goods.id, 5n);
    expect(await mine("serveBackOrder")).not.toContain(child);
    expect(await mine("releaseTransfer")).not.toContain(child);
    await stocked(cast.store, goods, 5n, { expiresOn: "2099-01-31" });
    expect(await mine("serveBackOrder")).toContain(child);
    await transferMove(cast.officer, child, "release");
    expect(await mine("serveBackOrder")).not.toContain(child);
  });

  it("says which released order a recall left short", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    await transferMove(cast.officer, id, "release");
    expect(await mine("reserveAnew")).not.toContain(id);
    await recallLot(cast.officer, { lotId: lot.id, version: 1, recalled: "yes", reason: "召回" });
    expect(await mine("reserveAnew")).toContain(id);
    await stocked(cast.store, goods, 10n);
    await transferMove(cast.officer, id, "reserveRest");
    expect(await mine("reserveAnew")).not.toContain(id);
  });
});

describe("reserving anew what a recall took", () => {
  it("never puts pieces in the place of cartons", async () => {
    const goods = await someGoods();
    const pieces = await stocked(cast.store, goods, 500n);
    const { lot } = await cartons(goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, lotId: lot.id, quantity: 10n }]);
    await transferMove(cast.officer, id, "release");
    await recallLot(cast.officer, { lotId: lot.id, version: 1, recalled: "yes", reason: "召回" });
    const refusal = (await caught(transferMove(cast.officer, id, "reserveRest"))) as Refusal;
    expect(refusal.reason.key).toBe("transport.transfer.refusals.nothingToReserve");
    expect((await balance(cast.store, "shelf", pieces.lot.id)).reserved).toBe(0n);
    await recallLot(cast.officer, { lotId: lot.id, version: 2, recalled: "no", reason: "误报" });
    await transferMove(cast.officer, id, "reserveRest");
    expect(await heldBy(id)).toMatchObject([{ lotId: lot.id, quantity: 10n }]);
  });
});

describe("picking beyond what was promised", () => {
  it("does not take the reserve floor: a recalled lot's place is taken only by what lies above it", async () => {
    const goods = await someGoods();
    const bad = await stocked(cast.store, goods, 30n, { expiresOn: "2099-01-31" });
    const good = await stocked(cast.store, goods, 100n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 30n }]);
    await transferMove(cast.officer, id, "release");
    await setFloor(goods.id, 80n);
    await recallLot(cast.officer, { lotId: bad.lot.id, version: 1, recalled: "yes", reason: "召回" });
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    const pick = async (quantity: bigint) =>
      pickTransfer(cast.operator, {
        id,
        version: (await transferRow(id)).version,
        picks: [
          { lineId: line, lotId: good.lot.id, placeId: good.shelf, quantity, substitutionReason: "原批次已召回" },
        ],
      });
    const refusal = (await caught(pick(21n))) as Refusal;
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.items[0]).toMatchObject({ key: "errors.stock.belowFloor", params: { wanted: 21n, available: 20n } });
    await pick(20n);
    expect((await balance(cast.store, "shelf", good.lot.id)).onHand).toBe(80n);
  });

  it("leaves what was promised before the floor was raised to be picked", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 100n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 60n }]);
    await transferMove(cast.officer, id, "release");
    await setFloor(goods.id, 80n);
    await pickReserved(cast, id);
    expect((await balance(cast.store, "shelf", lot.id)).onHand).toBe(40n);
  });
});

describe("a transfer line that says which need it serves", () => {
  it("must go to the place of the need, be the goods needed or a substitute by rule and ratio, and be counted in base units", async () => {
    const people = await demandCast();
    const [need, other] = [await someGoods(), await someGoods()];
    const demand = await aDemand(people, { lines: [{ goodsId: need.id, quantity: 100n }] });
    const packed = await cartons(need, 5n);
    const make = (
      line: { goodsId: string; lotId?: string; ratioNeed?: number; ratioSubstitute?: number },
      toSiteId = people.hospital.id,
    ) =>
      createTransfer(cast.officer, {
        fromSiteId: cast.store.id,
        toSiteId,
        purpose: "supply",
        priority: "urgent",
        note: "",
        lines: [{ quantity: 1n, demandLineId: demand.lines[0]?.id, ratioNeed: 1, ratioSubstitute: 1, ...line }],
      });
    const faultOf = async (promise: Promise<unknown>) => {
      const error = (await caught(promise)) as BadInput;
      expect(error).toBeInstanceOf(BadInput);
      return Object.values(error.fields)[0]?.key;
    };
    const refusals = "transport.transfer.refusals";
    expect(await faultOf(make({ goodsId: need.id }, cast.recipient.id))).toBe(`${refusals}.needElsewhere`);
    expect(await faultOf(make({ goodsId: other.id }))).toBe(`${refusals}.needOfOtherGoods`);
    expect(await faultOf(make({ goodsId: need.id, ratioNeed: 1000 }))).toBe(`${refusals}.needOfOtherGoods`);
    expect(await faultOf(make({ goodsId: need.id, lotId: packed.lot.id }))).toBe(`${refusals}.needInPacks`);
    await make({ goodsId: need.id });
    // The database knows the last of these too, whoever writes.
    const { id } = await aTransfer(cast, [{ goodsId: need.id, lotId: packed.lot.id, quantity: 1n }]).then((made) => ({
      id: made,
    }));
    const error = await caught(
      write(setup, (db) =>
        db.transferLine.updateMany({ where: { transferId: id }, data: { demandLineId: demand.lines[0]?.id ?? null } }),
      ),
    );
    expect(error).toMatchObject({ reason: { key: `${refusals}.needInPacks` } });
  });
});
