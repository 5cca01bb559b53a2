/**
 * Named rules for dividing one scarce good among claims: what an officer may choose where a single number is to be
 * shared (Aumann and Maschler 1985; Thomson 2003). `rationed.ts` applies them where stock lies in many stores.
 */
export const RATIONING_RULES = ["proportional", "equalAwards", "equalLosses", "talmud"] as const;
export type RationingRule = (typeof RATIONING_RULES)[number];

/**
 * Awards in the order of the claims; they add up to min(estate, Σ claims), each between 0 and its claim. Throws a
 * RangeError for a negative or non-finite estate or claim.
 *
 * proportional: by size of claim. equalAwards: everyone the same, nobody more than the claim. equalLosses: everyone falls
 * short by the same, nobody below 0. talmud: equal awards up to half of each claim, equal losses beyond (contested garment).
 */
export function ration(rule: RationingRule, estate: number, claims: readonly number[]): number[] {
  if (!(estate >= 0) || claims.some((c) => !(c >= 0) || c === Infinity)) {
    throw new RangeError("an estate and claims are finite and not negative");
  }
  const total = claims.reduce((a, b) => a + b, 0);
  const shared = Math.min(estate, total);
  if (total === 0) return claims.map(() => 0);
  if (rule === "proportional") return claims.map((c) => (c * shared) / total);
  if (rule === "equalAwards") return equalAwards(shared, claims);
  if (rule === "equalLosses") return complement(claims, equalAwards(total - shared, claims));
  const halves = claims.map((c) => c / 2);
  if (shared <= total / 2) return equalAwards(shared, halves);
  return complement(claims, equalAwards(total - shared, halves));
}

/**
 * The same in whole units: each award rounded down, the units left over go one each to the largest remainders, the
 * larger claim and then the earlier line first, never beyond a claim.
 */
export function rationWhole(rule: RationingRule, estate: number, claims: readonly number[]): number[] {
  const exact = ration(rule, estate, claims);
  const awards = exact.map((a) => Math.floor(a + 1e-9));
  let left =
    Math.floor(
      Math.min(
        estate,
        claims.reduce((a, b) => a + b, 0),
      ) + 1e-9,
    ) - awards.reduce((a, b) => a + b, 0);
  const order = exact
    .map((a, k) => ({ k, part: a - awards[k] }))
    .sort((a, b) => b.part - a.part || claims[b.k] - claims[a.k] || a.k - b.k);
  for (const { k } of order) {
    if (left <= 0) break;
    if (awards[k] + 1 > claims[k]) continue;
    awards[k]++;
    left--;
  }
  return awards;
}

function equalAwards(estate: number, claims: readonly number[]): number[] {
  const ascending = [...claims].sort((a, b) => a - b);
  let left = estate;
  let level = Infinity;
  for (let k = 0; k < ascending.length; k++) {
    const share = left / (ascending.length - k);
    if (share <= ascending[k]) {
      level = share;
      break;
    }
    left -= ascending[k];
  }
  return claims.map((c) => Math.min(c, level));
}

function complement(claims: readonly number[], losses: number[]): number[] {
  return claims.map((c, k) => c - losses[k]);
}
