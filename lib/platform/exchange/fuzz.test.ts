/** Whatever stands in the cells, no row is lost, none is counted twice and nothing throws. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Grid, GridCell } from "./model/file";
import { importKinds } from "./model/table";
import { decodeText, readDelimited } from "./read/delimited";
import { readFile } from "./read/file";
import { readGrid, readTables } from "./reading";
import { summarizeRows } from "./table/outcome";
import { defaultLimits, ExchangeError } from "./model/file";

const words = [
  "日期",
  "接收单位",
  "捐赠单位",
  "品名",
  "规格",
  "单位",
  "数量",
  "合计",
  "小计",
  "备注：无",
  "口罩",
  "84消毒液",
  "甲医院",
  "箱",
  "件",
  "5",
  "3万",
  "约500",
  "-3",
  "0",
  "1/30/20",
  "2020-01-30",
  "截至28日",
  "（2月2日）",
  "/",
  "若干",
  "200个/箱",
  "date",
  "item",
  "qty",
  "recipient",
  "#item",
  "#date",
  "武汉市红十字会发放物资一览表",
];

const cell: fc.Arbitrary<GridCell | null> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 6,
    arbitrary: fc.record({
      text: fc.constantFrom(...words),
      type: fc.constantFrom("text" as const, "number" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ text: fc.string({ minLength: 1, unit: "binary" }), type: fc.constant("text" as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      text: fc.constantFrom(...words),
      type: fc.constant("text" as const),
      mergedFrom: fc.constantFrom("A1", "B2", "C3"),
    }),
  },
);
const grid: fc.Arbitrary<Grid> = fc
  .array(
    fc.array(cell, { maxLength: 8 }).filter((cells) => cells.some((one) => one !== null)),
    { maxLength: 25 },
  )
  .map((rows) => ({ file: "f.csv", sheet: "s", rows: rows.map((cells, index) => ({ row: index + 1, cells })) }));
const header = ["日期", "接收单位", "品名", "规格", "单位", "数量"].map((text): GridCell => ({ text, type: "text" }));

describe("random grids", () => {
  it("every row is a goods row or set aside, exactly once", () => {
    fc.assert(
      fc.property(grid, fc.constantFrom(...importKinds), fc.boolean(), (random, kind, withHeader) => {
        const rows = withHeader ? [{ row: 0, cells: header }, ...random.rows] : random.rows;
        const read = readGrid({ ...random, rows }, "0".repeat(64), kind, { businessDate: "2020-02-11" });
        // Tables with a quantity in every cell, and tables beside each other, give several goods rows a line, each with its own cell.
        const wide = read.tables.some((table) => table.crossed !== null || table.columns !== null);
        const goodsRows = read.rows.map((row) => row.source.row);
        const seen = [...(wide ? new Set(goodsRows) : goodsRows), ...read.setAside.map((row) => row.row)].sort(
          (a, b) => a - b,
        );
        expect(seen).toEqual(rows.map((row) => row.row));
        expect(new Set(read.rows.map((row) => row.idempotencyKey)).size).toBe(read.rows.length);
        const { rowsRead, ok, queued, rejected, totals } = summarizeRows(read.rows);
        expect(ok + [...Object.values(queued), ...Object.values(rejected)].reduce((sum, n) => sum + n, 0)).toBe(
          rowsRead,
        );
        for (const total of Object.values(totals)) expect(Number.isSafeInteger(total)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("a goods row with a name and a quantity is never taken for something else", () => {
    const goods = fc.constantFrom("口罩", "84消毒液", "一次性手术衣", "Mask");
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(goods, fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom("箱", "个", "瓶"), fc.boolean()),
          { minLength: 1, maxLength: 30 },
        ),
        (lines) => {
          const rows = lines.map(([name, quantity, unit, named], index) => ({
            row: index + 2,
            cells: [
              null,
              named ? { text: "甲医院", type: "text" as const } : null,
              { text: name, type: "text" as const },
              null,
              { text: unit, type: "text" as const },
              { text: String(quantity), type: "number" as const },
            ],
          }));
          const read = readGrid({ file: "f", sheet: "", rows: [{ row: 1, cells: header }, ...rows] }, "", "issued", {
            businessDate: "2020-02-11",
          });
          expect(read.rows.map((row) => row.quantity)).toEqual(lines.map(([, quantity]) => quantity));
        },
      ),
    );
  });

  it("random bytes are read or refused by name", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom("a.csv", "a.xlsx", "a"),
        async (bytes, file) => {
          try {
            const read = await readFile(bytes, file);
            readTables(read, "received", { businessDate: "2020-02-11" });
          } catch (error) {
            expect(error).toBeInstanceOf(ExchangeError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("every record of a delimited text is a row of the grid", () => {
    const value = fc
      .string({ minLength: 1, unit: "grapheme" })
      .filter((text) => /[\p{L}\p{N}]/u.test(text) && !text.startsWith("'"));
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 }),
        (records) => {
          const text = records
            .map((record) => record.map((one) => `"${one.replaceAll('"', '""')}"`).join(","))
            .join("\r\n");
          const bytes = new TextEncoder().encode(text);
          expect(decodeText(bytes).encoding).toBe("utf-8");
          expect(readDelimited(bytes, "a.csv", defaultLimits).grid.rows).toHaveLength(records.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
