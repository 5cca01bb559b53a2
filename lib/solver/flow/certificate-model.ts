/**
 * What proves a plan without the solver, as plain data (structured-clone safe): prices that `certify.ts` reads.
 */

import type { PriorityClass } from "./problem-model";

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
