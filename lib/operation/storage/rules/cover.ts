/** Days of history that consumption is read from. */
export const WINDOW_DAYS = 14;

/** What is known of the use of one goods at one site. */
export interface UseFacts {
  /** Issuable stock now, base units. */
  onHand: bigint;
  /** Daily use somebody stated, base units a day; wins over history. */
  statedDailyUse: number | null;
  /** Issued in the window, net of reversals, base units. */
  issued: bigint;
  /** Days of the window on which there was stock to issue. */
  daysInStock: number;
}

export type Cover =
  | { days: number; dailyUse: number; basis: "stated" | "issues" }
  /** No stated use and no issue in the window: unknown, not endless. */
  | { days: null; dailyUse: null; basis: "unknown" };

/**
 * Days of cover: stock ÷ daily use. Without a stated use it is the average of issues over the days on which there was stock: days out
 * of stock issue nothing and would make use look lower than it is (the stock-out adjustment of average monthly consumption
 * in WHO/MSH supply-management guides).
 */
export function coverOf(facts: UseFacts): Cover {
  if (facts.statedDailyUse !== null && facts.statedDailyUse > 0)
    return { days: Number(facts.onHand) / facts.statedDailyUse, dailyUse: facts.statedDailyUse, basis: "stated" };
  if (facts.issued <= 0n || facts.daysInStock <= 0) return { days: null, dailyUse: null, basis: "unknown" };
  const dailyUse = Number(facts.issued) / facts.daysInStock;
  return { days: Number(facts.onHand) / dailyUse, dailyUse, basis: "issues" };
}
