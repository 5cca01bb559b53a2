/** Runs tables of sheet traits: a small sheet made by code, and the goods rows a careful officer reads from it. */
import { expect, it } from "vitest";
import type { ImportReading, ReadingContext } from "@/lib/platform/exchange/model/reading";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import { readImport } from "@/lib/platform/exchange/reading";
import { type SheetDraft, textBytes, workbookBytes } from "./sheets";

/** The day of reading. */
export const TODAY: ReadingContext = { businessDate: "2020-02-11" };

/** Headings of a plain issue, and two hospitals with a row each under them. */
export const ISSUE_HEAD = ["日期", "接收单位", "品名", "数量", "单位"];
export const JIA = ["2020-01-30", "模拟甲医院", "口罩", 5, "只"];
export const YI = ["2020-01-30", "模拟乙医院", "手套", 6, "双"];
/** What is read from them. */
export const JIA_READ = "2020-01-30 模拟甲医院 口罩 5 只 ok";
export const YI_READ = "2020-01-30 模拟乙医院 手套 6 双 ok";

/** One trait of sheets of the family, shown on one sheet. All names in them are simulated (模拟). */
export interface SheetTrait {
  trait: string;
  kind?: ImportKind;
  /** A delimited text, the bytes of a file, or the sheets of a workbook. */
  sheet: string | Uint8Array | SheetDraft[];
  file?: string;
  /** "date party goods quantity unit outcome" of each goods row, `-` for what is missing; outcome `ok` or the reasons joined by `+`. */
  rows: string[];
  /** Why each other row was set aside, in order. */
  aside?: string[];
}

/** A goods row as one line. */
export const line = (row: ImportReading["rows"][number]): string =>
  [
    row.date ?? "-",
    row.partyText || "-",
    row.goodsText.replace(/ /g, "_") || "-",
    row.quantity ?? "-",
    row.unit || "-",
    row.outcome.is === "ok" ? "ok" : row.outcome.is === "queued" ? row.outcome.reasons.join("+") : row.outcome.reason,
  ].join(" ");

/** Reads a trait's sheet as on 11 February 2020. */
export async function readTrait({ sheet, kind = "issued", file }: SheetTrait): Promise<ImportReading> {
  const bytes =
    typeof sheet === "string" ? textBytes(sheet) : sheet instanceof Uint8Array ? sheet : await workbookBytes(sheet);
  const name = file ?? (typeof sheet === "string" ? "模拟.csv" : "模拟.xlsx");
  return readImport(bytes, name, kind, TODAY);
}

/** Reads a delimited text as on 11 February 2020. */
export const readText = (text: string, kind: ImportKind, more: Partial<ReadingContext> = {}): Promise<ImportReading> =>
  readImport(textBytes(text), "sheet.csv", kind, { ...TODAY, ...more });

/** The goods rows with their figures: date, party, goods, specification, quantity, unit. */
export const figuresOf = (reading: ImportReading) =>
  reading.rows.map((row) => [row.date, row.partyText, row.goodsText, row.specText, row.quantity, row.unit]);

/** One test a trait. */
export function testTraits(traits: readonly SheetTrait[]): void {
  it.each(traits.map((trait) => [trait.trait, trait] as const))("%s", async (_, trait) => {
    const reading = await readTrait(trait);
    expect(reading.rows.map(line)).toEqual(trait.rows);
    if (trait.aside) expect(reading.setAside.map((row) => row.why)).toEqual(trait.aside);
    const { rowsRead, ok, queued, rejected } = reading.summary;
    const sum = [...Object.values(queued), ...Object.values(rejected)].reduce((total, count) => total + count, ok);
    expect(sum).toBe(rowsRead);
  });
}
