import { beforeAll, describe, expect, it } from "vitest";
import { createAdjustment, disposeExpired, moveAdjustment } from "@/lib/operation/storage/commands/adjust";
import { checkBalances } from "@/lib/operation/storage/commands/check-balances";
import { setStockLevel } from "@/lib/operation/storage/commands/level";
import { addFoundLine, countLines, moveStocktake, openStocktake } from "@/lib/operation/storage/commands/stocktake";
import type { Actor } from "@/lib/platform/auth/actor";
import { read, write } from "@/lib/platform/db/access";
import { BadInput, NotFound } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { placeOf } from "@/lib/platform/ledger/places";
import { post } from "@/lib/platform/ledger/post";
import { actorAs, setup } from "../support/actors";
import { refusalOf } from "../support/refusals";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, onHandIn, someGoods, stocked } from "../support/world";

const database = ownDatabase();
let officer: Actor;
let colleague: Actor;
beforeAll(async () => {
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "officer");
  colleague = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "colleague");
});

const operatorAt = (site: { id: string; areaCode: string }) =>
  actorAs("warehouseOperator", { areaCode: site.areaCode, siteId: site.id });

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
    expect(await onHandIn(shelf, lot.id)).toBe(10n);
    const alone = await refusalOf(moveAdjustment(officer, { id, version: 2, move: "post" }));
    expect(alone.reason.key).toBe("errors.fourEyes");
    await moveAdjustment(colleague, { id, version: 2, move: "post" });
    expect(await onHandIn(shelf, lot.id)).toBe(6n);
    await moveAdjustment(colleague, { id, version: 3, move: "reverse", reason: "误记" });
    expect(await onHandIn(shelf, lot.id)).toBe(10n);
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
    expect(await onHandIn(old.shelf, old.lot.id)).toBe(0n);
    expect(await onHandIn(fresh.shelf, fresh.lot.id)).toBe(10n);
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
    const of = (at: number) => onHandIn(lots[at]?.shelf as string, lots[at]?.lot.id as string);
    expect([await of(0), await of(1), await of(2)]).toEqual([100n, 38n, 20n]);
    expect(await onHandIn(found?.placeId as string, found?.lotId as string)).toBe(5n);
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
