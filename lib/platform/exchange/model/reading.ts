/** A whole file as one kind of sheet, and what the caller knows that the file may not say. */
import type { ColumnMapping, DetectedTable, ImportKind } from "./table";
import type { ParsedRow, QueueReason, RejectReason, SetAsideRow } from "./row";
import type { ExchangeLimits } from "./file";

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
