/** Class of a need that its source does not state. */
export type NeedClass = "lifeSaving" | "urgent" | "routine";

/**
 * Rule 模拟: the class of a need by what is asked for, since the needs file of 2020 states none. Life-saving: what stands between staff and
 * infection at the bedside. Urgent: what a ward cannot work without for long. The rest is routine.
 */
const CLASS_BY_CODE: readonly [prefix: string, needClass: NeedClass][] = [
  ["CP-MSK-01", "lifeSaving"],
  ["CP-PPE-01", "lifeSaving"],
  ["CP-EYE", "lifeSaving"],
  ["CP-MSK-02", "urgent"],
  ["CP-PPE", "urgent"],
  ["CP-GLV", "urgent"],
  ["CP-DIS", "urgent"],
];

export const classOfNeed = (goodsCode: string): NeedClass =>
  CLASS_BY_CODE.find(([prefix]) => goodsCode.startsWith(prefix))?.[1] ?? "routine";

/** Fewer stated quantities than this say nothing about the others. */
export const LEAST_STATED = 3;

export interface Estimate {
  /** Base units. */
  quantity: bigint;
  /** Stated quantities the median was taken of. */
  stated: number;
}

/** Lower median of positive whole numbers. */
export function median(values: readonly bigint[]): bigint | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/**
 * Rule ≈: a need whose amount is unknown is estimated by the median of what the hospitals of the province stated for the same item, when at
 * least three did. The median, because single statements reach from 10 to a million.
 * @param stated item and stated quantity of each line that states one
 * @returns estimate by item; an item missing here cannot be estimated and is left out by name
 */
export function estimatesByItem(stated: readonly { item: string; quantity: bigint }[]): Map<string, Estimate> {
  const byItem = new Map<string, bigint[]>();
  for (const { item, quantity } of stated) byItem.set(item, [...(byItem.get(item) ?? []), quantity]);
  const estimates = new Map<string, Estimate>();
  for (const [item, values] of byItem) {
    const middle = median(values);
    if (middle !== null && values.length >= LEAST_STATED)
      estimates.set(item, { quantity: middle, stated: values.length });
  }
  return estimates;
}
