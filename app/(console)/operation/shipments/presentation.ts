import type { StateKind } from "@/components/ui/chip";
import type { ShipmentState } from "@/lib/operation/transport/shipment/machine";

/** Which kind of state each is, for its icon. */
export const SHIPMENT_STATE_KIND: Record<ShipmentState, StateKind> = {
  planned: "waiting",
  loaded: "active",
  sealed: "active",
  departed: "moving",
  arrived: "arrived",
  counted: "arrived",
  accepted: "done",
  returned: "returned",
  cancelled: "cancelled",
};
