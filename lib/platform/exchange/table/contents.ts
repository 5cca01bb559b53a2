/** What columns hold, where headers do not say: a bare 单位, or no header at all. */
import type { GridRow } from "../model/file";
import type { ColumnMapping, DetectedTable } from "../model/table";
import { readDate } from "../values/dates";
import { readQuantity } from "../values/quantity";
import { foldText } from "../values/text";
import { normalizeUnit, unitKind } from "../values/units";
import { cellText } from "./cells";
import { headerKey, isCaption } from "./headers";

/** If the column taken for units holds no units but long names, it was the other end (a bare 单位). */
export function settleBareUnit(table: DetectedTable, rows: readonly GridRow[]): void {
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

/** Whether a column only counts its rows: 1, 2, 3… */
export const countsRows = (texts: readonly string[]): boolean =>
  texts.length > 1 && texts.every((text, index) => Number(text) === Number(texts[0]) + index);

/**
 * Columns by what they hold, where headers do not tell: dates, units, the quantity; then names by their order (other
 * end, goods, specification). `told` are columns the headers did name; they win. `null` when there is no telling:
 * no quantity, no name, or several columns of numbers that could each be it (a table with a column for each goods).
 */
export function guessFromContents(
  rows: readonly GridRow[],
  told: ColumnMapping = {},
  headers: readonly string[] = [],
): ColumnMapping | null {
  const sample = rows.slice(0, 200);
  const width = Math.max(0, ...sample.map((row) => row.cells.length));
  const taken = new Set(Object.values(told));
  const mapping: ColumnMapping = { ...told };
  const names: number[] = [];
  const numbers: number[] = [];
  for (let column = 0; column < width; column++) {
    const cells = sample.map((row) => row.cells[column]).filter((cell) => cell !== null && cell !== undefined);
    if (cells.length === 0 || taken.has(column) || isCaption(headers[column] ?? "")) continue;
    const share = (test: (text: string) => boolean): number =>
      cells.filter((cell) => test(cell.text)).length / cells.length;
    const isDate = cells.every(
      (cell) => cell.type === "date" || (cell.type === "text" && readDate(cell.text, "2020-01-30") !== null),
    );
    if (mapping.date === undefined && isDate) mapping.date = column;
    else if (mapping.unit === undefined && share((text) => unitKind(normalizeUnit(text)) !== "unknown") > 0.8)
      mapping.unit = column;
    else if (share((text) => readQuantity(text).quantity !== null) > 0.7) {
      if (!countsRows(cells.map((cell) => cell.text))) numbers.push(column);
    } else if (share((text) => /\p{L}{2,}/u.test(text)) > 0.5) names.push(column);
  }
  if (mapping.quantity === undefined) {
    if (numbers.length !== 1) return null;
    mapping.quantity = numbers[0];
  }
  const fields = (["party", "goods", "spec"] as const).filter((field) => mapping[field] === undefined);
  // One name alone is the goods; of several the first is the other end.
  const order = names.length === 1 && mapping.goods === undefined ? (["goods"] as const) : fields;
  order.forEach((field, index) => {
    if (names[index] !== undefined) mapping[field] = names[index];
  });
  return mapping.goods === undefined ? null : mapping;
}

/** If the column taken for units holds quantities with their units ("5箱") and no other column does, it is the quantity. */
export function settleQuantity(table: DetectedTable, rows: readonly GridRow[]): void {
  const { unit, quantity } = table.mapping;
  if (table.mappedBy !== "headers" || unit === undefined || quantity !== undefined) return;
  const texts = rows.map((row) => cellText(row, unit)).filter((text) => text !== "");
  if (texts.filter((text) => readQuantity(text).quantity !== null).length > texts.length / 2) {
    table.mapping.quantity = unit;
    delete table.mapping.unit;
  }
}

/**
 * Year, month and day in columns of their own become one date in the day's column; a blank year or month is the one above. Changes the
 * rows.
 */
export function joinDateParts(table: DetectedTable, rows: readonly GridRow[]): void {
  const keys = table.headers.map(headerKey);
  const [year, month, day] = [keys.indexOf("年"), keys.indexOf("月"), keys.indexOf("日")];
  if (month < 0 || day < 0 || table.mapping.date !== day) return;
  let above = { year: "", month: "" };
  for (const row of rows) {
    const partAt = (column: number): string => cellText(row, column < 0 ? undefined : column).replace(/[年月日]$/, "");
    above = { year: partAt(year) || above.year, month: partAt(month) || above.month };
    const dayText = partAt(day);
    if (!/^\d{1,2}$/.test(dayText) || !/^\d{1,2}$/.test(above.month)) continue;
    const text = `${/^\d{4}$/.test(above.year) ? `${above.year}年` : ""}${above.month}月${dayText}日`;
    row.cells[day] = { ...row.cells[day], text, type: "text" };
  }
}
