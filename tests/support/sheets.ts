/** Makes small files for tests of the importer: workbooks with merges and typed cells, and delimited texts. */
import ExcelJS from "exceljs";

export interface SheetDraft {
  name: string;
  rows: ExcelJS.CellValue[][];
  merges?: string[];
  /** Number formats by cell. */
  formats?: Readonly<Record<string, string>>;
  /** Hidden rows (from 1) and columns (letters), and whether the sheet itself is hidden. */
  hiddenRows?: number[];
  hiddenColumns?: string[];
  hidden?: boolean;
}

/** An XLSX file with the given sheets. */
export async function workbookBytes(sheets: readonly SheetDraft[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const draft of sheets) {
    const sheet = book.addWorksheet(draft.name);
    for (const row of draft.rows) sheet.addRow(row);
    for (const merge of draft.merges ?? []) sheet.mergeCells(merge);
    for (const [cell, format] of Object.entries(draft.formats ?? {})) sheet.getCell(cell).numFmt = format;
    for (const row of draft.hiddenRows ?? []) sheet.getRow(row).hidden = true;
    for (const column of draft.hiddenColumns ?? []) sheet.getColumn(column).hidden = true;
    if (draft.hidden) sheet.state = "hidden";
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All bytes of a stream. */
export async function streamBytes(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
