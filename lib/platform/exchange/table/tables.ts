/** Finds the tables of a grid: header rows wherever they stand, titles between them, several tables in one sheet. */
import type {
  ColumnMapping,
  DetectedTable,
  Grid,
  GridRow,
  ImportField,
  ImportKind,
  ReadingContext,
  SetAsideRow,
} from "../model";
import { readDate, readTitleDate } from "../values/dates";
import { readQuantity } from "../values/quantity";
import { foldText } from "../values/text";
import { normalizeUnit, unitKind } from "../values/units";
import { headerFingerprint, matchHeader } from "./headers";

/** A table with the rows under its header that are not titles. */
export interface TableRows {
  table: DetectedTable;
  rows: GridRow[];
}

/** Text of a cell, `""` where there is none. */
export const cellText = (row: GridRow, column: number | undefined): string =>
  column === undefined ? "" : (row.cells[column]?.text ?? "");

/** Cells of a row with something of their own: those filled from a merged range count once, at its first cell in this row. */
export function ownCells(row: GridRow): { column: number; text: string }[] {
  const seen = new Set<string>();
  return row.cells.flatMap((cell, column) => {
    if (cell === null) return [];
    const origin = cell.mergedFrom;
    if (origin !== undefined && (seen.has(origin) || seen.has(`text:${cell.text}`))) return [];
    seen.add(origin ?? `text:${cell.text}`);
    return [{ column, text: cell.text }];
  });
}

interface HeaderGuess {
  mapping: ColumnMapping;
  score: number;
}

function guessFromHeaders(headers: readonly string[], kind: ImportKind): HeaderGuess {
  const mapping: ColumnMapping = {};
  const strengths: Partial<Record<ImportField, number>> = {};
  let bareUnit: number | null = null;
  headers.forEach((header, column) => {
    const { field, strength } = matchHeader(header, kind);
    if (field === null) return;
    if (field === "unitOrParty") bareUnit ??= column;
    else if (strength > (strengths[field] ?? 0)) {
      mapping[field] = column;
      strengths[field] = strength;
    }
  });
  // A bare 单位 is the unit of count unless there is one already; rows decide later if it looks otherwise.
  if (bareUnit !== null) {
    if (mapping.unit === undefined) mapping.unit = bareUnit;
    else mapping.party ??= bareUnit;
  }
  const weight = Object.values(strengths).reduce((sum, strength) => sum + strength, 0) + (bareUnit === null ? 0 : 1);
  return { mapping, score: weight };
}

const isHeader = (guess: HeaderGuess): boolean =>
  guess.mapping.goods !== undefined && Object.keys(guess.mapping).length >= 2 && guess.score >= 3;

const looksLikeData = (row: GridRow): boolean =>
  row.cells.some((cell) => cell !== null && (cell.type === "number" || cell.type === "date" || /^\d/.test(cell.text)));

const headerTexts = (row: GridRow): string[] => {
  const texts = Array.from(row.cells, (cell) => cell?.text ?? "");
  // A heading merged over several columns heads the first of them only.
  row.cells.forEach((cell, column) => {
    const before = row.cells[column - 1];
    if (cell?.mergedFrom !== undefined && before?.text === cell.text) texts[column] = "";
  });
  return texts;
};

/** Two header rows as one: the lower wins where it names something, the upper fills the rest. */
function joinHeaders(upper: readonly string[], lower: readonly string[], kind: ImportKind): string[] {
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const below = lower[column] ?? "";
    const above = upper[column] ?? "";
    return below !== "" && (above === "" || matchHeader(below, kind).field !== null) ? below : above || below;
  });
}

function makeTable(
  grid: Grid,
  headerRows: number[],
  headers: string[],
  guess: HeaderGuess,
  context: ReadingContext,
  titleDate: string | null,
): DetectedTable {
  const fingerprint = headerFingerprint(headers);
  const chosen = context.mappings?.[fingerprint];
  const remembered = context.remembered?.[fingerprint];
  const mapping = chosen ?? remembered ?? guess.mapping;
  const used = new Set(Object.values(mapping));
  const last = headerRows.at(-1) ?? grid.rows[0]?.row ?? 1;
  return {
    sheet: grid.sheet,
    headerRows,
    headers,
    headerFingerprint: fingerprint,
    mapping: { ...mapping },
    mappedBy: chosen ? "user" : remembered ? "remembered" : "headers",
    unmappedHeaders: headers.filter((header, column) => header !== "" && !used.has(column)),
    titleDate,
    firstRow: last + 1,
    lastRow: last,
  };
}

/** A title: one text over several columns, or alone in its row outside any table and telling a date or a heading. */
export function isTitle(row: GridRow): boolean {
  const own = ownCells(row);
  const only = own[0];
  if (own.length !== 1 || only === undefined) return false;
  const span = row.cells.filter((cell) => cell !== null).length;
  return span >= 2 || /一览表|明细表?$|统计表|登记表|公示|情况$|汇总/.test(only.text);
}

/**
 * Tables of one grid in order, with the rows that belong to none. Every row of the grid is in a table's `rows` or in
 * `setAside` (titles and headers); rows before the first header that are no titles count as titles too.
 */
export function findTables(
  grid: Grid,
  kind: ImportKind,
  context: ReadingContext,
): { tables: TableRows[]; setAside: SetAsideRow[] } {
  const tables: TableRows[] = [];
  const setAside: SetAsideRow[] = [];
  const put = (row: GridRow, why: SetAsideRow["why"]): void => {
    setAside.push({
      sheet: grid.sheet,
      row: row.row,
      why,
      text: ownCells(row)
        .map((cell) => cell.text)
        .join(" "),
    });
  };
  let titleDate: string | null = null;
  let current: TableRows | null = null;
  const rows = grid.rows;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as GridRow;
    if (isHxlRow(row)) {
      put(row, "hxl");
      continue;
    }
    const texts = headerTexts(row);
    const next = rows[index + 1];
    const single = looksLikeData(row) ? null : guessFromHeaders(texts, kind);
    const joined =
      single && next !== undefined && !looksLikeData(next) ? joinHeaders(texts, headerTexts(next), kind) : null;
    const double = joined ? guessFromHeaders(joined, kind) : null;
    // The second row belongs to the header when it makes the header better and is none by itself.
    const takesTwo =
      double !== null &&
      single !== null &&
      isHeader(double) &&
      Object.keys(double.mapping).length > Object.keys(single.mapping).length &&
      !isTitle(row) &&
      !(next !== undefined && isHeader(guessFromHeaders(headerTexts(next), kind)) && single.score === 0);
    if (takesTwo && joined !== null && double !== null && next !== undefined) {
      put(row, "header");
      put(next, "header");
      current = { table: makeTable(grid, [row.row, next.row], joined, double, context, titleDate), rows: [] };
      tables.push(current);
      index++;
      continue;
    }
    const known = context.mappings?.[headerFingerprint(texts)] ?? context.remembered?.[headerFingerprint(texts)];
    if (single !== null && (isHeader(single) || known !== undefined)) {
      put(row, "header");
      current = { table: makeTable(grid, [row.row], texts, single, context, titleDate), rows: [] };
      tables.push(current);
      continue;
    }
    if (isTitle(row) || current === null) {
      const told = readTitleDate(foldText(ownCells(row)[0]?.text ?? ""), context.businessDate);
      if (isTitle(row) || (told !== null && ownCells(row).length <= 2) || hasHeaderBelow(rows, index, kind)) {
        if (told !== null && !told.range) titleDate = told.date;
        put(row, "title");
        continue;
      }
    }
    if (current === null) {
      const guessed = guessFromContents(rows.slice(index));
      if (guessed === null) {
        put(row, "note");
        continue;
      }
      current = {
        table: {
          ...makeTable(grid, [], [], { mapping: guessed, score: 0 }, context, titleDate),
          mappedBy: "guessed",
          firstRow: row.row,
        },
        rows: [],
      };
      tables.push(current);
    }
    // A title inside a table ("（2月2日）") dates the rows after it.
    if (titleDate !== current.table.titleDate) {
      current = { table: { ...current.table, titleDate, firstRow: row.row }, rows: [] };
      tables.push(current);
    }
    current.rows.push(row);
    current.table.lastRow = row.row;
  }
  for (const { table, rows: own } of tables) settleBareUnit(table, own);
  return { tables: tables.filter((entry) => entry.rows.length > 0 || entry.table.headerRows.length > 0), setAside };
}

function hasHeaderBelow(rows: readonly GridRow[], index: number, kind: ImportKind): boolean {
  return rows
    .slice(index + 1, index + 40)
    .some((row) => !looksLikeData(row) && isHeader(guessFromHeaders(headerTexts(row), kind)));
}

/** A row of humanitarian exchange language tags ("#item", "#date +issued"). */
const isHxlRow = (row: GridRow): boolean => {
  const texts = ownCells(row).map((cell) => cell.text);
  return texts.length >= 2 && texts.every((text) => /^#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*$/i.test(text));
};

/** If the column taken for units holds no units but long names, it was the other end (a bare 单位). */
function settleBareUnit(table: DetectedTable, rows: readonly GridRow[]): void {
  const { unit, party } = table.mapping;
  if (
    table.mappedBy !== "headers" ||
    unit === undefined ||
    party !== undefined ||
    foldText(table.headers[unit] ?? "") !== "单位"
  )
    return;
  const texts = rows.map((row) => cellText(row, unit)).filter((text) => text !== "");
  const units = texts.filter((text) => unitKind(normalizeUnit(text)) !== "unknown").length;
  if (texts.length > 0 && units < texts.length / 2) {
    table.mapping.party = unit;
    delete table.mapping.unit;
  }
}

/** Columns by what they hold, for a sheet without any header: dates, units, quantities; then names by their order. */
function guessFromContents(rows: readonly GridRow[]): ColumnMapping | null {
  const sample = rows.slice(0, 200);
  const width = Math.max(0, ...sample.map((row) => row.cells.length));
  const mapping: ColumnMapping = {};
  const names: number[] = [];
  for (let column = 0; column < width; column++) {
    const cells = sample.map((row) => row.cells[column]).filter((cell) => cell !== null && cell !== undefined);
    if (cells.length === 0) continue;
    const share = (test: (text: string) => boolean): number =>
      cells.filter((cell) => test(cell.text)).length / cells.length;
    if (
      mapping.date === undefined &&
      cells.every(
        (cell) => cell.type === "date" || (cell.type === "text" && readDate(cell.text, "2020-01-30") !== null),
      )
    )
      mapping.date = column;
    else if (mapping.unit === undefined && share((text) => unitKind(normalizeUnit(text)) !== "unknown") > 0.8)
      mapping.unit = column;
    else if (share((text) => readQuantity(text).quantity !== null) > 0.7) mapping.quantity = column;
    else if (share((text) => /\p{L}{2,}/u.test(text)) > 0.5) names.push(column);
  }
  if (mapping.quantity === undefined || names.length === 0) return null;
  const [first, second, third] = names;
  if (second === undefined) return { ...mapping, goods: first };
  return {
    ...mapping,
    party: first,
    goods: second,
    ...(third === undefined ? {} : third < mapping.quantity ? { spec: third } : { note: third }),
  };
}
