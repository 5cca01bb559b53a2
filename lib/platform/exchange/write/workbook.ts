/** Writes XLSX with typed numbers and dates, row by row, without holding the workbook in memory. */
import { PassThrough, Readable } from "node:stream";
import ExcelJS from "exceljs";
import { type CellValue, type ExportColumn, type ExportOptions, valueText } from "./columns";

/** Rows a sheet can hold; more go on in a further sheet. */
const SHEET_ROWS = 1_048_576;
/** Characters a cell can hold. */
const CELL_CHARACTERS = 32_767;

const NUMBER_FORMATS: Partial<Record<ExportColumn<never>["type"], string>> = {
  integer: "0",
  date: "yyyy-mm-dd",
  dateTime: "yyyy-mm-dd hh:mm",
  text: "@",
};

/** Control characters are not allowed in the file format; they would make the workbook unreadable. */
const writable = (text: string): string => text.replace(/[^\P{Cc}\t\n\r]/gu, "").slice(0, CELL_CHARACTERS);

function typedValue(value: CellValue, type: ExportColumn<never>["type"]): ExcelJS.CellValue {
  if (value === null || value === undefined || value === "") return null;
  if (type === "integer" || type === "decimal") {
    const number = typeof value === "number" ? value : Number(value);
    return Number.isFinite(number) ? number : writable(valueText(value, type));
  }
  if (type === "date" || type === "dateTime") {
    const date = value instanceof Date ? value : new Date(String(value));
    if (Number.isNaN(date.getTime())) return writable(valueText(value, type));
    return type === "date" ? new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())) : date;
  }
  if (type === "boolean" && typeof value === "boolean") return value;
  // A string cell is never run as a formula, so the text stays as it is.
  return writable(valueText(value, type));
}

const sheetTitle = (name: string, part: number): string => {
  const base =
    name
      .replace(/[\\/?*:[\]]/g, " ")
      .replace(/^'|'$/g, "")
      .trim()
      .slice(0, 27) || "Sheet";
  return part === 1 ? base : `${base} ${part}`;
};

async function writeRows<Row>(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: ExportOptions,
  sink: PassThrough,
): Promise<void> {
  let part = 0;
  let count = SHEET_ROWS;
  let sheet: ExcelJS.Worksheet | null = null;
  const open = (): ExcelJS.Worksheet => {
    sheet?.commit();
    part++;
    const fresh = book.addWorksheet(sheetTitle(options.sheetName ?? "Sheet", part), {
      views: [{ state: "frozen", ySplit: options.hxl ? 2 : 1 }],
    });
    fresh.columns = columns.map((column) => ({
      width: column.width ?? 16,
      style: NUMBER_FORMATS[column.type] ? { numFmt: NUMBER_FORMATS[column.type] } : {},
    }));
    const header = fresh.addRow(columns.map((column) => column.header));
    header.font = { bold: true };
    header.commit();
    count = 1;
    if (options.hxl) {
      fresh.addRow(columns.map((column) => column.hxl ?? null)).commit();
      count++;
    }
    return fresh;
  };
  sheet = open();
  for await (const row of rows) {
    if (sink.destroyed) return;
    if (count >= SHEET_ROWS) sheet = open();
    sheet.addRow(columns.map((column) => typedValue(column.value(row), column.type))).commit();
    // Let the reader drain what is written before more rows are taken.
    if (++count % 500 === 0)
      await new Promise((resolve) =>
        sink.writableNeedDrain ? sink.once("drain", resolve).once("close", resolve) : setImmediate(resolve),
      );
  }
  sheet.commit();
  await book.commit();
}

/** An XLSX workbook as a byte stream. A failing row source fails the stream. */
export function toXlsx<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: ExportOptions = {},
): ReadableStream<Uint8Array> {
  const sink = new PassThrough();
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true, useSharedStrings: false });
  writeRows(book, columns, rows, options, sink).catch((error: unknown) =>
    sink.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.toWeb(sink) as ReadableStream<Uint8Array>;
}
