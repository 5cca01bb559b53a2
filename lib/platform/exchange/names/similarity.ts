/**
 * Likeness of two names, as PostgreSQL's pg_trgm measures it: the share of three-character runs they have in common.
 * The database searches with pg_trgm itself; this is for previews and pairing, where no database is at hand.
 */

/** Trigrams of a text: each word lower-cased, with two blanks before and one after, like pg_trgm's `show_trgm`. */
export function trigramsOf(text: string): Set<string> {
  const trigrams = new Set<string>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const characters = [" ", " ", ...word, " "];
    for (let start = 0; start + 3 <= characters.length; start++)
      trigrams.add(characters.slice(start, start + 3).join(""));
  }
  return trigrams;
}

/** Likeness from 0 (nothing in common) to 1 (same trigrams): common trigrams ÷ all trigrams of both. */
export function trigramSimilarity(a: string | ReadonlySet<string>, b: string | ReadonlySet<string>): number {
  const left = typeof a === "string" ? trigramsOf(a) : a;
  const right = typeof b === "string" ? trigramsOf(b) : b;
  if (left.size === 0 || right.size === 0) return 0;
  const [small, large] = left.size < right.size ? [left, right] : [right, left];
  let common = 0;
  for (const trigram of small) if (large.has(trigram)) common++;
  return common / (left.size + right.size - common);
}
