import { useTranslations } from "next-intl";
import { FillBar } from "@/components/ui/quantity";
import { Freshness } from "@/components/ui/time";
import { confidencePercent, isStale, STALE_AFTER_MS } from "@/lib/operation/demand/rules/freshness";

/** When a need was last confirmed and how far it may still be believed. */
export function FreshnessMark({
  confirmedAt,
  now,
  brief = false,
}: {
  confirmedAt: Date | null;
  now: Date;
  brief?: boolean;
}) {
  const t = useTranslations("demand");
  const percent = confidencePercent(confirmedAt, now);
  const fresh = <Freshness at={confirmedAt} now={now} staleAfterMs={STALE_AFTER_MS} never={t("confirm.never")} />;
  if (brief) return fresh;
  return (
    <div className="grid gap-1">
      <span className="flex flex-wrap gap-x-2 text-sm">
        <span className="text-ink-3">{t("fields.confirmedAt")}</span>
        {fresh}
      </span>
      <span className="flex items-center gap-2 text-sm text-ink-2" title={t("confidenceHint")}>
        {t("confidence", { percent })}
        <FillBar
          part={percent}
          whole={100}
          label={t("confidence", { percent })}
          tone={isStale(confirmedAt, now) ? "trouble" : "accent"}
          showPercent={false}
          className="w-28"
        />
      </span>
      {isStale(confirmedAt, now) && confirmedAt ? (
        <p className="text-sm text-trouble-ink">{t("nobodyConfirmed")}</p>
      ) : null}
    </div>
  );
}
