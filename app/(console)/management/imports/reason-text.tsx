import { unitText } from "@/components/ui/unit-text";
import { getLocale, getTranslations } from "next-intl/server";
import type { RefusalReason, WaitingReason } from "@/lib/management/exchange/rules/outcomes";
import type { StoredRow } from "@/lib/management/exchange/rules/matching";
import type { MessageKey } from "@/lib/platform/i18n/messages";

/** Says why a row waits or is not taken, in the reader's language and with the row's own words. */
export async function reasonSentences() {
  const [t, all, locale] = await Promise.all([getTranslations("exchange"), getTranslations(), getLocale()]);
  return (
    reason: WaitingReason | RefusalReason | null,
    row: Pick<StoredRow, "goodsText" | "partyText" | "unit">,
    detail: Record<string, string | number> = {},
  ): string => {
    if (reason === null) return "";
    const sentence = t(`reasons.${reason}`, {
      goods: row.goodsText,
      party: row.partyText,
      unit: row.unit ? unitText(row.unit, locale) : "—",
    });
    const key = reason === "refused" && typeof detail.key === "string" ? detail.key : null;
    return key && all.has(key as MessageKey) ? `${sentence} ${all(key as MessageKey)}` : sentence;
  };
}
