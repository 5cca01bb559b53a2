import type { Component, ServedBox } from "./component";
import { nearWhole, raiseAll, ShareGraph } from "./fairness";
import type { RationingRule } from "./rationing";
import { ruleCurve, type ShareCurve } from "./share-curves";

/** Whole awards of the lines of one goods, by position in the component's lines. */
export type Awards = Map<number, number>;

/**
 * Divides what the network lets through to one goods among its lines by a named rule, class by class, the higher class
 * first. Lines of other goods keep `served`. Where everyone can draw on the same stock the awards are the rule's own;
 * where some stock reaches only some lines, those who are cut off from the rest share by the rule what reaches them, and the others
 * share the rest (the rule raised over the polymatroid of what can be served, as `fairness.ts` does for fill).
 *
 * Whole units: within each bottleneck the exact awards are rounded down and the units left over go one each to the
 * largest remainders, the larger claim and then the earlier line first.
 *
 * @param served what every line gets now, `unit`s; lines of the goods are overwritten with their awards
 */
export function awardsByRule(component: Component, goods: number, rule: RationingRule, served: Float64Array): Awards {
  const graph = new ShareGraph(component);
  const { lines, unit } = component;
  const own = lines.flatMap((line, k) => (line.goods === goods ? [k] : []));
  for (const k of own) served[k] = 0;
  const awards: Awards = new Map();
  for (const priority of [1, 2, 3] as const) {
    const free = own.filter((k) => lines[k].priority === priority);
    const claims = new Map(free.map((k) => [k, Math.floor(lines[k].line.quantity / unit)]));
    const largest = free.reduce((most, k) => Math.max(most, claims.get(k) as number), 0);
    const curves: ShareCurve[] = [];
    for (const k of free) {
      const need = Math.floor(lines[k].open / unit);
      curves[k] = ruleCurve(rule, claims.get(k) as number, largest, lines[k].frozen / unit, need);
    }
    for (const { fixed } of raiseAll(graph, served, free, curves)) {
      roundWithin(graph, served, fixed, claims);
      for (const k of fixed) awards.set(k, served[k]);
    }
  }
  return awards;
}

/** Rounds the shares of one bottleneck's lines; their sum, which is whole, stays. */
function roundWithin(graph: ShareGraph, served: Float64Array, fixed: number[], claims: Map<number, number>): void {
  const total = Math.round(fixed.reduce((sum, k) => sum + served[k], 0));
  const order: { k: number; part: number }[] = [];
  let left = total;
  for (const k of fixed) {
    const whole = nearWhole(served[k]) ?? Math.floor(served[k]);
    // Remainders are told apart only as far as the arithmetic is exact.
    const part = Math.max(0, Math.round((served[k] - whole) * 1e6));
    if (part > 0) order.push({ k, part });
    served[k] = whole;
    left -= whole;
  }
  order.sort((a, b) => b.part - a.part || (claims.get(b.k) as number) - (claims.get(a.k) as number) || a.k - b.k);
  const fits = () => graph.violatedGroups(graph.demand(served, [], () => 0)) === null;
  const first = order.slice(0, left);
  for (const { k } of first) served[k]++;
  if (fits()) return;
  // A narrower bottleneck stands in the way of some of them: the next largest remainders that it lets through.
  for (const { k } of first) served[k]--;
  for (const { k } of order) {
    if (left === 0) return;
    served[k]++;
    if (fits()) left--;
    else served[k]--;
  }
}

/** Awards fixed, everyone else as before: what the cost level has to keep to. */
export function awardBox(component: Component, awards: Awards, before: ServedBox | null): ServedBox {
  const need = Float64Array.from(component.lines, (line) => Math.floor(line.open / component.unit));
  const low = before ? before.low.slice() : new Float64Array(need.length);
  const high = before ? before.high.slice() : need;
  for (const [k, award] of awards) {
    low[k] = award;
    high[k] = award;
  }
  return { low, high };
}
