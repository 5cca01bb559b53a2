/** Finds the tables of a grid: headings wherever they stand, titles and forms between them, several tables in one sheet. */
import type { Grid, GridRow } from "../model/file";
import type { ReadingContext } from "../model/reading";
import type { SetAsideRow } from "../model/row";
import type { DetectedTable, ImportKind } from "../model/table";
import { readNameDate, readTitleDate } from "../values/dates";
import { type CaptionFacts, captionFacts } from "./captions";
import { isTitle, ownCells, saysNote, saysTotal } from "./cells";
import { guessFromContents, joinDateParts, settleBareUnit, settleQuantity } from "./contents";
import { headerFingerprint, headerlessFingerprint } from "./headers";
import { guessFromHeaders, type Heading, headerTexts, isHeader, looksLikeData, readHeading } from "./headings";

/** A table with the rows under its header that are not titles. */
export interface TableRows {
  table: DetectedTable;
  rows: GridRow[];
}

/** What the lines over a table told so far. */
interface Over extends CaptionFacts {
  date: string | null;
  /** A line that names an institution and nothing else. */
  institution: string;
}

const textOf = (row: GridRow): string =>
  ownCells(row)
    .map((cell) => cell.text)
    .join(" ");

function makeTable(
  grid: Grid,
  { rows, headers, guess, crossed }: Heading,
  context: ReadingContext,
  over: Over,
): DetectedTable {
  const fingerprint = headerFingerprint(headers);
  const chosen = context.mappings?.[fingerprint];
  const remembered = rows.length === 0 ? undefined : context.remembered?.[fingerprint];
  const told = chosen ?? remembered;
  const mapping = told ?? guess.mapping;
  const used = new Set([...Object.values(mapping), ...(told || crossed === null ? [] : crossed.columns)]);
  const last = rows.at(-1)?.row ?? grid.rows[0]?.row ?? 1;
  return {
    sheet: grid.sheet,
    headerRows: rows.map((row) => row.row),
    headers: [...headers],
    headerFingerprint: fingerprint,
    mapping: { ...mapping },
    crossed: told ? null : crossed,
    mappedBy: chosen ? "user" : remembered ? "remembered" : "headers",
    unmappedHeaders: headers.filter((header, column) => header !== "" && !used.has(column)),
    titleDate: over.date,
    titleParty: over.party !== "" || mapping.party !== undefined ? over.party : over.institution,
    titleUnit: over.unit,
    columns: null,
    firstRow: last + 1,
    lastRow: last,
  };
}

const INSTITUTION = /(?:医院|卫生院|卫生服务中心|社区|学校|大学|养老院|福利院)$/;

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
    setAside.push({ sheet: grid.sheet, row: row.row, why, text: textOf(row) });
  };
  // A sheet named after a day ("2月3日", "2.3") dates its rows until a title or a date column says otherwise; so does a text file.
  const name = grid.sheet === "" ? grid.file.replace(/\.[a-z0-9]{1,8}$/i, "") : grid.sheet;
  const over: Over = { date: readNameDate(name, context.businessDate), party: "", unit: "", institution: "" };
  let current: TableRows | null = null;
  let unknownHeader = false;
  let underTitle = false;
  const begin = (table: DetectedTable): TableRows => {
    const entry = { table, rows: [] };
    tables.push(entry);
    return entry;
  };
  const rows = grid.rows;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as GridRow;
    if (isHxlRow(row)) {
      put(row, "hxl");
      continue;
    }
    const heading = readHeading(rows, index, kind, context, current !== null);
    if (heading !== null) {
      for (const part of heading.rows) put(part, "header");
      current = begin(makeTable(grid, heading, context, over));
      index += heading.rows.length - 1;
      underTitle = false;
      continue;
    }
    const next = rows[index + 1];
    const leads = current !== null && leadsToHeading(rows, index, kind, context);
    if (isTitle(row) || current === null || leads) {
      const told = readTitleDate(textOf(row), context.businessDate);
      if (current !== null && told === null && !leads && headsRows(row, next, kind)) {
        current.rows.push(row);
        continue;
      }
      const facts = captionFacts(row, kind, context.businessDate);
      const short = told !== null && ownCells(row).length <= 2;
      if (isTitle(row) || leads || facts !== null || short || hasHeadingBelow(rows, index, kind, context)) {
        // A new form tells its own recipient and unit, or none.
        if (leads && !underTitle) Object.assign(over, { party: "", unit: "", institution: "" });
        underTitle = true;
        if (told !== null) over.date = told.range ? null : told.date;
        if (facts?.party) over.party = facts.party;
        if (facts?.unit) over.unit = facts.unit;
        if (facts === null && ownCells(row).length === 1 && INSTITUTION.test(textOf(row)))
          over.institution = textOf(row);
        put(row, "title");
        continue;
      }
    }
    underTitle = false;
    if (current === null && next !== undefined && ownCells(row).length >= 2) {
      const headed = !looksLikeData(row, context.businessDate) && looksLikeData(next, context.businessDate);
      if (headed) {
        const headers = headerTexts(row);
        // Headers nobody listed: what they do tell, completed by what the columns hold.
        const guessed = guessFromContents(rows.slice(index + 1), guessFromHeaders(headers, kind).mapping, headers);
        if (guessed !== null) {
          put(row, "header");
          const guess = { mapping: guessed, score: 0 };
          const table = makeTable(grid, { rows: [row], headers, guess, crossed: null }, context, over);
          current = begin({ ...table, mappedBy: "guessed" });
          continue;
        }
        put(row, "note");
        // What stands under headers that tell nothing is not guessed at: the user maps it.
        unknownHeader = true;
        continue;
      }
    }
    if (current === null) {
      const guessed =
        context.mappings?.[headerlessFingerprint] ?? (unknownHeader ? null : guessFromContents(rows.slice(index)));
      if (guessed === null) {
        put(row, "note");
        continue;
      }
      const guess = { mapping: guessed, score: 0 };
      const table = makeTable(grid, { rows: [], headers: [], guess, crossed: null }, context, over);
      current = begin({ ...table, mappedBy: "guessed", firstRow: row.row });
    }
    // A title inside a table ("（2月2日）") dates the rows after it.
    if (over.date !== current.table.titleDate)
      current = begin({ ...current.table, titleDate: over.date, firstRow: row.row });
    current.rows.push(row);
    current.table.lastRow = row.row;
  }
  for (const { table, rows: own } of tables) {
    settleBareUnit(table, own);
    settleQuantity(table, own);
    joinDateParts(table, own);
  }
  return { tables: tables.filter((entry) => entry.rows.length > 0 || entry.table.headerRows.length > 0), setAside };
}

/** A heading merged over the table that names whom the rows below are for ("各区指挥部"), and no title of a new table. */
function headsRows(row: GridRow, next: GridRow | undefined, kind: ImportKind): boolean {
  const text = ownCells(row)[0]?.text ?? "";
  if (next === undefined || isTitle(next) || isHeader(guessFromHeaders(headerTexts(next), kind))) return false;
  return text.length <= 25 && !/表$|物资|情况|公示|汇总|说明|备注|合计|小计|总计|[:：]/.test(text);
}

/** Lines a form may have between its first title and its heading. */
const MOST_TITLE_LINES = 5;

/** A line under a table that belongs to the next one: alone in its row or a form's line, with only such lines down to a heading. */
function leadsToHeading(rows: readonly GridRow[], index: number, kind: ImportKind, context: ReadingContext): boolean {
  const isLine = (row: GridRow): boolean => {
    const own = ownCells(row);
    const first = own[0]?.text ?? "";
    if (saysTotal(first)) return false;
    if (captionFacts(row, kind, context.businessDate) !== null) return true;
    return own.length === 1 && !saysNote(first);
  };
  for (let at = index; at <= index + MOST_TITLE_LINES; at++) {
    const row = rows[at];
    if (row === undefined) return false;
    if (at > index && readHeading(rows, at, kind, context, true) !== null) return true;
    if (!isLine(row)) return false;
  }
  return false;
}

function hasHeadingBelow(rows: readonly GridRow[], index: number, kind: ImportKind, context: ReadingContext): boolean {
  for (let at = index + 1; at < Math.min(rows.length, index + 40); at++)
    if (readHeading(rows, at, kind, context, false) !== null) return true;
  return false;
}

/** A row of humanitarian exchange language tags ("#item", "#date +issued"). */
const isHxlRow = (row: GridRow): boolean => {
  const texts = ownCells(row).map((cell) => cell.text);
  return texts.length >= 2 && texts.every((text) => /^#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*$/i.test(text));
};
