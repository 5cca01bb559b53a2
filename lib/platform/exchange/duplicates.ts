/**
 * Pairs rows that probably tell the same receipt twice: a cumulative sheet ("截至28日") against the dated rows it
 * sums up. Nothing is removed; the pairs are offered for review with a score and what speaks for them.
 */
import type { ParsedRow } from "./model/row";
import { normalizeName } from "./names/normalize";
import { trigramSimilarity, trigramsOf } from "./names/similarity";

export interface DuplicatePair {
  cumulative: ParsedRow;
  dated: ParsedRow;
  /** 0 to 1; pairs below the threshold are not given. */
  score: number;
  goodsSimilarity: number;
  partySimilarity: number;
  sameUnit: boolean;
}

/** Weights of the score; quantity is no part of it, since only rows with equal quantities are compared at all. */
const WEIGHTS = { goods: 0.5, party: 0.35, unit: 0.15 };

/** Least score of a pair: goods alike and either donor alike or the very same goods and unit. */
export const LEAST_DUPLICATE_SCORE = 0.6;

interface Prepared {
  row: ParsedRow;
  goods: Set<string>;
  goodsKey: string;
  party: Set<string>;
  partyKey: string;
}

const prepare = (row: ParsedRow): Prepared => {
  const goodsKey = normalizeName(row.goodsText);
  const partyKey = normalizeName(row.partyText);
  return { row, goodsKey, goods: trigramsOf(goodsKey), partyKey, party: trigramsOf(partyKey) };
};

/**
 * Likely duplicates between cumulative rows and rows dated on or before the cumulative date, one to one, best pairs
 * first. Rows need a quantity; equal quantities are a condition. Deterministic: ties go by source order.
 */
export function pairLikelyDuplicates(rows: readonly ParsedRow[], least = LEAST_DUPLICATE_SCORE): DuplicatePair[] {
  const usable = rows.filter((row) => row.quantity !== null && row.date !== null && row.outcome.is !== "rejected");
  const dated = new Map<number, Prepared[]>();
  for (const row of usable.filter((candidate) => !candidate.dateIsCumulative)) {
    const quantity = row.quantity ?? 0;
    dated.set(quantity, [...(dated.get(quantity) ?? []), prepare(row)]);
  }
  const pairs: DuplicatePair[] = [];
  for (const sum of usable.filter((candidate) => candidate.dateIsCumulative).map(prepare)) {
    for (const one of dated.get(sum.row.quantity ?? 0) ?? []) {
      if ((one.row.date ?? "") > (sum.row.date ?? "")) continue;
      const goodsSimilarity = sum.goodsKey === one.goodsKey ? 1 : trigramSimilarity(sum.goods, one.goods);
      const partySimilarity =
        sum.partyKey !== "" && sum.partyKey === one.partyKey ? 1 : trigramSimilarity(sum.party, one.party);
      const sameUnit = sum.row.unit === one.row.unit;
      const score = WEIGHTS.goods * goodsSimilarity + WEIGHTS.party * partySimilarity + (sameUnit ? WEIGHTS.unit : 0);
      if (score >= least)
        pairs.push({ cumulative: sum.row, dated: one.row, score, goodsSimilarity, partySimilarity, sameUnit });
    }
  }
  pairs.sort((a, b) => b.score - a.score);
  const taken = new Set<string>();
  return pairs.filter(({ cumulative, dated: one }) => {
    if (taken.has(cumulative.idempotencyKey) || taken.has(one.idempotencyKey)) return false;
    taken.add(cumulative.idempotencyKey).add(one.idempotencyKey);
    return true;
  });
}
