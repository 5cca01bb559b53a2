import { chooseLots, frozenAssignments, type Issue } from "./assign";
import { buildComponent } from "./component";
import { type GroupSolution, objectiveParts } from "./group";
import type { Instance, OpenLine } from "./instance";
import { quantityMoved } from "./kpi";
import type { Assignment } from "./model";
import type { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";
import { StockBook } from "./stockbook";

export interface RoundedPlan {
  assignments: Assignment[];
  /** Cost of the plan, cost units: carrying and prices, expiring stock left, promises moved. */
  cost: number;
  /** Least cost of any plan that serves every line what this one serves. */
  costBound: number;
}

/**
 * Makes every issue a whole number of packs. Where all lines of a group share one pack size the network already counted
 * packs and nothing is lost. Otherwise issues are rounded down and what comes free fills whole packs again, class by
 * class, nearest store first; the loss against the levels' bounds is stated with them.
 */
export function roundToPacks(instance: Instance, reaches: ReachBook, solved: GroupSolution[]): RoundedPlan {
  const assignments: Assignment[] = [];
  let bound = 0;
  const mixed: GroupSolution[] = [];
  for (const s of solved) {
    if (s.component.lines.every((l) => l.line.packSize === s.component.unit)) {
      assignments.push(...s.assignments);
      bound += s.cost;
    } else mixed.push(s);
  }
  for (const s of mixed) {
    const made = repack(instance, reaches, s, assignments);
    assignments.push(...made);
    bound += costOfServing(instance, reaches, s, made);
  }
  const everything = instance.lots.reduce((sum, lot) => sum + lot.keepPrice * lot.quantity, 0);
  const movePrice = instance.problem.previous?.movePrice ?? 0;
  const promised = instance.problem.previous?.assignments.reduce((sum, p) => sum + p.quantity, 0) ?? 0;
  const keptOutside = frozenPromises(instance);
  return {
    assignments,
    cost: planCost(instance, assignments),
    costBound: bound + everything + movePrice * (promised - keptOutside),
  };
}

/** Carrying and prices, keep price of what is left of expiring lots, move price of broken promises. */
export function planCost(instance: Instance, assignments: Assignment[]): number {
  const { problem } = instance;
  const keepOf = new Map(instance.lots.map((lot) => [`${problem.stores[lot.store].id}\u0000${lot.id}`, lot.keepPrice]));
  let cost = instance.lots.reduce((sum, lot) => sum + lot.keepPrice * lot.quantity, 0);
  for (const a of assignments) {
    cost += a.quantityCounted * a.unitCost;
    cost -= a.quantityIssued * (keepOf.get(`${a.storeId}\u0000${a.lotId}`) ?? 0);
  }
  return (
    cost + (problem.previous?.movePrice ?? 0) * quantityMoved(problem, [...frozenAssignments(instance), ...assignments])
  );
}

/** Promised units that frozen issues keep. */
function frozenPromises(instance: Instance): number {
  const { problem } = instance;
  if (!problem.previous) return 0;
  const promised = problem.previous.assignments.reduce((sum, p) => sum + p.quantity, 0);
  return promised - quantityMoved(problem, frozenAssignments(instance));
}

function repack(instance: Instance, reaches: ReachBook, s: GroupSolution, others: Assignment[]): Assignment[] {
  const whole: Issue[] = [];
  const served = new Map<OpenLine, number>();
  const lineOf = new Map(s.component.lines.map((l) => [l.line.id, l]));
  for (const issue of s.issues) {
    const pack = issue.line.line.packSize;
    const counted = issue.counted - (issue.counted % pack);
    if (counted === 0) continue;
    whole.push({ ...issue, counted, quantity: counted });
    served.set(issue.line, (served.get(issue.line) ?? 0) + counted);
  }
  const made = chooseLots(instance, whole).flatMap((a) => {
    // A lot boundary may cut a pack in two: what is not whole goes back.
    const line = lineOf.get(a.lineId) as OpenLine;
    const over = a.quantityCounted % line.line.packSize;
    if (over === 0) return [a];
    served.set(line, (served.get(line) ?? 0) - over);
    const quantity = a.quantityIssued - over;
    return quantity > 0 ? [{ ...a, quantityIssued: quantity, quantityCounted: a.quantityCounted - over }] : [];
  });
  const book = new StockBook(instance);
  book.charge(others);
  book.charge(made);
  const order = [...s.component.lines].sort((a, b) => a.priority - b.priority || a.position - b.position);
  for (const line of order) {
    let open = line.open - (served.get(line) ?? 0);
    if (open < line.line.packSize) continue;
    const reach = reaches.of(line.priority, line.goods);
    const options: { store: number; cost: number }[] = [];
    for (let k = reach.start[line.place]; k < reach.start[line.place + 1]; k++) {
      const store = reach.tail[reach.tailStart[line.place] + k - reach.start[line.place]];
      if (book.allowed(line, store)) options.push({ store, cost: reach.cost[k] });
    }
    options.sort((a, b) => a.cost - b.cost || a.store - b.store);
    for (const block of s.component.blocks) {
      if (block.to !== line.goods) continue;
      for (const { store, cost } of options) {
        if (open < line.line.packSize) break;
        for (const a of book.take(line, store, block.from, open, cost + block.price)) {
          made.push(a);
          open -= a.quantityCounted;
        }
      }
    }
  }
  return made;
}

/** Least network cost of serving exactly what the rounded plan serves. */
function costOfServing(instance: Instance, reaches: ReachBook, s: GroupSolution, made: Assignment[]): number {
  const position = new Map(s.component.lines.map((l, k) => [l.line.id, k]));
  const served = new Float64Array(s.component.lines.length);
  for (const a of made) served[position.get(a.lineId) as number] += a.quantityCounted / s.component.unit;
  const fixed = buildComponent(instance, reaches, s.component.goods, { low: served, high: served });
  const solver = new SiftingSolver(fixed.network);
  solver.solve();
  return objectiveParts(fixed, solver).cost;
}
