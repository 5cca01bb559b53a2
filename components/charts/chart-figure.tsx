"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { exactText } from "../ui/quantity-text";
import { Table, Td, Th, Tr } from "../ui/table";
import { summaryOf } from "./prepare";

/** The series colours, in the order they are to be taken; the same thing keeps its colour across charts by being given it by name. */
export const SERIES = [
  "var(--chart-1)",
  "var(--chart-2)",
  "var(--chart-3)",
  "var(--chart-4)",
  "var(--chart-5)",
  "var(--chart-6)",
];

export const AXIS = {
  tick: { fill: "var(--ink-2)", fontSize: 14 },
  axisLine: { stroke: "var(--line-strong)" },
  tickLine: false,
} as const;

/** The row of a chart's table: a label and a figure for each series. */
export type ChartRow = { key: string; label: string; values: Array<number | null> };

/** One sentence about the figures of a chart, for those who do not see it. */
export function useChartSummary(): (
  title: string,
  entries: Array<{ label: string; value: number | null }>,
  unit: string,
) => string {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  return (title, entries, unit) => {
    const summary = summaryOf(entries);
    const figure = (value: number) => `${exactText(value, locale)} ${unit}`;
    const range =
      summary.max && summary.min
        ? t("summary", {
            maxLabel: summary.max.label,
            max: figure(summary.max.value),
            minLabel: summary.min.label,
            min: figure(summary.min.value),
          })
        : t("empty");
    return `${title}: ${t("points", { count: summary.count, missing: summary.missing })}; ${range}`;
  };
}

/**
 * What every chart has around it: its title, the drawing as one picture with a text alternative, notes, and the table behind it.
 */
export function ChartFigure({
  title,
  alternative,
  unit,
  series,
  rows,
  rowHeader,
  note,
  height,
  children,
}: {
  title: string;
  alternative: string;
  unit: string;
  series: string[];
  rows: ChartRow[];
  rowHeader: string;
  note?: ReactNode;
  height: number;
  children: ReactNode;
}) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  const empty = rows.length === 0;
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 font-semibold">
        {title} <span className="font-normal text-ink-3">({unit})</span>
      </figcaption>
      {empty ? (
        <p className="text-ink-3">{t("empty")}</p>
      ) : (
        <div role="img" aria-label={alternative} style={{ height }} className="print-colours min-w-0">
          <div aria-hidden="true" className="h-full">
            {children}
          </div>
        </div>
      )}
      {note != null ? <p className="text-sm text-ink-3">{note}</p> : null}
      {empty ? null : (
        <details className="no-print mt-1 text-sm">
          <summary className="inline-flex min-h-6 items-center text-ink-2 underline underline-offset-2 touch:min-h-11">
            {t("table")}
          </summary>
          <div className="mt-1 max-h-80 overflow-auto">
            <Table caption={title} dense>
              <thead>
                <tr>
                  <Th>{rowHeader}</Th>
                  {series.map((name) => (
                    <Th key={name} numeric>
                      {name}
                    </Th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Tr key={row.key}>
                    <Td>{row.label}</Td>
                    {row.values.map((value, index) => (
                      <Td key={series[index]} numeric>
                        {value === null ? <span className="text-ink-3">{t("missing")}</span> : exactText(value, locale)}
                      </Td>
                    ))}
                  </Tr>
                ))}
              </tbody>
            </Table>
          </div>
        </details>
      )}
    </figure>
  );
}
