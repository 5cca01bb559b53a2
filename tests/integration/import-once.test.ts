import { describe, expect, it } from "vitest";
import { driveImport } from "@/lib/management/exchange/commands/drive";
import { uploadImport } from "@/lib/management/exchange/commands/upload";
import { getImport, importRows } from "@/lib/management/exchange/queries/list";
import { previewImport, previewRows } from "@/lib/management/exchange/queries/preview";
import { read, write } from "@/lib/platform/db/access";
import type { Cursor, KeyPage } from "@/lib/platform/db/key-page";
import { moveWithin } from "@/lib/platform/workflow/run";
import { batchAccess } from "@/lib/management/exchange/commands/access";
import { setup } from "../support/actors";
import { unique } from "../support/world";
import {
  accounted,
  admin,
  deliveries,
  hub,
  masks,
  onShelf,
  receipts,
  run,
  withImportWorld,
} from "../support/import-world";

withImportWorld();

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
