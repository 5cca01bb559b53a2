import type { ResponseLevel } from "@/components/ui/badges";
import type { StateKind } from "@/components/ui/chip";
import type { IncidentState } from "@/lib/decision/incident/machine";

/** Which kind of state each is, for its icon. */
export const INCIDENT_STATE_KIND: Record<IncidentState, StateKind> = {
  open: "active",
  stoodDown: "waiting",
  closed: "done",
};

/** The number of a level as the badge writes it. */
export const RESPONSE_LEVEL: Record<number, ResponseLevel> = { 1: "I", 2: "II", 3: "III", 4: "IV" };
