import { pricedSources, shareOnePrice } from "./certify-bound";
import { bump, type Facts, issuable } from "./certify-facts";
import type { ShareCertificate } from "./certificate-model";
import type { AllocationPlan } from "./plan-model";
import type { DemandLine } from "./problem-model";

/** What is proved of shares that goods have together: the one lexicographic vector, in base units beyond what is frozen. */
export type ProvedShares = Map<string, number>;

/**
 * The lexicographic max-min vector over all goods, made again from the bottlenecks' prices alone. At each bottleneck
 * every plan keeps Σ price of the line × served ≤ price × limits; when the lines held so far and the free lines of the class at the
 * bottleneck's fill reach that already, no line of positive price can have more unless one that is no better off has less:
 * it is held there. Lines no bottleneck holds have all they need. Null when the prices do not prove it.
 */
export function proveShares(facts: Facts, bottlenecks: readonly ShareCertificate[]): ProvedShares | null {
  const { problem } = facts;
  const unitOf = new Map<string, number>();
  for (const { certificates } of bottlenecks)
    for (const { goodsIds, unit } of certificates) for (const id of goodsIds) unitOf.set(id, unit);
  const open = problem.lines.filter((line) => facts.open(line) > 0);
  if (open.some((line) => line.packSize % (unitOf.get(line.goodsId) ?? 1) !== 0)) return null;
  const linesOf = new Map<string, DemandLine[]>();
  for (const line of open) linesOf.set(line.goodsId, [...(linesOf.get(line.goodsId) ?? []), line]);
  const held: ProvedShares = new Map();
  const most = (line: DemandLine) => {
    const unit = unitOf.get(line.goodsId) ?? 1;
    return Math.floor(facts.open(line) / unit) * unit;
  };
  const shareAt = (line: DemandLine, fill: number) =>
    Math.min(most(line), Math.max(0, fill * line.quantity * line.fairnessWeight - facts.frozenCounted(line)));
  const throughput = new Map<string, number>();
  let priority = 1;
  let lastFill = 0;
  for (const { priority: own, fill, certificates } of bottlenecks) {
    if (own < priority || !(fill >= 0) || (own === priority && fill < lastFill - 1e-9)) return null;
    if (own > priority)
      for (const line of open) if (line.priority < own && !held.has(line.id)) held.set(line.id, most(line));
    priority = own;
    lastFill = fill;
    const [first] = certificates;
    if (!first || certificates.some((c) => !c.costless || c.box) || !shareOnePrice(certificates)) return null;
    let limits = 0;
    for (const { storeId, price } of first.throughput) {
      if (!throughput.has(storeId)) throughput.set(storeId, facts.freeThroughputG(storeId));
      limits += price * (throughput.get(storeId) as number);
    }
    for (const { storeId, goodsId, lotId, price } of first.sharedStock) {
      const { quantity, lots } = issuable(facts, storeId, goodsId);
      limits += price * (lotId === null ? quantity : (lots.find((lot) => lot.id === lotId)?.quantity ?? 0));
    }
    let reached = 0;
    const free: { line: DemandLine; price: number }[] = [];
    for (const certificate of certificates) {
      const priced = pricedSources(facts, certificate);
      if (!priced) return null;
      limits += priced.cost;
      for (const id of certificate.goodsIds) {
        const sources = priced.byGoods.get(id) ?? [];
        for (const line of linesOf.get(id) ?? []) {
          if (line.priority > own) continue;
          const { carry, asked } = facts.ways(line);
          let price = Infinity;
          for (const source of sources) {
            if (source.price >= price || carry[source.store] === Infinity) continue;
            if (source.expires >= asked[source.store]) price = source.price;
          }
          // Whom nobody may serve has nothing in any plan.
          if (price === Infinity) {
            if (!held.has(line.id)) held.set(line.id, 0);
            continue;
          }
          price /= certificate.unit;
          reached += price * (held.get(line.id) ?? shareAt(line, fill));
          if (!held.has(line.id) && price > 0) free.push({ line, price });
        }
      }
    }
    const gap = limits - reached;
    if (!(Math.abs(gap) <= 1e-7 * Math.max(Number.MIN_VALUE, limits))) return null;
    for (const { line, price } of free) {
      const share = shareAt(line, fill);
      // What the inequality still leaves to this line alone.
      if (Math.max(0, gap) / price > 1e-5 * Math.max(1, share)) continue;
      held.set(line.id, share);
    }
  }
  for (const line of open) if (!held.has(line.id)) held.set(line.id, most(line));
  return held;
}

/** A line that is a whole unit or more from its proved share; null when there is none. Goods divided by a rule are judged by it. */
export function awayFromShare(
  facts: Facts,
  plan: Pick<AllocationPlan, "assignments" | "certificates">,
  shares: ProvedShares,
): string | null {
  const served = new Map<string, number>();
  for (const a of plan.assignments) if (!a.frozen) bump(served, a.lineId, a.quantityCounted);
  const unitOf = new Map<string, number>();
  for (const { goodsIds, unit } of plan.certificates) for (const id of goodsIds) unitOf.set(id, unit);
  const byRule = new Set((facts.problem.rationing ?? []).map((r) => r.goodsId));
  for (const line of facts.problem.lines) {
    const share = shares.get(line.id);
    const unit = unitOf.get(line.goodsId) ?? 1;
    // Mixed packs are refilled after rounding; what that costs is stated with the levels.
    if (share === undefined || byRule.has(line.goodsId) || line.packSize !== unit) continue;
    if (Math.abs((served.get(line.id) ?? 0) - share) > unit * (1 + 1e-6) + 1e-6) return line.id;
  }
  return null;
}

/** Units of a class that any plan with these shares leaves unmet, closed lines included. */
export function unmetByShares(facts: Facts, shares: ProvedShares, priority: number): number {
  let unmet = 0;
  for (const line of facts.problem.lines) {
    if (line.priority !== priority) continue;
    unmet += Math.max(0, line.quantity - facts.frozenCounted(line)) - (shares.get(line.id) ?? 0);
  }
  return unmet;
}
