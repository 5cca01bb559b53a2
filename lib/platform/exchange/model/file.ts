/** A file before anybody knows what it tells: what may be wrong with it as a whole, its limits, and its grids of cells. */

/** Largest inputs the importer reads; past them a named error, never a slow server. */
export interface ExchangeLimits {
  /** Bytes of the uploaded file. */
  fileBytes: number;
  /** Bytes all parts of a workbook may unpack to. */
  unpackedBytes: number;
  /** Unpacked ÷ packed bytes of one part; past it the workbook is taken for a zip bomb. */
  unpackRatio: number;
  sheets: number;
  /** Rows of one sheet, counted to the last one that says something. */
  rows: number;
  columns: number;
  /** Characters of one cell. */
  cellCharacters: number;
}

export const defaultLimits: ExchangeLimits = {
  fileBytes: 20 * 1024 * 1024,
  unpackedBytes: 200 * 1024 * 1024,
  unpackRatio: 200,
  sheets: 50,
  rows: 200_000,
  columns: 256,
  cellCharacters: 4_000,
};

/** Why a whole file cannot be read. */
export const fileFaults = [
  "fileEmpty",
  "fileTooLarge",
  "fileNotRecognised",
  "fileExtensionMismatch",
  "fileDamaged",
  "fileEncrypted",
  "fileIsLegacyXls",
  "fileUnpacksTooLarge",
  "encodingNotRecognised",
  "tooManySheets",
  "tooManyRows",
  "tooManyColumns",
  "cellTooLong",
  "noHeaderFound",
] as const;
export type FileFault = (typeof fileFaults)[number];

/** Parameters of a message: plain values for the message's placeholders. */
export type FaultParams = Readonly<Record<string, string | number>>;

/** A file that cannot be read at all: a named fault with the figures its message needs. */
export class ExchangeError extends Error {
  readonly fault: FileFault;
  readonly params: FaultParams;
  constructor(fault: FileFault, params: FaultParams = {}) {
    super(`${fault} ${JSON.stringify(params)}`);
    this.name = "ExchangeError";
    this.fault = fault;
    this.params = params;
  }
}

/** One cell as read, cleaned of invisible characters only. Empty cells are absent (`null`) in a row. */
export interface GridCell {
  /** Shown text: trimmed, zero-width characters removed, no-break spaces made plain; inner line breaks kept. */
  text: string;
  /** What the file said it is. `date` texts are ISO `YYYY-MM-DD`; `number` texts are plain decimal. */
  type: "text" | "number" | "date" | "boolean";
  /** The cell takes its value from a merged range that starts elsewhere: the address of its first cell. */
  mergedFrom?: string;
  /** It is the first cell of a merged range over several rows, or takes its value from one that starts in a row above. */
  spansRows?: true;
}

/** One row of a sheet; `row` is the number the user sees (1 = first line of the file or sheet). */
export interface GridRow {
  row: number;
  cells: (GridCell | null)[];
}

/** One sheet as read. A CSV file is one sheet with an empty name. Blank rows are left out. */
export interface Grid {
  file: string;
  sheet: string;
  rows: GridRow[];
}

/** A file as read: its grids and the hash that makes re-upload idempotent. */
export interface ReadFile {
  file: string;
  /** Lower-case hex SHA-256 of the bytes. */
  contentSha256: string;
  format: "csv" | "xlsx";
  /** Encoding the text was read in; `null` for a workbook. */
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | null;
  delimiter: string | null;
  grids: Grid[];
}
