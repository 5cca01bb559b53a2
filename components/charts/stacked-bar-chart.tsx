"use client";

import { useLocale, useTranslations } from "next-intl";
import { Bar, BarChart as Bars, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { exactText, shortText } from "../ui/quantity-text";
import { AXIS, ChartFigure, type ChartRow, SERIES, useChartSummary } from "./chart-figure";
import { ChartTip } from "./chart-tip";
import { zeroAxis } from "./prepare";

export type ChartSeries = { key: string; label: string; color?: string };

/**
 * Columns of parts that add up (one unit only). Parts are named in a line above the columns, in the order they are stacked,
 * since thin parts leave no room for a name; a row with an unknown part is drawn without it and marked with *.
 */
export function StackedBarChart({
  title,
  unit,
  series,
  rows,
  note,
  height = 240,
}: {
  title: string;
  unit: string;
  series: ChartSeries[];
  rows: ChartRow[];
  note?: string;
  height?: number;
}) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  const summary = useChartSummary();
  const totals = rows.map((row) => ({
    label: row.label,
    value: row.values.every((value) => value === null)
      ? null
      : row.values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
  }));
  const axis = zeroAxis(totals.map((total) => total.value));
  const data = rows.map((row) => ({
    label: row.values.includes(null) ? `${row.label} *` : row.label,
    ...Object.fromEntries(series.map((entry, index) => [entry.key, row.values[index]])),
  }));
  const partial = rows.some((row) => row.values.includes(null));
  return (
    <ChartFigure
      title={title}
      unit={unit}
      note={
        <>
          {partial ? `* ${t("missing")} ` : null}
          {note}
        </>
      }
      alternative={summary(title, totals, unit)}
      series={series.map((entry) => entry.label)}
      rows={rows}
      rowHeader={t("category")}
      height={height}
    >
      <div className="flex h-full flex-col">
        <div className="flex flex-wrap gap-x-4 text-sm">
          {series.map((entry, index) => (
            <span key={entry.key} className="inline-flex items-center gap-1.5">
              <span className="size-3 rounded-sm" style={{ background: entry.color ?? SERIES[index] }} />
              {entry.label}
            </span>
          ))}
        </div>
        <div className="min-h-0 grow">
          <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height }}>
            <Bars
              data={data}
              margin={{ top: 12, right: 8, bottom: 0, left: 0 }}
              barCategoryGap="22%"
              accessibilityLayer={false}
            >
              <XAxis {...AXIS} dataKey="label" interval="preserveStartEnd" minTickGap={8} />
              <YAxis
                {...AXIS}
                axisLine={false}
                width={64}
                domain={[0, axis.max]}
                ticks={axis.ticks}
                tickFormatter={(value: number) => shortText(value, locale)}
              />
              <Tooltip
                isAnimationActive={false}
                cursor={{ fill: "var(--hover)" }}
                content={<ChartTip figure={(value) => `${exactText(value, locale)} ${unit}`} missing={t("missing")} />}
              />
              {series.map((entry, index) => (
                <Bar
                  key={entry.key}
                  dataKey={entry.key}
                  name={entry.label}
                  stackId="all"
                  fill={entry.color ?? SERIES[index]}
                  stroke="var(--surface)"
                  isAnimationActive={false}
                />
              ))}
            </Bars>
          </ResponsiveContainer>
        </div>
      </div>
    </ChartFigure>
  );
}
