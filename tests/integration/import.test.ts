import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { driveImport, driveRetry } from "@/lib/management/exchange/commands/drive";
import { moveImport } from "@/lib/management/exchange/commands/move";
import { retryQueued } from "@/lib/management/exchange/commands/retry";
import { type RunImport, runImport } from "@/lib/management/exchange/commands/run-import";
import { uploadImport } from "@/lib/management/exchange/commands/upload";
import { getImport, importRows } from "@/lib/management/exchange/queries/list";
import { previewImport, previewRows } from "@/lib/management/exchange/queries/preview";
import { importMachine } from "@/lib/management/exchange/machine";
import type { ImportReport } from "@/lib/management/exchange/rules/outcomes";
import { teachSpelling } from "@/lib/operation/catalogue/alias/commands";
import { reviewDuplicate } from "@/lib/operation/procurement/commands/review-duplicate";
import { resolvePack } from "@/lib/operation/storage/commands/pack";
import type { Actor } from "@/lib/platform/auth/actor";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { read, write } from "@/lib/platform/db/access";
import { disconnect } from "@/lib/platform/db/client";
import type { Role } from "@/lib/platform/db/generated/enums";
import type { Cursor, KeyPage } from "@/lib/platform/db/key-page";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { normalizeName } from "@/lib/platform/exchange/names/normalize";
import { moveWithin } from "@/lib/platform/workflow/run";
import { batchAccess } from "@/lib/management/exchange/commands/access";
import { actorAs, setup } from "../support/actors";
import { freshDatabase, type TestDatabase } from "../support/database";
import { textBytes } from "../support/sheets";
import { AREAS, anIncident, aSite, makeAreas, someGoods, unique } from "../support/world";

let database: TestDatabase;
let hub: Awaited<ReturnType<typeof aSite>>;
let hospital: Awaited<ReturnType<typeof aSite>>;
let masks: Awaited<ReturnType<typeof someGoods>>;
let gowns: Awaited<ReturnType<typeof someGoods>>;
let admin: Actor;
let operator: Actor;
let officer: Actor;

beforeAll(async () => {
  database = await freshDatabase();
  await makeAreas();
  hub = await aSite(AREAS.districtA, "hub");
  hospital = await aSite(AREAS.districtB, "hospital");
  masks = await someGoods();
  gowns = await someGoods();
  await anIncident();
  admin = await actorAs("administrator", { areaCode: "42" });
  operator = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: hub.id });
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
});
afterAll(async () => {
  await disconnect();
  await database.drop();
});

const csv = (rows: readonly (readonly (string | number)[])[]) =>
  textBytes(rows.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\n"));
const RECEIVED = ["日期", "捐赠单位", "品名", "规格", "单位", "数量"] as const;
const receipts = (...rows: (string | number)[][]) => csv([[...RECEIVED], ...rows]);

const run = (kind: RunImport["kind"], bytes: Uint8Array, more: Partial<RunImport> = {}) =>
  runImport({
    actor: admin,
    bytes,
    fileName: `${kind}.csv`,
    kind,
    ...(kind === "needs" ? {} : { siteId: hub.id }),
    ...more,
  });

/** Every row read is somewhere. */
function accounted(report: ImportReport): number {
  const sum = (counts: object) => Object.values(counts).reduce((total: number, count: number) => total + count, 0);
  return report.imported + sum(report.queued) + sum(report.rejected);
}

const onShelf = (goodsId: string, unit = "只") =>
  read(setup, async (db) => {
    const rows = await db.stockBalance.findMany({
      where: { goodsId, siteId: hub.id, place: { kind: "shelf" }, lot: { unit } },
    });
    return rows.reduce((sum, row) => sum + row.onHand, 0n);
  });
const deliveries = () => read(setup, (db) => db.delivery.count());

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

describe("nothing half imported", () => {
  const many = (count: number, tag: string) =>
    receipts(
      ...Array.from({ length: count }, (_, i) => ["2020-01-28", `${tag}${i}有限公司`, masks.nameZh, "", "只", 1]),
    );

  it("a cancelled import says truthfully what is in; the same file then brings in the rest, each once", async () => {
    const bytes = many(250, unique("壬"));
    const before = await onShelf(masks.id);
    let asked = 0;
    const first = await run("received", bytes, { shouldStop: () => ++asked > 2 });
    expect(first.imported).toBeGreaterThan(0);
    expect(first.imported).toBeLessThan(250);
    expect(first.rejected.cancelled).toBe(250 - first.imported);
    expect((await onShelf(masks.id)) - before).toBe(BigInt(first.imported));
    const rest = await run("received", bytes);
    expect(rest).toMatchObject({ imported: 250 - first.imported, rejected: { alreadyImported: first.imported } });
    expect((await onShelf(masks.id)) - before).toBe(250n);
  });

  it("an import that broke in the middle goes on where it stopped", async () => {
    const bytes = many(220, unique("癸"));
    const before = await onShelf(masks.id);
    let asked = 0;
    await expect(
      run("received", bytes, {
        shouldStop: () => {
          if (++asked > 2) throw new Error("power cut");
          return false;
        },
      }),
    ).rejects.toThrow("power cut");
    const inSoFar = (await onShelf(masks.id)) - before;
    expect(inSoFar > 0n && inSoFar < 220n).toBe(true);
    const report = await run("received", bytes);
    expect(report).toMatchObject({ rowsRead: 220, imported: 220, queued: {}, rejected: {} });
    expect((await onShelf(masks.id)) - before).toBe(220n);
  });

  it("two workers on one import make nothing twice", async () => {
    const bytes = many(300, unique("子"));
    const before = await onShelf(masks.id);
    const { id } = await uploadImport(admin, { bytes, fileName: "two.csv" }, { kind: "received", siteId: hub.id });
    await write(admin, (db) => moveWithin(db, admin, batchAccess, "start", {}, { id, version: 1, input: null }));
    const reports = await Promise.all([driveImport(admin, id), driveImport(admin, id)]);
    for (const report of reports) expect(accounted(report)).toBeLessThanOrEqual(300);
    const after = await driveImport(admin, id);
    expect(after).toMatchObject({ rowsRead: 300, imported: 300 });
    expect((await onShelf(masks.id)) - before).toBe(300n);
  });

  it("a dry run says the same as the import and writes nothing", async () => {
    const bytes = receipts(
      ["2020-01-24", "丑公司", masks.nameZh, "", "只", 5],
      ["2020-01-24", "丑公司", unique("谁也不认识"), "", "只", 5],
      ["2020-01-24", "丑公司", masks.nameZh, "", "捆", 5],
    );
    const before = [await deliveries(), await read(setup, (db) => db.importRow.count())];
    const { id, ...dry } = await run("received", bytes, { dryRun: true });
    expect(id).toBeNull();
    expect([await deliveries(), await read(setup, (db) => db.importRow.count())]).toEqual(before);
    const { id: _, ...real } = await run("received", bytes);
    expect(real).toEqual(dry);
  });
});

describe("who may", () => {
  it("a warehouse operator imports at their own site, in their own name", async () => {
    const report = await run("received", receipts(["2020-01-24", "寅公司", masks.nameZh, "", "只", 3]), {
      actor: operator,
    });
    const delivery = await read(setup, (db) =>
      db.delivery.findFirstOrThrow({ where: { importBatchId: report.id ?? "" } }),
    );
    expect(delivery.createdById).toBe(operator.personId);
    const elsewhere = await aSite(AREAS.districtB);
    await expect(
      run("received", receipts(["2020-01-24", "寅公司", masks.nameZh, "", "只", 3]), {
        actor: operator,
        siteId: elsewhere.id,
      }),
    ).rejects.toBeInstanceOf(NotFound);
  });

  it("an import of another area is seen by nobody there, also not with raw SQL", async () => {
    const report = await run("received", receipts(["2020-01-24", "卯公司", masks.nameZh, "", "只", 2]));
    const stranger = await actorAs("reserveOfficer", { areaCode: AREAS.districtB });
    const seen = await read(
      stranger,
      (db) => db.$queryRaw<{ n: bigint }[]>`
      SELECT count(*) AS n FROM import_row WHERE batch_id = ${report.id ?? ""}::uuid`,
    );
    expect(seen[0]?.n).toBe(0n);
    await expect(driveImport(stranger, report.id ?? "")).rejects.toBeInstanceOf(NotFound);
  });

  it("an unreadable file is refused by name and leaves nothing", async () => {
    const before = await read(setup, (db) => db.importBatch.count());
    const bad = await run("received", textBytes("")).catch((error: unknown) => error);
    expect(bad).toBeInstanceOf(BadInput);
    expect((bad as BadInput).fields.file?.key).toBe("exchange.fileFaults.fileEmpty");
    expect(await read(setup, (db) => db.importBatch.count())).toBe(before);
  });

  const roles = Object.keys(PERMISSIONS["catalogue.read"]) as Role[];
  it.each(roles.flatMap((role) => (["start", "resume", "cancel"] as const).map((move) => [role, move] as const)))(
    "%s may %s exactly where the permission table and the machine say so",
    async (role, move) => {
      const person = await actorAs(role, { areaCode: AREAS.districtA, siteId: hub.id });
      for (const state of importMachine.states) {
        const id = await batchIn(state);
        const may = role in PERMISSIONS["import.run"];
        const offered = (importMachine.moves[move].from as readonly string[]).includes(state);
        const attempt = write(person, (db) =>
          moveWithin(db, person, batchAccess, move, {}, { id, version: null, input: null }),
        );
        if (!may) await expect(attempt).rejects.toBeInstanceOf(NotFound);
        else if (!offered) await expect(attempt).rejects.toBeInstanceOf(Refusal);
        else expect((await attempt).state).toBe(importMachine.moves[move].to);
      }
    },
  );

  it("a second cancel and a stale start are refused", async () => {
    const id = await batchIn("previewed");
    await moveImport(admin, { id, version: 1, move: "cancel" });
    await expect(moveImport(admin, { id, version: 1, move: "start" })).rejects.toThrow();
  });
});

/** A batch brought into a state along its edges. */
async function batchIn(state: (typeof importMachine.states)[number]): Promise<string> {
  const paths = {
    previewed: [],
    importing: ["start"],
    done: ["start", "finish"],
    failed: ["start", "fail"],
    cancelled: ["cancel"],
  };
  return write(setup, async (db) => {
    const { id } = await db.importBatch.create({
      data: { kind: "received", fileName: "x.csv", fileSha256: unique("sha"), areaCode: hub.areaCode, siteId: hub.id },
    });
    for (const move of paths[state])
      await moveWithin(db, setup, batchAccess, move, {}, { id, version: null, input: null });
    return id;
  });
}

describe("the rows of a file", () => {
  it("are paged in the order of the sheet, before the import and after it, filtered or not", async () => {
    const wrong = unique("没有的货");
    const rows = Array.from({ length: 130 }, (_, i) => [
      "2020-01-24",
      unique("分页公司"),
      i % 2 === 0 ? masks.nameZh : wrong,
      "",
      "只",
      i + 1,
    ]);
    const bytes = receipts(...rows);
    const { id } = await uploadImport(admin, { bytes, fileName: "paged.csv" }, { kind: "received", siteId: hub.id });
    const preview = await previewImport(admin, await getImport(admin, id));
    const walked = async <Row>(
      turn: (cursor: Cursor) => Promise<KeyPage<Row>>,
      quantityOf: (row: Row) => number | null,
    ): Promise<{ forwards: (number | null)[]; back: (number | null)[] }> => {
      const forwards: Row[][] = [];
      let page = await turn({});
      expect(page.previous).toBeNull();
      for (;;) {
        forwards.push(page.rows);
        if (!page.next) break;
        page = await turn({ after: page.next });
      }
      const back: Row[][] = [page.rows];
      while (page.previous) {
        page = await turn({ before: page.previous });
        back.unshift(page.rows);
      }
      return { forwards: forwards.flat().map(quantityOf), back: back.flat().map(quantityOf) };
    };
    const all = rows.map((row) => Number(row[5]));
    const before = await walked(
      (cursor) => previewRows(preview, {}, cursor),
      (row) => row.row.quantity,
    );
    expect(before).toEqual({ forwards: all, back: all });
    const odd = await walked(
      (cursor) => previewRows(preview, { outcome: "queued" }, cursor),
      (row) => row.row.quantity,
    );
    expect(odd.forwards).toEqual(all.filter((quantity) => quantity % 2 === 0));

    await write(admin, (db) => moveWithin(db, admin, batchAccess, "start", {}, { id, version: 1, input: null }));
    await driveImport(admin, id);
    const batch = await getImport(admin, id);
    const after = await walked(
      (cursor) => importRows(admin, batch, {}, cursor),
      (row) => row.row.quantity,
    );
    expect(after).toEqual({ forwards: all, back: all });
    // An address kept from the preview carries a place, not an id: the list begins at its beginning.
    expect((await importRows(admin, batch, {}, { after: "49" })).rows[0]?.row.quantity).toBe(1);
  });
});
