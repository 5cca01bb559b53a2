import { issueMultiple, makeAssignment } from "./assign";
import { arrivalDay, countedUnits, type Instance, leadTimeMin, type OpenLine, type StockLot } from "./instance";
import type { Assignment } from "./plan-model";

/**
 * Stock, floors and throughput as assignments are made one by one: the rules for whoever fills lines in some order
 * (the baselines, the repair after pack rounding). Nothing here optimises.
 */
export class StockBook {
  private readonly left: Map<StockLot, number>;
  private readonly issuable: Float64Array[];
  readonly throughputG: Float64Array;
  private readonly closed = new Set<string>();

  constructor(readonly instance: Instance) {
    this.left = new Map(instance.lots.map((lot) => [lot, lot.quantity]));
    this.throughputG = instance.throughputG.slice();
    this.issuable = instance.lotsAt.map((byStore, g) =>
      Float64Array.from(
        byStore,
        (lots, i) => lots.reduce((sum, lot) => sum + lot.quantity, 0) - instance.floorAt[g][i],
      ),
    );
    for (const pair of instance.problem.travel.closed) this.closed.add(`${pair.storeId}\u0000${pair.placeId}`);
  }

  /** May this store send to this line at all (route, reach, storage class, forbidden sources)? */
  allowed(line: OpenLine, store: number): boolean {
    const { problem } = this.instance;
    const { id, storageClass } = problem.stores[store];
    const distance = problem.travel.distanceM[line.place * problem.stores.length + store];
    const limit = problem.classLimits[line.priority];
    if (distance < 0 || distance > (limit.maxDistanceM ?? Infinity)) return false;
    if (limit.maxLeadTimeMin !== null && leadTimeMin(problem, line.place, store) > limit.maxLeadTimeMin) return false;
    if (line.line.forbiddenStoreIds.includes(id)) return false;
    if (line.line.storageClasses.length > 0 && !line.line.storageClasses.includes(storageClass)) return false;
    return !this.closed.has(`${id}\u0000${problem.places[line.place].id}`);
  }

  /** Takes back what an existing plan uses. */
  charge(assignments: readonly Assignment[]): void {
    const { instance } = this;
    const lotOf = new Map(instance.lots.map((lot) => [`${lot.store}\u0000${lot.id}`, lot]));
    for (const a of assignments) {
      if (a.frozen) continue;
      const store = instance.storeOf.get(a.storeId) as number;
      const lot = lotOf.get(`${store}\u0000${a.lotId}`) as StockLot;
      this.use(lot, a.quantityIssued);
    }
  }

  /**
   * Issues up to `wanted` counted units of one goods from one store to a line, whole packs, earliest acceptable expiry
   * first, and returns the assignments made.
   */
  take(line: OpenLine, store: number, goods: number, wanted: number, unitCost: number): Assignment[] {
    const { instance } = this;
    const { problem } = instance;
    const made: Assignment[] = [];
    const lots = instance.lotsAt[goods][store];
    if (lots.length === 0 || wanted <= 0) return made;
    const asked = arrivalDay(instance, line.place, store) + line.line.minShelfLifeDays;
    const rules = instance.rulesInto[line.goods];
    const rule = goods === line.goods ? null : rules.find((r) => r.fromGoodsId === problem.goods[goods].id);
    if (rule === undefined) return made;
    const num = rule ? rule.ratioNum : 1;
    const den = rule ? rule.ratioDen : 1;
    const weightG = problem.goods[goods].weightG;
    let open = wanted;
    for (const lot of lots) {
      if (open <= 0) break;
      if (lot.expiresOnDay < asked) continue;
      const byWeight = weightG > 0 ? Math.floor(this.throughputG[store] / weightG) : Infinity;
      const most = Math.min(
        this.left.get(lot) ?? 0,
        this.issuable[goods][store],
        byWeight,
        Math.floor((open * den) / num),
      );
      const multiple = issueMultiple(line.line.packSize, num, den);
      const taken = most - (most % multiple);
      if (taken <= 0) continue;
      const counted = countedUnits(problem, rules, goods, line.goods, taken);
      this.use(lot, taken);
      open -= counted;
      made.push(makeAssignment(instance, line, store, lot.id, goods, taken, counted, unitCost, false));
    }
    return made;
  }

  private use(lot: StockLot, quantity: number): void {
    this.left.set(lot, (this.left.get(lot) ?? 0) - quantity);
    this.issuable[lot.goods][lot.store] -= quantity;
    this.throughputG[lot.store] -= quantity * this.instance.problem.goods[lot.goods].weightG;
  }
}
