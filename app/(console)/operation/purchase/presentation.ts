import type { StateKind } from "@/components/ui/chip";
import type { PurchaseOrderState } from "@/lib/operation/procurement/machine/purchase-order";

/** Which kind of state each is, for its icon. */
export const ORDER_STATE_KIND: Record<PurchaseOrderState, StateKind> = {
  draft: "draft",
  submitted: "waiting",
  approved: "active",
  ordered: "moving",
  partlyReceived: "moving",
  received: "arrived",
  closed: "done",
  cancelled: "cancelled",
};

/** The main line of an order's life. */
export const ORDER_LINE = [
  "draft",
  "submitted",
  "approved",
  "ordered",
  "partlyReceived",
  "received",
  "closed",
] as const;
