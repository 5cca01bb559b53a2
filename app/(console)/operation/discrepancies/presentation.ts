import type { StateKind } from "@/components/ui/chip";
import type { DiscrepancyState } from "@/lib/operation/distribution/discrepancy/machine";

/** Which kind of state each is, for its icon. */
export const DISCREPANCY_STATE_KIND: Record<DiscrepancyState, StateKind> = {
  open: "trouble",
  assigned: "active",
  resolved: "done",
};
