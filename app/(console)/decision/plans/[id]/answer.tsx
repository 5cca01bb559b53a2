import { getLocale, getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import type { PlanDetail } from "@/lib/decision/allocation/queries";
import { isComputed } from "@/lib/decision/allocation/stored";
import type { InputProblem } from "@/lib/solver/flow/answer-model";
import { percent } from "../presentation";

type FaultCode = InputProblem["code"];

/** One sentence: what the plan achieves and how sure it is. */
export async function Answer({ plan }: { plan: PlanDetail }) {
  const [t, locale] = await Promise.all([getTranslations("allocation.result"), getLocale()]);
  const { result } = plan;
  if (!isComputed(result)) {
    if (!result) return null;
    const faults = await getTranslations("allocation.faults");
    const counted = new Map<string, number>();
    for (const { code } of result.problems) counted.set(code, (counted.get(code) ?? 0) + 1);
    return (
      <Banner tone="trouble" title={t(result.status)}>
        {[...counted]
          .map(([code, count]) => `${faults(code as FaultCode)}${count > 1 ? ` × ${count}` : ""}`)
          .join("; ")}
      </Banner>
    );
  }
  const met = result.lineFills.filter((fill) => fill.served >= fill.need).length;
  const first = result.classFills.find((one) => one.priority === 1);
  const gap = result.levels.reduce((worst, level) => Math.max(worst, level.gap), 0);
  const proof =
    result.status === "optimal"
      ? t("optimal")
      : result.status === "withinGap"
        ? t("withinGap", { gap: percent(gap, locale) })
        : t("stoppedEarly");
  // Bounds of a plan that was verified, where they say more than that nothing is below nothing.
  const bounds = result.certified
    ? result.levels.filter(({ level, bound }) => level.startsWith("unmet") && bound > 0)
    : [];
  return (
    <p className="mb-4 max-w-prose text-lg">
      {t("answer", {
        served: met,
        lines: result.lineFills.length,
        class1: first && first.need > 0 ? percent(first.served / first.need, locale) : "—",
      })}{" "}
      <span className="text-base text-ink-2">
        {proof}
        {result.certified ? ` · ${t("certified")}` : ""} ·{" "}
        {(result.elapsedMs / 1000).toLocaleString(locale, { maximumFractionDigits: 2 })} s
      </span>
      {result.wholeUnits && (
        <span className="block text-sm text-ink-2 tabular-nums">
          {t(`wholeUnits.${result.wholeUnits.outcome}`, { lines: result.wholeUnits.away.length })}
        </span>
      )}
      {bounds.map(({ level, value, bound }) => (
        <span key={level} className="block text-sm text-ink-2 tabular-nums">
          {t("unmet", {
            level,
            fair: plan.objective === "fair" ? "yes" : "no",
            value: value.toLocaleString(locale),
            bound: bound.toLocaleString(locale),
          })}
        </span>
      ))}
    </p>
  );
}
