import { getLocale, getTranslations } from "next-intl/server";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { PlanKpis } from "@/lib/solver/flow/plan-model";
import { percent } from "../presentation";

/** A column of the comparison. */
export interface Compared {
  key: string;
  label: string;
  href?: string;
  /** What it was to achieve; null for a rule that aims at nothing. */
  aim: string | null;
  kpis: PlanKpis;
}

type Measure = {
  key:
    | "class1"
    | "class2"
    | "class3"
    | "fillRate"
    | "minimumFill"
    | "gini"
    | "tonneKm"
    | "latestArrival"
    | "sources"
    | "shipments"
    | "expiringSaved"
    | "quantityMoved";
  better: "higher" | "lower";
  share?: boolean;
  of: (kpis: PlanKpis) => number | null;
};

const classFill = (priority: 1 | 2 | 3) => (kpis: PlanKpis) =>
  kpis.fillRateByClass.find((one) => one.priority === priority)?.fillRate ?? null;

/** What plans are compared by, in the order a commander asks. */
const MEASURES: Measure[] = [
  { key: "class1", better: "higher", share: true, of: classFill(1) },
  { key: "class2", better: "higher", share: true, of: classFill(2) },
  { key: "class3", better: "higher", share: true, of: classFill(3) },
  { key: "minimumFill", better: "higher", share: true, of: (kpis) => kpis.minimumFill },
  { key: "gini", better: "lower", of: (kpis) => kpis.gini },
  { key: "tonneKm", better: "lower", of: (kpis) => kpis.tonneKm },
  { key: "latestArrival", better: "lower", of: (kpis) => kpis.latestLeadTimeMin },
  { key: "sources", better: "lower", of: (kpis) => kpis.meanSourcesPerPlace },
  { key: "shipments", better: "lower", of: (kpis) => kpis.shipments },
  { key: "expiringSaved", better: "higher", of: (kpis) => kpis.expiringSaved },
  { key: "quantityMoved", better: "lower", of: (kpis) => kpis.quantityMoved },
];

/** Plans side by side: a row a measure, the best in bold with the word, so that it reads without colour. */
export async function Comparison({ plans }: { plans: Compared[] }) {
  const [t, locale] = await Promise.all([getTranslations("allocation"), getLocale()]);
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const shown = (measure: Measure, value: number | null) =>
    value === null
      ? "—"
      : measure.share
        ? percent(value, locale)
        : measure.key === "latestArrival"
          ? t("kpis.minutes", { minutes: number.format(value) })
          : number.format(value);
  return (
    <div className="overflow-x-auto">
      <Table caption={t("compare.title")} dense>
        <thead>
          <Tr>
            <Th>
              <span className="sr-only">{t("compare.title")}</span>
            </Th>
            {plans.map((plan) => (
              <Th key={plan.key} numeric className="align-bottom phone:whitespace-normal">
                {plan.href ? (
                  <a href={plan.href} className="underline underline-offset-2">
                    {plan.label}
                  </a>
                ) : (
                  plan.label
                )}
              </Th>
            ))}
          </Tr>
        </thead>
        <tbody>
          <Tr>
            <Td>{t("compare.aim")}</Td>
            {plans.map((plan) => (
              <Td key={plan.key} numeric className="phone:whitespace-normal">
                {plan.aim ?? "—"}
              </Td>
            ))}
          </Tr>
          {MEASURES.map((measure) => {
            const values = plans.map((plan) => measure.of(plan.kpis));
            const known = values.filter((value): value is number => value !== null);
            if (known.length === 0) return null;
            const best = measure.better === "higher" ? Math.max(...known) : Math.min(...known);
            // Told apart as a reader sees them: of two equal texts neither is better.
            const top = shown(measure, best);
            const differ = known.some((value) => shown(measure, value) !== top);
            return (
              <Tr key={measure.key}>
                <Td>
                  {t(`kpis.${measure.key}`)}{" "}
                  <span className="whitespace-nowrap text-ink-3 phone:block">
                    {t(measure.better === "higher" ? "kpis.higherBetter" : "kpis.lowerBetter")}
                  </span>
                </Td>
                {plans.map((plan, index) => {
                  const value = values[index] ?? null;
                  const wins = differ && shown(measure, value) === top;
                  return (
                    <Td key={plan.key} numeric>
                      <span className={wins ? "font-bold" : undefined}>{shown(measure, value)}</span>
                      {wins ? <span className="ms-1 text-sm text-accent-ink">{t("compare.best")}</span> : null}
                    </Td>
                  );
                })}
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}
