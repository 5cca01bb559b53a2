"use client";

import { useLocale, useTranslations } from "next-intl";
import { Bar, BarChart as Bars, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { shortText } from "../ui/quantity-text";
import { AXIS, ChartFigure, SERIES, useChartSummary } from "./chart-figure";
import { binsOf, zeroAxis } from "./prepare";

/** How values are spread: counts between round thresholds. */
export function DistributionChart({
  title,
  unit,
  values,
  countUnit,
  bins = 10,
  note,
  height = 220,
}: {
  title: string;
  /** Unit of the values (the axis below). */
  unit: string;
  values: number[];
  /** What is counted: 家, hospitals. */
  countUnit: string;
  bins?: number;
  note?: string;
  height?: number;
}) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  const summary = useChartSummary();
  const data = binsOf(values, bins).map((bin) => ({
    label: `${shortText(bin.from, locale)}–${shortText(bin.to, locale)}`,
    count: bin.count,
    text: bin.count > 0 ? String(bin.count) : "",
  }));
  const axis = zeroAxis(data.map((bin) => bin.count));
  return (
    <ChartFigure
      title={title}
      unit={unit}
      note={note}
      alternative={summary(
        title,
        data.map((bin) => ({ label: `${bin.label} ${unit}`, value: bin.count })),
        countUnit,
      )}
      series={[countUnit]}
      rows={data.map((bin) => ({ key: bin.label, label: `${bin.label} ${unit}`, values: [bin.count] }))}
      rowHeader={unit}
      height={height}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height }}>
        <Bars
          data={data}
          margin={{ top: 20, right: 8, bottom: 0, left: 0 }}
          barCategoryGap={1}
          accessibilityLayer={false}
        >
          <XAxis {...AXIS} dataKey="label" interval="preserveStartEnd" minTickGap={6} />
          <YAxis hide domain={[0, axis.max]} />
          <Bar dataKey="count" name={t("count")} fill={SERIES[0]} isAnimationActive={false}>
            <LabelList dataKey="text" position="top" fill="var(--ink)" fontSize={14} />
          </Bar>
        </Bars>
      </ResponsiveContainer>
    </ChartFigure>
  );
}
