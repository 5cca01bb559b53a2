import type { MessageKey } from "@/lib/platform/i18n/messages";
import { daysUntil } from "@/lib/platform/clock/clock";

/** Why a lot may not be issued. */
export type Unfitness = "recalled" | "condition" | "expired";

/** What is said of a lot that may not be issued; `lot` fills its number. */
export const UNFIT = {
  recalled: "errors.stock.lotRecalled",
  condition: "errors.stock.lotCondition",
  expired: "errors.stock.lotExpired",
} as const satisfies Record<Unfitness, MessageKey>;

/** What stands against a lot leaving now, the gravest first; null when nothing does. The database guards the shelf, this what was picked before. */
export function unfitness(
  lot: { recalled: boolean; condition: string; expiresOn: Date | null },
  now: Date,
): Unfitness | null {
  if (lot.recalled) return "recalled";
  if (lot.condition !== "good") return "condition";
  return lot.expiresOn && daysUntil(lot.expiresOn, now) < 0 ? "expired" : null;
}
