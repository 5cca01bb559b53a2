import { describe, expect, it } from "vitest";
import { read, write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { normalizeName } from "@/lib/platform/exchange/names/normalize";
import { actorAs, setup } from "../support/actors";
import { someGoods, unique } from "../support/world";
import { csv, gowns, hospital, hub, masks, onShelf, receipts, run, withImportWorld } from "../support/import-world";

withImportWorld();

describe("needs", () => {
  const HEAD = ["市", "医院", "物资名称", "规格", "单位", "需求数量"];
  it("become filed requests, one a hospital; an unknown amount stays unknown; another city's hospital of the same name waits", async () => {
    const site = await write(setup, (db) =>
      db.siteAlias.create({
        data: { normalized: normalizeName("第一医院"), original: "第一医院", siteId: hospital.id },
      }),
    );
    const report = await run(
      "needs",
      csv([
        HEAD,
        ["武汉市", hospital.name, masks.nameZh, "", "", 500],
        ["武汉市", "第一医院", gowns.nameZh, "", "", ""],
        ["宜昌市", "第一医院", masks.nameZh, "", "", 20],
        ["武汉市", unique("没人认识的医院"), masks.nameZh, "", "", 20],
        ["武汉市", hub.name, masks.nameZh, "", "", 20],
      ]),
    );
    expect(report).toMatchObject({ rowsRead: 5, imported: 2, queued: { partyUnmatched: 2, siteMayNotRequest: 1 } });
    const requests = await read(setup, (db) =>
      db.demandRequest.findMany({
        where: { siteId: site.siteId },
        include: { lines: { orderBy: { position: "asc" } } },
      }),
    );
    expect(requests).toHaveLength(1);
    expect([requests[0]?.state, requests[0]?.priority]).toEqual(["submitted", "routine"]);
    expect(requests[0]?.lines.map((line) => line.quantity)).toEqual([500n, null]);
  });

  it("need an open incident", async () => {
    await write(setup, (db) => db.area.create({ data: { code: "43", level: 1, name: "湖南省" } }));
    const stranger = await actorAs("informationOfficer", { areaCode: "43" });
    await expect(run("needs", csv([HEAD, ["", "x", "y", "", "", 1]]), { actor: stranger })).rejects.toBeInstanceOf(
      Refusal,
    );
  });
});

describe("opening stock", () => {
  it("is posted lot by lot with batch and expiry, from a place outside so that totals balance", async () => {
    const before = await onShelf(gowns.id);
    const report = await run(
      "stock",
      csv([
        ["品名", "规格", "批号", "有效期", "单位", "库存数量"],
        [gowns.nameZh, "", "B-1", "2030-05-01", "只", 60],
        [gowns.nameZh, "", "B-2", "2031-05-01", "捆", 3],
        [gowns.nameZh, "", "B-3", "", "只", 0],
      ]),
    );
    expect(report).toMatchObject({ rowsRead: 3, imported: 2, queued: { packSizeUnknown: 1 } });
    expect((await onShelf(gowns.id)) - before).toBe(60n);
    const lot = await read(setup, (db) => db.lot.findFirstOrThrow({ where: { goodsId: gowns.id, batch: "B-1" } }));
    expect(lot.expiresOn?.toISOString().slice(0, 10)).toBe("2030-05-01");
  });
});

describe("past issues", () => {
  const HEAD = ["日期", "接收单位", "品名", "规格", "单位", "数量"];
  it("leave the stock that was there; a row it does not cover is kept, waits, and takes nothing", async () => {
    const goods = await someGoods();
    await run(
      "received",
      receipts(
        ["2020-01-24", "庚公司", goods.nameZh, "", "只", 100],
        ["2020-01-24", "庚公司", goods.nameZh, "", "件", 5],
      ),
    );
    const report = await run(
      "issued",
      csv([
        HEAD,
        ["2020-01-30", hospital.name, goods.nameZh, "", "只", 70],
        ["2020-01-30", hospital.name, goods.nameZh, "", "只", 40],
        ["2020-01-30", hospital.name, goods.nameZh, "", "件", 2],
        ["2020-01-20", hospital.name, goods.nameZh, "", "只", 1],
        ["2020-01-30", unique("某单位"), goods.nameZh, "", "只", 1],
      ]),
    );
    expect(report).toMatchObject({
      rowsRead: 5,
      imported: 2,
      queued: { noStockRecorded: 2, partyUnmatched: 1 },
    });
    expect(await onShelf(goods.id)).toBe(30n);
    expect(await onShelf(goods.id, "件")).toBe(3n);
  });
});
