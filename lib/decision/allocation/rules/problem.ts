import type { PlanOptions, ObjectiveChoice } from "../schema";
import { leadTimeMin, type Point, wayM } from "@/lib/platform/places/distance";
import type {
  AllocationProblem,
  ClassLimit,
  DemandLine,
  FrozenIssue,
  PriorityClass,
} from "@/lib/solver/flow/problem-model";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { unbrokenPack } from "./packs";

/** Class of the solver for each class of demand. */
export const CLASS_OF: Record<Priority, PriorityClass> = { lifeSaving: 1, urgent: 2, routine: 3 };

/** A need as the plan sees it; quantities whole base units. */
export interface NeedRow {
  lineId: string;
  siteId: string;
  goodsId: string;
  quantity: number;
  priority: Priority;
  /** Its part in the fair objective, 1 to 1,000,000: fill is served ÷ (need × weight). See `rules/weights.ts`. */
  weight: number;
}

export interface LotRow {
  lotId: string;
  goodsId: string;
  siteId: string;
  available: number;
  /** Whole days since 1970, null when it does not expire. */
  expiresOnDay: number | null;
}

export interface SiteRow {
  id: string;
  areaCode: string;
  point: Point;
  storageClasses: string[];
  throughputKgPerDay: number | null;
}

export interface GoodsRow {
  id: string;
  weightG: number | null;
  storageClass: string;
  /** Issues are whole multiples of this many base units; 1 where packs may be broken. */
  packSize: number;
}

export interface PlanInputs {
  today: number;
  /** Minutes since midnight at which goods can leave today. */
  departMin: number;
  horizonDays: number;
  objective: ObjectiveChoice;
  options: PlanOptions;
  needs: NeedRow[];
  lots: LotRow[];
  /** Stores with stock, and places with needs. */
  stores: SiteRow[];
  places: SiteRow[];
  goods: GoodsRow[];
  substitutions: { goodsId: string; substituteId: string; ratioNeed: number; ratioSubstitute: number }[];
  floors: { siteId: string; goodsId: string; floor: number }[];
  /** From the plan this one replaces: what was promised, and what an officer froze. */
  previous?: { lineId: string; storeId: string; lotId: string; quantity: number }[];
  frozen?: { lineId: string; issue: FrozenIssue }[];
}

/**
 * Prices a base unit, in the measure of the plan's cost. By distance: moving a promise costs as much as two more kilometres, a
 * substitute as one, and stock about to expire is worth a detour of three. By time: the minutes those take.
 */
const PRICES = {
  distance: { km: 1_000, move: 2_000, substitute: 1_000, expiry: 3_000 },
  time: { km: 2, move: 4, substitute: 2, expiry: 6 },
} as const;
/** Stock that expires within so many days is used first. */
const EXPIRY_WINDOW_DAYS = 30;
/** Goods of unknown weight count as 100 g against a store's throughput. */
const UNKNOWN_WEIGHT_G = 100;

/**
 * The plan's choices and the state of stock and need as the solver's problem. Pure: same rows, same problem.
 * Lines are in the order of the needs, which is also first come, first served.
 */
export function problemOf(inputs: PlanInputs): AllocationProblem {
  const { options, needs, stores, places, goods } = inputs;
  const frozenByLine = new Map<string, FrozenIssue[]>();
  for (const { lineId, issue } of inputs.frozen ?? [])
    frozenByLine.set(lineId, [...(frozenByLine.get(lineId) ?? []), issue]);
  const goodsById = new Map(goods.map((row) => [row.id, row]));
  const placesById = new Map(places.map((row) => [row.id, row]));
  const isStore = new Set(stores.map((store) => store.id));
  // What stands in for a goods comes in packs of its own, which are not broken either.
  const packFor = (goodsId: string): number =>
    unbrokenPack(
      [goodsId, ...inputs.substitutions.flatMap((rule) => (rule.goodsId === goodsId ? [rule.substituteId] : []))].map(
        (id) => goodsById.get(id)?.packSize ?? 1,
      ),
    );
  const forbiddenAt = (siteId: string): string[] => [
    ...new Set(
      options.ways.flatMap(({ kind, fromSiteId, toSiteId }) =>
        kind === "forbidden" && isStore.has(fromSiteId) && (toSiteId === null || toSiteId === siteId)
          ? [fromSiteId]
          : [],
      ),
    ),
  ];
  const lines: DemandLine[] = needs.map((need) => ({
    id: need.lineId,
    placeId: need.siteId,
    goodsId: need.goodsId,
    quantity: need.quantity,
    priority: CLASS_OF[need.priority],
    fairnessWeight: need.weight,
    minShelfLifeDays: options.minShelfLifeDays,
    packSize: packFor(need.goodsId),
    // A place that cannot keep the goods gets none, and the explanation says so.
    storageClasses: accepts(placesById.get(need.siteId), goodsById.get(need.goodsId)) ? [] : [NO_STORE],
    forbiddenStoreIds: forbiddenAt(need.siteId),
    frozen: frozenByLine.get(need.lineId) ?? [],
  }));
  const distanceM = new Int32Array(places.length * stores.length);
  const leadTime = new Int32Array(distanceM.length);
  places.forEach((place, p) => {
    stores.forEach((store, s) => {
      const metres = wayM(store.point, place.point);
      distanceM[p * stores.length + s] = metres;
      leadTime[p * stores.length + s] = leadTimeMin(metres);
    });
  });
  const cost = inputs.objective === "fastest" ? "time" : "distance";
  const price = PRICES[cost];
  const limit = (priority: Priority): ClassLimit => {
    const { maxDistanceKm, maxLeadTimeH } = options.reach[priority];
    return {
      maxDistanceM: maxDistanceKm === null ? null : maxDistanceKm * 1000,
      maxLeadTimeMin: maxLeadTimeH === null ? null : maxLeadTimeH * 60,
    };
  };
  const stated = new Map(options.throughput.map((one) => [one.siteId, one.kgPerDay]));
  const throughput = (store: SiteRow) => stated.get(store.id) ?? store.throughputKgPerDay;
  return {
    today: inputs.today,
    departMin: inputs.departMin,
    goods: goods.map((row) => ({ id: row.id, weightG: Math.max(0, Math.round(row.weightG ?? UNKNOWN_WEIGHT_G)) })),
    substitutions: options.substitution
      ? inputs.substitutions.map((rule) => ({
          fromGoodsId: rule.substituteId,
          toGoodsId: rule.goodsId,
          ratioNum: rule.ratioNeed,
          ratioDen: rule.ratioSubstitute,
          price: price.substitute,
        }))
      : [],
    stores: stores.map((store) => ({
      id: store.id,
      areaCode: store.areaCode,
      storageClass: "store",
      lots: inputs.lots
        .filter((lot) => lot.siteId === store.id)
        .map((lot) => ({
          id: lot.lotId,
          goodsId: lot.goodsId,
          quantity: lot.available,
          expiresOnDay: lot.expiresOnDay,
        })),
      reserveFloor: options.floors ? floorsOf(store.id, inputs) : {},
      outboundThroughputKg: throughputOver(throughput(store), inputs.horizonDays),
    })),
    places: places.map((place) => ({ id: place.id, areaCode: place.areaCode })),
    lines,
    travel: { distanceM, leadTimeMin: leadTime, closed: closedWays(inputs) },
    classLimits: { 1: limit("lifeSaving"), 2: limit("urgent"), 3: limit("routine") },
    rings: [
      { id: "district", prefixLength: 6, price: 0 },
      { id: "city", prefixLength: 4, price: options.ringKm * price.km },
      { id: "region", prefixLength: 2, price: 2 * options.ringKm * price.km },
    ],
    objective: { preset: inputs.objective, cost, expiry: { price: price.expiry, windowDays: EXPIRY_WINDOW_DAYS } },
    rationing: options.rationing.filter((one) => goodsById.has(one.goodsId)),
    ...(inputs.previous && inputs.previous.length > 0
      ? { previous: { assignments: inputs.previous, movePrice: price.move } }
      : {}),
  };
}

const throughputOver = (kgPerDay: number | null, days: number) => (kgPerDay === null ? null : kgPerDay * days);

/** Pairs of store and place no goods pass between: roads stated as closed, and what would cross the border of a closed area. */
function closedWays({ options, stores, places }: PlanInputs): { storeId: string; placeId: string }[] {
  const roads = options.ways.filter((way) => way.kind === "closed");
  const borders = options.closedAreas;
  if (roads.length === 0 && borders.length === 0) return [];
  const closed = (store: SiteRow, place: SiteRow) =>
    roads.some((way) => way.fromSiteId === store.id && (way.toSiteId === null || way.toSiteId === place.id)) ||
    borders.some((area) => store.areaCode.startsWith(area) !== place.areaCode.startsWith(area));
  return places.flatMap((place) =>
    stores.filter((store) => closed(store, place)).map((store) => ({ storeId: store.id, placeId: place.id })),
  );
}

/** A storage class no store has. */
const NO_STORE = "none";
const accepts = (place: SiteRow | undefined, goods: GoodsRow | undefined): boolean =>
  !place || !goods || place.storageClasses.includes(goods.storageClass);

/** Floors of a store, never above what it has: the rest of a floor is already missing. */
function floorsOf(siteId: string, inputs: PlanInputs): Record<string, number> {
  const result: Record<string, number> = {};
  for (const { siteId: at, goodsId, floor } of inputs.floors) {
    if (at !== siteId || floor === 0) continue;
    const there = inputs.lots.reduce(
      (sum, lot) => (lot.siteId === siteId && lot.goodsId === goodsId ? sum + lot.available : sum),
      0,
    );
    result[goodsId] = Math.min(floor, there);
  }
  return result;
}
