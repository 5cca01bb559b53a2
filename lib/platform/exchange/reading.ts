/** The importer's one entry: a file of a kind becomes goods rows, each with an outcome, and nothing is lost. */
import { ExchangeError, type ExchangeLimits, type Grid, type ReadFile } from "./model/file";
import type { ImportReading, ReadingContext } from "./model/reading";
import type { ParsedRow, SetAsideRow } from "./model/row";
import type { DetectedTable, ImportKind } from "./model/table";
import { readFile } from "./read/file";
import { partBeside } from "./table/beside";
import { summarizeRows } from "./table/outcome";
import { readRows } from "./table/rows";
import { findTables } from "./table/tables";

/** Reads one grid. Every row of it comes back as a goods row or set aside. Never throws, whatever the cells say. */
export function readGrid(
  grid: Grid,
  contentSha256: string,
  kind: ImportKind,
  context: ReadingContext,
): Pick<ImportReading, "tables" | "rows" | "setAside"> {
  const tables: DetectedTable[] = [];
  const rows: ParsedRow[] = [];
  const aside: SetAsideRow[] = [];
  const seen = new Set<string>();
  for (const part of partBeside(grid, kind)) {
    const found = findTables(part.grid, kind, context);
    for (const row of found.setAside) aside.push(row);
    for (const entry of found.tables) {
      const read = readRows(entry, grid.file, contentSha256, kind, context);
      for (const row of read.rows) if (!seen.has(row.source.cell)) rows.push(row);
      for (const row of read.rows) seen.add(row.source.cell);
      for (const row of read.setAside) aside.push(row);
      tables.push({ ...entry.table, columns: part.columns });
    }
  }
  // A row that two tables share is set aside once, and not at all if one of them has goods in it.
  const goodsRows = new Set(rows.map((row) => row.source.row));
  const once = new Map<number, SetAsideRow>();
  for (const row of aside) if (!goodsRows.has(row.row) && !once.has(row.row)) once.set(row.row, row);
  return { tables, rows, setAside: [...once.values()].sort((a, b) => a.row - b.row) };
}

/** Goods rows of a file already read. Throws `noHeaderFound` when no sheet holds a table. */
export function readTables(read: ReadFile, kind: ImportKind, context: ReadingContext): ImportReading {
  const parts = read.grids.map((grid) => readGrid(grid, read.contentSha256, kind, context));
  const tables = parts.flatMap((part) => part.tables);
  if (tables.length === 0) throw new ExchangeError("noHeaderFound", { file: read.file, sheets: read.grids.length });
  const rows = parts.flatMap((part) => part.rows);
  return {
    kind,
    file: read.file,
    contentSha256: read.contentSha256,
    tables,
    rows,
    setAside: parts.flatMap((part) => part.setAside),
    summary: summarizeRows(rows),
  };
}

/** Reads an uploaded file to goods rows. Throws `ExchangeError` for a file that cannot be read at all. */
export async function readImport(
  data: Uint8Array,
  file: string,
  kind: ImportKind,
  context: ReadingContext,
): Promise<ImportReading> {
  const limits: Partial<ExchangeLimits> = context.limits ?? {};
  return readTables(await readFile(data, file, limits), kind, context);
}
