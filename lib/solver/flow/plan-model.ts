/**
 * The plan that answers an allocation problem, as plain data (structured-clone safe). Units as in `problem-model.ts`.
 */

import type { DualCertificate, LevelCertificate, ShareCertificate } from "./certificate-model";
import type { PriorityClass } from "./problem-model";
import type { RationingRule } from "./rationing";

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
  /** Units of need of the line's class more, found by trying it; absent where too many were tried already. */
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
  /** The best source not used by this line: how much dearer a unit would be at least, prices of scarcity included. */
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
  /** Gain of the first unit (base unit, or kg for throughput): tried, in large problems read off the dual prices. */
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
  /**
   * No plan of whole units and packs that respects the levels above can be better than this, says an integer program. `bound` is
   * proved by prices, which the checker reads; this one nobody rechecks. Absent where prices leave nothing open.
   */
  wholeBound?: number;
}

/** What was found of whole units and packs where prices left open whether there are better ones. */
export interface WholeUnits {
  /**
   * `best`: an integer program found these whole units and proved them best, level by level (the cost to a ten thousandth);
   * `noneWithinOneUnit`: it proved that no plan of whole units gives every line its fair share to within one, and that none comes
   * nearer; `notProved`: the best known, the program reached its limit or was too large to be tried.
   */
  outcome: "best" | "noneWithinOneUnit" | "notProved";
  /** Lines more than one whole unit from their fair share, with the share, base units. */
  away: { lineId: string; share: number; served: number }[];
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
  /** Null where prices prove all there is to prove, or no plan was finished. */
  wholeUnits: WholeUnits | null;
  baselines: BaselinePlan[];
  pivots: number;
  elapsedMs: number;
}
