import { type QueueReason, queueReasons, type RejectReason, rejectReasons } from "@/lib/platform/exchange/model/row";
import type { ImportKind } from "@/lib/platform/exchange/model/table";

/** Why a row waits: what the file leaves open, and what is found against the database. */
export const waitingReasons = [
  ...queueReasons,
  "dateInFuture",
  "siteMayNotRequest",
  "outsideIncident",
  "outsideReach",
  "noStockRecorded",
  "refused",
] as const;
export type WaitingReason = QueueReason | (typeof waitingReasons)[number];

/** Why a row is not taken: in itself, or because another import of the same file has it, or because the import was cancelled. */
export const refusalReasons = [...rejectReasons, "alreadyImported", "cancelled", "confirmedRepeat"] as const;
export type RefusalReason = RejectReason | (typeof refusalReasons)[number];

/** The gravest first: what must be known before anything else can be said of the row. */
const GRAVITY: readonly WaitingReason[] = [
  "goodsMissing",
  "goodsUnmatched",
  "quantityUnknown",
  "quantityNotWhole",
  "quantityApproximate",
  "quantityShared",
  "unitUnknown",
  "dateUnknown",
  "dateAmbiguous",
  "partyMissing",
  "partyUnmatched",
  "siteMayNotRequest",
  "outsideIncident",
  "outsideReach",
  "dateInFuture",
  "likelyDuplicate",
  "packSizeUnknown",
  "noStockRecorded",
  "refused",
];

/** Reasons in order of gravity, each once. */
export function byGravity(reasons: Iterable<WaitingReason>): WaitingReason[] {
  return [...new Set(reasons)].sort((a, b) => GRAVITY.indexOf(a) - GRAVITY.indexOf(b));
}

/**
 * Reasons that do not keep a row of this kind out of the system: goods in packs of unknown size are stocked by the pack and their size
 * is asked for; a likely repeat is announced under review. Such a row has its document and still waits for a person.
 */
const HARMLESS: Record<ImportKind, readonly WaitingReason[]> = {
  received: ["packSizeUnknown", "likelyDuplicate"],
  stock: ["packSizeUnknown"],
  // Packs of unknown size may be issued as packs; whether there are any, the issue plan finds out.
  issued: ["packSizeUnknown"],
  needs: [],
};

/** Does any reason keep the row from becoming a document? */
export const keptOut = (kind: ImportKind, reasons: readonly WaitingReason[]): boolean =>
  reasons.some((reason) => !HARMLESS[kind].includes(reason));

/** Reasons that may have gone by themselves: a spelling was taught, a pack size learned, stock came, the day came. */
export const RETRIED: readonly WaitingReason[] = [
  "goodsUnmatched",
  "partyUnmatched",
  "siteMayNotRequest",
  "outsideIncident",
  "outsideReach",
  "dateInFuture",
  "likelyDuplicate",
  "packSizeUnknown",
  "noStockRecorded",
  "refused",
];

/** Counts of an import; `rowsRead = imported + Σ queued + Σ rejected` always. */
export interface ImportReport {
  rowsRead: number;
  imported: number;
  queued: Partial<Record<WaitingReason, number>>;
  rejected: Partial<Record<RefusalReason, number>>;
  /** What the file states by unit, unlike units never added, rows that are wrong in themselves left out; "" = no unit. */
  totals: Record<string, number>;
}

/** Outcome of one stored row. */
export interface RowState {
  outcome: string;
  reason: string | null;
  count: number;
}

/**
 * The report of a batch from the rows it owns. Rows that were read but belong to another import of the same file are counted as
 * already imported: there they are, imported or waiting. Rows not reached yet are left out until the import ends.
 */
export function reportOf(
  rowsRead: number,
  totals: Record<string, number>,
  owned: readonly RowState[],
): ImportReport & { pending: number } {
  const report: ImportReport & { pending: number } = {
    rowsRead,
    imported: 0,
    queued: {},
    rejected: {},
    totals,
    pending: 0,
  };
  let sum = 0;
  for (const { outcome, reason, count } of owned) {
    sum += count;
    if (outcome === "imported") report.imported += count;
    else if (outcome === "queued") report.queued[reason as WaitingReason] = count;
    else if (outcome === "rejected") report.rejected[reason as RefusalReason] = count;
    else report.pending += count;
  }
  if (rowsRead > sum) report.rejected.alreadyImported = rowsRead - sum;
  return report;
}
