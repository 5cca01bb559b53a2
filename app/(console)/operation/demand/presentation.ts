import type { FulfilmentFigures } from "@/components/demand/fulfilment-bar";
import type { PriorityClass } from "@/components/ui/badges";
import type { StateKind } from "@/components/ui/chip";
import type { DemandState, FulfilmentState } from "@/lib/operation/demand/machine";
import { basisText } from "@/lib/operation/demand/rules/estimate-basis";
import type { Priority } from "@/lib/platform/db/generated/enums";

/** Which kind of state each is, for its icon. */
export const DEMAND_STATE_KIND: Record<DemandState, StateKind> = {
  draft: "draft",
  submitted: "waiting",
  verified: "waiting",
  approved: "active",
  returned: "returned",
  rejected: "refused",
  cancelled: "cancelled",
  merged: "cancelled",
};
export const FULFILMENT_KIND: Record<FulfilmentState, StateKind> = {
  none: "waiting",
  partly: "moving",
  fulfilled: "done",
  closed: "cancelled",
};

/** The class as the badge knows it. */
export const PRIORITY_CLASS: Record<Priority, PriorityClass> = {
  lifeSaving: "life",
  urgent: "urgent",
  routine: "routine",
};

const shown = (value: bigint | null): number | null => (value === null ? null : Number(value));

/** A stored line as the bar shows it. Stored quantities stay below 10^15, which a number holds exactly. */
export const figuresOf = (
  line: {
    quantity: bigint | null;
    estimate: bigint | null;
    estimateBasis: string | null;
    approvedQuantity: bigint | null;
    promised: bigint;
    shipped: bigint;
    received: bigint;
    goods: { baseUnit: string };
  },
  peerMedian: (stated: number) => string,
): FulfilmentFigures => ({
  quantity: shown(line.quantity),
  estimate: shown(line.estimate),
  basis: line.estimateBasis === null ? null : basisText(line.estimateBasis, peerMedian),
  approved: shown(line.approvedQuantity),
  promised: Number(line.promised),
  shipped: Number(line.shipped),
  received: Number(line.received),
  unit: line.goods.baseUnit,
});

/** The last state of the main line a request reached, where its present one lies beside it. */
export function reachedState(request: {
  state: string;
  stateBeforeMerge: string | null;
  submittedAt: Date | null;
  verifiedAt: Date | null;
  approvedAt: Date | null;
}): DemandState {
  if (request.stateBeforeMerge) return request.stateBeforeMerge as DemandState;
  if (request.state === "returned") return "submitted";
  if (request.approvedAt) return "approved";
  if (request.verifiedAt) return "verified";
  return request.submittedAt ? "submitted" : "draft";
}
