import type { StateKind } from "@/components/ui/chip";
import type { ImportState } from "@/lib/management/exchange/machine";

/** Which kind of state each is, for its icon. */
export const IMPORT_STATE_KIND: Record<ImportState, StateKind> = {
  previewed: "draft",
  importing: "active",
  done: "done",
  cancelled: "cancelled",
  failed: "trouble",
};

/** Which kind of state the outcome of a row is. */
export const OUTCOME_KIND: Record<"pending" | "imported" | "queued" | "rejected", StateKind> = {
  pending: "draft",
  imported: "done",
  queued: "waiting",
  rejected: "refused",
};

const DOCUMENT_PAGES: Record<string, string> = {
  delivery: "/operation/deliveries/",
  demandRequest: "/operation/demand/",
  shipment: "/operation/shipments/",
};

/** Page of the document a row became; null when it has none of its own. */
export const documentHref = (kind: string | null, id: string | null): string | null =>
  kind === "lot"
    ? `/operation/stock/ledger?lot=${id}`
    : kind && id && DOCUMENT_PAGES[kind]
      ? `${DOCUMENT_PAGES[kind]}${id}`
      : null;

/** Where the documents of an import are listed. */
export const RESULT_PAGES = {
  received: "/operation/deliveries",
  issued: "/operation/shipments",
  needs: "/operation/demand",
  stock: "/operation/stock",
} as const;

/** Letters of a column, 0 = A. */
export function columnLetter(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetter(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}

export const sumOf = (counts: object): number =>
  Object.values(counts).reduce((total: number, count: number) => total + count, 0);
