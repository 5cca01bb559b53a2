import { beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery } from "@/lib/operation/procurement/commands/accept";
import { announceDelivery } from "@/lib/operation/procurement/commands/announce";
import { countDelivery } from "@/lib/operation/procurement/commands/count";
import { importDeliveries } from "@/lib/operation/procurement/commands/import-deliveries";
import { inspectDelivery } from "@/lib/operation/procurement/commands/inspect";
import { moveDelivery } from "@/lib/operation/procurement/commands/move-delivery";
import {
  announceDeliveryInput,
  countDeliveryInput,
  inspectDeliveryInput,
} from "@/lib/operation/procurement/schema/delivery";
import { createAdjustment, disposeExpired, moveAdjustment } from "@/lib/operation/storage/commands/adjust";
import { checkBalances } from "@/lib/operation/storage/commands/check-balances";
import { setStockLevel } from "@/lib/operation/storage/commands/level";
import { reclassifyLot, undoReclassify } from "@/lib/operation/storage/commands/lot";
import { recallLot } from "@/lib/operation/transport/recall/commands";
import { dismissPack, resolvePack } from "@/lib/operation/storage/commands/pack";
import { putAway } from "@/lib/operation/storage/commands/put-away";
import { addFoundLine, countLines, moveStocktake, openStocktake } from "@/lib/operation/storage/commands/stocktake";
import type { Actor } from "@/lib/platform/auth/actor";
import { read, write } from "@/lib/platform/db/access";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { placeOf } from "@/lib/platform/ledger/places";
import { post } from "@/lib/platform/ledger/post";
import { reserve } from "@/lib/platform/ledger/reserve";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods, stocked, unique } from "../support/world";

const database = ownDatabase();
let officer: Actor;
let colleague: Actor;
beforeAll(async () => {
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "officer");
  colleague = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "colleague");
});

const refusalOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
};
const onHand = async (placeId: string, lotId: string) =>
  (await read(setup, (db) => db.stockBalance.findUnique({ where: { placeId_lotId: { placeId, lotId } } })))?.onHand ??
  0n;
const operatorAt = (site: { id: string; areaCode: string }) =>
  actorAs("warehouseOperator", { areaCode: site.areaCode, siteId: site.id });
const aDonor = () =>
  write(setup, (db) => db.party.create({ data: { kind: "donor", name: unique("单位"), areaCode: AREAS.city } }));

/** A lot of packs of unknown size on the shelf, with its query. */
async function unknownPacks(site: { id: string }, packs: bigint, goodsId: string) {
  const donor = await aDonor();
  await importDeliveries(setup, [
    {
      kind: "donation",
      incidentId: null,
      partyId: donor.id,
      siteId: site.id,
      receivedAt: new Date(),
      lines: [{ goodsId, unit: "件", baseUnitsPerUnit: null, quantity: packs, spec: "原装" }],
    },
  ]);
  return read(setup, (db) => db.packQuery.findFirstOrThrow({ where: { goodsId }, orderBy: { id: "desc" } }));
}

describe("putting goods away", () => {
  it("waits for acceptance, then moves from the dock to the zone", async () => {
    const site = await aSite(AREAS.districtA);
    const operator = await operatorAt(site);
    const goods = await someGoods();
    const donor = await aDonor();
    const { id } = await announceDelivery(
      operator,
      announceDeliveryInput.parse({
        kind: "donation",
        partyId: donor.id,
        siteId: site.id,
        lines: [{ goodsId: goods.id, unit: "只", announced: "10" }],
      }),
    );
    await moveDelivery(operator, { id, version: 1, move: "arrive" });
    const line = await read(setup, (db) => db.deliveryLine.findFirstOrThrow({ where: { deliveryId: id } }));
    await countDelivery(
      operator,
      countDeliveryInput.parse({ id, version: 2, lines: [{ lineId: line.id, counted: "10" }] }),
    );
    const balance = await read(setup, (db) => db.stockBalance.findFirstOrThrow({ where: { siteId: site.id } }));
    const item = { lotId: balance.lotId, fromPlaceId: balance.placeId, quantity: 10n };
    const early = await refusalOf(putAway(operator, { siteId: site.id, zone: "A", items: [item] }));
    expect(early.items[0]?.key).toBe("storage.refusals.notAccepted");
    await inspectDelivery(
      operator,
      inspectDeliveryInput.parse({
        id,
        version: 3,
        lines: [{ lineId: line.id, splits: [{ quantity: "10", condition: "good", disposition: "accept" }] }],
      }),
    );
    await acceptDelivery(operator, { id, version: 4 });
    await putAway(operator, { siteId: site.id, zone: "A", items: [item] }, "same-key");
    await putAway(operator, { siteId: site.id, zone: "A", items: [item] }, "same-key");
    const shelf = await write(setup, (db) => placeOf(db, site, "shelf", "A"));
    expect(await onHand(shelf, balance.lotId)).toBe(10n);
    // Posted under the delivery, so that reversing the delivery takes the goods off the shelf too.
    await moveDelivery(officer, { id, version: 5, move: "reverse", reason: "误收" });
    expect(await onHand(shelf, balance.lotId)).toBe(0n);
  });
});

describe("a lot", () => {
  it("recalled can no longer be promised, and again once the recall is withdrawn", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 10n);
    const promise = () =>
      write(setup, (db) =>
        reserve(db, setup, { documentKind: "test", documentId: site.id }, [
          { placeId: shelf, lotId: lot.id, quantity: 1n },
        ]),
      );
    await recallLot(officer, { lotId: lot.id, version: 1, recalled: "yes", reason: "厂家召回" });
    expect((await refusalOf(promise())).items[0]?.key).toBe("errors.stock.lotRecalled");
    await recallLot(officer, { lotId: lot.id, version: 2, recalled: "no", reason: "复检合格" });
    await promise();
  });

  it("cannot be recalled by somebody whose area holds none of it", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot } = await stocked(site, await someGoods(), 10n);
    const stranger = await actorAs("reserveOfficer", { areaCode: AREAS.districtB });
    await expect(
      recallLot(stranger, { lotId: lot.id, version: 1, recalled: "yes", reason: "误" }),
    ).rejects.toBeInstanceOf(NotFound);
  });

  it("booked as other goods (N95 that are KN95) keeps both lots in the ledger, and can be undone by reversal", async () => {
    const site = await aSite(AREAS.districtA);
    const [n95, kn95] = [await someGoods({ standard: "GB 19083-2010" }), await someGoods({ standard: "GB 2626-2006" })];
    const { lot, shelf } = await stocked(site, n95, 4_000n);
    const { id } = await reclassifyLot(officer, { lotId: lot.id, toGoodsId: kn95.id, reason: "实为 KN95" });
    expect(await onHand(shelf, lot.id)).toBe(0n);
    expect(await onHand(shelf, id)).toBe(4_000n);
    const made = await read(setup, (db) => db.lot.findUniqueOrThrow({ where: { id } }));
    expect(made).toMatchObject({ goodsId: kn95.id, sourceKind: "reclassified", sourceId: lot.id });
    await undoReclassify(colleague, { lotId: id, reason: "检测报告更正" });
    expect([await onHand(shelf, lot.id), await onHand(shelf, id)]).toEqual([4_000n, 0n]);
  });

  it("is not reclassified while part of it is promised", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 10n);
    await write(setup, (db) =>
      reserve(db, setup, { documentKind: "test", documentId: site.id }, [
        { placeId: shelf, lotId: lot.id, quantity: 1n },
      ]),
    );
    const other = await someGoods();
    await refusalOf(reclassifyLot(officer, { lotId: lot.id, toGoodsId: other.id, reason: "改类" }));
    expect(await onHand(shelf, lot.id)).toBe(10n);
  });
});

describe("an unknown pack size", () => {
  it("settled converts every pack into base units at its place, and remembers the size for later deliveries", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const query = await unknownPacks(site, 7n, goods.id);
    await resolvePack(officer, {
      id: query.id,
      version: 1,
      baseUnits: 48n,
      reason: "开箱清点",
      remember: "on",
    });
    const balances = await read(setup, (db) =>
      db.stockBalance.findMany({ where: { siteId: site.id, onHand: { gt: 0 } }, include: { lot: true, place: true } }),
    );
    expect(balances.map((row) => [row.place.kind, row.lot.unit, row.onHand, row.lot.packSize])).toEqual([
      ["shelf", "只", 336n, 48n],
    ]);
    const donor = await aDonor();
    await importDeliveries(setup, [
      {
        kind: "donation",
        incidentId: null,
        partyId: donor.id,
        siteId: site.id,
        receivedAt: new Date(),
        lines: [{ goodsId: goods.id, unit: "件", baseUnitsPerUnit: null, quantity: 2n, spec: "原装" }],
      },
    ]);
    const later = await read(setup, (db) => db.stockBalance.findMany({ where: { siteId: site.id, onHand: 96n } }));
    expect(later.length).toBe(1);
  });

  it("is settled once: the second answer, and a second person at the same moment, change nothing", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const query = await unknownPacks(site, 3n, goods.id);
    const answers = await Promise.allSettled(
      [officer, colleague].map((actor) =>
        resolvePack(actor, { id: query.id, version: 1, baseUnits: 10n, reason: "箱标" }),
      ),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled").length).toBe(1);
    const sum = await read(setup, (db) =>
      db.stockBalance.aggregate({ where: { siteId: site.id }, _sum: { onHand: true } }),
    );
    expect(sum._sum.onHand).toBe(30n);
  });

  it("may be left unknown, with the reason", async () => {
    const site = await aSite(AREAS.districtA);
    const query = await unknownPacks(site, 3n, (await someGoods()).id);
    await dismissPack(officer, { id: query.id, version: 1, move: "dismiss", reason: "已整箱发出" });
    await refusalOf(resolvePack(officer, { id: query.id, version: 2, baseUnits: 10n, reason: "箱标" }));
  });
});

describe("stock levels", () => {
  it("are set with a reason, audited, and refused when somebody else was first", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const input = {
      siteId: site.id,
      goodsId: goods.id,
      floor: 50n,
      minimum: 100n,
      maximum: 500n,
      reason: "疫情一级响应",
    };
    await setStockLevel(officer, { ...input, version: 0 });
    await expect(setStockLevel(colleague, { ...input, floor: 10n, version: 0 })).rejects.toThrow(/conflict/);
    const event = await read(setup, (db) =>
      db.event.findFirstOrThrow({ where: { type: "stockLevel.edited", documentId: site.id } }),
    );
    expect(event.payload).toMatchObject({
      changes: { floor: { before: "0", after: "50" } },
      reason: "疫情一级响应",
    });
    const operator = await operatorAt(site);
    await expect(setStockLevel(operator, { ...input, version: 2 })).rejects.toBeInstanceOf(NotFound);
  });
});

describe("a stock adjustment", () => {
  it("moves stock only when another person posts it, and is corrected by reversal", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 10n);
    const { id } = await createAdjustment(officer, {
      placeId: shelf,
      lotId: lot.id,
      direction: "less",
      quantity: 4n,
      reasonCode: "damaged",
      reason: "受潮",
    });
    await moveAdjustment(officer, { id, version: 1, move: "submit" });
    expect(await onHand(shelf, lot.id)).toBe(10n);
    const alone = await refusalOf(moveAdjustment(officer, { id, version: 2, move: "post" }));
    expect(alone.reason.key).toBe("errors.fourEyes");
    await moveAdjustment(colleague, { id, version: 2, move: "post" });
    expect(await onHand(shelf, lot.id)).toBe(6n);
    await moveAdjustment(colleague, { id, version: 3, move: "reverse", reason: "误记" });
    expect(await onHand(shelf, lot.id)).toBe(10n);
  });

  it("cannot take more than the books hold", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 10n);
    await expect(
      createAdjustment(officer, {
        placeId: shelf,
        lotId: lot.id,
        direction: "less",
        quantity: 11n,
        reasonCode: "lost",
        reason: "丢失",
      }),
    ).rejects.toBeInstanceOf(BadInput);
  });

  it("disposes of expired goods in one step to file and another to approve; fresh goods are refused by name", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const old = await stocked(site, goods, 10n, { expiresOn: "2020-01-01" });
    const fresh = await stocked(site, goods, 10n, { expiresOn: "2099-01-01" });
    const refusal = await refusalOf(
      disposeExpired(officer, { items: [{ placeId: fresh.shelf, lotId: fresh.lot.id }], reason: "过期" }),
    );
    expect(refusal.items[0]?.params).toMatchObject({ lot: fresh.lot.number });
    const items = [{ placeId: old.shelf, lotId: old.lot.id }];
    await disposeExpired(officer, { items, reason: "过期销毁" });
    await refusalOf(disposeExpired(officer, { items, reason: "过期销毁" }));
    const filed = await read(setup, (db) => db.stockAdjustment.findFirstOrThrow({ where: { lotId: old.lot.id } }));
    await moveAdjustment(colleague, { id: filed.id, version: 1, move: "post" });
    expect(await onHand(old.shelf, old.lot.id)).toBe(0n);
    expect(await onHand(fresh.shelf, fresh.lot.id)).toBe(10n);
  });
});

describe("a stocktake", () => {
  it("counts blind, recounts what differs, is approved by another person, posts the difference and tells its accuracy", async () => {
    const site = await aSite(AREAS.districtA);
    const operator = await operatorAt(site);
    const goods = await someGoods();
    const lots = [await stocked(site, goods, 100n), await stocked(site, goods, 50n), await stocked(site, goods, 20n)];
    const { id } = await openStocktake(operator, { siteId: site.id, note: "" });
    const lines = await read(setup, (db) => db.stocktakeLine.findMany({ where: { stocktakeId: id } }));
    expect(lines.map((line) => line.expected)).toEqual([0n, 0n, 0n]);
    const lineOf = (at: number) => lines.find((line) => line.lotId === lots[at]?.lot.id)?.id as string;
    await countLines(operator, {
      id,
      lines: [
        { lineId: lineOf(0), count: 100n, reason: "" },
        { lineId: lineOf(1), count: 47n, reason: "" },
      ],
    });
    expect((await refusalOf(moveStocktake(operator, { id, version: 1, move: "finishCount" }))).reason).toMatchObject({
      key: "storage.refusals.notAllCounted",
      params: { count: 1 },
    });
    await countLines(operator, { id, lines: [{ lineId: lineOf(2), count: 22n, reason: "" }] });
    await addFoundLine(operator, { id, goodsId: goods.id, zone: "X", count: 5n, reason: "未登记" });
    await moveStocktake(operator, { id, version: 1, move: "finishCount" });
    // Goods that move between count and recount must not be booked as a difference.
    await write(setup, async (db) => {
      const staging = await placeOf(db, site, "staging");
      const lot = lots[1] as (typeof lots)[number];
      await post(db, setup, { documentKind: "test", documentId: null, businessAt: new Date() }, [
        { kind: "pick", lotId: lot.lot.id, fromPlaceId: lot.shelf, toPlaceId: staging, quantity: 10n },
      ]);
    });
    expect((await refusalOf(moveStocktake(officer, { id, version: 2, move: "approve" }))).reason.key).toBe(
      "storage.refusals.recountFirst",
    );
    const differing = await read(setup, (db) => db.stocktakeLine.findMany({ where: { stocktakeId: id } }));
    const found = differing.find((line) => !lines.some((own) => own.id === line.id));
    await countLines(operator, {
      id,
      lines: [
        { lineId: lineOf(1), count: 38n, reason: "少两只" },
        { lineId: lineOf(2), count: 20n, reason: "初盘看错" },
        { lineId: found?.id as string, count: 5n, reason: "" },
      ],
    });
    await expect(
      countLines(operator, { id, lines: [{ lineId: lineOf(0), count: 1n, reason: "" }] }),
    ).rejects.toBeInstanceOf(BadInput);
    await moveStocktake(operator, { id, version: 2, move: "finishRecount" });
    await moveStocktake(officer, { id, version: 3, move: "approve" });
    const of = (at: number) => onHand(lots[at]?.shelf as string, lots[at]?.lot.id as string);
    expect([await of(0), await of(1), await of(2)]).toEqual([100n, 38n, 20n]);
    expect(await onHand(found?.placeId as string, found?.lotId as string)).toBe(5n);
    const done = await read(setup, (db) => db.stocktake.findUniqueOrThrow({ where: { id } }));
    expect(done.accuracy).toBe(0.25);
  });

  it("is not approved by the person who counted", async () => {
    const site = await aSite(AREAS.districtA);
    await stocked(site, await someGoods(), 1n);
    const { id } = await openStocktake(officer, { siteId: site.id, note: "" });
    const [line] = await read(setup, (db) => db.stocktakeLine.findMany({ where: { stocktakeId: id } }));
    await countLines(officer, { id, lines: [{ lineId: line?.id as string, count: 1n, reason: "" }] });
    await moveStocktake(officer, { id, version: 1, move: "finishCount" });
    const refusal = await refusalOf(moveStocktake(officer, { id, version: 2, move: "approve" }));
    expect(refusal.reason.key).toBe("errors.fourEyes");
  });
});

describe("the balance check", () => {
  it("finds nothing wrong in a ledger kept by its triggers, and names a balance somebody has tampered with", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 10n);
    expect((await checkBalances(officer)).mismatchCount).toBe(0);
    await withConnection(database.ownerUrl, (client) =>
      client.query("UPDATE stock_balance SET on_hand = 11 WHERE place_id = $1 AND lot_id = $2", [shelf, lot.id]),
    );
    const { id, mismatchCount } = await checkBalances(officer);
    expect(mismatchCount).toBe(1);
    const check = await read(setup, (db) => db.balanceCheck.findUniqueOrThrow({ where: { id } }));
    expect(check.mismatches).toMatchObject([{ lot: lot.number, onHand: "11", byEntries: "10" }]);
    const operator = await operatorAt(site);
    await expect(checkBalances(operator)).rejects.toBeInstanceOf(NotFound);
  });
});
