import { type Instance, indexProblem } from "./instance";
import { lineFills, planKpis } from "./kpi";
import type { AllocationResult } from "./answer-model";
import type { LevelCertificate } from "./certificate-model";
import type { AllocationPlan, BaselinePlan, Explanation, LevelResult, Sensitivity, WholeUnits } from "./plan-model";
import type { AllocationProblem } from "./problem-model";

/**
 * Splits a problem by goods class and puts the plans together again. Each part has all stores, places and ways, and no
 * throughput: whether what they share suffices is asked of the whole.
 */
export function partsByGoods(problem: AllocationProblem, groups: number[][]): AllocationProblem[] {
  const known = lotsOf(problem, new Set(problem.goods.map((g) => g.id)));
  return groups.map((group, k) => {
    const ids = new Set(group.map((g) => problem.goods[g].id));
    const lots = lotsOf(problem, ids);
    return {
      ...problem,
      goods: problem.goods.filter((g) => ids.has(g.id)),
      substitutions: problem.substitutions.filter((r) => ids.has(r.fromGoodsId) && ids.has(r.toGoodsId)),
      stores: problem.stores.map((store) => ({
        ...store,
        outboundThroughputKg: null,
        lots: store.lots.filter((lot) => ids.has(lot.goodsId)),
        reserveFloor: Object.fromEntries(Object.entries(store.reserveFloor).filter(([id]) => ids.has(id))),
      })),
      lines: problem.lines.filter((line) => ids.has(line.goodsId)),
      rationing: problem.rationing?.filter((r) => ids.has(r.goodsId)),
      previous: problem.previous && {
        ...problem.previous,
        // What was promised of lots that are gone is moved in any plan: counted once, in the first part.
        assignments: problem.previous.assignments.filter((a) => {
          const key = `${a.storeId}\u0000${a.lotId}`;
          return lots.has(key) || (k === 0 && !known.has(key));
        }),
      },
    };
  });
}

function lotsOf(problem: AllocationProblem, goodsIds: Set<string>): Set<string> {
  const keys = new Set<string>();
  for (const store of problem.stores)
    for (const lot of store.lots) if (goodsIds.has(lot.goodsId)) keys.add(`${store.id}\u0000${lot.id}`);
  return keys;
}

/** True when no store sends more than its throughput in these plans together. */
export function keepsThroughput(problem: AllocationProblem, plans: AllocationPlan[]): boolean {
  const weight = new Map(problem.goods.map((g) => [g.id, g.weightG]));
  const grams = new Map<string, number>();
  for (const plan of plans) {
    for (const a of plan.assignments) {
      grams.set(a.storeId, (grams.get(a.storeId) ?? 0) + a.quantityIssued * (weight.get(a.goodsId) ?? 0));
    }
  }
  return problem.stores.every(
    (s) => s.outboundThroughputKg === null || (grams.get(s.id) ?? 0) <= s.outboundThroughputKg * 1000,
  );
}

/** True when parts by goods cannot be judged alone: goods that stand in for others at a ratio. */
export function sharesStock(problem: AllocationProblem): boolean {
  return problem.substitutions.some((r) => r.ratioNum !== r.ratioDen);
}

/** One result of the parts' results; its figures are those of the whole. */
export function mergeResults(
  problem: AllocationProblem,
  parts: AllocationResult[],
  certified: boolean,
  elapsedMs: number,
): AllocationResult {
  const plans: AllocationPlan[] = [];
  for (const part of parts) {
    if (part.status === "invalid") return part;
    plans.push(part.plan);
  }
  const position = new Map(problem.lines.map((l, k) => [l.id, k]));
  const inOrder = <T extends { lineId: string }>(list: T[]) =>
    list.sort((a, b) => (position.get(a.lineId) as number) - (position.get(b.lineId) as number));
  const assignments = inOrder(plans.flatMap((p) => p.assignments));
  const fills = lineFills(problem, assignments);
  const instance = indexProblem(problem);
  const plan: AllocationPlan = {
    assignments,
    lineFills: fills,
    classFills: ([1, 2, 3] as const).map((priority) => {
      const own = fills.filter((_, k) => problem.lines[k].priority === priority);
      return {
        priority,
        need: own.reduce((sum, f) => sum + f.need, 0),
        served: own.reduce((sum, f) => sum + f.served, 0),
        minimumFill: own.reduce((least, f) => Math.min(least, f.fill), 1),
      };
    }),
    explanations: inOrder<Explanation>(plans.flatMap((p) => p.explanations)),
    sensitivities: topTen(plans),
    kpis: planKpis(problem, assignments, fills),
    levels: mergeLevels(plans),
    certificates: plans.flatMap((p) => p.certificates),
    levelCertificates: mergeLevelCertificates(plans),
    shareCertificates: plans.flatMap((p) => p.shareCertificates),
    certified: certified && plans.every((p) => p.certified),
    wholeUnits: mergeWholeUnits(plans),
    baselines: mergeBaselines(instance, plans),
    pivots: plans.reduce((sum, p) => sum + p.pivots, 0),
    elapsedMs,
  };
  const warnings = parts.flatMap((p) => (p.status === "invalid" ? [] : p.warnings));
  const seen = new Set<string>();
  const once = warnings.filter((w) => {
    const key = `${w.code}|${w.subject}|${JSON.stringify(w.parameters)}`;
    return !seen.has(key) && seen.add(key);
  });
  const stopped = parts.some((p) => p.status === "stoppedEarly");
  const status = stopped ? "stoppedEarly" : plan.levels.every((level) => level.gap === 0) ? "optimal" : "withinGap";
  return { status, plan, warnings: once };
}

function topTen(plans: AllocationPlan[]): Sensitivity[] {
  const rank = (s: Sensitivity) => s.gainPerUnit;
  return plans
    .flatMap((p) => p.sensitivities)
    .sort((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      return y.unmet[0] - x.unmet[0] || y.unmet[1] - x.unmet[1] || y.unmet[2] - x.unmet[2] || y.cost - x.cost;
    })
    .slice(0, 10);
}

/** Sums over the parts; the least fill is the least of them. */
function mergeLevels(plans: AllocationPlan[]): LevelResult[] {
  const names: LevelResult["level"][] = ["unmet1", "fairness1", "unmet2", "fairness2", "unmet3", "fairness3", "cost"];
  return names.flatMap((name): LevelResult[] => {
    const found = plans.flatMap((p) => p.levels.filter((l) => l.level === name));
    if (found.length === 0) return [];
    if (name.startsWith("fairness"))
      return [
        found.reduce((worst, l) => (l.gap > worst.gap || (l.gap === worst.gap && l.value < worst.value) ? l : worst)),
      ];
    const value = found.reduce((sum, l) => sum + l.value, 0);
    const bound = found.reduce((sum, l) => sum + l.bound, 0);
    const packLoss = found.reduce((sum, l) => sum + l.packLoss, 0);
    const whole = found.reduce((sum, l) => sum + (l.wholeBound ?? l.bound), 0);
    const stated = found.some((l) => l.wholeBound !== undefined) ? { wholeBound: whole } : {};
    const gap = Math.abs(value - bound) / Math.max(1, Math.abs(bound));
    return [{ level: name, value, bound, gap, packLoss, ...stated }];
  });
}

/** What is open of any part is open of the whole. */
function mergeWholeUnits(plans: AllocationPlan[]): WholeUnits | null {
  const found = plans.flatMap((p) => p.wholeUnits ?? []);
  if (found.length === 0) return null;
  const outcome = (["noneWithinOneUnit", "notProved", "best"] as const).find((one) =>
    found.some((units) => units.outcome === one),
  );
  return { outcome: outcome ?? "best", away: found.flatMap((units) => units.away) };
}

/** A level's proof is one over all goods: where a part needed none, the others' stay with the parts, which were verified by them. */
function mergeLevelCertificates(plans: AllocationPlan[]): LevelCertificate[] {
  return (["unmet1", "unmet2", "unmet3"] as const).flatMap((level) => {
    const found = plans.flatMap((p) => p.levelCertificates.filter((one) => one.level === level));
    return found.length === plans.length ? [{ level, certificates: found.flatMap((one) => one.certificates) }] : [];
  });
}

function mergeBaselines({ problem }: Instance, plans: AllocationPlan[]): BaselinePlan[] {
  const rules = plans[0]?.baselines.map((b) => b.rule) ?? [];
  return rules.map((rule) => {
    const assignments = plans.flatMap((p) => p.baselines.filter((b) => b.rule === rule).flatMap((b) => b.assignments));
    const fills = lineFills(problem, assignments);
    return { rule, assignments, lineFills: fills, kpis: planKpis(problem, assignments, fills) };
  });
}
