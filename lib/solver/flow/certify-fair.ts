import type { CertificateReport } from "./certify";
import { bump, type Facts, issuable, onePack } from "./certify-facts";
import type { AllocationPlan, Assignment, DemandLine, DualCertificate, PriorityClass } from "./model";

/** Looks for a line that could be raised by taking, along a chain of stores, from a better-off line of its class or from spare stock. */
export function findUnfair(
  facts: Facts,
  plan: Pick<AllocationPlan, "assignments" | "certificates">,
): CertificateReport["unfair"] {
  for (const certificate of plan.certificates) {
    if (!onePack(facts.problem, certificate)) continue;
    for (const priority of [1, 2, 3] as const) {
      const found = unfairInClass(facts, certificate, plan.assignments, priority);
      if (found) return found;
    }
  }
  return null;
}

function unfairInClass(
  facts: Facts,
  certificate: DualCertificate,
  assignments: Assignment[],
  priority: PriorityClass,
): CertificateReport["unfair"] {
  const ofGroup = new Set(certificate.goodsIds);
  const { unit } = certificate;
  const lines = facts.problem.lines.filter((l) => ofGroup.has(l.goodsId) && facts.open(l) > 0 && l.packSize === unit);
  const served = new Map<string, number>();
  const storesOf = new Map<string, Set<string>>();
  for (const a of assignments) {
    const line = facts.lineOf.get(a.lineId);
    if (!line || !ofGroup.has(line.goodsId)) continue;
    bump(served, a.lineId, a.quantityCounted);
    if (a.frozen) continue;
    const key = `${a.storeId}|${a.goodsId}`;
    storesOf.set(a.lineId, (storesOf.get(a.lineId) ?? new Set()).add(key));
  }
  // Who may draw on a store's goods. Lots of one store are taken as one, which they are where every line of the group
  // accepts all of them; chains through other stores are not followed.
  const takersOf = (key: string): DemandLine[] => {
    const [storeId, goodsId] = key.split("|");
    const earliest = Math.min(...issuable(facts, storeId, goodsId).lots.map((lot) => lot.expires));
    const store = facts.storeAt.get(storeId) as number;
    const fits: DemandLine[] = [];
    for (const line of lines) {
      const rule = line.goodsId === goodsId ? null : facts.rule(goodsId, line.goodsId);
      if (rule === undefined || (rule && rule.ratioNum !== rule.ratioDen)) continue;
      if (!facts.mayTake(line, store)) continue;
      if (facts.expiryAsked(storeId, line) > earliest) return [];
      fits.push(line);
    }
    return fits;
  };
  const weight = (l: DemandLine) => l.quantity * l.fairnessWeight;
  // Fill after giving one unit; lines of lower classes give before anyone of this class goes short.
  const givers = lines
    .filter((l) => l.priority >= priority && (storesOf.get(l.id)?.size ?? 0) > 0)
    .map((l) => ({ line: l, after: l.priority > priority ? Infinity : ((served.get(l.id) ?? 0) - unit) / weight(l) }))
    .sort((a, b) => b.after - a.after);
  const seenStore = new Set<string>();
  const seenLine = new Set<string>();
  for (const giver of givers) {
    const stack = [giver.line];
    while (stack.length > 0) {
      const line = stack.pop() as DemandLine;
      for (const key of storesOf.get(line.id) ?? []) {
        if (seenStore.has(key)) continue;
        seenStore.add(key);
        for (const taker of takersOf(key)) {
          if (taker.priority > priority || seenLine.has(taker.id)) continue;
          seenLine.add(taker.id);
          stack.push(taker);
          const got = served.get(taker.id) ?? 0;
          const short = taker.priority === priority && got + unit <= taker.quantity;
          const wholeUnit = giver.after === Infinity ? 0 : unit / weight(taker);
          if (short && (got + unit) / weight(taker) + wholeUnit < giver.after - 1e-9) {
            return { lineId: taker.id, fromLineId: giver.line.id };
          }
        }
      }
    }
  }
  return null;
}
