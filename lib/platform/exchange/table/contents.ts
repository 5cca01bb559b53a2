/** What columns hold, where headers do not say: a bare 单位, or no header at all. */
import type { ColumnMapping, DetectedTable, GridRow } from "../model";
import { readDate } from "../values/dates";
import { readQuantity } from "../values/quantity";
import { foldText } from "../values/text";
import { normalizeUnit, unitKind } from "../values/units";
import { cellText } from "./cells";

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

/** Columns by what they hold, for a sheet without any header: dates, units, quantities; then names by their order. */
export function guessFromContents(rows: readonly GridRow[]): ColumnMapping | null {
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
