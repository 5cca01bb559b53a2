/** What is compared of two requests. */
export interface Comparable {
  siteId: string;
  areaCode: string;
  /** When it was filed, business time. */
  at: Date;
  lines: readonly { goodsId: string; asked: bigint | null }[];
}

/** Why two requests look alike; every part is 0 to 1. */
export interface Likeness {
  /** 0 to 100. */
  score: number;
  samePlace: "site" | "community" | null;
  /** Goods both ask for. */
  sharedGoods: string[];
  /** Hours between the two. */
  hoursApart: number;
  /** Of the shared goods, how many ask for the same amount. */
  sameAmounts: number;
}

/** Requests further apart than this are never called duplicates. */
export const DUPLICATE_WINDOW_MS = 7 * 86_400_000;
/** From this score on a request is shown as a likely duplicate. */
export const DUPLICATE_THRESHOLD = 55;

/** Codes of a community have 12 digits; above that an area holds many places. */
const COMMUNITY_DIGITS = 12;

/** One place for the purpose of merging: the same site, or two points of the same community. */
export function samePlace(
  a: Pick<Comparable, "siteId" | "areaCode">,
  b: Pick<Comparable, "siteId" | "areaCode">,
): Likeness["samePlace"] {
  if (a.siteId === b.siteId) return "site";
  return a.areaCode === b.areaCode && a.areaCode.length === COMMUNITY_DIGITS ? "community" : null;
}

/**
 * How much two requests look like the same need filed twice. Place must agree; then 35 points for the place (25 for another point of
 * the same community), 35 for the share of goods in common (of the smaller request), 15 for equal amounts among those, and 15 for
 * nearness in time, falling to 0 at the end of the window. The weights are our own and have no outside source.
 * @returns null when place, goods or window differ altogether
 */
export function likenessOf(a: Comparable, b: Comparable): Likeness | null {
  const place = samePlace(a, b);
  const apartMs = Math.abs(a.at.getTime() - b.at.getTime());
  if (place === null || apartMs > DUPLICATE_WINDOW_MS) return null;
  const other = new Map(b.lines.map((line) => [line.goodsId, line.asked]));
  const shared = a.lines.filter((line) => other.has(line.goodsId));
  if (shared.length === 0) return null;
  const sameAmounts = shared.filter((line) => other.get(line.goodsId) === line.asked).length;
  const goodsShare = shared.length / Math.min(a.lines.length, other.size);
  const score =
    (place === "site" ? 35 : 25) +
    35 * Math.min(1, goodsShare) +
    15 * (sameAmounts / shared.length) +
    15 * (1 - apartMs / DUPLICATE_WINDOW_MS);
  return {
    score: Math.round(score),
    samePlace: place,
    sharedGoods: shared.map((line) => line.goodsId),
    hoursApart: Math.round(apartMs / 3_600_000),
    sameAmounts,
  };
}
