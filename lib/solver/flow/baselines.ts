import { frozenAssignments } from "./assign";
import type { Instance, OpenLine } from "./instance";
import { lineFills, planKpis } from "./kpi";
import type { Assignment, BaselinePlan } from "./plan-model";
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
  const assignments = [
    ...frozenAssignments(instance),
    ...fillInOrder(instance, new StockBook(instance), instance.lines, rule),
  ];
  const fills = lineFills(problem, assignments);
  return { rule, assignments, lineFills: fills, kpis: planKpis(problem, assignments, fills) };
}

/** Serves lines in the order given from what `book` still has: each from the stores as listed or the nearest first. */
export function fillInOrder(
  instance: Instance,
  book: StockBook,
  lines: readonly OpenLine[],
  rule: BaselinePlan["rule"],
): Assignment[] {
  const { problem } = instance;
  const S = problem.stores.length;
  const assignments: Assignment[] = [];
  const listed = Array.from({ length: S }, (_, i) => i);
  const storesWith = problem.goods.map((_, g) => listed.filter((i) => instance.lotsAt[g][i].length > 0));
  for (const line of lines) {
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
  return assignments;
}

/** The first feasible plan: lines of the higher class first, each from the nearest store. Frozen parts are not in it. */
export function firstFeasible(
  instance: Instance,
  lines: readonly OpenLine[] = instance.lines,
  book: StockBook = new StockBook(instance),
): Assignment[] {
  const order = [...lines].sort((a, b) => a.priority - b.priority || a.position - b.position);
  return fillInOrder(instance, book, order, "nearestStore");
}

/** Units unmet of each class, by goods. */
export type UnmetByGoods = Map<number, [number, number, number]>;

/** What a plan leaves unmet, by goods and class. */
export function unmetByGoods(instance: Instance, assignments: readonly Assignment[]): UnmetByGoods {
  const served = new Map<string, number>();
  for (const a of assignments) served.set(a.lineId, (served.get(a.lineId) ?? 0) + a.quantityCounted);
  const unmet: UnmetByGoods = new Map();
  for (const { goods, priority, line } of instance.lines) {
    const own = unmet.get(goods) ?? [0, 0, 0];
    own[priority - 1] += Math.max(0, line.quantity - (served.get(line.id) ?? 0));
    unmet.set(goods, own);
  }
  return unmet;
}
