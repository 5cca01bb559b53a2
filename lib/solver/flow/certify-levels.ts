import { bump, type Facts } from "./certify-facts";
import type { AllocationPlan } from "./plan-model";

/**
 * Levels stated otherwise than the assignments make them: need left unmet by class, and the cost, which counts carrying and prices,
 * expiring stock left behind and promises moved. A bound above what is reached is no bound either, but of the cost, where a plan
 * may leave more unmet than the bound's. Empty when all are true.
 */
export function misstated(facts: Facts, plan: Pick<AllocationPlan, "assignments" | "levels">): string[] {
  const { problem } = facts;
  const served = new Map<string, number>();
  for (const a of plan.assignments) bump(served, a.lineId, a.quantityCounted);
  const unmet = [0, 0, 0];
  for (const line of problem.lines) unmet[line.priority - 1] += Math.max(0, line.quantity - (served.get(line.id) ?? 0));
  return plan.levels.flatMap(({ level, value, bound }) => {
    if (level.startsWith("fairness")) return [];
    const isCost = level === "cost";
    const reached = isCost ? costOf(facts, plan.assignments) : unmet[Number(level.slice(-1)) - 1];
    const slack = isCost ? 1e-9 * Math.max(1, Math.abs(reached)) : 0;
    if (!(Math.abs(value - reached) <= slack)) return [`${level}: ${reached}, not ${value}`];
    return !isCost && bound > value ? [`${level}: bound ${bound} above ${value}`] : [];
  });
}

function costOf(facts: Facts, assignments: AllocationPlan["assignments"]): number {
  const { problem } = facts;
  // What would be lost by leaving everything there is; frozen parts are gone from it.
  let cost = 0;
  for (const { quantity, keep } of facts.lotOf.values()) cost += quantity * keep;
  const promised = new Map<string, number>();
  for (const p of problem.previous?.assignments ?? []) {
    const goodsId = facts.lotOf.get(`${p.storeId}|${p.lotId}`)?.goodsId ?? "";
    bump(promised, `${p.lineId}|${p.storeId}|${goodsId}`, p.quantity);
  }
  const kept = new Map<string, number>();
  for (const a of assignments) {
    bump(kept, `${a.lineId}|${a.storeId}|${a.goodsId}`, a.quantityIssued);
    const line = facts.lineOf.get(a.lineId);
    if (a.frozen || !line) continue;
    const { keep = 0 } = facts.lotOf.get(`${a.storeId}|${a.lotId}`) ?? {};
    cost += a.quantityCounted * facts.carryCost(a.storeId, line, a.goodsId) - a.quantityIssued * keep;
  }
  let moved = 0;
  for (const [key, quantity] of promised) moved += quantity - Math.min(quantity, kept.get(key) ?? 0);
  return cost + moved * (problem.previous?.movePrice ?? 0);
}
