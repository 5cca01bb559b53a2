import type { AllocationProblem, DemandLine, Goods, PriorityClass, SubstitutionRule } from "./problem-model";
import type { RationingRule } from "./rationing";

/** A lot as the solver sees it: what may still be issued of it. */
export interface StockLot {
  store: number;
  goods: number;
  id: string;
  /** Left after frozen issues, base units. */
  quantity: number;
  /** Infinity when it does not expire. */
  expiresOnDay: number;
  /** Cost of leaving one unit behind. */
  keepPrice: number;
}

/** A line as the solver sees it: what is left to serve after frozen issues, in base units of its own goods. */
export interface OpenLine {
  line: DemandLine;
  /** Position in `problem.lines`. */
  position: number;
  place: number;
  goods: number;
  priority: PriorityClass;
  /** Frozen part, counted units. */
  frozen: number;
  /** Still open, counted units. */
  open: number;
}

/** The checked problem, indexed by position, with frozen issues taken out of stock, throughput and need. */
export interface Instance {
  problem: AllocationProblem;
  goodsOf: Map<string, number>;
  storeOf: Map<string, number>;
  placeOf: Map<string, number>;
  lots: StockLot[];
  /** Lots of goods g at store i: `lotsAt[g][i]`, earliest expiry first. */
  lotsAt: StockLot[][][];
  /** Reserve floor still to keep of goods g at store i, capped at what is there: `floorAt[g][i]`. */
  floorAt: Float64Array[];
  /** Grams each store may still send; Infinity = no limit. */
  throughputG: Float64Array;
  lines: OpenLine[];
  /** Rules into goods g. */
  rulesInto: SubstitutionRule[][];
  /** Rules of division chosen for goods, by position. */
  ruleOf: Map<number, RationingRule>;
}

/** `checkProblem` must have found nothing. */
export function indexProblem(problem: AllocationProblem): Instance {
  const goodsOf = positions(problem.goods);
  const storeOf = positions(problem.stores);
  const placeOf = positions(problem.places);
  const rulesInto: SubstitutionRule[][] = problem.goods.map(() => []);
  for (const rule of problem.substitutions) rulesInto[goodsOf.get(rule.toGoodsId) as number].push(rule);

  const lots: StockLot[] = [];
  const lotOf = new Map<string, StockLot>();
  const { price, windowDays } = problem.objective.expiry;
  const lotsAt: StockLot[][][] = problem.goods.map(() => problem.stores.map(() => []));
  problem.stores.forEach((store, i) => {
    for (const lot of store.lots) {
      const goods = goodsOf.get(lot.goodsId) as number;
      const daysLeft = lot.expiresOnDay === null ? Infinity : lot.expiresOnDay - problem.today;
      const expiring = daysLeft < windowDays && windowDays > 0;
      const keepPrice = expiring ? Math.round(price * (1 - Math.max(0, daysLeft) / windowDays)) : 0;
      const expiresOnDay = lot.expiresOnDay ?? Infinity;
      const entry = { store: i, goods, id: lot.id, quantity: lot.quantity, expiresOnDay, keepPrice };
      lots.push(entry);
      lotOf.set(`${i}\u0000${lot.id}`, entry);
      lotsAt[goods][i].push(entry);
    }
  });
  for (const byStore of lotsAt) for (const list of byStore) list.sort(byExpiry);

  const throughputG = Float64Array.from(problem.stores, (s) =>
    s.outboundThroughputKg === null ? Infinity : s.outboundThroughputKg * 1000,
  );
  const lines = problem.lines.map((line, position): OpenLine => {
    const goods = goodsOf.get(line.goodsId) as number;
    let frozen = 0;
    for (const issue of line.frozen) {
      const store = storeOf.get(issue.storeId) as number;
      const lot = lotOf.get(`${store}\u0000${issue.lotId}`) as StockLot;
      lot.quantity -= issue.quantity;
      throughputG[store] -= issue.quantity * problem.goods[lot.goods].weightG;
      frozen += countedUnits(problem, rulesInto[goods], lot.goods, goods, issue.quantity);
    }
    const open = line.closed ? 0 : Math.max(0, line.quantity - frozen);
    return { line, position, place: placeOf.get(line.placeId) as number, goods, priority: line.priority, frozen, open };
  });
  for (let i = 0; i < throughputG.length; i++) throughputG[i] = Math.max(0, throughputG[i]);

  const floorAt = problem.goods.map((g, gi) =>
    Float64Array.from(problem.stores, (store, i) => {
      const stock = lotsAt[gi][i].reduce((sum, lot) => sum + lot.quantity, 0);
      return Math.min(stock, store.reserveFloor[g.id] ?? 0);
    }),
  );
  const ruleOf = new Map((problem.rationing ?? []).map((r) => [goodsOf.get(r.goodsId) as number, r.rule]));
  return { problem, goodsOf, storeOf, placeOf, lots, lotsAt, floorAt, throughputG, lines, rulesInto, ruleOf };
}

/** Units of need of goods `to` that `quantity` units of goods `from` meet, rounded down. */
export function countedUnits(
  problem: AllocationProblem,
  rulesInto: SubstitutionRule[],
  from: number,
  to: number,
  quantity: number,
): number {
  if (from === to) return quantity;
  const rule = rulesInto.find((r) => r.fromGoodsId === problem.goods[from].id);
  return rule ? Math.floor((quantity * rule.ratioNum) / rule.ratioDen) : 0;
}

/** Minutes from store to place: stated, or at 30 km/h. */
export function leadTimeMin(problem: AllocationProblem, place: number, store: number): number {
  const pair = place * problem.stores.length + store;
  const stated = problem.travel.leadTimeMin;
  return stated ? stated[pair] : Math.ceil(problem.travel.distanceM[pair] / 500);
}

/** Day of arrival of goods sent today. */
export function arrivalDay({ problem }: Instance, place: number, store: number): number {
  return problem.today + Math.floor(((problem.departMin ?? 0) + leadTimeMin(problem, place, store)) / 1440);
}

function byExpiry(a: StockLot, b: StockLot): number {
  return a.expiresOnDay - b.expiresOnDay || (a.id < b.id ? -1 : 1);
}

function positions(list: readonly (Goods | { id: string })[]): Map<string, number> {
  return new Map(list.map((item, position) => [item.id, position]));
}
