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
import { foldText } from "../values/text";
import { isTitle, ownCells } from "./cells";
import { findGoodsColumns, guessFromContents, settleBareUnit, settleQuantity } from "./contents";
import { headerFingerprint, headerlessFingerprint, matchHeader, prefersQuantity } from "./headers";

/** A table with the rows under its header that are not titles. */
export interface TableRows {
  table: DetectedTable;
  rows: GridRow[];
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
    else if (
      strength > (strengths[field] ?? 0) ||
      (field === "quantity" && prefersQuantity(header, headers[mapping.quantity ?? -1] ?? "", kind))
    ) {
      mapping[field] = column;
      strengths[field] = Math.max(strength, strengths[field] ?? 0);
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
  const remembered = headerRows.length === 0 ? undefined : context.remembered?.[fingerprint];
  const mapping = chosen ?? remembered ?? guess.mapping;
  const used = new Set(Object.values(mapping));
  const last = headerRows.at(-1) ?? grid.rows[0]?.row ?? 1;
  return {
    sheet: grid.sheet,
    headerRows,
    headers,
    headerFingerprint: fingerprint,
    mapping: { ...mapping },
    goodsColumns: [],
    mappedBy: chosen ? "user" : remembered ? "remembered" : "headers",
    unmappedHeaders: headers.filter((header, column) => header !== "" && !used.has(column)),
    titleDate,
    firstRow: last + 1,
    lastRow: last,
  };
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
  // A sheet named after a day ("2月3日", "2.3") dates its rows until a title or a date column says otherwise.
  const named = readTitleDate(grid.sheet, context.businessDate) ?? readDate(grid.sheet, context.businessDate);
  let titleDate: string | null = named !== null && !named.range && !named.cumulative ? named.date : null;
  let current: TableRows | null = null;
  let unknownHeader = false;
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
      if (current !== null && told === null && headsRows(row, next, kind)) {
        current.rows.push(row);
        continue;
      }
      if (isTitle(row) || (told !== null && ownCells(row).length <= 2) || hasHeaderBelow(rows, index, kind)) {
        if (told !== null && !told.range) titleDate = told.date;
        put(row, "title");
        continue;
      }
    }
    if (current === null && single !== null && next !== undefined && looksLikeData(next) && ownCells(row).length >= 2) {
      const goodsColumns = findGoodsColumns(texts, rows.slice(index + 1), single.mapping);
      if (goodsColumns.length > 0) {
        put(row, "header");
        const table = makeTable(grid, [row.row], texts, single, context, titleDate);
        const unmappedHeaders = table.unmappedHeaders.filter(
          (header) => !goodsColumns.some((column) => texts[column] === header),
        );
        current = { table: { ...table, goodsColumns, unmappedHeaders }, rows: [] };
        tables.push(current);
        continue;
      }
      // Headers nobody listed: what they do tell, completed by what the columns hold.
      const guessed = guessFromContents(rows.slice(index + 1), single.mapping);
      if (guessed !== null) {
        put(row, "header");
        const table = makeTable(grid, [row.row], texts, { mapping: guessed, score: 0 }, context, titleDate);
        current = { table: { ...table, mappedBy: "guessed" }, rows: [] };
        tables.push(current);
        continue;
      }
      put(row, "note");
      // What stands under headers that tell nothing is not guessed at: the user maps it.
      unknownHeader = true;
      continue;
    }
    if (current === null) {
      const guessed =
        context.mappings?.[headerlessFingerprint] ?? (unknownHeader ? null : guessFromContents(rows.slice(index)));
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
  for (const { table, rows: own } of tables) {
    settleBareUnit(table, own);
    settleQuantity(table, own);
  }
  return { tables: tables.filter((entry) => entry.rows.length > 0 || entry.table.headerRows.length > 0), setAside };
}

/** A heading merged over the table that names whom the rows below are for ("各区指挥部"), and no title of a new table. */
function headsRows(row: GridRow, next: GridRow | undefined, kind: ImportKind): boolean {
  const text = ownCells(row)[0]?.text ?? "";
  if (next === undefined || isTitle(next) || isHeader(guessFromHeaders(headerTexts(next), kind))) return false;
  return text.length <= 25 && !/表$|物资|情况|公示|汇总|说明|备注|合计|小计|总计|[:：]/.test(text);
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
