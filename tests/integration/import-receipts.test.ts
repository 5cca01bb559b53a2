import { describe, expect, it } from "vitest";
import { driveRetry } from "@/lib/management/exchange/commands/drive";
import { retryQueued } from "@/lib/management/exchange/commands/retry";
import { teachSpelling } from "@/lib/operation/catalogue/alias/commands";
import { reviewDuplicate } from "@/lib/operation/procurement/commands/review-duplicate";
import { resolvePack } from "@/lib/operation/storage/commands/pack";
import { read } from "@/lib/platform/db/access";
import { setup } from "../support/actors";
import { unique } from "../support/world";
import {
  accounted,
  admin,
  deliveries,
  gowns,
  masks,
  officer,
  onShelf,
  receipts,
  run,
  withImportWorld,
} from "../support/import-world";

withImportWorld();

describe("receipts", () => {
  it("are stocked; packs of unknown size by the pack; unknown spellings and missing quantities wait; unlike units are not added", async () => {
    const spelling = unique("奇怪的口罩");
    const before = await onShelf(masks.id);
    const report = await run(
      "received",
      receipts(
        ["2020-01-24", "甲医药有限公司", masks.nameZh, "", "只", 1000],
        ["2020-01-24", "甲医药有限公司", masks.nameZh, "50只/盒", "盒", 4],
        ["2020-01-24", "甲医药有限公司", gowns.nameZh, "", "箱", 7],
        ["2020-01-25", "乙集团", spelling, "", "只", 30],
        ["2020-01-25", "乙集团", masks.nameZh, "", "只", "若干"],
        ["2020-01-25", "乙集团", masks.nameZh, "", "只", "-3"],
      ),
    );
    expect(report).toMatchObject({
      rowsRead: 6,
      imported: 2,
      queued: { packSizeUnknown: 1, goodsUnmatched: 1, quantityUnknown: 1 },
      rejected: { quantityNegative: 1 },
    });
    expect(accounted(report)).toBe(report.rowsRead);
    expect(report.totals).toEqual({ 只: 1030, 盒: 4, 箱: 7 });
    expect((await onShelf(masks.id)) - before).toBe(1200n);
    expect(await onShelf(gowns.id, "箱")).toBe(7n);
    const [query] = await read(setup, (db) => db.packQuery.findMany({ where: { goodsId: gowns.id } }));
    expect(query?.state).toBe("open");
    const queued = await read(setup, (db) => db.aliasQuery.findFirstOrThrow({ where: { original: spelling } }));
    expect([queued.kind, queued.occurrences]).toEqual(["goods", 1]);
  });

  it("go in once the spelling is taught and the pack size known, each once", async () => {
    const query = await read(setup, (db) =>
      db.aliasQuery.findFirstOrThrow({ where: { kind: "goods", state: "open" } }),
    );
    await teachSpelling(officer, { id: query.id, version: query.version, targetId: masks.id });
    const pack = await read(setup, (db) => db.packQuery.findFirstOrThrow({ where: { goodsId: gowns.id } }));
    await resolvePack(officer, {
      id: pack.id,
      version: pack.version,
      baseUnits: 20n,
      reason: "装箱单",
    });
    const before = await onShelf(masks.id);
    expect(await retryQueued(admin)).toEqual({ count: 2 });
    expect((await onShelf(masks.id)) - before).toBe(30n);
    expect(await onShelf(gowns.id)).toBe(140n);
    expect(await retryQueued(admin)).toEqual({ count: 0 });
  });

  it("of a file uploaded again come in no second time, and the report says so", async () => {
    const bytes = receipts(
      ["2020-01-26", "丙公司", masks.nameZh, "", "只", 11],
      ["2020-01-26", "丙公司", masks.nameZh, "", "只", 11],
    );
    expect(await run("received", bytes)).toMatchObject({ imported: 2 });
    const before = [await deliveries(), await onShelf(masks.id)];
    const again = await run("received", bytes, { fileName: "another-name.csv" });
    expect(again).toMatchObject({ rowsRead: 2, imported: 0, queued: {}, rejected: { alreadyImported: 2 } });
    expect([await deliveries(), await onShelf(masks.id)]).toEqual(before);
  });

  it("of a cumulative sheet that repeat a dated row wait for review beside it and are stocked once", async () => {
    const before = await onShelf(masks.id);
    const report = await run(
      "received",
      receipts(
        ["2020-01-27", "丁药业有限公司", masks.nameZh, "", "只", 777],
        ["截至28日", "丁药业有限公司", masks.nameZh, "", "只", 777],
        ["截至28日", "戊药业有限公司", masks.nameZh, "", "只", 5],
      ),
    );
    expect(report).toMatchObject({ imported: 2, queued: { likelyDuplicate: 1 } });
    expect((await onShelf(masks.id)) - before).toBe(782n);
    const suspected = await read(setup, (db) =>
      db.delivery.findFirstOrThrow({ where: { duplicateState: "suspected", importBatchId: report.id } }),
    );
    expect([suspected.state, suspected.cumulative, suspected.duplicateOfId !== null]).toEqual([
      "announced",
      true,
      true,
    ]);
    await reviewDuplicate(officer, {
      id: suspected.id,
      version: suspected.version,
      verdict: "duplicate",
      reason: "同一笔",
    });
    await retryQueued(admin);
    const batch = await read(setup, (db) => db.importBatch.findUniqueOrThrow({ where: { id: report.id ?? "" } }));
    expect([batch.imported, batch.queued, batch.rejected]).toEqual([2, {}, { confirmedRepeat: 1 }]);
    expect((await onShelf(masks.id)) - before).toBe(782n);
  });

  it("never keep a private donor's name, neither as donor nor in the row", async () => {
    const report = await run("received", receipts(["2020-01-24", "张三丰", masks.nameZh, "", "只", 1]));
    const rows = await read(setup, (db) => db.importRow.findMany({ where: { batchId: report.id ?? "" } }));
    expect(JSON.stringify(rows.map(({ raw, parsed }) => [raw, parsed]))).not.toContain("张三丰");
    expect(await read(setup, (db) => db.party.count({ where: { name: { contains: "张三丰" } } }))).toBe(0);
  });

  it("dated after the business day wait for their day", async () => {
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const report = await run("received", receipts([tomorrow, "己公司", masks.nameZh, "", "只", 9]));
    expect(report).toMatchObject({ imported: 0, queued: { dateInFuture: 1 } });
    expect(await driveRetry(admin, report.id ?? "", ["dateInFuture"])).toBe(0);
  });
});
