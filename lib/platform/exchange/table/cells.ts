/** Looking at one row of a sheet: its texts, what in it is its own, whether it is a title. */
import type { GridRow } from "../model";

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

/** A title: one text over several columns, or alone in its row outside any table and telling a date or a heading. */
export function isTitle(row: GridRow): boolean {
  const own = ownCells(row);
  const only = own[0];
  if (own.length !== 1 || only === undefined) return false;
  const span = row.cells.filter((cell) => cell !== null).length;
  return span >= 2 || /一览表|明细表?$|统计表|登记表|公示|情况$|汇总/.test(only.text);
}
