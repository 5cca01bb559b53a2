import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/ui/page-header";
import type { PlanDetail } from "@/lib/decision/allocation/queries";
import { isComputed } from "@/lib/decision/allocation/stored";
import { percent } from "../presentation";
import type { WeighingShown } from "../weighing-fields";
import type { NeedView, PlanView } from "./view";
import { saidOf, weighingExample } from "./weighing-example";

/** By what the shares of a fair plan are weighed, what that means with an example of its own, and who has no figure to be weighed by. */
export async function WeighingSection({
  plan,
  shown,
  view,
}: {
  plan: PlanDetail;
  shown: WeighingShown;
  view: PlanView;
}) {
  const [t, k, p, locale] = await Promise.all([
    getTranslations("allocation.weighing"),
    getTranslations("places.kinds"),
    getTranslations("ui.priority"),
    getLocale(),
  ]);
  const { by } = shown;
  if (by === "none" || !isComputed(plan.result)) return null;
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat(locale);
  const rows = shown.weights.map(({ of, place, weight }) =>
    t("weightOf", { who: of === "area" || of === "site" ? (place?.label ?? "") : k(of), weight: weight ?? 1 }),
  );
  const byRule = new Set(plan.options.rationing.map((one) => one.goodsId));
  const example = weighingExample(view.needs.filter((need) => !byRule.has(need.goodsId)));
  const figure = (need: NeedView) => t(`figure.${by}`, { figure: whole.format(saidOf(need)), count: saidOf(need) });
  const share = (need: NeedView) => percent(need.served / need.need, locale);
  const { weights, withoutFigure: without } = plan.result.weighed;
  const nobody = weights.every((one) => one.basis === "need");
  return (
    <Section title={`${t("label")} · ${t(`by.${by}.label`)}`}>
      {rows.length > 0 ? <p className="mb-2">{[...rows, t("others")].join(locale === "en" ? "; " : "；")}</p> : null}
      <p className="max-w-prose text-ink-2">
        {t(`meaning.${by}`)} {byRule.size > 0 ? t("rulesFirst") : null}
      </p>
      <p className="mt-2 max-w-prose text-ink-2">
        {example
          ? t(by === "stated" ? "exampleStated" : "exampleFigure", {
              by,
              goods: example.more.goods,
              unit: example.more.unit,
              priority: p(example.more.priority),
              more: example.more.place,
              moreFigure: figure(example.more),
              moreServed: whole.format(example.more.served),
              moreShare: share(example.more),
              less: example.less.place,
              lessFigure: figure(example.less),
              lessServed: whole.format(example.less.served),
              lessShare: share(example.less),
              each: number.format((example.more.served / saidOf(example.more)) * 100),
            })
          : t(nobody ? "nobody" : "noExample")}
      </p>
      {by !== "stated" && without.length > 0 ? (
        <details className="mt-3">
          <summary className="min-h-6 cursor-pointer text-accent-ink underline">
            {t(`without.${by}`)} {whole.format(without.length)}
          </summary>
          <p className="mt-2 max-w-prose text-ink-2">{t("withoutRule", { by })}</p>
          <ul className="mt-2 list-disc ps-5">
            {without.map(({ siteId, site, siteEn }) => (
              <li key={siteId}>{locale === "en" && siteEn ? siteEn : site}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </Section>
  );
}
