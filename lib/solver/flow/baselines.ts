import { frozenAssignments } from "./assign";
import type { Instance } from "./instance";
import { lineFills, planKpis } from "./kpi";
import type { Assignment, BaselinePlan } from "./model";
import { StockBook } from "./stockbook";

/**
 * What systems without an optimiser do, under the same hard limits and judged by the same key figures.
 *
 * First come, first served: lines in the order filed, each from the stores in the order listed. Nearest store: lines
 * in the order filed, each from the nearest store first. Substitutes only when the goods themselves have run out.
 */
export function baselinePlans(instance: Instance): BaselinePlan[] {
  return [baseline(instance, "firstComeFirstServed"), baseline(instance, "nearestStore")];
}

function baseline(instance: Instance, rule: BaselinePlan["rule"]): BaselinePlan {
  const { problem } = instance;
  const S = problem.stores.length;
  const book = new StockBook(instance);
  const assignments: Assignment[] = frozenAssignments(instance);
  const listed = Array.from({ length: S }, (_, i) => i);
  const storesWith = problem.goods.map((_, g) => listed.filter((i) => instance.lotsAt[g][i].length > 0));
  for (const line of instance.lines) {
    let open = line.open;
    const sources = [
      line.goods,
      ...instance.rulesInto[line.goods].map((r) => instance.goodsOf.get(r.fromGoodsId) as number),
    ];
    for (const goods of sources) {
      if (open <= 0) break;
      let stores = storesWith[goods];
      if (rule === "nearestStore") {
        const row = line.place * S;
        const { distanceM } = problem.travel;
        stores = [...stores].sort((a, b) => distanceM[row + a] - distanceM[row + b] || a - b);
      }
      for (const store of stores) {
        if (open <= 0) break;
        if (!book.allowed(line, store)) continue;
        const unitCost = problem.travel.distanceM[line.place * S + store];
        for (const made of book.take(line, store, goods, open, unitCost)) {
          assignments.push(made);
          open -= made.quantityCounted;
        }
      }
    }
  }
  const fills = lineFills(problem, assignments);
  return { rule, assignments, lineFills: fills, kpis: planKpis(problem, assignments, fills) };
}
