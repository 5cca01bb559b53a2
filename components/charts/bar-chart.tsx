"use client";

import { useLocale, useTranslations } from "next-intl";
import { Bar, BarChart as Bars, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { shortText } from "../ui/quantity-text";
import { AXIS, ChartFigure, SERIES, useChartSummary } from "./chart-figure";
import { type Bar as BarValue, orderBars, zeroAxis } from "./prepare";

const ROW = 34;

/** Width for the names beside horizontal bars: by the longest one, a 汉字 counted as two, within bounds. */
function nameWidth(labels: string[]): number {
  const widest = Math.max(
    0,
    ...labels.map((label) => [...label].reduce((sum, char) => sum + (char > "\u2e80" ? 14.5 : 8), 0)),
  );
  return Math.min(190, Math.max(56, widest + 12));
}

/** The start of a name that is too long for its place beside a bar. */
function shortName(label: string): string {
  let width = 0;
  let shown = "";
  for (const char of label) {
    width += char > "\u2e80" ? 14.5 : 8;
    if (width > 170) return `${shown}…`;
    shown += char;
  }
  return shown;
}

/**
 * Horizontal bars from the largest down, each with its name and figure beside it. Unknown (null) has no bar and says so. Past `top`
 * bars the rest are one.
 */
export function BarChart({
  title,
  unit,
  bars,
  top = 12,
  restLabel,
  color = SERIES[0],
  note,
}: {
  title: string;
  unit: string;
  bars: BarValue[];
  top?: number;
  restLabel?: string;
  color?: string;
  note?: string;
}) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const summary = useChartSummary();
  const shown = orderBars(bars, top, restLabel ?? t("common.more")).bars;
  const axis = zeroAxis(shown.map((bar) => bar.value));
  return (
    <ChartFigure
      title={title}
      unit={unit}
      note={note}
      alternative={summary(title, bars, unit)}
      series={[unit]}
      rows={bars.map((bar) => ({ key: bar.key, label: bar.label, values: [bar.value] }))}
      rowHeader={t("chart.category")}
      height={shown.length * ROW + 8}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: shown.length * ROW }}>
        <Bars
          data={shown.map((bar) => ({
            ...bar,
            drawn: bar.value ?? 0,
            text: bar.value === null ? t("common.unknown") : shortText(bar.value, locale),
          }))}
          layout="vertical"
          margin={{ top: 4, right: 72, bottom: 4, left: 0 }}
          barCategoryGap={7}
          accessibilityLayer={false}
        >
          <XAxis type="number" hide domain={[0, axis.max]} />
          <YAxis
            {...AXIS}
            type="category"
            dataKey="label"
            width={nameWidth(shown.map((bar) => bar.label))}
            interval={0}
            tickFormatter={shortName}
          />
          <Bar dataKey="drawn" fill={color} isAnimationActive={false} minPointSize={0.1} radius={[0, 2, 2, 0]}>
            <LabelList dataKey="text" position="right" fill="var(--ink)" fontSize={14} />
          </Bar>
        </Bars>
      </ResponsiveContainer>
    </ChartFigure>
  );
}
