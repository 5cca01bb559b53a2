import type { PriorityClass } from "@/components/ui/badges";
import type { StateKind } from "@/components/ui/chip";
import type { Priority } from "@/lib/platform/db/generated/enums";
import type { TransferState } from "@/lib/operation/transport/transfer/machine";

/** Which kind of state each is, for its icon. */
export const TRANSFER_STATE_KIND: Record<TransferState, StateKind> = {
  draft: "draft",
  released: "waiting",
  picking: "active",
  picked: "active",
  shipped: "moving",
  closed: "done",
  cancelled: "cancelled",
};

export const PRIORITY_CLASS: Record<Priority, PriorityClass> = {
  lifeSaving: "life",
  urgent: "urgent",
  routine: "routine",
};

/** A calendar day as printed on goods. */
export const dayText = (day: Date | null): string => (day ? day.toISOString().slice(0, 10) : "—");
