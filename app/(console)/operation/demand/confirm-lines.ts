import { remainingOf, targetOf, underWayOf, type LineAmounts } from "@/lib/operation/demand/rules/quantities";
import { nameIn } from "@/lib/platform/i18n/names";
import type { ConfirmLine } from "./confirm-need";

/** The lines a person may still say something about, with what is still to come of each. */
export function confirmLines(
  lines: readonly (LineAmounts & { id: string; goods: { nameZh: string; nameEn: string; baseUnit: string } })[],
  locale: string,
): ConfirmLine[] {
  return lines
    .filter((line) => line.cancelledReason === null && targetOf(line) !== 0n)
    .map((line) => {
      const remaining = remainingOf(line);
      return {
        id: line.id,
        goods: nameIn(line.goods, locale),
        unit: line.goods.baseUnit,
        left: remaining === null ? null : Number(remaining + underWayOf(line)),
      };
    });
}
