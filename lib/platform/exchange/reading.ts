/** The importer's one entry: a file of a kind becomes goods rows, each with an outcome, and nothing is lost. */
import {
  ExchangeError,
  type ExchangeLimits,
  type Grid,
  type ImportKind,
  type ImportReading,
  type ParsedRow,
  type ReadFile,
  type ReadingContext,
  type SetAsideRow,
} from "./model";
import { readFile } from "./read/file";
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
  const { tables, setAside } = findTables(grid, kind, context);
  const rows: ParsedRow[] = [];
  const aside: SetAsideRow[] = [...setAside];
  for (const entry of tables) {
    const read = readRows(entry, grid.file, contentSha256, kind, context);
    rows.push(...read.rows);
    aside.push(...read.setAside);
  }
  aside.sort((a, b) => a.row - b.row);
  return { tables: tables.map((entry) => entry.table), rows, setAside: aside };
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
