import { chooseLots, frozenAssignments, type Issue, issueMultiple } from "./assign";
import { type Block, buildComponent, type ServiceLevel } from "./component";
import { inletPayments } from "./coupled";
import type { CoupledResult } from "./coupled-result";
import { priceInlets } from "./coupling";
import { type GroupSolution, isWhole, objectiveParts } from "./group";
import type { Instance } from "./instance";
import { quantityMoved } from "./kpi";
import type { Assignment } from "./plan-model";
import type { Proof } from "./prices";
import type { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";
import { StockBook } from "./stockbook";

export interface RoundedPlan {
  assignments: Assignment[];
  /** Cost of the plan, cost units: carrying and prices, expiring stock left, promises moved. */
  cost: number;
  /** Least cost of any plan that serves every class (with mixed packs: every line) what this one serves. */
  costBound: number;
  /** Solved networks that prove the bound, where they are not the groups' own. */
  proofs: Map<GroupSolution, Proof>;
}

/**
 * Makes every issue a whole number of packs and of converted units. Where all lines of a group share one pack size the
 * network already counted packs and nothing is lost. Otherwise issues are rounded down and what comes free fills whole
 * packs again, class by class, nearest store first; the loss against the levels' bounds is stated with them.
 *
 * @param settled whole packs and issues of those goods, where they are known already
 */
export function roundToPacks(
  instance: Instance,
  reaches: ReachBook,
  coupled: CoupledResult,
  settled: readonly Assignment[] | null = null,
): RoundedPlan {
  const solved = coupled.groups;
  const mixed = solved.filter((s) => !isWhole(s));
  const issues = solved.flatMap((s) => (isWhole(s) ? s.issues : settled ? [] : wholeIssues(s)));
  const assignments = [...(settled ?? []), ...chooseLots(instance, issues, settled ?? [])];
  const proofs: RoundedPlan["proofs"] = new Map();
  let bound = coupled.costBound;
  if (mixed.length > 0) {
    if (!settled) refill(instance, reaches, mixed, coupled.bottlenecks.length > 0, assignments);
    bound = 0;
    solved.forEach((s, g) => {
      if (!coupled.decomposition && isWhole(s)) bound += s.cost;
      else {
        const paid = inletPayments(coupled, g);
        const proof = costOfServing(instance, reaches, s, assignments, paid);
        proofs.set(s, proof);
        bound += objectiveParts(proof.component, proof.solver).cost;
        for (const [k, inlet] of proof.component.inlets.entries()) bound += paid[k] * inlet.supply;
      }
    });
    coupled.limits.forEach((limit, r) => {
      bound -= (coupled.decomposition?.prices[r] ?? 0) * limit.capacity;
    });
  }
  const everything = instance.lots.reduce((sum, lot) => sum + lot.keepPrice * lot.quantity, 0);
  const movePrice = instance.problem.previous?.movePrice ?? 0;
  const promised = instance.problem.previous?.assignments.reduce((sum, p) => sum + p.quantity, 0) ?? 0;
  return {
    assignments,
    cost: planCost(instance, assignments),
    costBound: bound + everything + movePrice * (promised - frozenPromises(instance)),
    proofs,
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

function wholeIssues(s: GroupSolution): Issue[] {
  return s.issues.flatMap((issue) => {
    const block = s.component.blocks.find((b) => b.from === issue.goods && b.to === issue.line.goods) as Block;
    const multiple = issueMultiple(issue.line.line.packSize, block.ratioNum, block.ratioDen);
    const counted = issue.counted - (issue.counted % ((multiple * block.ratioNum) / block.ratioDen));
    return counted > 0 ? [{ ...issue, counted, quantity: (counted * block.ratioDen) / block.ratioNum }] : [];
  });
}

/** Fills whole packs from what rounding left, up to the shares where goods are `levelled` over one another; adds to `assignments`. */
function refill(
  instance: Instance,
  reaches: ReachBook,
  mixed: GroupSolution[],
  levelled: boolean,
  assignments: Assignment[],
): void {
  const served = new Map<string, number>();
  for (const a of assignments) served.set(a.lineId, (served.get(a.lineId) ?? 0) + a.quantityCounted);
  const book = new StockBook(instance);
  book.charge(assignments);
  const blocksOf = new Map(mixed.flatMap((s) => s.component.lines.map((line) => [line, s.component.blocks] as const)));
  // What a rule of division awards is not topped up, nor are shares that goods have together: it would be others' throughput.
  const most = new Map(
    mixed.flatMap(({ box, undivided, component }) =>
      (undivided || levelled) && box
        ? component.lines.map((line, k) => [line, box.high[k] * component.unit] as const)
        : [],
    ),
  );
  const order = [...blocksOf.keys()].sort((a, b) => a.priority - b.priority || a.position - b.position);
  for (const line of order) {
    let open = (most.get(line) ?? line.open) - (served.get(line.line.id) ?? 0);
    if (open < line.line.packSize) continue;
    const reach = reaches.of(line.priority, line.goods);
    const options: { store: number; cost: number }[] = [];
    for (let k = reach.start[line.place]; k < reach.start[line.place + 1]; k++) {
      const store = reach.tail[reach.tailStart[line.place] + k - reach.start[line.place]];
      if (book.allowed(line, store)) options.push({ store, cost: reach.cost[k] });
    }
    options.sort((a, b) => a.cost - b.cost || a.store - b.store);
    for (const block of blocksOf.get(line) ?? []) {
      if (block.to !== line.goods) continue;
      for (const { store, cost } of options) {
        if (open < line.line.packSize) break;
        for (const a of book.take(line, store, block.from, open, cost + block.price)) {
          assignments.push(a);
          open -= a.quantityCounted;
        }
      }
    }
  }
}

/** The network that serves each class, or where shares are fixed each line, what the rounded plan serves: at least cost and at the prices of what is shared. */
function costOfServing(
  instance: Instance,
  reaches: ReachBook,
  s: GroupSolution,
  assignments: Assignment[],
  paid: Float64Array,
): Proof & { solver: SiftingSolver } {
  const position = new Map(s.component.lines.map((l, k) => [l.line.id, k]));
  const served = new Float64Array(s.component.lines.length);
  for (const a of assignments) {
    const k = position.get(a.lineId);
    if (k !== undefined) served[k] += a.quantityCounted / s.component.unit;
  }
  const { goods, lines, classStep } = s.component;
  // Fair shares and awards fix what each line is served; otherwise a class may be served as many units in another way.
  const totals: ServiceLevel["fixedServed"] = [0, 0, 0];
  lines.forEach(({ priority }, k) => {
    totals[priority - 1] = (totals[priority - 1] ?? 0) + served[k];
  });
  const component = s.box
    ? buildComponent(instance, reaches, goods, { low: served, high: served })
    : buildComponent(instance, reaches, goods, null, { steps: [3, 2, 1], fixedServed: totals, leastStep: classStep });
  const solver = new SiftingSolver(component.network);
  priceInlets(component, solver, paid);
  solver.solve();
  return { component, solver, paid };
}
