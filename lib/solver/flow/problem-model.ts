/**
 * The allocation problem and its plan, as plain data (structured-clone safe: no functions, no classes).
 *
 * Units: quantities are whole base units of the goods; distances whole metres; lead times whole minutes; weights whole
 * grams; days are whole days counted from 1970-01-01 (`Math.floor(epochMs / 86_400_000)`). Costs are whole *cost units
 * a base unit*: metres (`distance`), minutes (`time`), or metres × grams / 1000 rounded (`tonneKm`), as the objective says;
 * every price in a problem (ring, move, substitution, expiry) is stated in the same cost units a base unit.
 */

import type { RationingRule } from "./rationing";

/** 1 = life-saving, 2 = urgent, 3 = routine. A lower class is never served at the expense of a higher one. */
export type PriorityClass = 1 | 2 | 3;

/** One kind of goods. */
export interface Goods {
  id: string;
  /** Whole grams a base unit; what a store's outbound throughput is counted in. */
  weightG: number;
}

/** `ratioNum / ratioDen` base units of `toGoodsId`'s need are met by one unit of `fromGoodsId`. One direction only. */
export interface SubstitutionRule {
  fromGoodsId: string;
  toGoodsId: string;
  ratioNum: number;
  ratioDen: number;
  /** Price of using the substitute, cost units a unit of need met; default 0. */
  price?: number;
}

export interface Lot {
  id: string;
  goodsId: string;
  /** On hand and unreserved, base units. */
  quantity: number;
  /** Last usable day, or null when it does not expire. */
  expiresOnDay: number | null;
}

export interface Store {
  id: string;
  /** Area code; rings are counted by shared prefixes. May be empty when no rings are priced. */
  areaCode: string;
  /** How goods are kept here (for example "ambient", "cold"). */
  storageClass: string;
  lots: Lot[];
  /** Never issued below this, base units, by goods id. */
  reserveFloor: Record<string, number>;
  /** What may leave within the horizon, all goods together, whole kg; null = no limit. */
  outboundThroughputKg: number | null;
}

export interface Place {
  id: string;
  areaCode: string;
}

/** A part of a line that is settled by hand and may not move. */
export interface FrozenIssue {
  storeId: string;
  lotId: string;
  /** Base units of the lot's goods issued. */
  quantity: number;
}

export interface DemandLine {
  id: string;
  placeId: string;
  goodsId: string;
  /** Whole base units needed, at least 1. */
  quantity: number;
  priority: PriorityClass;
  /** From 1 to 1,000,000, not always whole. Fill for fairness is served ÷ (need × weight). */
  fairnessWeight: number;
  /** Days of shelf life that must be left on the day of arrival; 0 = usable on arrival. */
  minShelfLifeDays: number;
  /** Issues are multiples of this many base units; 1 = loose. */
  packSize: number;
  /** Storage classes of stores it can take from; empty = any. */
  storageClasses: string[];
  forbiddenStoreIds: string[];
  /** Settled parts; they are issued as stated whatever the objective says. */
  frozen: FrozenIssue[];
  /** When true nothing beyond `frozen` is issued to the line. */
  closed?: boolean;
}

/** Distances and times, place-major: entry `placeIndex * stores.length + storeIndex`; a negative distance = no way. */
export interface Travel {
  distanceM: Int32Array;
  /** Absent: arrival is the same day and time costs are computed at 30 km/h. */
  leadTimeMin?: Int32Array;
  /** Routes closed for the horizon. */
  closed: { storeId: string; placeId: string }[];
}

/** Limits of reach of one class; null = none. */
export interface ClassLimit {
  maxDistanceM: number | null;
  maxLeadTimeMin: number | null;
}

/** One ring of mutual aid: store and place share the first `prefixLength` digits of their area codes. */
export interface RingPrice {
  /** For the explanation, for example "community", "city", "region". */
  id: string;
  prefixLength: number;
  /** Cost units a base unit for a source in this ring and no nearer one. */
  price: number;
}

export type ObjectivePreset = "lifeFirst" | "fair" | "fastest";
export type CostMeasure = "distance" | "time" | "tonneKm";

export interface Objective {
  /**
   * `lifeFirst`: most served of class 1, then 2, then 3, then least cost. `fair`: inside each class and goods the
   * lexicographic max-min of fill, then least cost. `fastest`: as `lifeFirst` with quantity × lead time as the cost.
   */
  preset: ObjectivePreset;
  /** Cost of the last level; `fastest` always uses time. */
  cost: CostMeasure;
  /** Earliest expiry first: price of leaving a unit that expires today; falls linearly to 0 at `windowDays`. 0 = lots by date only. */
  expiry: { price: number; windowDays: number };
}

/** What was promised by the plan adopted before. */
export interface PreviousAssignment {
  lineId: string;
  storeId: string;
  lotId: string;
  quantity: number;
}

export interface AllocationProblem {
  /** Today, in whole days. */
  today: number;
  /** Minutes since midnight at which goods leave on that day, 0 to 1439: the day of arrival counts from there. Default 0. */
  departMin?: number;
  goods: Goods[];
  substitutions: SubstitutionRule[];
  stores: Store[];
  places: Place[];
  lines: DemandLine[];
  travel: Travel;
  classLimits: Record<PriorityClass, ClassLimit>;
  /** Inner to outer; a pair in none of them pays the last one's price. Empty = free. */
  rings: RingPrice[];
  objective: Objective;
  /**
   * Goods whose scarce units are divided by a named rule inside each class, instead of as the objective would. How much
   * the class gets in all stays the most there is; carrying is then least for these awards.
   */
  rationing?: { goodsId: string; rule: RationingRule }[];
  /** Re-planning: a unit taken for a line from another store than promised pays `movePrice`. */
  previous?: { assignments: PreviousAssignment[]; movePrice: number };
}
