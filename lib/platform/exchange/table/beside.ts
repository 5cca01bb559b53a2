/** Tables beside each other in the same rows: the same headings once more to the right. */
import type { Grid, GridRow } from "../model/file";
import type { ImportKind } from "../model/table";
import { headerKey, matchHeader } from "./headers";
import { guessFromHeaders, isHeader } from "./headings";

/** Columns of one of the tables, and columns to the left of all that belong to each of them. */
export interface Beside {
  from: number;
  to: number;
  shared: { from: number; to: number } | null;
}

const LAST_COLUMN = Number.MAX_SAFE_INTEGER;

/** The tables a row of headings cuts its sheet into, or `null` for a row that heads one table at most. */
export function besideOf(headers: readonly string[], kind: ImportKind): Beside[] | null {
  const keys = headers.map(headerKey);
  const columnsOf = (field: string): number[] =>
    keys.flatMap((_, column) => (matchHeader(headers[column] ?? "", kind).field === field ? [column] : []));
  const goods = columnsOf("goods");
  const first = goods[0];
  if (first === undefined) return null;
  const starts = goods.filter((column) => keys[column] === keys[first]);
  const quantities = columnsOf("quantity");
  if (starts.length < 2) return null;
  // As many headings to the left of each further goods as are the same as to the left of the first.
  let lead = 0;
  const second = starts[1] as number;
  while (
    first - lead - 1 >= 0 &&
    second - lead - 1 > first &&
    keys[first - lead - 1] !== "" &&
    keys[first - lead - 1] === keys[second - lead - 1]
  )
    lead++;
  const blocks = starts.map((column, index) => ({
    from: column - lead,
    to: index + 1 < starts.length ? (starts[index + 1] as number) - lead - 1 : LAST_COLUMN,
  }));
  if (!blocks.every(({ from, to }) => quantities.some((column) => column >= from && column <= to))) return null;
  const before = first - lead;
  // Columns left of the first table belong to all, unless an empty column parts the tables.
  const parted = keys[second - lead - 1] === "";
  const shared = before > 0 && !parted ? { from: 0, to: before - 1 } : null;
  return blocks.map((block, index) => (index === 0 ? { ...block, from: 0, shared: null } : { ...block, shared }));
}

const textsOf = (row: GridRow): string[] => Array.from(row.cells, (cell) => cell?.text ?? "");

function masked(row: GridRow, block: Beside): GridRow | null {
  const inside = (column: number): boolean => column >= block.from && column <= block.to;
  const kept = row.cells.map((cell, column) => {
    const common = block.shared !== null && column >= block.shared.from && column <= block.shared.to;
    return inside(column) || common ? cell : null;
  });
  return kept.some((cell, column) => cell !== null && inside(column)) ? { row: row.row, cells: kept } : null;
}

/**
 * Grids of the tables beside each other in `grid`, each with its columns only; the rows over their headings go with all of them. One
 * grid, unchanged, for a sheet whose tables stand below each other.
 */
export function partBeside(
  grid: Grid,
  kind: ImportKind,
): { grid: Grid; columns: { from: number; to: number } | null }[] {
  // Only the first heading of a sheet parts it: what stands under a heading is its table's.
  const at = grid.rows.findIndex((row) => isHeader(guessFromHeaders(textsOf(row), kind)));
  const heading = grid.rows[at];
  const blocks = heading && besideOf(textsOf(heading), kind);
  if (!blocks) return [{ grid, columns: null }];
  return blocks.map((block) => ({
    grid: {
      ...grid,
      rows: grid.rows.flatMap((row, index) => {
        const part = index < at ? row : masked(row, block);
        return part === null ? [] : [part];
      }),
    },
    columns: { from: block.from, to: Math.min(block.to, heading.cells.length - 1) },
  }));
}
