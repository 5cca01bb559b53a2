import { getLocale, getTranslations } from "next-intl/server";
import type { StoredResult } from "@/lib/decision/allocation/stored";
import type { PlanKpis } from "@/lib/solver/flow/plan-model";

/** One sentence a choice: what freezing lines, or choosing rules of division, costs against the same plan without it. */
export async function CostOfChoices({
  kpis,
  alternatives,
}: {
  kpis: PlanKpis;
  alternatives: StoredResult["alternatives"];
}) {
  const [t, p, locale] = await Promise.all([
    getTranslations("allocation.compare"),
    getTranslations("ui.priority"),
    getLocale(),
  ]);
  const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero", maximumFractionDigits: 2 });
  const classes = ["life", "urgent", "routine"] as const;
  return alternatives.map(({ kind, kpis: without }) => {
    const changes = classes.flatMap((word, at) => {
      const fill = (of: PlanKpis) => of.fillRateByClass.find((one) => one.priority === at + 1)?.fillRate ?? 1;
      const points = (fill(kpis) - fill(without)) * 100;
      return Math.abs(points) >= 0.005 ? [t("costClass", { priority: p(word), value: signed.format(points) })] : [];
    });
    const lowest = (kpis.minimumFill - without.minimumFill) * 100;
    if (Math.abs(lowest) >= 0.005) changes.push(t("costMinimum", { value: signed.format(lowest) }));
    const tonneKm = kpis.tonneKm - without.tonneKm;
    if (Math.abs(tonneKm) >= 0.005) changes.push(t("costTonneKm", { value: signed.format(tonneKm) }));
    return (
      <p key={kind} className="mt-2">
        <span className="font-medium">
          {t(`costOf.${kind}`)}
          {locale === "en" ? ": " : "："}
        </span>
        {changes.length > 0 ? changes.join(locale === "en" ? ", " : "，") : t("costNothing")}
      </p>
    );
  });
}
