import type { CertificateReport } from "./certify";
import { bump, type Facts, issuable, onePack } from "./certify-facts";
import type { DualCertificate } from "./certificate-model";
import type { AllocationPlan, Assignment } from "./plan-model";
import type { AllocationProblem, DemandLine, PriorityClass } from "./problem-model";
import type { RationingRule } from "./rationing";

/**
 * Looks for a line that could be raised by taking, along a chain of stores, from a better-off line of its class or from a
 * lower class. Better off is told by fill under `fair`; among lines of goods divided by a named rule, by how far along
 * its rule each has come. Fills whose shares are proved by prices (`certify-shares.ts`) are not searched again: what
 * whole units are left over there goes by grams, not by exchange.
 */
export function findUnfair(
  facts: Facts,
  plan: Pick<AllocationPlan, "assignments" | "certificates">,
  sharesProved: boolean,
): CertificateReport["unfair"] {
  const { problem } = facts;
  const rules = new Map((problem.rationing ?? []).map((r) => [r.goodsId, r.rule]));
  const byFill: Yardstick = {
    judges: (line) => !rules.has(line.goodsId),
    having: (line, units) => units / (line.quantity * line.fairnessWeight),
    slack: (line, unit) => unit / (line.quantity * line.fairnessWeight),
  };
  for (const certificate of plan.certificates) {
    if (!onePack(problem, certificate)) continue;
    const yardsticks = problem.objective.preset === "fair" && !sharesProved ? [byFill] : [];
    for (const goodsId of certificate.goodsIds) {
      const rule = rules.get(goodsId);
      if (rule) yardsticks.push(alongRule(problem, goodsId, rule));
    }
    for (const yardstick of yardsticks) {
      for (const priority of [1, 2, 3] as const) {
        const found = unfairInClass(facts, certificate, plan.assignments, priority, yardstick);
        if (found) return found;
      }
    }
  }
  return null;
}

/** How well off a line is with some units; `most` asks for the upper end where a rule stands still. */
interface Yardstick {
  judges(line: DemandLine): boolean;
  having(line: DemandLine, units: number, most: boolean): number;
  slack(line: DemandLine, unit: number): number;
}

/** The point of the rule at which a line has so many units: everyone who shares should be at the same point. */
function alongRule(problem: AllocationProblem, goodsId: string, rule: RationingRule): Yardstick {
  const largest: Record<PriorityClass, number> = { 1: 0, 2: 0, 3: 0 };
  for (const l of problem.lines) {
    if (l.goodsId === goodsId) largest[l.priority] = Math.max(largest[l.priority], l.quantity);
  }
  return {
    judges: (line) => line.goodsId === goodsId,
    slack: () => 0,
    having: ({ quantity, priority }, units, most) => {
      const loss = largest[priority] - (quantity - units);
      if (rule === "proportional") return units / quantity;
      if (rule === "equalAwards") return units;
      if (rule === "equalLosses") return units <= 0 && !most ? Math.min(0, loss) : loss;
      const half = quantity / 2;
      if (units === half) return most ? loss : units;
      return units < half ? units : loss;
    },
  };
}

function unfairInClass(
  facts: Facts,
  certificate: DualCertificate,
  assignments: Assignment[],
  priority: PriorityClass,
  yardstick: Yardstick,
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
  // How well off after giving one unit; lines of lower classes give before anyone of this class goes short.
  const after = (l: DemandLine) => yardstick.having(l, (served.get(l.id) ?? 0) - unit, true);
  const givers = lines
    .filter((l) => l.priority >= priority && yardstick.judges(l) && (storesOf.get(l.id)?.size ?? 0) > 0)
    .map((l) => ({ line: l, after: l.priority > priority ? Infinity : after(l) }))
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
          const short = yardstick.judges(taker) && taker.priority === priority && got + unit <= taker.quantity;
          const rounding = giver.after === Infinity ? 0 : yardstick.slack(taker, unit);
          if (short && yardstick.having(taker, got + unit, false) + rounding < giver.after - 1e-9) {
            return { lineId: taker.id, fromLineId: giver.line.id };
          }
        }
      }
    }
  }
  return null;
}
