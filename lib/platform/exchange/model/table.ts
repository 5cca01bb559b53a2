/** A table in a grid: what kinds of sheet there are, the columns the importer understands, and which column holds which. */

/** What a sheet tells: goods given out, goods taken in, goods asked for, goods counted. */
export const importKinds = ["issued", "received", "needs", "stock"] as const;
export type ImportKind = (typeof importKinds)[number];

/**
 * Columns the importer understands. `party` is the other end of the row: recipient of an issue, donor of a
 * receipt, the hospital that needs, the site that holds. `quantity` may carry its unit ("198箱").
 */
export const importFields = [
  "date",
  "party",
  "goods",
  "spec",
  "unit",
  "quantity",
  "batch",
  "expiry",
  "needed",
  "city",
  "district",
  "note",
  "source",
] as const;
export type ImportField = (typeof importFields)[number];

/** Which column (0-based) holds which field. Remembered by `headerFingerprint` and offered next time. */
export type ColumnMapping = Partial<Record<ImportField, number>>;

/** Which field the headers of these columns tell, one value a column. */
export interface CrossedColumns {
  field: "goods" | "party" | "date";
  columns: number[];
}

/** A table found in a grid: its header rows, columns and the rows it spans. */
export interface DetectedTable {
  sheet: string;
  /** Row numbers of the header (one, or two under merged headings). Empty if the user mapped a sheet without any. */
  headerRows: number[];
  /** Header texts by column as joined over header rows; `""` where there is none. */
  headers: string[];
  /** Key under which a mapping of these headers is remembered (same headers in the same order → same key). */
  headerFingerprint: string;
  mapping: ColumnMapping;
  /**
   * Columns that are each one goods, one other end or one day, every cell of them a quantity of its own (a table of hospitals by goods);
   * `mapping` then has neither that field nor a quantity. `null` for a table with one goods a row.
   */
  crossed: CrossedColumns | null;
  /** How the mapping was made. */
  mappedBy: "headers" | "remembered" | "guessed" | "user";
  /** Headers of this table that no field took. */
  unmappedHeaders: string[];
  /** Date told by the title rows above ("（2月2日）"), ISO; `null` if none. */
  titleDate: string | null;
  /** The other end told over the table ("领用单位：…"); `""` if none. */
  titleParty: string;
  /** The unit told over the table ("单位：只"); `""` if none. */
  titleUnit: string;
  /** The columns it is confined to where another table stands beside it. */
  columns: { from: number; to: number } | null;
  firstRow: number;
  lastRow: number;
}
