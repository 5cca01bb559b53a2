import { type Component, greatestCommonDivisor } from "./component";
import { arrivalDay, countedUnits, type Instance, leadTimeMin, type OpenLine, type StockLot } from "./instance";
import type { Assignment } from "./plan-model";
import type { SiftingSolver } from "./sifting";

/** Goods of one kind leaving one store for one line, lots not yet chosen. */
export interface Issue {
  line: OpenLine;
  /** Goods issued. */
  goods: number;
  store: number;
  /** Base units issued. */
  quantity: number;
  /** Base units of need met. */
  counted: number;
  /** Cost units a unit of need. */
  unitCost: number;
}

/** Reads the issues of a solved component. */
export function readIssues(instance: Instance, component: Component, solver: SiftingSolver): Issue[] {
  const S = instance.problem.stores.length;
  const { runs } = component.network;
  const found = new Map<string, Issue>();
  const add = (lineAt: number, blockAt: number, store: number, flow: number, costOfUnit: number) => {
    const block = component.blocks[blockAt];
    const key = `${lineAt}|${blockAt}|${store}`;
    const counted = flow * component.unit;
    const quantity = Math.ceil((counted * block.ratioDen) / block.ratioNum);
    const entry = found.get(key);
    if (entry) {
      entry.counted += counted;
      entry.quantity += quantity;
    } else {
      const line = component.lines[lineAt];
      const unitCost = costOfUnit / component.unit + block.price;
      found.set(key, { line, goods: block.from, store, quantity, counted, unitCost });
    }
  };
  solver.forEachFlow((run, position, flow) => {
    const node = runs.tail[runs.tailStart[run] + position] + runs.shift[run];
    add(
      component.runLine[run],
      component.runBlock[run],
      storeOfNode(component, node, S),
      flow,
      runs.cost[runs.costStart[run] + position],
    );
  });
  const movePrice = instance.problem.previous?.movePrice ?? 0;
  for (const promised of component.promisedArcs) {
    const arc = solver.fixedBase + promised.arc;
    const flow = solver.simplex.flow[arc];
    const plainCost = solver.simplex.cost[arc] + movePrice * component.unit;
    if (flow > 0) add(promised.line, promised.block, promised.store, flow, plainCost);
  }
  return [...found.values()];
}

/** Store of a block or tier node. */
export function storeOfNode(component: Component, node: number, stores: number): number {
  if (node < component.unmetNode) return node % stores;
  const tier = component.tierOwner.find((t) => t.node === node);
  if (!tier) throw new Error(`node ${node} belongs to no store`);
  return tier.store;
}

/**
 * Chooses lots: at each store the most demanding lines first, each taking the earliest expiry it accepts. What a line
 * accepts is "this expiry or later", so the sets are nested and the order starves nobody; it leaves the latest lots.
 *
 * @param before assignments whose lots are chosen already
 */
export function chooseLots(instance: Instance, issues: Issue[], before: readonly Assignment[] = []): Assignment[] {
  const { problem } = instance;
  const byStock = new Map<number, { issue: Issue; asked: number }[]>();
  for (const issue of issues) {
    const asked = arrivalDay(instance, issue.line.place, issue.store) + issue.line.line.minShelfLifeDays;
    const key = issue.goods * problem.stores.length + issue.store;
    const list = byStock.get(key);
    if (list) list.push({ issue, asked });
    else byStock.set(key, [{ issue, asked }]);
  }
  const left = new Map<StockLot, number>();
  if (before.length > 0) {
    const lotOf = new Map(instance.lots.map((lot) => [`${problem.stores[lot.store].id}\u0000${lot.id}`, lot]));
    for (const { storeId, lotId, quantityIssued } of before) {
      const lot = lotOf.get(`${storeId}\u0000${lotId}`) as StockLot;
      left.set(lot, (left.get(lot) ?? lot.quantity) - quantityIssued);
    }
  }
  const assignments: Assignment[] = [];
  for (const requests of byStock.values()) {
    requests.sort(
      (a, b) =>
        b.asked - a.asked ||
        a.issue.line.priority - b.issue.line.priority ||
        a.issue.line.position - b.issue.line.position,
    );
    for (const { issue, asked } of requests) {
      let open = issue.quantity;
      let openCounted = issue.counted;
      const multiple = wholeIssue(instance, issue);
      for (const lot of instance.lotsAt[issue.goods][issue.store]) {
        if (open === 0) break;
        if (lot.expiresOnDay < asked) continue;
        const available = left.get(lot) ?? lot.quantity;
        let taken = Math.min(open, available);
        if (issue.quantity % multiple === 0) taken -= taken % multiple;
        if (taken === 0) continue;
        left.set(lot, available - taken);
        open -= taken;
        const counted =
          open === 0
            ? openCounted
            : Math.min(
                openCounted,
                countedUnits(problem, instance.rulesInto[issue.line.goods], issue.goods, issue.line.goods, taken),
              );
        openCounted -= counted;
        assignments.push(
          makeAssignment(instance, issue.line, issue.store, lot.id, issue.goods, taken, counted, issue.unitCost, false),
        );
      }
      // Whole packs and conversions may not fit the lots to the last unit; the caller serves what is missing.
      if (open > 0 && multiple === 1)
        throw new Error(`lots of store ${problem.stores[issue.store].id} are short of ${open}`);
    }
  }
  return assignments;
}

/** Assignments of the frozen parts, as stated. */
export function frozenAssignments(instance: Instance): Assignment[] {
  const list: Assignment[] = [];
  for (const line of instance.lines) {
    for (const issue of line.line.frozen) {
      const store = instance.storeOf.get(issue.storeId) as number;
      const lot = instance.lots.find((l) => l.store === store && l.id === issue.lotId) as StockLot;
      const rules = instance.rulesInto[line.goods];
      const counted = countedUnits(instance.problem, rules, lot.goods, line.goods, issue.quantity);
      list.push(makeAssignment(instance, line, store, lot.id, lot.goods, issue.quantity, counted, 0, true));
    }
  }
  return list;
}

export function makeAssignment(
  instance: Instance,
  line: OpenLine,
  store: number,
  lotId: string,
  goods: number,
  quantityIssued: number,
  quantityCounted: number,
  unitCost: number,
  frozen: boolean,
): Assignment {
  const { problem } = instance;
  return {
    lineId: line.line.id,
    storeId: problem.stores[store].id,
    lotId,
    goodsId: problem.goods[goods].id,
    quantityIssued,
    quantityCounted,
    distanceM: problem.travel.distanceM[line.place * problem.stores.length + store],
    leadTimeMin: leadTimeMin(problem, line.place, store),
    arrivesOnDay: arrivalDay(instance, line.place, store),
    unitCost,
    frozen,
  };
}

/** Units issued that make a whole number of packs and, where goods are converted, of units of need. */
function wholeIssue(instance: Instance, issue: Issue): number {
  const { line } = issue.line;
  if (issue.goods === issue.line.goods) return line.packSize;
  const id = instance.problem.goods[issue.goods].id;
  const rule = instance.rulesInto[issue.line.goods].find((r) => r.fromGoodsId === id);
  return rule ? issueMultiple(line.packSize, rule.ratioNum, rule.ratioDen) : 1;
}

/** Smallest number of issued units whose counted value is a whole number of packs. */
export function issueMultiple(packSize: number, ratioNum: number, ratioDen: number): number {
  const step = packSize * ratioDen;
  return step / greatestCommonDivisor(step, ratioNum);
}
