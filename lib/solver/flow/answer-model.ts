/**
 * What a solve is asked and what it answers besides the plan: faults and warnings by name, progress, options.
 */

import type { AllocationPlan } from "./plan-model";

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
