/** The real sheets of 2020 through the importer, against the tables cleaned by hand from the same sources. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { pairLikelyDuplicates } from "./duplicates";
import type { ImportReading } from "./model/reading";
import type { ParsedRow } from "./model/row";
import type { ImportKind } from "./model/table";
import { readImport } from "./reading";

const root = path.resolve(import.meta.dirname, "../../..");
const data = (name: string): string => path.join(root, "prisma/seed/data", name);
const raw = (name: string): string => path.join(root, "tests/support/data/raw-xlsx", name);
const context = { businessDate: "2020-02-11" };
const records = (name: string): Record<string, string>[] =>
  parse(readFileSync(data(name)), { columns: true, bom: true });
const read = (file: string, kind: ImportKind): Promise<ImportReading> =>
  readImport(readFileSync(file), path.basename(file), kind, context);

const plain = (text: string | undefined): string =>
  (text ?? "")
    .normalize("NFKC")
    .replace(/[\s\u200b]/g, "")
    .replace(/^[/]$/, "");
const accounted = (reading: ImportReading): number => {
  const { ok, queued, rejected } = reading.summary;
  return ok + [...Object.values(queued), ...Object.values(rejected)].reduce((sum, count) => sum + count, 0);
};

describe("goods issued, the untouched workbooks", () => {
  let rows: ParsedRow[];
  let readings: ImportReading[];
  const cleaned = records("redcross-issued.csv");

  beforeAll(async () => {
    readings = [
      await read(raw("wuhan_redcross_issued_0130-0201.xlsx"), "issued"),
      await read(raw("wuhan_redcross_issued_0201-0202.xlsx"), "issued"),
    ];
    rows = readings.flatMap((reading) => reading.rows);
  });

  it("reads all 560 goods rows: 472 and 88", () => {
    expect(readings.map((reading) => reading.summary.rowsRead)).toEqual([472, 88]);
    expect(cleaned).toHaveLength(560);
    for (const reading of readings) expect(accounted(reading)).toBe(reading.summary.rowsRead);
  });

  it("agrees with the cleaned table in every row on recipient, goods, specification, unit and quantity", () => {
    const shape = (
      party: string,
      goods: string,
      spec: string,
      unit: string,
      quantity: number | null | string,
    ): string => [party, goods, spec, unit, quantity].map((part) => plain(String(part))).join("|");
    expect(rows.map((row) => shape(row.partyText, row.goodsText, row.specText, row.unit, row.quantity))).toEqual(
      cleaned.map((row) => shape(row.recipient ?? "", row.item ?? "", row.spec ?? "", row.unit ?? "", row.qty ?? "")),
    );
  });

  it("dates the first workbook by its cells and the second by the titles above its two tables", () => {
    expect(rows.slice(0, 472).map((row) => row.date)).toEqual(cleaned.slice(0, 472).map((row) => row.date));
    const second = rows.slice(472);
    // The sheet itself heads its first 19 rows with 1 February; the cleaned table dates the whole sheet 2 February.
    expect(second.slice(0, 19).every((row) => row.date === "2020-02-01")).toBe(true);
    expect(second.slice(19).every((row) => row.date === "2020-02-02")).toBe(true);
    expect(second.every((row) => row.qualityFlags.includes("dateFromTitle"))).toBe(true);
  });

  it("sets aside titles, headers and the footer, and nothing else", () => {
    expect(readings[1]?.setAside.map((row) => [row.row, row.why])).toEqual([
      [1, "title"],
      [2, "title"],
      [4, "title"],
      [5, "title"],
      [6, "header"],
      [27, "title"],
      [28, "title"],
      [29, "header"],
      [100, "footer"],
      [101, "footer"],
    ]);
  });

  it("never adds unlike units", () => {
    const expected: Record<string, number> = {};
    for (const row of cleaned) expected[row.unit ?? ""] = (expected[row.unit ?? ""] ?? 0) + Number(row.qty);
    const totals: Record<string, number> = {};
    for (const reading of readings)
      for (const [unit, total] of Object.entries(reading.summary.totals)) totals[unit] = (totals[unit] ?? 0) + total;
    expect(totals).toEqual(expected);
  });

  it("knows a pack size only where the sheet tells it beyond doubt", () => {
    const at = (row: number): ParsedRow | undefined =>
      readings[0]?.rows.find((candidate) => candidate.source.row === row);
    expect(at(9)).toMatchObject({
      goodsText: "护目镜",
      unit: "箱",
      outcome: { is: "ok" },
      packHint: { innerQuantity: 200, innerUnit: "个" },
    });
    expect(at(6)).toMatchObject({
      specText: "50箱（*1000）",
      outcome: { is: "queued", reasons: ["packSizeUnknown"] },
      packHint: { innerQuantity: null },
    });
    expect(at(14)).toMatchObject({ goodsText: "84消费液", packHint: { innerQuantity: 30, innerUnit: "瓶" } });
  });

  it("keys every row by file and cell, the same on a second reading", async () => {
    expect(new Set(rows.map((row) => row.idempotencyKey)).size).toBe(560);
    const again = await read(raw("wuhan_redcross_issued_0130-0201.xlsx"), "issued");
    expect(again.rows.map((row) => row.idempotencyKey)).toEqual(rows.slice(0, 472).map((row) => row.idempotencyKey));
  });
});

describe("goods received", () => {
  let reading: ImportReading;
  const cleaned = records("redcross-received.csv");
  beforeAll(async () => {
    reading = await read(data("redcross-received.csv"), "received");
  });

  it("reads all 2,925 rows, repeats included, and rejects none", () => {
    expect(reading.summary.rowsRead).toBe(2925);
    expect(cleaned).toHaveLength(2925);
    expect(accounted(reading)).toBe(2925);
    expect(reading.summary.rejected).toEqual({});
    expect(reading.rows.map((row) => row.quantity)).toEqual(cleaned.map((row) => Number(row.qty)));
  });

  it("takes 截至28日 for the sum of all until 28 January", () => {
    const cumulative = reading.rows.filter((row) => row.dateIsCumulative);
    expect(cumulative).toHaveLength(219);
    expect(new Set(cumulative.map((row) => row.date))).toEqual(new Set(["2020-01-28"]));
    expect(reading.rows.filter((row) => !row.dateIsCumulative).map((row) => row.date)).toEqual(
      cleaned.filter((row) => row.date !== "截至28日").map((row) => row.date),
    );
  });

  it("reads quantities that carry their unit as the cleaned table has them", async () => {
    const lines = cleaned.map((row) =>
      [row.date, row.donor, row.item, row.spec, row.qty_raw]
        .map((cell) => `"${(cell ?? "").replaceAll('"', '""')}"`)
        .join(","),
    );
    const carried = await readImport(
      new TextEncoder().encode(["时间,捐赠单位,物资名称,规格,数量", ...lines].join("\n")),
      "raw.csv",
      "received",
      context,
    );
    expect(carried.rows.map((row) => row.quantity)).toEqual(cleaned.map((row) => Number(row.qty)));
  });

  it("pairs the cumulative sheet with the dated rows it repeats, one to one", () => {
    const pairs = pairLikelyDuplicates(reading.rows);
    expect(pairs.length).toBeGreaterThanOrEqual(60);
    expect(new Set(pairs.map((pair) => pair.dated.idempotencyKey)).size).toBe(pairs.length);
    expect(new Set(pairs.map((pair) => pair.cumulative.idempotencyKey)).size).toBe(pairs.length);
    for (const { cumulative, dated, score } of pairs) {
      expect(cumulative.dateIsCumulative && !dated.dateIsCumulative).toBe(true);
      expect(dated.date ?? "9").not.toMatch(/2020-01-(?:29|3)|2020-02/);
      expect(cumulative.quantity).toBe(dated.quantity);
      expect(score).toBeGreaterThanOrEqual(0.6);
    }
  });
});

describe("hospital needs", () => {
  it("reads 2,160 lines, 1,893 of them needed in an unknown amount, never 1", async () => {
    const reading = await read(data("hospital-needs.csv"), "needs");
    expect(reading.summary).toMatchObject({ rowsRead: 2160, ok: 2160, queued: {}, rejected: {} });
    const unknown = reading.rows.filter((row) => row.quantity === null);
    expect(unknown).toHaveLength(1893);
    expect(unknown.every((row) => row.qualityFlags.includes("quantityAmountUnknown"))).toBe(true);
    const wuhan = reading.rows.filter((row) => row.cityText === "武汉市");
    expect(wuhan).toHaveLength(384);
    expect(wuhan.filter((row) => row.quantity !== null)).toHaveLength(52);
    expect(new Set(wuhan.map((row) => row.partyText)).size).toBe(47);
    expect(reading.rows.filter((row) => row.qualityFlags.includes("standardYearDoubtful"))).toHaveLength(165);
  });
});
