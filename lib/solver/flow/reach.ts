import { type Instance, leadTimeMin } from "./instance";
import type { PriorityClass } from "./problem-model";

/** Stores a place may draw on and at what cost, place by place; shared by every goods class with the same limits. */
export interface Reach {
  /** Arcs of place p are `start[p] … start[p + 1] − 1` of `cost`; `tail[tailStart + k]` is the store's position. */
  start: Float64Array;
  tailStart: Int32Array;
  tail: Int32Array;
  cost: Int32Array | Float64Array;
  /** True when every place reaches every store: `tail` is then one row 0, 1, 2 … for all. */
  dense: boolean;
  largestCost: number;
}

/** Makes and remembers the reach of each (class limits, cost measure, weight). */
export class ReachBook {
  private readonly made = new Map<string, Reach>();
  private ring: Int32Array | null = null;
  private zeros = new Int32Array(0);

  constructor(readonly instance: Instance) {}

  of(priority: PriorityClass, goods: number): Reach {
    const { problem } = this.instance;
    const limit = problem.classLimits[priority];
    const { objective } = problem;
    const measure = objective.preset === "fastest" ? "time" : objective.cost;
    const weightG = measure === "tonneKm" ? problem.goods[goods].weightG : 0;
    const key = `${limit.maxDistanceM}|${limit.maxLeadTimeMin}|${measure}|${weightG}`;
    let reach = this.made.get(key);
    if (!reach) {
      reach = this.make(limit.maxDistanceM ?? Infinity, limit.maxLeadTimeMin ?? Infinity, measure, weightG);
      this.made.set(key, reach);
    }
    return reach;
  }

  /** Costs of `count` arcs that cost nothing; one array for all who ask. */
  free(count: number): Int32Array {
    if (this.zeros.length < count) this.zeros = new Int32Array(count);
    return this.zeros.subarray(0, count);
  }

  private make(maxDistanceM: number, maxLeadTime: number, measure: string, weightG: number): Reach {
    const { problem, storeOf, placeOf } = this.instance;
    const S = problem.stores.length;
    const P = problem.places.length;
    const { distanceM } = problem.travel;
    const closed = new Set<number>();
    for (const pair of problem.travel.closed) {
      closed.add((placeOf.get(pair.placeId) as number) * S + (storeOf.get(pair.storeId) as number));
    }
    const limited = closed.size > 0 || maxDistanceM < Infinity || maxLeadTime < Infinity;
    const ring = this.ringPrices();
    const timed = measure === "time" || maxLeadTime < Infinity;
    const start = new Float64Array(P + 1);
    const tail = new Int32Array(S * P);
    const cost = this.mayPassWord(measure, weightG) ? new Float64Array(S * P) : new Int32Array(S * P);
    let filled = 0;
    let largestCost = 0;
    for (let p = 0; p < P; p++) {
      for (let i = 0; i < S; i++) {
        const pair = p * S + i;
        const distance = distanceM[pair];
        if (distance < 0) continue;
        const minutes = timed ? leadTimeMin(problem, p, i) : 0;
        if (limited && (distance > maxDistanceM || minutes > maxLeadTime || closed.has(pair))) continue;
        const base =
          measure === "distance" ? distance : measure === "time" ? minutes : Math.round((distance * weightG) / 1000);
        const unitCost = ring ? base + ring[pair] : base;
        tail[filled] = i;
        cost[filled++] = unitCost;
        if (unitCost > largestCost) largestCost = unitCost;
      }
      start[p + 1] = filled;
    }
    const dense = filled === S * P;
    const tailStart = new Int32Array(P);
    if (!dense) for (let p = 0; p < P; p++) tailStart[p] = start[p];
    return {
      start,
      tailStart,
      tail: dense ? tail.slice(0, S) : tail.slice(0, filled),
      cost: dense ? cost : cost.slice(0, filled),
      dense,
      largestCost,
    };
  }

  /** Could a cost be too large for a word of 32 bits? */
  private mayPassWord(measure: string, weightG: number): boolean {
    const { travel, rings } = this.instance.problem;
    const dearestRing = rings.reduce((most, ring) => Math.max(most, ring.price), 0);
    const by = measure === "tonneKm" ? weightG / 1000 : 1;
    if (by <= 1 && dearestRing === 0) return false;
    const values = measure === "time" && travel.leadTimeMin ? travel.leadTimeMin : travel.distanceM;
    let largest = 0;
    for (let k = 0; k < values.length; k++) if (values[k] > largest) largest = values[k];
    return largest * by + dearestRing + 1 >= 2 ** 31;
  }

  /** Price of the ring a pair lies in, place-major; null when no ring costs anything. */
  private ringPrices(): Int32Array | null {
    const { problem } = this.instance;
    const { rings, stores, places } = problem;
    if (rings.every((ring) => ring.price === 0)) return null;
    if (this.ring) return this.ring;
    const S = stores.length;
    const prices = new Int32Array(S * places.length);
    const codes = rings.map((ring) => {
      const numbers = new Map<string, number>();
      const number = (areaCode: string) => {
        const prefix = areaCode.slice(0, ring.prefixLength);
        let n = numbers.get(prefix);
        if (n === undefined) {
          n = numbers.size;
          numbers.set(prefix, n);
        }
        return n;
      };
      return { stores: stores.map((s) => number(s.areaCode)), places: places.map((p) => number(p.areaCode)) };
    });
    for (let p = 0; p < places.length; p++) {
      for (let i = 0; i < S; i++) {
        let r = 0;
        while (r < rings.length - 1 && codes[r].stores[i] !== codes[r].places[p]) r++;
        prices[p * S + i] = rings[r].price;
      }
    }
    this.ring = prices;
    return prices;
  }
}
