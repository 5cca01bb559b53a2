"use client";

import { useLocale, useTranslations } from "next-intl";
import {
  CartesianGrid,
  LabelList,
  Line,
  LineChart as Lines,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { exactText, shortText } from "../ui/quantity-text";
import { AXIS, ChartFigure, SERIES, useChartSummary } from "./chart-figure";
import { ChartTip } from "./chart-tip";
import { type TimePoint, withGaps, zeroAxis } from "./prepare";

/**
 * Figures over time. Missing points are gaps; each line carries its name at its end; the scale starts at zero. Days are shown as
 * month-day, hours as hours, both of the instant as given (give local days, or instants with `step="hour"`).
 */
export function LineChart({
  title,
  unit,
  series,
  step = "day",
  note,
  height = 240,
}: {
  title: string;
  unit: string;
  series: Array<{ key: string; label: string; points: TimePoint[]; color?: string; dashed?: boolean }>;
  step?: "day" | "hour";
  note?: string;
  height?: number;
}) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  const summary = useChartSummary();
  const all = withGaps(
    series.flatMap((entry) => entry.points),
    step,
  ).map((point) => point.at);
  const values = series.map((entry) => new Map(entry.points.map((point) => [Date.parse(point.at), point.value])));
  const name = (at: string) =>
    step === "day"
      ? at.slice(5, 10)
      : new Intl.DateTimeFormat(locale, {
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
          timeZone: "Asia/Shanghai",
        }).format(new Date(at));
  const ends = values.map((known) => all.findLastIndex((at) => known.get(Date.parse(at)) != null));
  const data = all.map((at, index) => ({
    label: name(at),
    ...Object.fromEntries(series.map((entry, which) => [entry.key, values[which].get(Date.parse(at)) ?? null])),
    ...Object.fromEntries(series.map((entry, which) => [`${entry.key}:end`, ends[which] === index ? entry.label : ""])),
  }));
  const figures = all.flatMap((at) =>
    values.map((known) => ({ label: name(at), value: known.get(Date.parse(at)) ?? null })),
  );
  const axis = zeroAxis(figures.map((entry) => entry.value));
  return (
    <ChartFigure
      title={title}
      unit={unit}
      note={note}
      alternative={summary(title, figures, unit)}
      series={series.map((entry) => entry.label)}
      rows={all.map((at) => ({
        key: at,
        label: name(at),
        values: values.map((known) => known.get(Date.parse(at)) ?? null),
      }))}
      rowHeader={t("time")}
      height={height}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height }}>
        <Lines data={data} margin={{ top: 12, right: 88, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...AXIS} dataKey="label" interval="preserveStartEnd" minTickGap={16} />
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
            cursor={{ stroke: "var(--line-strong)" }}
            content={<ChartTip figure={(value) => `${exactText(value, locale)} ${unit}`} missing={t("missing")} />}
          />
          {series.map((entry, index) => (
            <Line
              key={entry.key}
              dataKey={entry.key}
              name={entry.label}
              type="linear"
              stroke={entry.color ?? SERIES[index]}
              strokeWidth={2}
              strokeDasharray={entry.dashed ? "5 4" : undefined}
              dot={{ r: 2.5, strokeWidth: 0, fill: entry.color ?? SERIES[index] }}
              connectNulls={false}
              isAnimationActive={false}
            >
              <LabelList dataKey={`${entry.key}:end`} position="right" fill="var(--ink)" fontSize={14} />
            </Line>
          ))}
        </Lines>
      </ResponsiveContainer>
    </ChartFigure>
  );
}
