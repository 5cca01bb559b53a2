import { getLocale, getTranslations } from "next-intl/server";
import { SubmitButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { type comparablePlans, kpisOf, type PlanDetail } from "@/lib/decision/allocation/queries";
import type { ObjectiveChoice } from "@/lib/decision/allocation/schema";
import { isComputed } from "@/lib/decision/allocation/stored";
import { NO_WEIGHING, type Weighing } from "@/lib/decision/allocation/weighing-schema";
import { aimText } from "../weighing-text";
import { type Compared, Comparison } from "./comparison";
import { CostOfChoices } from "./cost-of-choices";

/** The plan beside the one it replaces, one the reader chooses, itself without what officers fixed, and what systems without an optimiser do. */
export async function PlanComparison({
  plan,
  others,
  chosen,
}: {
  plan: PlanDetail;
  others: Awaited<ReturnType<typeof comparablePlans>>;
  chosen: string | string[] | undefined;
}) {
  const [t, locale] = await Promise.all([getTranslations("allocation"), getLocale()]);
  const other = others.find((one) => one.id === chosen);
  const result = isComputed(plan.result) ? plan.result : null;
  const before = plan.supersedes ? kpisOf(plan.supersedes.kpis) : null;
  const aim = (of: { objective: string; weighing: Weighing }) =>
    aimText(of.objective as ObjectiveChoice, of.weighing.by, t);
  const own = { objective: plan.objective, weighing: plan.options.weighing };
  const compared: Compared[] = plan.kpis
    ? [
        { key: "this", label: t("compare.thisPlan"), aim: aim(own), kpis: plan.kpis },
        ...(plan.supersedes && before
          ? [
              {
                key: "before",
                label: plan.supersedes.number,
                href: `/decision/plans/${plan.supersedes.id}`,
                aim: aim(plan.supersedes),
                kpis: before,
              },
            ]
          : []),
        ...(other && other.id !== plan.supersedes?.id
          ? [
              {
                key: other.id,
                label: other.name || other.number,
                href: `/decision/plans/${other.id}`,
                aim: aim(other),
                kpis: other.kpis,
              },
            ]
          : []),
        ...(result?.alternatives ?? []).map(({ kind, kpis }) => ({
          key: kind,
          label: t(`compare.${kind}`),
          aim: aim(kind === "unweighted" ? { ...own, weighing: NO_WEIGHING } : own),
          kpis,
        })),
        ...(result?.baselines ?? []).map((baseline) => ({
          key: baseline.rule,
          label: t(`compare.${baseline.rule}`),
          aim: null,
          kpis: baseline.kpis,
        })),
      ]
    : [];
  if (compared.length === 0) return null;
  return (
    <Section title={t("compare.title")} className="my-6">
      <Comparison plans={compared} />
      {other ? (
        <p className="mt-2 max-w-prose text-sm text-ink-2">
          {other.differs.length > 0
            ? t("compare.differs", {
                number: other.number,
                what: new Intl.ListFormat(locale).format(other.differs.map((key) => t(`compare.difference.${key}`))),
              })
            : t("compare.sameQuestion", { number: other.number })}
        </p>
      ) : null}
      {result && result.weighed.weights.length > 0 ? (
        <p className="mt-2 max-w-prose text-sm text-ink-2">{t("compare.unweighedFigures")}</p>
      ) : null}
      {plan.kpis && result ? <CostOfChoices kpis={plan.kpis} alternatives={result.alternatives} /> : null}
      {others.length > 0 ? (
        <form className="no-print mt-3 flex flex-wrap items-end gap-2">
          <Field label={t("compare.with")} name="with" className="max-w-full">
            <Select
              name="with"
              defaultValue={other?.id ?? ""}
              placeholder={t("compare.choose")}
              options={others.map((one) => ({
                value: one.id,
                label: [`${one.number} ${one.name}`.trim(), aim(one)].join(" · "),
              }))}
            />
          </Field>
          <SubmitButton variant="secondary">{t("compare.show")}</SubmitButton>
        </form>
      ) : null}
    </Section>
  );
}
