/** A goods row of a table: where it was read, what it says, and what it ends as. Codes only; messages are made elsewhere from them. */
import type { ImportField, ImportKind } from "./table";
import type { FaultParams } from "./file";

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
