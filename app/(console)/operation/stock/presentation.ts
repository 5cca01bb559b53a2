import type { StateKind } from "@/components/ui/chip";
import type { AdjustmentState } from "@/lib/operation/storage/machine/adjustment";
import type { StocktakeState } from "@/lib/operation/storage/machine/stocktake";
import type { LevelStanding } from "@/lib/operation/storage/rules/floor";

/** Which kind of state each is, for its icon. */
export const ADJUSTMENT_STATE_KIND: Record<AdjustmentState, StateKind> = {
  draft: "draft",
  submitted: "waiting",
  posted: "done",
  rejected: "refused",
  reversed: "returned",
};
export const STOCKTAKE_STATE_KIND: Record<StocktakeState, StateKind> = {
  open: "active",
  counted: "waiting",
  recounted: "waiting",
  approved: "done",
  cancelled: "cancelled",
};
export const STANDING_KIND: Record<LevelStanding, StateKind> = {
  belowFloor: "trouble",
  belowMinimum: "trouble",
  normal: "done",
  aboveMaximum: "waiting",
  unset: "cancelled",
};

/** Name of a row's site in the reader's language. */
export const placeIn = (row: { site: string; siteEn: string | null }, locale: string): string =>
  (locale === "en" ? row.siteEn : null) ?? row.site;

/** Where the document of a ledger entry is shown; null when it has no page. */
export function documentHref(kind: string, id: string | null): string | null {
  if (!id) return null;
  switch (kind) {
    case "delivery":
      return `/operation/deliveries/${id}`;
    case "stocktake":
      return `/operation/stocktakes/${id}`;
    case "stockAdjustment":
      return `/operation/stock/adjustments/${id}`;
    case "lot":
      return `/operation/stock/lots/${id}`;
    case "transferOrder":
      return `/operation/transfers/${id}`;
    case "shipment":
      return `/operation/shipments/${id}`;
    case "discrepancy":
      return `/operation/discrepancies/${id}`;
    default:
      return null;
  }
}
