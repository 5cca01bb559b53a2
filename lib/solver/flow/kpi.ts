import type { Assignment, LineFill, PlanKpis } from "./plan-model";
import type { AllocationProblem, PriorityClass } from "./problem-model";

/**
 * Key figures of any set of assignments, whoever made them: the optimum and the baselines go through here alike.
 *
 * fill rate: served ÷ need. Gini: of served ÷ need over the lines, by the sorted-rank formula
 * Σ (2i − n − 1) x_i ÷ (n Σ x_i). Unit-days: Σ quantity × days to arrival. Tonne-km: Σ kg × km ÷ 1000.
 */
export function planKpis(problem: AllocationProblem, assignments: Assignment[], fills: LineFill[]): PlanKpis {
  const goodsOf = new Map(problem.goods.map((g) => [g.id, g]));
  const lineOf = new Map(problem.lines.map((l) => [l.id, l]));
  const byGoods = new Ratios();
  const byClass = new Ratios();
  const byPlace = new Ratios();
  const all = new Ratios();
  const unmetByClass: [number, number, number] = [0, 0, 0];
  for (const fill of fills) {
    const line = lineOf.get(fill.lineId);
    if (!line) continue;
    const served = Math.min(fill.served, fill.need);
    byGoods.add(line.goodsId, served, fill.need);
    byClass.add(String(line.priority), served, fill.need);
    byPlace.add(line.placeId, served, fill.need);
    all.add("all", served, fill.need);
    unmetByClass[line.priority - 1] += fill.need - served;
  }
  let gramMetres = 0;
  let issued = 0;
  let unitMetres = 0;
  let unitDays = 0;
  let cost = 0;
  let latestArrivalDay: number | null = null;
  let latestLeadTimeMin: number | null = null;
  const sourcesOfPlace = new Map<string, Set<string>>();
  const placesOfStore = new Map<string, Set<string>>();
  const takenOfLot = new Map<string, number>();
  for (const a of assignments) {
    gramMetres += a.quantityIssued * (goodsOf.get(a.goodsId)?.weightG ?? 0) * a.distanceM;
    issued += a.quantityIssued;
    unitMetres += a.quantityIssued * a.distanceM;
    unitDays += a.quantityIssued * (a.arrivesOnDay - problem.today);
    cost += a.quantityCounted * a.unitCost;
    latestArrivalDay = Math.max(latestArrivalDay ?? a.arrivesOnDay, a.arrivesOnDay);
    latestLeadTimeMin = Math.max(latestLeadTimeMin ?? a.leadTimeMin, a.leadTimeMin);
    const place = lineOf.get(a.lineId)?.placeId ?? "";
    into(sourcesOfPlace, place).add(a.storeId);
    into(placesOfStore, a.storeId).add(place);
    const lot = `${a.storeId}\u0000${a.lotId}`;
    takenOfLot.set(lot, (takenOfLot.get(lot) ?? 0) + a.quantityIssued);
  }
  const { windowDays } = problem.objective.expiry;
  let expiringSaved = 0;
  let expiringLeft = 0;
  for (const store of problem.stores) {
    for (const lot of store.lots) {
      if (lot.expiresOnDay === null || lot.expiresOnDay - problem.today >= windowDays) continue;
      const taken = takenOfLot.get(`${store.id}\u0000${lot.id}`) ?? 0;
      expiringSaved += taken;
      expiringLeft += lot.quantity - taken;
    }
  }
  const shipments = [...placesOfStore.values()].reduce((sum, places) => sum + places.size, 0);
  const sources = [...sourcesOfPlace.values()].map((set) => set.size);
  return {
    fillRate: all.of("all"),
    fillRateByGoods: byGoods.list().map(([goodsId, fillRate]) => ({ goodsId, fillRate })),
    fillRateByClass: byClass.list().map(([p, fillRate]) => ({ priority: Number(p) as PriorityClass, fillRate })),
    fillRateByPlace: byPlace.list().map(([placeId, fillRate]) => ({ placeId, fillRate })),
    minimumFill: fills.reduce((least, f) => Math.min(least, f.need > 0 ? f.served / f.need : 1), 1),
    gini: gini(fills.map((f) => (f.need > 0 ? f.served / f.need : 1))),
    tonneKm: gramMetres / 1e9,
    meanDistanceM: issued > 0 ? unitMetres / issued : 0,
    unitDays,
    latestArrivalDay,
    latestLeadTimeMin,
    meanSourcesPerPlace: sources.length > 0 ? sources.reduce((a, b) => a + b, 0) / sources.length : 0,
    maxSourcesPerPlace: sources.reduce((a, b) => Math.max(a, b), 0),
    shipments,
    shipmentsPerStore: placesOfStore.size > 0 ? shipments / placesOfStore.size : 0,
    expiringSaved,
    expiringLeft,
    cost,
    unmetByClass,
    quantityMoved: quantityMoved(problem, assignments),
  };
}

/** Served and fill of every line of the problem. */
export function lineFills(problem: AllocationProblem, assignments: Assignment[]): LineFill[] {
  const served = new Map<string, number>();
  const sources = new Map<string, Set<string>>();
  for (const a of assignments) {
    served.set(a.lineId, (served.get(a.lineId) ?? 0) + a.quantityCounted);
    into(sources, a.lineId).add(a.storeId);
  }
  return problem.lines.map((line) => {
    const got = served.get(line.id) ?? 0;
    const fill = line.quantity > 0 ? got / (line.quantity * line.fairnessWeight) : 0;
    return { lineId: line.id, need: line.quantity, served: got, fill, sources: sources.get(line.id)?.size ?? 0 };
  });
}

/** Gini coefficient of non-negative values; 0 for none, for all equal and for all zero. */
export function gini(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let sum = 0;
  let ranked = 0;
  for (let i = 0; i < n; i++) {
    sum += sorted[i];
    ranked += (2 * (i + 1) - n - 1) * sorted[i];
  }
  return sum > 0 ? ranked / (n * sum) : 0;
}

/** Units promised before that no longer come from the store they were promised from. */
export function quantityMoved(problem: AllocationProblem, assignments: Assignment[]): number {
  if (!problem.previous) return 0;
  const goodsOfLot = new Map<string, string>();
  for (const store of problem.stores)
    for (const lot of store.lots) goodsOfLot.set(`${store.id}\u0000${lot.id}`, lot.goodsId);
  const promised = new Map<string, number>();
  for (const p of problem.previous.assignments) {
    const key = `${p.lineId}\u0000${p.storeId}\u0000${goodsOfLot.get(`${p.storeId}\u0000${p.lotId}`) ?? ""}`;
    promised.set(key, (promised.get(key) ?? 0) + p.quantity);
  }
  let moved = [...promised.values()].reduce((a, b) => a + b, 0);
  const kept = new Map<string, number>();
  for (const a of assignments) {
    const key = `${a.lineId}\u0000${a.storeId}\u0000${a.goodsId}`;
    kept.set(key, (kept.get(key) ?? 0) + a.quantityIssued);
  }
  for (const [key, quantity] of promised) moved -= Math.min(quantity, kept.get(key) ?? 0);
  return moved;
}

function into(map: Map<string, Set<string>>, key: string): Set<string> {
  let set = map.get(key);
  if (!set) {
    set = new Set();
    map.set(key, set);
  }
  return set;
}

/** Served over need, by key. */
class Ratios {
  private readonly parts = new Map<string, [number, number]>();

  add(key: string, served: number, need: number): void {
    const entry = this.parts.get(key);
    if (entry) {
      entry[0] += served;
      entry[1] += need;
    } else this.parts.set(key, [served, need]);
  }

  of(key: string): number {
    const entry = this.parts.get(key);
    return entry && entry[1] > 0 ? entry[0] / entry[1] : 1;
  }

  list(): [string, number][] {
    return [...this.parts.keys()].sort().map((key) => [key, this.of(key)]);
  }
}
