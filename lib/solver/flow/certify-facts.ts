import type { DualCertificate } from "./certificate-model";
import type { AllocationProblem, DemandLine } from "./problem-model";

/** The problem read afresh: who may send what to whom, at what cost. */
export class Facts {
  readonly storeAt: Map<string, number>;
  readonly placeAt: Map<string, number>;
  readonly lineOf: Map<string, DemandLine>;
  readonly lotOf = new Map<string, { goodsId: string; quantity: number; expires: number; keep: number }>();
  readonly weightOf: Map<string, number>;
  private readonly closed: Set<string>;
  private readonly carry: Float64Array;
  private readonly asked: Float64Array;
  private readonly ringCodes: { stores: string[]; places: string[] }[];

  constructor(readonly problem: AllocationProblem) {
    this.storeAt = new Map(problem.stores.map((s, i) => [s.id, i]));
    this.placeAt = new Map(problem.places.map((p, i) => [p.id, i]));
    this.lineOf = new Map(problem.lines.map((l) => [l.id, l]));
    this.closed = new Set(problem.travel.closed.map((c) => `${c.storeId}|${c.placeId}`));
    this.weightOf = new Map(problem.goods.map((g) => [g.id, g.weightG]));
    this.carry = new Float64Array(problem.stores.length);
    this.asked = new Float64Array(problem.stores.length);
    this.ringCodes = problem.rings.map((r) => ({
      stores: problem.stores.map((s) => s.areaCode.slice(0, r.prefixLength)),
      places: problem.places.map((p) => p.areaCode.slice(0, r.prefixLength)),
    }));
    const { price, windowDays } = problem.objective.expiry;
    for (const store of problem.stores) {
      for (const lot of store.lots) {
        const daysLeft = (lot.expiresOnDay ?? Infinity) - problem.today;
        const keep =
          daysLeft < windowDays && windowDays > 0 ? Math.round(price * (1 - Math.max(0, daysLeft) / windowDays)) : 0;
        this.lotOf.set(`${store.id}|${lot.id}`, {
          goodsId: lot.goodsId,
          quantity: lot.quantity,
          expires: lot.expiresOnDay ?? Infinity,
          keep,
        });
      }
    }
    for (const line of problem.lines) {
      for (const issue of line.frozen) {
        const lot = this.lotOf.get(`${issue.storeId}|${issue.lotId}`);
        if (lot) lot.quantity -= issue.quantity;
      }
    }
  }

  minutes(storeId: string, placeId: string): number {
    const pair = this.pair(storeId, placeId);
    const { leadTimeMin, distanceM } = this.problem.travel;
    return leadTimeMin ? leadTimeMin[pair] : Math.ceil(distanceM[pair] / 500);
  }

  pair(storeId: string, placeId: string): number {
    return (this.placeAt.get(placeId) as number) * this.problem.stores.length + (this.storeAt.get(storeId) as number);
  }

  /** Why the store may not send to the line; null when it may. */
  refusal(storeId: string, line: DemandLine): string | null {
    const distance = this.problem.travel.distanceM[this.pair(storeId, line.placeId)];
    if (distance < 0 || this.closed.has(`${storeId}|${line.placeId}`)) return "route closed";
    const limit = this.problem.classLimits[line.priority];
    if (limit.maxDistanceM !== null && distance > limit.maxDistanceM) return "too far";
    if (limit.maxLeadTimeMin !== null && this.minutes(storeId, line.placeId) > limit.maxLeadTimeMin) return "too late";
    if (line.forbiddenStoreIds.includes(storeId)) return "source forbidden";
    const store = this.problem.stores[this.storeAt.get(storeId) as number];
    if (line.storageClasses.length > 0 && !line.storageClasses.includes(store.storageClass)) return "storage class";
    return null;
  }

  /** First expiry day that serves the line from the store. */
  expiryAsked(storeId: string, line: DemandLine): number {
    return this.dayAfter(this.minutes(storeId, line.placeId)) + line.minShelfLifeDays;
  }

  /** Day on which goods arrive that are so many minutes on the way. */
  private dayAfter(minutes: number): number {
    return this.problem.today + Math.floor(((this.problem.departMin ?? 0) + minutes) / 1440);
  }

  carryCost(storeId: string, line: DemandLine, goodsId: string): number {
    const { objective, rings, travel, goods } = this.problem;
    const distance = travel.distanceM[this.pair(storeId, line.placeId)];
    let cost = distance;
    if (objective.preset === "fastest" || objective.cost === "time") cost = this.minutes(storeId, line.placeId);
    else if (objective.cost === "tonneKm") {
      const needed = goods.find((g) => g.id === line.goodsId);
      cost = Math.round((distance * (needed?.weightG ?? 0)) / 1000);
    }
    if (rings.length > 0) {
      const here = this.problem.stores[this.storeAt.get(storeId) as number].areaCode;
      const there = this.problem.places[this.placeAt.get(line.placeId) as number].areaCode;
      const shared = rings.find((r) => here.slice(0, r.prefixLength) === there.slice(0, r.prefixLength));
      cost += (shared ?? rings[rings.length - 1]).price;
    }
    return cost + (this.rule(goodsId, line.goodsId)?.price ?? 0);
  }

  /**
   * Carrying cost from every store to the line (Infinity where it may not send) without any price of substitution, and
   * the first expiry day asked there. The arrays are used again at the next call.
   */
  ways(line: DemandLine): { carry: Float64Array; asked: Float64Array } {
    const { problem, carry, asked } = this;
    const { objective, travel } = problem;
    const place = this.placeAt.get(line.placeId) as number;
    const row = place * problem.stores.length;
    const limit = problem.classLimits[line.priority];
    const most = limit.maxDistanceM ?? Infinity;
    const longest = limit.maxLeadTimeMin ?? Infinity;
    const byTime = objective.preset === "fastest" || objective.cost === "time";
    const weightG = byTime || objective.cost !== "tonneKm" ? 0 : (this.weightOf.get(line.goodsId) ?? 0);
    const tests = line.forbiddenStoreIds.length > 0 || line.storageClasses.length > 0 || this.closed.size > 0;
    for (let i = 0; i < carry.length; i++) {
      const distance = travel.distanceM[row + i];
      const minutes = travel.leadTimeMin ? travel.leadTimeMin[row + i] : Math.ceil(distance / 500);
      asked[i] = this.dayAfter(minutes) + line.minShelfLifeDays;
      carry[i] = byTime ? minutes : weightG > 0 ? Math.round((distance * weightG) / 1000) : distance;
      const refused = distance < 0 || distance > most || minutes > longest;
      if (refused || (tests && this.refusal(problem.stores[i].id, line) !== null)) carry[i] = Infinity;
      else if (this.ringCodes.length > 0) carry[i] += this.ringPrice(place, i);
    }
    return { carry, asked };
  }

  /** As `refusal`, for one store by position. */
  mayTake(line: DemandLine, store: number): boolean {
    const place = this.placeAt.get(line.placeId) as number;
    const distance = this.problem.travel.distanceM[place * this.problem.stores.length + store];
    const limit = this.problem.classLimits[line.priority];
    if (distance < 0 || (limit.maxDistanceM !== null && distance > limit.maxDistanceM)) return false;
    const tests = line.forbiddenStoreIds.length > 0 || line.storageClasses.length > 0 || this.closed.size > 0;
    if (!tests && limit.maxLeadTimeMin === null) return true;
    return this.refusal(this.problem.stores[store].id, line) === null;
  }

  private ringPrice(place: number, store: number): number {
    const { rings } = this.problem;
    const at = this.ringCodes.findIndex((codes) => codes.stores[store] === codes.places[place]);
    return rings[at < 0 ? rings.length - 1 : at].price;
  }

  rule(fromGoodsId: string, toGoodsId: string) {
    return this.problem.substitutions.find((r) => r.fromGoodsId === fromGoodsId && r.toGoodsId === toGoodsId);
  }

  frozenCounted(line: DemandLine): number {
    let sum = 0;
    for (const issue of line.frozen) {
      const lot = this.lotOf.get(`${issue.storeId}|${issue.lotId}`);
      if (lot) sum += this.counted(lot.goodsId, line.goodsId, issue.quantity);
    }
    return sum;
  }

  counted(fromGoodsId: string, toGoodsId: string, quantity: number): number {
    if (fromGoodsId === toGoodsId) return quantity;
    const rule = this.rule(fromGoodsId, toGoodsId);
    return rule ? Math.floor((quantity * rule.ratioNum) / rule.ratioDen) : 0;
  }

  open(line: DemandLine): number {
    return line.closed ? 0 : Math.max(0, line.quantity - this.frozenCounted(line));
  }

  freeThroughputG(storeId: string): number {
    const kg = this.problem.stores[this.storeAt.get(storeId) as number].outboundThroughputKg;
    if (kg === null) return Infinity;
    let free = kg * 1000;
    for (const line of this.problem.lines) {
      for (const issue of line.frozen) {
        if (issue.storeId !== storeId) continue;
        const goodsId = this.lotOf.get(`${issue.storeId}|${issue.lotId}`)?.goodsId;
        free -= issue.quantity * (this.problem.goods.find((g) => g.id === goodsId)?.weightG ?? 0);
      }
    }
    return Math.max(0, free);
  }
}

export function issuable(
  facts: Facts,
  storeId: string,
  goodsId: string,
): { quantity: number; lots: { id: string; quantity: number; expires: number; keep: number }[] } {
  const store = facts.problem.stores[facts.storeAt.get(storeId) as number];
  const lots = store.lots.flatMap((lot) => {
    const left = facts.lotOf.get(`${storeId}|${lot.id}`);
    return lot.goodsId === goodsId && left ? [{ id: lot.id, ...left }] : [];
  });
  const total = lots.reduce((sum, lot) => sum + lot.quantity, 0);
  return { quantity: Math.max(0, total - Math.min(total, store.reserveFloor[goodsId] ?? 0)), lots };
}

export function onePack(problem: AllocationProblem, certificate: DualCertificate): boolean {
  return problem.lines.every((l) => !certificate.goodsIds.includes(l.goodsId) || l.packSize === certificate.unit);
}

export function bump(map: Map<string, number>, key: string, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}
