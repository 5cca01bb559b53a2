/** Reads the cells of one worksheet part: shared and rich texts, formula results, dates by number format, merged ranges. */
import { ExchangeError, type ExchangeLimits, type GridCell, type GridRow } from "../model/file";
import { dateOfExcelSerial } from "../values/dates";
import { cleanText } from "../values/text";
import { walkMarkup } from "./markup";

export interface SheetContext {
  sharedStrings: readonly string[];
  /** By style index: whether numbers of that style are dates, or what they show behind the figure ("箱", "万"). */
  styles: readonly NumberStyle[];
  /** The workbook counts days from 1904 (old Macintosh files). */
  from1904: boolean;
  limits: ExchangeLimits;
}

/** What a number format makes of a number. */
export interface NumberStyle {
  date: boolean;
  /** Unit shown behind the figure and nowhere else. */
  suffix: string;
}

/** Cells filled from merged ranges in one sheet; past this the merges are decoration, or meant to hurt. */
const MOST_MERGED_CELLS = 200_000;

/** "AB" for column 27 (columns count from 0). */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Column (from 0) and row (from 1) of an address like "AB12", or `null`. */
export function parseAddress(address: string): { column: number; row: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(address);
  if (!match) return null;
  let column = 0;
  for (const letter of (match[1] ?? "").toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(match[2]) };
}

/** A number as people read it: no exponent, at most 15 significant digits, as spreadsheets keep them. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return "";
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value === 0 ? 0 : value);
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes("e")
    ? rounded.toFixed(Math.min(20, Math.max(0, 15 - Math.floor(Math.log10(Math.abs(rounded)))))).replace(/\.?0+$/, "")
    : text;
}

function cellOf(type: string, style: number, value: string, inline: string, context: SheetContext): GridCell | null {
  const asText = (text: string): GridCell | null => {
    const clean = cleanText(text);
    if (clean.length > context.limits.cellCharacters)
      throw new ExchangeError("cellTooLong", { characters: clean.length, most: context.limits.cellCharacters });
    return clean === "" ? null : { text: clean, type: "text" };
  };
  if (type === "s") return asText(context.sharedStrings[Number(value)] ?? "");
  if (type === "inlineStr") return asText(inline);
  if (type === "str") return asText(value);
  if (type === "e") return null;
  if (type === "b") return { text: value.trim() === "1" ? "1" : "0", type: "boolean" };
  if (type === "d") return asText(value.slice(0, 10));
  if (value.trim() === "") return null;
  const number = Number(value);
  if (!Number.isFinite(number)) return asText(value);
  const shown = context.styles[style];
  if (shown?.date === true) {
    const date = dateOfExcelSerial(number + (context.from1904 ? 1462 : 0));
    if (date !== null) return { text: date, type: "date" };
  }
  return { text: `${plainNumber(number)}${shown?.suffix ?? ""}`, type: "number" };
}

/** Rows of a worksheet that say something. Throws `tooManyRows`, `tooManyColumns`, `cellTooLong`, `fileDamaged`. */
export function readSheetCells(markup: string, sheet: string, context: SheetContext): GridRow[] {
  const { limits } = context;
  const rows = new Map<number, (GridCell | null)[]>();
  const merges: string[] = [];
  let rowNumber = 0;
  let column = -1;
  let type = "";
  let style = 0;
  let value = "";
  let inline = "";
  let into: "value" | "inline" | "ignored" | null = null;

  walkMarkup(markup, {
    open(name, attributes) {
      if (name === "row") {
        const stated = Number(attributes.r);
        rowNumber = Number.isSafeInteger(stated) && stated > 0 ? stated : rowNumber + 1;
        column = -1;
      } else if (name === "c") {
        const at = parseAddress(attributes.r ?? "");
        column = at?.column ?? column + 1;
        type = attributes.t ?? "n";
        style = Number(attributes.s ?? 0);
        value = "";
        inline = "";
      } else if (name === "v") into = "value";
      else if (name === "t" && type === "inlineStr") into = "inline";
      else if (name === "f" || name === "rPh") into = "ignored";
      else if (name === "mergeCell" && attributes.ref !== undefined) merges.push(attributes.ref);
    },
    text(text) {
      if (into === "value") value += text;
      else if (into === "inline") inline += text;
    },
    close(name) {
      if (name === "v" || name === "t" || name === "f" || name === "rPh") into = null;
      if (name !== "c") return;
      const cell = cellOf(type, style, value, inline, context);
      if (cell === null) return;
      if (column >= limits.columns) throw new ExchangeError("tooManyColumns", { sheet, most: limits.columns });
      let cells = rows.get(rowNumber);
      if (cells === undefined) {
        if (rows.size >= limits.rows) throw new ExchangeError("tooManyRows", { sheet, most: limits.rows });
        cells = [];
        rows.set(rowNumber, cells);
      }
      while (cells.length <= column) cells.push(null);
      cells[column] = cell;
    },
  });

  spreadMerges(rows, merges, limits);
  return [...rows.entries()].sort(([a], [b]) => a - b).map(([row, cells]) => ({ row, cells }));
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/** Gives every cell of a merged range the value of its first one, marked with where it came from. */
function spreadMerges(rows: Map<number, (GridCell | null)[]>, merges: readonly string[], limits: ExchangeLimits): void {
  let room = MOST_MERGED_CELLS;
  for (const reference of merges) {
    const [from, to] = reference.split(":").map(parseAddress);
    if (!from || !to) continue;
    const first = rows.get(from.row)?.[from.column];
    if (!first) continue;
    const lastColumn = Math.min(to.column, limits.columns - 1);
    const width = lastColumn - from.column + 1;
    // Only rows with something of their own: a merge that runs past the data is no goods.
    const within =
      to.row - from.row < rows.size
        ? range(from.row, to.row).filter((row) => rows.has(row))
        : [...rows.keys()].filter((row) => row >= from.row && row <= to.row);
    room -= within.length * width;
    if (room < 0) return;
    const address = `${columnLetters(from.column)}${from.row}`;
    if (within.length > 1) first.spansRows = true;
    for (const row of within) {
      const cells = rows.get(row) ?? [];
      for (let column = from.column; column <= lastColumn; column++) {
        if (row === from.row && column === from.column) continue;
        while (cells.length <= column) cells.push(null);
        const { spansRows: _, ...value } = first;
        cells[column] ??= { ...value, mergedFrom: address, ...(row > from.row ? { spansRows: true as const } : {}) };
      }
    }
  }
}
