import type { NeedView } from "./view";

/** Two needs of one goods and class that were held at the same fair share, the heavier first. */
export interface WeighingExample {
  more: NeedView;
  less: NeedView;
}

/** Below this a whole unit more or less would blur what an example is to show. */
const LEAST_SERVED = 10;
/** Needs from either end that are set against each other: enough to find a pair, few enough for a city. */
const MOST_TRIED = 40;

/** served ÷ (need × weight) lies between these: what is served is a whole number. */
function fillOf({ served, need, weight }: NeedView): { low: number; high: number } {
  const due = need * (weight?.factor ?? 1);
  return { low: (served - 1) / due, high: (served + 1) / due };
}

/** What the weights say of a need: its figure, or the weight stated. */
export const saidOf = ({ weight }: NeedView): number => weight?.figure ?? weight?.factor ?? 1;

/**
 * Two needs that show what the weights did: neither has all it needs, both have something, and the same bottleneck holds them, so that what
 * they got for each person, bed or weight is the same but for whole units. Of such pairs the one that differs most, and of those the largest.
 * Null where no two needs are held so.
 */
export function weighingExample(fills: readonly NeedView[]): WeighingExample | null {
  const held = fills.filter(
    ({ served, need, weight }) => served >= LEAST_SERVED && served < need && weight !== null && weight.basis !== "need",
  );
  // A place that has several needs for the same goods shares its figure among them: no example for anybody.
  const count = new Map<string, number>();
  const key = (fill: NeedView) => `${fill.goodsId} ${fill.priority} ${fill.placeId}`;
  for (const fill of fills) count.set(key(fill), (count.get(key(fill)) ?? 0) + 1);
  const groups = new Map<string, NeedView[]>();
  for (const fill of held) {
    if (count.get(key(fill)) !== 1) continue;
    const group = `${fill.goodsId} ${fill.priority}`;
    groups.set(group, [...(groups.get(group) ?? []), fill]);
  }
  let best: (WeighingExample & { ratio: number }) | null = null;
  for (const group of groups.values()) {
    const sorted = [...group].sort((a, b) => saidOf(b) - saidOf(a) || b.served - a.served);
    for (const more of sorted.slice(0, MOST_TRIED)) {
      for (const less of sorted.toReversed().slice(0, MOST_TRIED)) {
        const ratio = saidOf(more) / saidOf(less);
        const [a, b] = [fillOf(more), fillOf(less)];
        if (ratio <= 1 || a.low > b.high || b.low > a.high) continue;
        if (!best || ratio > best.ratio || (ratio === best.ratio && less.served > best.less.served))
          best = { more, less, ratio };
      }
    }
  }
  return best && { more: best.more, less: best.less };
}
