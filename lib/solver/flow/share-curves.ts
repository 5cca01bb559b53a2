import type { RationingRule } from "./rationing";

/**
 * What one line is to have as a common parameter t rises: flat or rising, piecewise linear from `knots[0]` on. Every
 * rule of division used here is parametric (Young 1987): all claimants share one t, and the rule is the shape of the curve.
 */
export interface ShareCurve {
  /** t and the share at it, both rising. */
  knots: [number, number][];
  /** Served already, outside the network; the curve counts it. */
  base: number;
  /** Most that may come on top of `base`. */
  need: number;
}

/** fill = served ÷ (need × weight): the same t for all is max-min fairness. */
export function fairCurve(slope: number, base: number, need: number): ShareCurve {
  const most = base + need;
  const end: [number, number] = [most / slope, most];
  return { knots: [[0, 0], end], base, need };
}

/**
 * The curve of a named rule for a claim. `largest` is the largest claim of all who share, the same in every curve.
 *
 * proportional t × claim; equalAwards min(claim, t); equalLosses max(0, claim − (largest − t)); talmud: equal awards up to
 * half of each claim for t ≤ largest / 2, equal losses of the other halves beyond (Aumann and Maschler 1985).
 */
export function ruleCurve(rule: RationingRule, claim: number, largest: number, base: number, need: number): ShareCurve {
  const shapes: Record<RationingRule, [number, number][]> = {
    proportional: [
      [0, 0],
      [1, claim],
    ],
    equalAwards: [
      [0, 0],
      [claim, claim],
    ],
    equalLosses: [
      [largest - claim, 0],
      [largest, claim],
    ],
    talmud: [
      [0, 0],
      [claim / 2, claim / 2],
      [largest - claim / 2, claim / 2],
      [largest, claim],
    ],
  };
  return { knots: shapes[rule], base, need };
}

/** Share on top of `base` at t, between 0 and `need`. */
export function shareAt(curve: ShareCurve, t: number): number {
  const { knots, base, need } = curve;
  const last = knots[knots.length - 1];
  let value = last[1];
  if (t < last[0]) {
    value = knots[0][1];
    for (let k = 1; k < knots.length; k++) {
      const [from, low] = knots[k - 1];
      const [to, high] = knots[k];
      if (t <= from) break;
      value = t >= to ? high : low + ((high - low) * (t - from)) / (to - from);
    }
  } else if (t === Infinity) return need;
  return Math.min(need, Math.max(0, value - base));
}

/** The t at which the curves' shares add up to `room`: water-filling over the bends; Infinity when they never do. */
export function commonParameter(curves: readonly ShareCurve[], room: number): number {
  const bends: { at: number; change: number }[] = [];
  for (const { knots, base, need } of curves) {
    for (let k = 1; k < knots.length; k++) {
      const [from, low] = knots[k - 1];
      const [to, high] = knots[k];
      // The part of this piece that lies between `base` and `base + need`.
      const least = Math.max(low, base);
      const most = Math.min(high, base + need);
      if (!(most > least) || !(to > from)) continue;
      const slope = (high - low) / (to - from);
      bends.push({ at: from + (least - low) / slope, change: slope });
      bends.push({ at: from + (most - low) / slope, change: -slope });
    }
  }
  bends.sort((a, b) => a.at - b.at);
  let level = 0;
  let rate = 0;
  let t = 0;
  for (const bend of bends) {
    const gain = rate * (bend.at - t);
    if (rate > 0 && level + gain >= room) return t + (room - level) / rate;
    level += gain;
    t = bend.at;
    rate += bend.change;
    if (rate < 1e-12) rate = 0;
  }
  return Infinity;
}
