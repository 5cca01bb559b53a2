/**
 * The words of import and export: what a file becomes (grid → table → row), what may be wrong with it,
 * and what every goods row ends as. Plain data only; messages in both languages are made elsewhere from
 * the codes and parameters given here.
 */

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

/** Where a value of a goods row was read. */
export interface RowSource {
  file: string;
  sheet: string;
  row: number;
  /** Address of the goods cell, or of the first filled cell: "D14". */
  cell: string;
}

/** Why a row waits for a person. The last three are found against the database, the others stand in the file. */
export const queueReasons = [
  "quantityUnknown",
  "quantityApproximate",
  "quantityShared",
  "quantityNotWhole",
  "unitUnknown",
  "packSizeUnknown",
  "dateUnknown",
  "dateAmbiguous",
  "partyMissing",
  "goodsMissing",
  "goodsUnmatched",
  "partyUnmatched",
  "likelyDuplicate",
] as const;
export type QueueReason = (typeof queueReasons)[number];

/** Why a row cannot be taken at all. It is still counted and shown. */
export const rejectReasons = ["quantityNegative", "quantityTooLarge", "quantityZero", "notNeeded"] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** What a goods row ends as. `queued` may have several reasons, the gravest first. */
export type RowOutcome =
  | { is: "ok" }
  | { is: "queued"; reasons: QueueReason[] }
  | { is: "rejected"; reason: RejectReason };

/** Marks on a row that took an inference or tell something the reader should know; none of them stops it. */
export const qualityFlags = [
  "partyFilledDown",
  "dateFilledDown",
  "goodsFilledDown",
  "unitFilledDown",
  "dateFromTitle",
  "partyFromTitle",
  "unitFromTitle",
  "unitFromGoods",
  "dateYearInferred",
  "dateMonthInferred",
  "dateCumulative",
  "dateRange",
  "unitFromQuantity",
  "unitFromQuantityHeader",
  "unitMissing",
  "unitConflict",
  "quantityFromTenThousands",
  "quantityApproximate",
  "quantityAmountUnknown",
  "quantityShared",
  "standardYearDoubtful",
  "respiratorClassDoubtful",
  "textCleaned",
] as const;
export type QualityFlag = (typeof qualityFlags)[number];

/** A quantity: whole number of `unit`, or `null` with why. `packText` is the pack told beside it: "20箱(每箱400只)" → "400只/箱". */
export type QuantityReading = { unit: string; approximate: boolean; tenThousands: boolean; packText: string } & (
  | { quantity: number; missing: null }
  | {
      quantity: null;
      missing:
        | "blank"
        | "unspecified"
        | "notANumber"
        | "notWhole"
        | "negative"
        | "tooLarge"
        | "range"
        | "several"
        | "shared";
    }
);

/**
 * What a specification says of a package. `innerQuantity` base units are in one unit of the row (one 箱, one 件),
 * only when the text says so beyond doubt; otherwise `null` and the pack size waits in the queue.
 */
export interface PackHint {
  text: string;
  innerQuantity: number | null;
  innerUnit: string | null;
  /** Nested levels, innermost first: "100支/盒 10盒/箱" → [{100, 支, 盒}, {10, 盒, 箱}]. */
  levels: { count: number; unit: string; per: string }[];
}

/** A row-level remark: a code and parameters, with the field it is about. */
export interface RowProblem {
  code: QueueReason | RejectReason | QualityFlag;
  field: ImportField | null;
  params: FaultParams;
}

/** A goods row of a sheet, read but not yet matched with catalogue, places or stock. */
export interface ParsedRow {
  kind: ImportKind;
  source: RowSource;
  /** SHA-256 over file content hash, sheet and cell: the same cell of the same file is imported once. */
  idempotencyKey: string;
  /** ISO date, `null` if none can be told. */
  date: string | null;
  /** The row states all until `date` ("截至28日"), not what happened on it. */
  dateIsCumulative: boolean;
  /** Donor (received), recipient (issued), hospital (needs) or site (stock), as written. */
  partyText: string;
  goodsText: string;
  specText: string;
  /** Unit as written, cleaned; `""` if none. */
  unitText: string;
  /** `unitText` in the spelling totals are kept by; `""` if none. */
  unit: string;
  /** Whole units of `unit`; `null` with `quantityMissing`. Never guessed. */
  quantity: number | null;
  quantityMissing: QuantityReading["missing"];
  packHint: PackHint | null;
  batchText: string;
  expiresOn: string | null;
  cityText: string;
  districtText: string;
  noteText: string;
  /** Standards quoted in goods or specification, normalised: "GB 19083-2010". */
  standards: string[];
  qualityFlags: QualityFlag[];
  problems: RowProblem[];
  outcome: RowOutcome;
  /** Cells of the row as read, by header text (or column letter). */
  raw: Record<string, string>;
}

/** A non-blank row that is no goods row, and why. */
export interface SetAsideRow {
  sheet: string;
  row: number;
  why: "title" | "header" | "total" | "footer" | "note" | "hxl";
  text: string;
}

/** Everything a file of one kind says. Each non-blank row is in `rows` or in `setAside`, never both, never neither. */
export interface ImportReading {
  kind: ImportKind;
  file: string;
  contentSha256: string;
  tables: DetectedTable[];
  rows: ParsedRow[];
  setAside: SetAsideRow[];
  summary: ImportSummary;
}

/** Counts of a reading; `rowsRead = ok + Σ queued-by-first-reason + Σ rejected`. */
export interface ImportSummary {
  rowsRead: number;
  ok: number;
  /** By the first (gravest) reason of each queued row. */
  queued: Partial<Record<QueueReason, number>>;
  rejected: Partial<Record<RejectReason, number>>;
  /** Quantities by unit, unlike units never added; `""` = no unit stated. Rejected rows are left out. */
  totals: Record<string, number>;
}

/** What the caller knows that the file may not say. */
export interface ReadingContext {
  /** ISO date of the business day: gives a year (and month) to "1月30日" or "截至28日". */
  businessDate: string;
  limits?: Partial<ExchangeLimits>;
  /** Mappings remembered from earlier imports, by header fingerprint. */
  remembered?: Readonly<Record<string, ColumnMapping>>;
  /** The user's own mapping for this upload, by header fingerprint; wins over everything. */
  mappings?: Readonly<Record<string, ColumnMapping>>;
}
