import { describe, expect, it } from "vitest";
import { recallLot } from "@/lib/operation/transport/recall/commands";
import { journeysOf } from "@/lib/operation/transport/recall/queries";
import { getShipment } from "@/lib/operation/transport/shipment/queries";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import { createTransfer } from "@/lib/operation/transport/transfer/commands/create";
import { putAway } from "@/lib/operation/storage/commands/put-away";
import { getTransfer, listTransfers, pickingOf } from "@/lib/operation/transport/transfer/queries";
import { type PERMISSIONS, reachOf } from "@/lib/platform/auth/permissions";
import { read, write } from "@/lib/platform/db/access";
import { Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandCast, demandRow } from "../support/demand";
import { caught } from "../support/refusals";
import {
  aShipment,
  aTransfer,
  balance,
  countAndSign,
  pickedTransfer,
  pickReserved,
  releasedTransfer,
  servingCast,
  shipmentMove,
  transferMove,
  transferRow,
  transportStage,
} from "../support/transport";
import { AREAS, aSite, eventsOf, someGoods, stocked, unique } from "../support/world";

const { cast } = transportStage();

const recall = (lotId: string, version = 1, recalled: "yes" | "no" = "yes", key?: string) =>
  recallLot(cast.officer, { lotId, version, recalled, reason: "厂家召回（模拟）" }, key);

describe("recalling a lot", () => {
  it("releases its promises order by order, by a move that names lot, lines, amount and reason; each order shows which line is short", async () => {
    const [bad, good] = [await someGoods(), await someGoods()];
    const { lot } = await stocked(cast.store, bad, 100n, { expiresOn: "2099-01-01" });
    const spare = await stocked(cast.store, bad, 25n, { expiresOn: "2099-06-01" });
    const untouched = await stocked(cast.store, good, 50n);
    const first = await aTransfer(cast, [
      { goodsId: good.id, quantity: 10n },
      { goodsId: bad.id, quantity: 40n },
    ]);
    await transferMove(cast.officer, first, "release");
    const second = await releasedTransfer(cast, bad.id, 60n);
    const other = await releasedTransfer(cast, good.id, 5n);
    const [line] = (await transferRow(second)).lines;
    await pickTransfer(cast.operator, {
      id: second,
      version: 2,
      picks: [{ lineId: line?.id ?? "", lotId: lot.id, placeId: spare.shelf, quantity: 20n }],
    });

    const key = unique("recall");
    const did = await recall(lot.id, 1, "yes", key);
    expect(did).toMatchObject({ transfers: 2, staged: 1, shipments: 0 });
    expect(await recall(lot.id, 1, "yes", key)).toEqual(did);
    expect(await balance(cast.store, "shelf", lot.id)).toEqual({ onHand: 80n, reserved: 0n });
    expect((await balance(cast.store, "shelf", untouched.lot.id)).reserved).toBe(15n);

    expect(await transferRow(first)).toMatchObject({ state: "released", version: 3 });
    expect(await transferRow(second)).toMatchObject({ state: "picking", version: 4 });
    expect(await transferRow(other)).toMatchObject({ version: 2 });
    const moved = (await eventsOf(first)).filter((event) => event.type === "transferOrder.moved").at(-1);
    expect(moved?.payload).toMatchObject({
      move: "loseLot",
      from: "released",
      to: "released",
      reason: "厂家召回（模拟）",
      facts: { lot: lot.number, lines: "2", released: { quantity: "40", unit: "只" } },
    });
    expect((await eventsOf(second)).map((event) => (event.payload as { move?: string }).move ?? event.type)).toEqual(
      expect.arrayContaining(["loseLotPicking", "transferOrder.noted"]),
    );

    const shown = await getTransfer(cast.operator, first);
    expect(shown.lines.map((each) => each.short)).toEqual([0n, 40n]);
    const picking = await getTransfer(cast.operator, second);
    expect(picking.lines[0]).toMatchObject({ short: 40n, unfit: [{ number: lot.number, why: "recalled" }] });
    const list = (await listTransfers(cast.operator, {}, {})).rows;
    expect(list.find((row) => row.id === first)?.shortLines).toBe(1);
    expect(list.find((row) => row.id === other)?.shortLines).toBe(0);

    // Reserving anew takes what there is and says what still lacks.
    await transferMove(cast.officer, first, "reserveRest");
    expect((await getTransfer(cast.operator, first)).lines.map((each) => each.short)).toEqual([0n, 15n]);
    expect((await balance(cast.store, "shelf", spare.lot.id)).reserved).toBe(25n);
    const none = (await caught(transferMove(cast.officer, second, "reserveRestPicking"))) as Refusal;
    expect(none.reason.key).toBe("transport.transfer.refusals.nothingToReserve");
    expect(none.items[0]).toMatchObject({ params: { line: 1, missing: 40n } });
    const needless = (await caught(transferMove(cast.officer, other, "reserveRest"))) as Refusal;
    expect(needless.reason.key).toBe("transport.transfer.refusals.nothingShort");
    // Whoever may not release may not reserve anew either.
    expect(await caught(transferMove(cast.operator, first, "reserveRest"))).toBeInstanceOf(
      reachOf("transfer.release" satisfies keyof typeof PERMISSIONS, "warehouseOperator") ? Refusal : NotFound,
    );

    // Withdrawn, the lot may be issued again; nothing is promised by itself.
    await recall(lot.id, 2, "no");
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(0n);
    await transferMove(cast.officer, first, "reserveRest");
    expect((await getTransfer(cast.operator, first)).lines.map((each) => each.short)).toEqual([0n, 0n]);
    await pickReserved(cast, first);
    expect(await transferRow(first)).toMatchObject({ state: "picked" });
  });

  it("never lets it be picked by an order that was promised it, whatever the picker sends", async () => {
    const goods = await someGoods();
    const { lot, shelf } = await stocked(cast.store, goods, 10n);
    const id = await releasedTransfer(cast, goods.id, 10n);
    const [line] = (await transferRow(id)).lines;
    await recall(lot.id);
    const pick = { lineId: line?.id ?? "", lotId: lot.id, placeId: shelf, quantity: 10n, substitutionReason: "硬要" };
    const refusal = (await caught(
      pickTransfer(cast.operator, { id, version: (await transferRow(id)).version, picks: [pick] }),
    )) as Refusal;
    expect(refusal.items[0]).toMatchObject({ key: "errors.stock.lotRecalled", params: { lot: lot.number } });
    // Who had the order open before the recall is told that it changed.
    expect(await caught(pickTransfer(cast.operator, { id, version: 2, picks: [pick] }))).toBeInstanceOf(Conflict);
    expect(await balance(cast.store, "shelf", lot.id)).toEqual({ onHand: 10n, reserved: 0n });
  });

  it("flags what is picked, loaded, on the road and delivered, and tells whoever looks at the shipment", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 40n);
    const of = async (upTo: "planned" | "loaded" | "departed" | "arrived") =>
      aShipment(cast, await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]), upTo);
    const [planned, loaded, departed, delivered] = [
      await of("planned"),
      await of("loaded"),
      await of("departed"),
      await of("arrived"),
    ];
    await countAndSign(cast.receiver, delivered, [{ counted: 10n }]);
    // Nothing of it is left in store: who held it may recall it all the same.
    expect(await recall(lot.id)).toMatchObject({ transfers: 0, shipments: 4 });
    for (const id of [planned, loaded, departed, delivered]) {
      expect((await getShipment(cast.operator, id)).lines[0]).toMatchObject({ unfit: "recalled" });
      const note = (await eventsOf(id)).at(-1);
      expect(note).toMatchObject({ type: "shipment.noted", otherAreaCode: cast.recipient.areaCode });
      expect(note?.payload).toEqual({
        reason: "厂家召回（模拟）",
        facts: { [id === delivered ? "recalledDelivered" : "recalledLoaded"]: lot.number },
      });
    }
    expect((await getShipment(cast.receiver, delivered)).lines[0]?.lot.recallReason).toBe("厂家召回（模拟）");
    expect(await caught(shipmentMove(cast.operator, planned, "load"))).toBeInstanceOf(Refusal);
    const went = await journeysOf(cast.operator, lot.id);
    expect(went.map((row) => row.shipment.id).sort()).toEqual([planned, loaded, departed, delivered].sort());
    const stranger = await actorAs("warehouseOperator", {
      areaCode: AREAS.districtA,
      siteId: (await aSite(AREAS.districtA)).id,
    });
    expect(await journeysOf(stranger, lot.id)).toEqual([]);
  });

  it("lets what was delivered come back: a return is picked, loaded and driven though the lot is recalled", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const delivered = await aShipment(
      cast,
      await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]),
      "arrived",
    );
    await countAndSign(cast.receiver, delivered, [{ counted: 10n }]);
    await recall(lot.id);
    const hospitalSide = await actorAs("warehouseOperator", { areaCode: AREAS.districtB, siteId: cast.recipient.id });
    const { id } = await createTransfer(cast.officer, {
      fromSiteId: cast.recipient.id,
      toSiteId: cast.store.id,
      purpose: "return",
      priority: "routine",
      note: "召回退货",
      lines: [{ goodsId: goods.id, lotId: lot.id, quantity: 10n, ratioNeed: 1, ratioSubstitute: 1 }],
    });
    await transferMove(cast.officer, id, "release");
    const [line] = (await pickingOf(hospitalSide, id)).lines;
    const [offered] = line?.lots ?? [];
    expect(offered).toMatchObject({ lotId: lot.id, available: 10n });
    await pickTransfer(hospitalSide, {
      id,
      version: 2,
      picks: [{ lineId: line?.id ?? "", lotId: lot.id, placeId: offered?.placeId ?? "", quantity: 10n }],
    });
    expect((await getTransfer(hospitalSide, id)).lines[0]).toMatchObject({ short: 0n, unfit: [] });
    const side = { ...cast, operator: hospitalSide, driver: await actorAs("driver", { areaCode: AREAS.districtB }) };
    const back = await aShipment(side, id, "arrived");
    await countAndSign(cast.operator, back, [{ counted: 10n }]);
    // It lies on the dock; onto the shelf it does not go.
    expect((await balance(cast.store, "dock", lot.id)).onHand).toBe(10n);
    const dock = await read(setup, (db) => placeOf(db, cast.store, "dock"));
    const putBack = putAway(cast.operator, {
      siteId: cast.store.id,
      zone: "",
      items: [{ lotId: lot.id, fromPlaceId: dock, quantity: 10n }],
    });
    expect(await caught(putBack)).toBeInstanceOf(Refusal);
  });

  it("leaves the need promised: the order still answers for it until it is served, handed on or cancelled", async () => {
    const goods = await someGoods();
    const people = await demandCast();
    const { lot } = await stocked(cast.store, goods, 10n);
    const demand = await aDemand(people, { lines: [{ goodsId: goods.id, quantity: 10n }] });
    const demandLineId = demand.lines[0]?.id ?? "";
    const id = await aTransfer(servingCast(cast, people), [{ goodsId: goods.id, quantity: 10n, demandLineId }]);
    await transferMove(cast.officer, id, "release");
    const promised = async () => (await demandRow(demand.id)).lines[0]?.promised;
    expect(await promised()).toBe(10n);
    await recall(lot.id);
    expect(await promised()).toBe(10n);
    await transferMove(cast.officer, id, "cancel", "改从别处调");
    expect(await promised()).toBe(0n);
  });

  it("and a pick at the same moment end with the lot either picked and flagged or still on the shelf, never promised", async () => {
    for (let round = 0; round < 8; round++) {
      const goods = await someGoods();
      const { lot, shelf } = await stocked(cast.store, goods, 10n);
      const id = await releasedTransfer(cast, goods.id, 10n);
      const [line] = (await transferRow(id)).lines;
      const picks = [{ lineId: line?.id ?? "", lotId: lot.id, placeId: shelf, quantity: 10n }];
      await Promise.allSettled([recall(lot.id), pickTransfer(cast.operator, { id, version: 2, picks })]);
      const onShelf = await balance(cast.store, "shelf", lot.id);
      expect(onShelf.reserved).toBe(0n);
      const row = await getTransfer(cast.operator, id);
      const [shown] = row.lines;
      if (onShelf.onHand === 0n) expect(shown?.unfit).toMatchObject([{ why: "recalled" }]);
      else expect(shown).toMatchObject({ short: 10n, picked: 0n });
    }
  });
});

describe("a crash", () => {
  it("in the middle of a recall leaves the lot, its promises and the orders as they were", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const id = await releasedTransfer(cast, goods.id, 10n);
    const before = await eventsOf(id);
    // The transaction the recall runs in fails after everything was done.
    const crash = write(cast.officer, async (db) => {
      const { setRecalled } = await import("@/lib/operation/storage/commands/lot");
      const { releasePromises } = await import("@/lib/operation/transport/transfer/commands/lose-lot");
      await setRecalled(db, cast.officer, { lotId: lot.id, version: 1, recalled: "yes", reason: "试" });
      await releasePromises(db, cast.officer, lot, "试");
      throw new Error("power cut");
    });
    await expect(crash).rejects.toThrow("power cut");
    expect(await balance(cast.store, "shelf", lot.id)).toEqual({ onHand: 10n, reserved: 10n });
    expect(await transferRow(id)).toMatchObject({ version: 2 });
    expect(await eventsOf(id)).toHaveLength(before.length);
    expect(await recall(lot.id)).toMatchObject({ transfers: 1 });
  });
});
