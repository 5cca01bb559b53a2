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
  /** Whole number from 1 to 1,000,000. Fill for fairness is served ÷ (need × weight). */
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

// ---------------------------------------------------------------------------------------------------------------- plan

export interface Assignment {
  lineId: string;
  storeId: string;
  lotId: string;
  /** Goods issued; differs from the line's goods when a substitute is used. */
  goodsId: string;
  /** Base units of the goods issued. */
  quantityIssued: number;
  /** Base units of the line's need this meets. */
  quantityCounted: number;
  distanceM: number;
  leadTimeMin: number;
  /** Day of arrival, whole days. */
  arrivesOnDay: number;
  /** Cost units a unit of need, prices of ring, substitution and moving included. */
  unitCost: number;
  frozen: boolean;
}

/** Served and need of one line. */
export interface LineFill {
  lineId: string;
  need: number;
  served: number;
  /** served ÷ (need × weight). */
  fill: number;
  sources: number;
}

export interface ClassFill {
  priority: PriorityClass;
  need: number;
  served: number;
  minimumFill: number;
}

/** The limit that keeps a line from more, or a source from being used; see {@link Explanation}. */
export type LimitCode =
  | "met"
  | "stockExhausted"
  | "reserveFloor"
  | "storeThroughput"
  | "maxDistance"
  | "maxLeadTime"
  | "routeClosed"
  | "shelfLife"
  | "storageClass"
  | "forbiddenSource"
  | "frozenLine"
  | "packRounding"
  | "ratioRounding"
  | "noStockOfGoods"
  | "higherClassServedFirst"
  | "fairShareReached"
  | "awardedByRule"
  | "noSource";

/** A change that would raise this line, in data: the product words it. */
export interface Remedy {
  code:
    | "addStock"
    | "lowerReserveFloor"
    | "raiseThroughput"
    | "relaxMaxDistance"
    | "relaxMaxLeadTime"
    | "openRoute"
    | "relaxShelfLife"
    | "acceptStorageClass"
    | "allowSource"
    | "acceptLoosePacks"
    | "addSubstitution";
  storeId?: string;
  goodsId?: string;
  placeId?: string;
  /** Amount of the change in the limit's own unit (units, kg, metres, minutes, days). */
  amount?: number;
  /** Units of this line's need it would make possible. */
  gainQuantity?: number;
}

/** Why one line got what it got, and why not more. */
export interface Explanation {
  lineId: string;
  /** What bound it. */
  limit: LimitCode;
  /** Store at which that limit lies, where it lies at one. */
  limitStoreId: string | null;
  /** The rule of division that set this line's amount, where one was chosen for its goods and it did not come to all it needs. */
  rule?: RationingRule;
  unmet: number;
  /** Shadow price of one more unit of this line's need, split into levels: class unmet units gained (1..3) and cost units. */
  dual: LevelPrice;
  /** The best source not used by this line: how much dearer a unit would be, prices of scarcity included. */
  nextBest: { storeId: string; lotId: string | null; extraCost: number; distanceM: number } | null;
  remedies: Remedy[];
}

/** A price in levels, compared left to right; `unmet[p-1]` counts units of class p. */
export interface LevelPrice {
  unmet: [number, number, number];
  cost: number;
}

/** One of the ten changes worth most. */
export interface Sensitivity {
  kind: "stock" | "reserveFloor" | "throughput";
  storeId: string;
  goodsId: string | null;
  /** Gain of the first unit (base unit, or kg for throughput) by the dual prices. */
  gainPerUnit: LevelPrice;
  /** Amount tried and re-solved, in that unit. */
  amount: number;
  /** Gain of that amount, re-solved: units of need served more, by class. */
  servedMore: [number, number, number];
  /** Change of cost of the re-solved plan, cost units. */
  costChange: number;
  /** Lines and places that get more. */
  linesRaised: number;
  placesRaised: number;
}

/** Key figures; definitions in `kpi.ts`. */
export interface PlanKpis {
  /** Served ÷ need over all lines. */
  fillRate: number;
  fillRateByGoods: { goodsId: string; fillRate: number }[];
  fillRateByClass: { priority: PriorityClass; fillRate: number }[];
  fillRateByPlace: { placeId: string; fillRate: number }[];
  minimumFill: number;
  /** Gini coefficient of the lines' fill, 0 = equal. */
  gini: number;
  tonneKm: number;
  /** Σ quantity × distance ÷ Σ quantity, metres. */
  meanDistanceM: number;
  /** Σ quantity × days to arrival, unit-days. */
  unitDays: number;
  latestArrivalDay: number | null;
  latestLeadTimeMin: number | null;
  meanSourcesPerPlace: number;
  maxSourcesPerPlace: number;
  shipments: number;
  shipmentsPerStore: number;
  /** Units issued that would have expired within the expiry window. */
  expiringSaved: number;
  /** Units in the expiry window left behind. */
  expiringLeft: number;
  /** Total cost in cost units, without penalties for unmet need. */
  cost: number;
  unmetByClass: [number, number, number];
  /** Units taken from another store than promised before. */
  quantityMoved: number;
}

/** One level of the objective with its proven bound. */
export interface LevelResult {
  level: "unmet1" | "unmet2" | "unmet3" | "fairness1" | "fairness2" | "fairness3" | "cost";
  /** Reached, level's own unit (units of need unmet; minimum fill; cost units). */
  value: number;
  /** No plan that respects the levels above can be better than this. */
  bound: number;
  /** |value − bound| ÷ max(1, |bound|); 0 when proven optimal. */
  gap: number;
  /** Part of the gap that pack rounding causes, in the level's unit. */
  packLoss: number;
}

/**
 * Prices of scarcity of one goods class, by which `certify.ts` proves the bound without the solver: any prices that are
 * not negative give a bound, these give the best one.
 */
export interface DualCertificate {
  goodsIds: string[];
  /** Largest common pack size; quantities of the certificate count these. */
  unit: number;
  /** One step keeps a class above the next: no reroute of one unit costs as much. */
  classStep: number;
  /** Charge of one unmet unit of class 1, 2, 3: 3, 2, 1 steps, or another price where class totals are fixed. */
  unmetCharge: [number, number, number];
  /** Price of a unit of what a store may issue of the goods (stock above the floor), in cost units a `unit`; 0 where absent. */
  stores: { storeId: string; goodsId: string; price: number }[];
  /** Price on top of that of a unit of one lot; 0 where absent. */
  lots: { storeId: string; lotId: string; price: number }[];
  /** Price of a gram leaving the store within the horizon, the same in every certificate; 0 where absent. */
  throughput: { storeId: string; price: number }[];
  /** Price of a unit of a lot converted for other goods, in cost units a counted `unit`; 0 where absent. */
  converted: { storeId: string; lotId: string; toGoodsId: string; price: number }[];
  /** Price of a base unit of stock that serves several goods, of a lot or (lotId null) above the floor; the same in every certificate. */
  sharedStock: { storeId: string; goodsId: string; lotId: string | null; price: number }[];
  /** Set by `fair`: line k is served between low and high; what that is worth is proved by exchange, not by price. */
  box: { lineIds: string[]; low: Float64Array; high: Float64Array } | null;
  /** True in the proof of an unmet level: carrying, expiry and promises cost nothing there. */
  costless: boolean;
}

/** What proves one unmet level where goods share limits: prices under which carrying is free and only the class counts. */
export interface LevelCertificate {
  level: "unmet1" | "unmet2" | "unmet3";
  certificates: DualCertificate[];
}

/**
 * What proves one bottleneck of fairness where goods share limits: under these prices what the limits let through is worth
 * no more than the shares held so far and the class's free lines at `fill`, so whoever has a price is held there.
 */
export interface ShareCertificate {
  priority: PriorityClass;
  fill: number;
  certificates: DualCertificate[];
}

export interface BaselinePlan {
  rule: "firstComeFirstServed" | "nearestStore";
  assignments: Assignment[];
  lineFills: LineFill[];
  kpis: PlanKpis;
}

export interface AllocationPlan {
  assignments: Assignment[];
  lineFills: LineFill[];
  classFills: ClassFill[];
  explanations: Explanation[];
  sensitivities: Sensitivity[];
  kpis: PlanKpis;
  levels: LevelResult[];
  certificates: DualCertificate[];
  /** Proofs of the unmet levels that `certificates` leave open: where limits are shared, or goods divided by a rule. */
  levelCertificates: LevelCertificate[];
  /** Under `fair`, where goods share what is scarce: the bottlenecks that fix every line's share, in order. */
  shareCertificates: ShareCertificate[];
  /** True when `certify.ts` verified feasibility and every level's stated bound. */
  certified: boolean;
  baselines: BaselinePlan[];
  pivots: number;
  elapsedMs: number;
}

/** A fault of the input, named. `subject` is the id it is about. */
export interface InputProblem {
  code:
    | "negativeQuantity"
    | "notWhole"
    | "tooLarge"
    | "overflow"
    | "unknownReference"
    | "duplicateId"
    | "wrongMatrixSize"
    | "badRatio"
    | "badWeight"
    | "badPack"
    | "frozenExceedsStock"
    | "frozenExceedsNeed"
    | "frozenExceedsThroughput"
    | "floorExceedsStock"
    | "tooManyArcs"
    | "noLines";
  subject: string;
  parameters: Record<string, string | number>;
}

/** Not a fault, but worth saying: lines no store can reach, places cut off from every store. */
export interface Warning {
  code: "unreachableDemand" | "disconnectedPlace" | "noStockOfGoods" | "floorAboveStock";
  subject: string;
  parameters: Record<string, string | number>;
}

export type AllocationResult =
  | { status: "optimal" | "withinGap" | "stoppedEarly"; plan: AllocationPlan; warnings: Warning[] }
  | { status: "invalid"; problems: InputProblem[] };

export interface Progress {
  phase: "checking" | "levels" | "flow" | "coupling" | "rounding" | "explaining" | "done";
  /** Goods classes finished of all. */
  done: number;
  total: number;
  /** First feasible or better plan's figures so far, when known. */
  unmetByClass?: [number, number, number];
  cost?: number;
  gap?: number;
  elapsedMs: number;
}

export interface SolveOptions {
  onProgress?: (progress: Progress) => void;
  /** Asked a few hundred times a second; true ends the solve with the best plan so far (`stoppedEarly`). */
  shouldStop?: () => boolean;
  /** Default 60,000. */
  timeLimitMs?: number;
  /** Milliseconds of a monotonic clock; the engine has none of its own. Default: time stands still, no time limit. */
  now?: () => number;
  /** Skip explanations, sensitivities and baselines (benches). */
  planOnly?: boolean;
}
