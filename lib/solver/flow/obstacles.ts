import { arrivalDay, type Instance, leadTimeMin, type OpenLine, type StockLot } from "./instance";
import type { Assignment, LimitCode, Remedy } from "./plan-model";
import type { SubstitutionRule } from "./problem-model";

/** Stock, floors and throughput the plan leaves behind. */
export class LeftBehind {
  private readonly left = new Map<StockLot, number>();
  private readonly highestClass: Int8Array;
  private readonly throughputG: Float64Array;
  private readonly closed: Set<string>;

  constructor(
    readonly instance: Instance,
    assignments: Assignment[],
  ) {
    const { problem, storeOf, goodsOf } = instance;
    this.throughputG = instance.throughputG.slice();
    this.closed = new Set(problem.travel.closed.map((c) => `${c.storeId}\u0000${c.placeId}`));
    for (const a of assignments) {
      if (a.frozen) continue;
      const store = storeOf.get(a.storeId) as number;
      const goods = goodsOf.get(a.goodsId) as number;
      this.throughputG[store] -= a.quantityIssued * problem.goods[goods].weightG;
      const lot = instance.lotsAt[goods][store].find((l) => l.id === a.lotId);
      if (lot) this.left.set(lot, (this.left.get(lot) ?? lot.quantity) - a.quantityIssued);
    }
    this.highestClass = new Int8Array(problem.goods.length).fill(4);
    for (const line of instance.lines) {
      if (line.open > 0) this.highestClass[line.goods] = Math.min(this.highestClass[line.goods], line.priority);
    }
  }

  isClosed(store: number, place: number): boolean {
    const { problem } = this.instance;
    return this.closed.has(`${problem.stores[store].id}\u0000${problem.places[place].id}`);
  }

  /** Left of lots that expire on `asked` or later, the floor included. */
  stock(goods: number, store: number, asked: number): number {
    let sum = 0;
    for (const lot of this.instance.lotsAt[goods][store]) {
      if (lot.expiresOnDay >= asked) sum += this.left.get(lot) ?? lot.quantity;
    }
    return sum;
  }

  /** The latest day on which a lot of which something is left expires. */
  latestExpiry(goods: number, store: number): number {
    return this.instance.lotsAt[goods][store].reduce(
      (most, lot) => ((this.left.get(lot) ?? lot.quantity) > 0 ? Math.max(most, lot.expiresOnDay) : most),
      -Infinity,
    );
  }

  /** Does a line of a higher class compete for the same goods? */
  servesHigherClass(line: OpenLine): boolean {
    return this.highestClass[line.goods] < line.priority;
  }

  /** Units the store's throughput still lets out. */
  throughput(goods: number, store: number): number {
    const { weightG } = this.instance.problem.goods[goods];
    return weightG > 0 ? Math.floor(this.throughputG[store] / weightG) : Infinity;
  }

  throughputLeftG(store: number): number {
    return this.throughputG[store];
  }
}

/** What one store could still do for a line, and what stands in the way. */
export interface Obstacle {
  code: LimitCode;
  store: number;
  /** Goods it would send, and the rule by which they stand in; null for the line's own. */
  goods: number;
  rule: SubstitutionRule | null;
  available: number;
  remedy: Remedy;
}

/**
 * What keeps a store from sending `goods`, the line's own (`rule` null) or a stand-in. Null when it may send and simply has no more.
 * Amounts to issue are units of `goods`, gains units of the need.
 */
export function obstacleAt(
  instance: Instance,
  book: LeftBehind,
  line: OpenLine,
  goods: number,
  rule: SubstitutionRule | null,
  i: number,
  unmet: number,
): Obstacle | "lessThanOneConversion" | null {
  const { problem } = instance;
  const store = problem.stores[i];
  const placeId = problem.places[line.place].id;
  const distance = problem.travel.distanceM[line.place * problem.stores.length + i];
  const minutes = leadTimeMin(problem, line.place, i);
  const limit = problem.classLimits[line.priority];
  const asked = arrivalDay(instance, line.place, i) + line.line.minShelfLifeDays;
  const floor = instance.floorAt[goods][i];
  const all = book.stock(goods, i, -Infinity);
  const spare = Math.max(0, Math.min(book.stock(goods, i, asked), all - floor));
  const { ratioNum, ratioDen } = rule ?? { ratioNum: 1, ratioDen: 1 };
  const gain = (quantity: number) => Math.min(unmet, Math.floor((quantity * ratioNum) / ratioDen));
  const toIssue = (quantity: number) => Math.ceil((gain(quantity) * ratioDen) / ratioNum);
  const at = { storeId: store.id, placeId };
  const make = (code: LimitCode, remedy: Remedy["code"], amount: number, available: number): Obstacle => ({
    code,
    store: i,
    goods,
    rule,
    available,
    remedy: { code: remedy, ...at, goodsId: problem.goods[goods].id, amount, gainQuantity: gain(available) },
  });
  if (distance < 0 || book.isClosed(i, line.place)) return make("routeClosed", "openRoute", 1, spare);
  if (limit.maxDistanceM !== null && distance > limit.maxDistanceM) {
    return make("maxDistance", "relaxMaxDistance", distance - limit.maxDistanceM, spare);
  }
  if (limit.maxLeadTimeMin !== null && minutes > limit.maxLeadTimeMin) {
    return make("maxLeadTime", "relaxMaxLeadTime", minutes - limit.maxLeadTimeMin, spare);
  }
  if (line.line.forbiddenStoreIds.includes(store.id)) return make("forbiddenSource", "allowSource", 1, spare);
  if (line.line.storageClasses.length > 0 && !line.line.storageClasses.includes(store.storageClass)) {
    return make("storageClass", "acceptStorageClass", 1, spare);
  }
  if (spare > 0) {
    const { weightG } = problem.goods[goods];
    if (book.throughput(goods, i) < Math.min(spare, line.line.packSize)) {
      const grams = Math.max(0, toIssue(spare) * weightG - book.throughputLeftG(i));
      return make("storeThroughput", "raiseThroughput", Math.ceil(grams / 1000), spare);
    }
    if (spare < line.line.packSize || unmet < line.line.packSize)
      return make("packRounding", "acceptLoosePacks", line.line.packSize, spare);
    if (spare >= ratioDen && unmet < ratioNum) return "lessThanOneConversion";
  }
  const behindFloor = Math.min(floor, book.stock(goods, i, asked));
  if (behindFloor > 0 && spare === 0) {
    // A floor above all there is must come down that much further.
    const stated = store.reserveFloor[problem.goods[goods].id] ?? 0;
    return make("reserveFloor", "lowerReserveFloor", Math.max(0, stated - all) + toIssue(behindFloor), behindFloor);
  }
  const tooOld = all - floor - spare;
  // What expires before it arrives no leniency makes usable.
  const tooEarly = asked - book.latestExpiry(goods, i);
  if (tooOld > 0)
    return make(
      "shelfLife",
      "relaxShelfLife",
      Math.max(1, tooEarly),
      tooEarly <= line.line.minShelfLifeDays ? tooOld : 0,
    );
  return null;
}
