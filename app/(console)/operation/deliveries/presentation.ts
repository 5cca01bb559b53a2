import type { StateKind } from "@/components/ui/chip";
import type { DeliveryState } from "@/lib/operation/procurement/machine/delivery";

/** Which kind of state each is, for its icon. */
export const DELIVERY_STATE_KIND: Record<DeliveryState, StateKind> = {
  announced: "waiting",
  arrived: "arrived",
  counted: "active",
  inspected: "active",
  accepted: "done",
  partlyAccepted: "done",
  rejected: "refused",
  reversed: "returned",
};

/** The main line of a delivery's life; the others leave it. */
export const DELIVERY_LINE = ["announced", "arrived", "counted", "inspected", "accepted"] as const;
