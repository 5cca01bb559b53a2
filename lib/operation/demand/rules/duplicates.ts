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
export const DUPLICATE_THRESHOLD = 60;

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

/** Points a full agreement of each kind gives; together 100. Our own weights, with no outside source. */
const POINTS = { place: 30, goods: 30, amounts: 25, time: 15 } as const;
/** Another point of the same community is nearly the same place. */
const COMMUNITY_SHARE = 0.7;
/** An unknown amount neither speaks for nor against. */
const UNKNOWN_SHARE = 0.5;

/** How near two amounts are, 0 to 1: the smaller as a share of the larger. */
function nearness(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) return UNKNOWN_SHARE;
  const [small, large] = a < b ? [a, b] : [b, a];
  return Number((small * 1000n) / large) / 1000;
}

/**
 * How much two requests look like the same need filed twice. Place, goods and window must agree; the score then adds how near the
 * places are, the share of goods in common (of the smaller request), how near their amounts are, and how near in time they were filed.
 * @returns null when place, goods or window differ altogether
 */
export function likenessOf(a: Comparable, b: Comparable): Likeness | null {
  const place = samePlace(a, b);
  const apartMs = Math.abs(a.at.getTime() - b.at.getTime());
  if (place === null || apartMs > DUPLICATE_WINDOW_MS) return null;
  const other = new Map(b.lines.map((line) => [line.goodsId, line.asked]));
  const shared = a.lines.flatMap((line) => {
    const asked = other.get(line.goodsId);
    return asked === undefined ? [] : [{ goodsId: line.goodsId, own: line.asked, asked }];
  });
  if (shared.length === 0) return null;
  const amounts = shared.reduce((sum, line) => sum + nearness(line.own, line.asked), 0) / shared.length;
  const score =
    POINTS.place * (place === "site" ? 1 : COMMUNITY_SHARE) +
    POINTS.goods * Math.min(1, shared.length / Math.min(a.lines.length, other.size)) +
    POINTS.amounts * amounts +
    POINTS.time * (1 - apartMs / DUPLICATE_WINDOW_MS);
  return {
    score: Math.round(score),
    samePlace: place,
    sharedGoods: shared.map((line) => line.goodsId),
    hoursApart: Math.round(apartMs / 3_600_000),
    sameAmounts: shared.filter((line) => line.own !== null && line.own === line.asked).length,
  };
}
