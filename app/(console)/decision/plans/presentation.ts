import type { PriorityClass } from "@/components/ui/badges";
import type { StateKind } from "@/components/ui/chip";
import type { PlanState } from "@/lib/decision/allocation/machine";
import type { Priority } from "@/lib/platform/db/generated/enums";

/** Which kind of state each is, for its icon. */
export const PLAN_STATE_KIND: Record<PlanState, StateKind> = {
  draft: "moving",
  computed: "draft",
  submitted: "waiting",
  approved: "active",
  adopted: "done",
  partlyAdopted: "active",
  rejected: "refused",
  withdrawn: "cancelled",
  superseded: "cancelled",
};

/** The badge of each class of demand. */
export const PRIORITY_BADGE: Record<Priority, PriorityClass> = {
  lifeSaving: "life",
  urgent: "urgent",
  routine: "routine",
};

/** A share as a percentage; what is not quite all is never shown as 100 %, what is not quite nothing never as 0. */
export function percent(share: number, locale: string): string {
  const shown = share >= 1 ? 1 : share <= 0 ? 0 : Math.min(0.999, Math.max(0.001, share));
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(shown);
}
