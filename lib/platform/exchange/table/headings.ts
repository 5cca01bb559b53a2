/** Finds the heading of a table: one row of it, or up to three under merged cells, with a row of units below if there is one. */
import type { GridRow } from "../model/file";
import type { ReadingContext } from "../model/reading";
import type { ColumnMapping, CrossedColumns, ImportField, ImportKind } from "../model/table";
import { readDate } from "../values/dates";
import { normalizeUnit, unitKind } from "../values/units";
import { captionFacts } from "./captions";
import { isTitle, ownCells } from "./cells";
import { findCrossed } from "./crossed";
import { headerFingerprint, headerKey, matchHeader, takesPlace, unitInHeader } from "./headers";

export interface HeaderGuess {
  mapping: ColumnMapping;
  score: number;
}

/** A heading: its rows, their texts joined, what they name. */
export interface Heading {
  rows: GridRow[];
  headers: string[];
  guess: HeaderGuess;
  crossed: CrossedColumns | null;
}

/** Most rows a heading may have, a row of units not counted. */
const MOST_ROWS = 3;

/** Which columns the headers name. */
export function guessFromHeaders(headers: readonly string[], kind: ImportKind): HeaderGuess {
  const mapping: ColumnMapping = {};
  const strengths: Partial<Record<ImportField, number>> = {};
  let bareUnit: number | null = null;
  headers.forEach((text, column) => {
    const { field, strength } = matchHeader(text, kind);
    if (field === null) return;
    const before = field === "unitOrParty" ? undefined : mapping[field];
    if (field === "unitOrParty") bareUnit ??= column;
    else if (
      before === undefined ||
      takesPlace(field, { text, strength }, { text: headers[before] ?? "", strength: strengths[field] ?? 0 }, kind)
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
  const keys = headers.map(headerKey);
  // Month and day in columns of their own are one date; `joinDateParts` puts them together.
  if (mapping.date === undefined && keys.includes("月") && keys.includes("日")) mapping.date = keys.indexOf("日");
  // Goods given to districts as such.
  if (mapping.party === undefined && mapping.district !== undefined && (kind === "issued" || kind === "needs")) {
    mapping.party = mapping.district;
    delete mapping.district;
  }
  const weight = Object.values(strengths).reduce((sum, strength) => sum + strength, 0) + (bareUnit === null ? 0 : 1);
  return { mapping, score: weight };
}

export const isHeader = (guess: HeaderGuess): boolean =>
  guess.mapping.goods !== undefined && Object.keys(guess.mapping).length >= 2 && guess.score >= 3;

/** Whether a row holds figures or a date, as goods rows do. Several days beside each other are headings of a table by days. */
export function looksLikeData(row: GridRow, businessDate: string): boolean {
  const days = row.cells.filter((cell) => cell !== null && readDate(cell.text, businessDate) !== null);
  const cells = days.length >= 2 ? row.cells.filter((cell) => !days.includes(cell)) : row.cells;
  return cells.some(
    (cell) => cell !== null && (cell.type === "number" || cell.type === "date" || /^\d/.test(cell.text)),
  );
}

/** Texts of a heading row by column. A heading merged over several columns heads the first of them only. */
export function headerTexts(row: GridRow): string[] {
  const texts = Array.from(row.cells, (cell) => cell?.text ?? "");
  row.cells.forEach((cell, column) => {
    const before = row.cells[column - 1];
    if (cell?.mergedFrom !== undefined && before?.text === cell.text) texts[column] = "";
  });
  return texts;
}

/** Columns of a row that lie under one text merged over several of them. */
function spannedColumns(row: GridRow): Set<number> {
  const spanned = new Set<number>();
  row.cells.forEach((cell, column) => {
    if (cell?.mergedFrom === undefined || cell.spansRows || row.cells[column - 1]?.text !== cell.text) return;
    spanned.add(column - 1).add(column);
  });
  return spanned;
}

/** Two header rows as one: the lower wins where it names something or parts a merged heading, the upper fills the rest. */
function joinHeaders(
  upper: readonly string[],
  under: GridRow,
  spanned: ReadonlySet<number>,
  kind: ImportKind,
): string[] {
  const lower = headerTexts(under);
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const below = lower[column] ?? "";
    const above = upper[column] ?? "";
    const wins = above === "" || spanned.has(column) || matchHeader(below, kind).field !== null;
    return below !== "" && wins ? below : above || below;
  });
}

/** A row of nothing but units under the headings of a table. */
function isUnitsRow(row: GridRow | undefined): row is GridRow {
  const own = row?.cells.filter((cell) => cell !== null) ?? [];
  return own.length > 0 && own.every((cell) => unitKind(normalizeUnit(cell.text)) !== "unknown");
}

const withUnits = (headers: readonly string[], row: GridRow): string[] =>
  headers.map((header, column) => {
    const unit = row.cells[column]?.text ?? "";
    return unit !== "" && header !== "" && unitInHeader(header) === "" ? `${header}（${unit}）` : header;
  });

function headingOf(
  rows: readonly GridRow[],
  index: number,
  count: number,
  texts: readonly string[],
  kind: ImportKind,
  context: ReadingContext,
): Heading {
  const units = rows[index + count];
  const headed = rows.slice(index, index + count);
  const guess = guessFromHeaders(texts, kind);
  const withRow = isUnitsRow(units) && !isUnitsRow(rows[index + count + 1]) ? units : null;
  const headers = withRow ? withUnits(texts, withRow) : [...texts];
  const below = rows.slice(index + count + (withRow ? 1 : 0), index + count + 201);
  const crossed = findCrossed(headers, below, guess.mapping, kind, context.businessDate);
  const mapping = { ...guess.mapping };
  // What a header named by a part of it was taken for, it is not if its column is one of those crossed.
  for (const [field, column] of Object.entries(mapping))
    if (crossed?.columns.includes(column)) delete mapping[field as ImportField];
  return { rows: withRow ? [...headed, withRow] : headed, headers, guess: { ...guess, mapping }, crossed };
}

const names = ({ guess, crossed }: Heading): number => Object.keys(guess.mapping).length + (crossed ? 2 : 0);

/**
 * The heading that begins at a row, or `null` if none does. `strict` asks a table with crossed columns for a listed heading of its
 * other end, since inside a table a row of names may look like one.
 */
export function readHeading(
  rows: readonly GridRow[],
  index: number,
  kind: ImportKind,
  context: ReadingContext,
  strict: boolean,
): Heading | null {
  const row = rows[index];
  if (row === undefined || looksLikeData(row, context.businessDate)) return null;
  // A line of a form ("领用单位：…  日期：…") names fields too, and heads nothing.
  if (captionFacts(row, kind, context.businessDate) !== null) return null;
  const known = (headers: readonly string[]): boolean => {
    const fingerprint = headerFingerprint(headers);
    return context.mappings?.[fingerprint] !== undefined || context.remembered?.[fingerprint] !== undefined;
  };
  const listed = ({ guess, headers }: Heading): boolean =>
    !strict ||
    (["party", "goods"] as const).some((field) => {
      const column = guess.mapping[field];
      return column !== undefined && matchHeader(headers[column] ?? "", kind).strength === 2;
    });
  const stands = (heading: Heading): boolean =>
    isHeader(heading.guess) || (heading.crossed !== null && listed(heading)) || known(heading.headers);

  let texts = headerTexts(row);
  const single = headingOf(rows, index, 1, texts, kind, context);
  let best = stands(single) ? single : null;
  if (isTitle(row)) return best;
  const own = ownCells(row).length;
  let spanned = spannedColumns(row);
  for (let count = 2; count <= MOST_ROWS; count++) {
    const next = rows[index + count - 1];
    if (next === undefined || looksLikeData(next, context.businessDate)) break;
    // What heads a table by itself is no second row of another's heading: the row above it is a title.
    const alone = guessFromHeaders(headerTexts(next), kind);
    if (isHeader(alone) && (single.guess.score === 0 || own === 1)) break;
    texts = joinHeaders(texts, next, spanned, kind);
    const joined = headingOf(rows, index, count, texts, kind, context);
    if (stands(joined) && names(joined) > (best ? names(best) : Object.keys(single.guess.mapping).length))
      best = joined;
    else if (stands(joined) && spanned.size > 0 && joined.crossed !== null && best?.crossed == null) best = joined;
    spanned = spannedColumns(next);
  }
  return best;
}
