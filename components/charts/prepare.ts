/** What a chart shows is decided here, before anything is drawn. Pure. */

export type Bar = { key: string; label: string; value: number | null; href?: string };
export type TimePoint = { at: string; value: number | null };

/**
 * A round end for an axis that starts at zero, and its ticks: 1, 2, 2.5 or 5 times a power of ten apart, at most `most` of them above 0.
 * All nulls or zeros give an axis to 1.
 */
export function zeroAxis(values: Array<number | null>, most = 4): { max: number; ticks: number[] } {
  const largest = Math.max(0, ...values.map((value) => value ?? 0));
  if (largest === 0) return { max: 1, ticks: [0, 1] };
  const rough = largest / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size * most >= largest - 1e-9) ?? 10 * power;
  const count = Math.ceil(largest / step - 1e-9);
  return { max: clean(step * count), ticks: Array.from({ length: count + 1 }, (_, index) => clean(step * index)) };
}

function clean(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * Bars from the largest down, unknown ones last; past `top` the rest become one bar (`restLabel`) that is the sum of the known ones and says
 * in `restUnknown` how many it could not count.
 */
export function orderBars(bars: Bar[], top: number, restLabel: string): { bars: Bar[]; restUnknown: number } {
  const ordered = [...bars].sort(
    (a, b) => (b.value ?? -1) - (a.value ?? -1) || a.label.localeCompare(b.label, "zh-CN"),
  );
  if (ordered.length <= top) return { bars: ordered, restUnknown: 0 };
  const rest = ordered.slice(top);
  const known = rest.filter((bar) => bar.value !== null);
  const sum = known.reduce((total, bar) => total + (bar.value ?? 0), 0);
  return {
    bars: [...ordered.slice(0, top), { key: "rest", label: restLabel, value: known.length > 0 ? sum : null }],
    restUnknown: rest.length - known.length,
  };
}

const STEP_MS = { hour: 3_600_000, day: 86_400_000 };

/**
 * Puts a null in each place where a point is missing, so that the line breaks there instead of crossing. Points are ISO instants or days on
 * whole steps of `step`; the answer is in time order. At most 5,000 steps, else the points are returned as they came, in order.
 */
export function withGaps(points: TimePoint[], step: keyof typeof STEP_MS): TimePoint[] {
  const ordered = [...points].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const first = ordered[0];
  const last = ordered[ordered.length - 1];
  if (!first || !last) return [];
  const size = STEP_MS[step];
  const from = Date.parse(first.at);
  const steps = Math.round((Date.parse(last.at) - from) / size);
  if (steps > 5_000) return ordered;
  const known = new Map(ordered.map((point) => [Math.round((Date.parse(point.at) - from) / size), point]));
  const dayOnly = first.at.length === 10;
  return Array.from({ length: steps + 1 }, (_, index) => {
    const at = new Date(from + index * size).toISOString();
    return known.get(index) ?? { at: dayOnly ? at.slice(0, 10) : at, value: null };
  });
}

export type Summary = {
  count: number;
  missing: number;
  max: { label: string; value: number } | null;
  min: { label: string; value: number } | null;
};

/** What a screen reader is told of a row of figures. */
export function summaryOf(entries: Array<{ label: string; value: number | null }>): Summary {
  const known = entries.filter((entry): entry is { label: string; value: number } => entry.value !== null);
  const pick = (better: (a: number, b: number) => boolean) =>
    known.reduce<{ label: string; value: number } | null>(
      (best, entry) =>
        best === null || better(entry.value, best.value) ? { label: entry.label, value: entry.value } : best,
      null,
    );
  return {
    count: entries.length,
    missing: entries.length - known.length,
    max: pick((a, b) => a > b),
    min: pick((a, b) => a < b),
  };
}

export type Bin = { from: number; to: number; count: number };

/**
 * How often values fall between round thresholds, at most `most` bins from zero (or the rounded least value) up; a value on a
 * threshold belongs to the upper bin, the largest one to the last.
 */
export function binsOf(values: number[], most = 12): Bin[] {
  if (values.length === 0) return [];
  const least = Math.min(...values);
  const { ticks } = zeroAxis([Math.max(...values) - Math.min(0, least), 0], most);
  const step = ticks[1] - ticks[0];
  const start = Math.min(0, Math.floor(least / step) * step);
  const end = Math.max(...values);
  const count = Math.max(1, Math.ceil((end - start) / step - 1e-9));
  const bins = Array.from({ length: count }, (_, index) => ({
    from: clean(start + index * step),
    to: clean(start + (index + 1) * step),
    count: 0,
  }));
  for (const value of values) bins[Math.min(count - 1, Math.floor((value - start) / step + 1e-9))].count += 1;
  return bins;
}

/** The line of a sparkline as an SVG path in a box, starting a new piece after each gap. The scale starts at zero. */
export function sparkPath(values: Array<number | null>, width: number, height: number): string {
  const { max } = zeroAxis(values);
  const stride = values.length > 1 ? width / (values.length - 1) : 0;
  let drawing = false;
  return values
    .map((value, index) => {
      if (value === null) {
        drawing = false;
        return "";
      }
      const command = `${drawing ? "L" : "M"}${(index * stride).toFixed(1)} ${(height - (value / max) * height).toFixed(1)}`;
      drawing = true;
      return command;
    })
    .join("");
}
