import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { DescriptionList } from "@/components/ui/description-list";
import type { PlanDetail } from "@/lib/decision/allocation/queries";
import { nameIn } from "@/lib/platform/i18n/names";
import type { LimitsShown } from "../limits-fields";
import { limitSentences } from "../limits-text";

/** What the plan was made with, and the needs that took no part in it. */
export async function PlanFacts({ plan, limits }: { plan: PlanDetail; limits: LimitsShown }) {
  const [t, p, locale] = await Promise.all([
    getTranslations("allocation"),
    getTranslations("ui.priority"),
    getLocale(),
  ]);
  return (
    <>
      <DescriptionList
        facts={[
          {
            key: "incident",
            term: t("fields.incident"),
            value: (
              <Link className="underline underline-offset-2" href={`/decision/incidents/${plan.incident.id}`}>
                {nameIn(plan.incident, locale)}
              </Link>
            ),
          },
          { key: "area", term: t("fields.area"), value: nameIn(plan.area, locale) },
          { key: "horizon", term: t("fields.horizonDays"), value: plan.horizonDays },
          {
            key: "goods",
            term: t("fields.goods"),
            value:
              plan.options.goodsIds.length === 0
                ? t("fields.goodsHint")
                : plan.goods
                    .filter((one) => plan.options.goodsIds.includes(one.id))
                    .map((one) => nameIn(one, locale))
                    .join(locale === "en" ? ", " : "、"),
            wide: true,
          },
          {
            key: "options",
            term: t("limits.title"),
            value:
              [
                plan.options.floors ? t("fields.floors") : null,
                plan.options.substitution ? t("fields.substitution") : null,
                plan.options.estimates ? t("fields.estimates") : null,
                ...limitSentences(
                  limits,
                  (key, params) => t(`limits.${key}`, params),
                  (word) => p(word),
                ),
              ]
                .filter(Boolean)
                .join(locale === "en" ? "; " : "；") || "—",
            wide: true,
          },
        ]}
      />
      {plan.result && plan.result.leftOut.length > 0 ? (
        <details>
          <summary className="min-h-6 cursor-pointer text-accent-ink underline">
            {t("result.leftOut")} {plan.result.leftOut.length}
          </summary>
          <ul className="mt-2 list-disc ps-5">
            {plan.result.leftOut.map((need) => (
              <li key={need.lineId}>
                {need.site} · {locale === "en" && need.goodsEn ? need.goodsEn : need.goods}
                {locale === "en" ? ": " : "："}
                {t(`result.leftOutWhy.${need.why}`)}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
