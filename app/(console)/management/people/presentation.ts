import type { StateKind } from "@/components/ui/chip";
import type { PersonStatus } from "@/lib/platform/db/generated/enums";

/** Which kind of state each status is, for its icon. */
export const STATUS_KIND: Record<PersonStatus, StateKind> = {
  invited: "waiting",
  active: "active",
  disabled: "cancelled",
};
