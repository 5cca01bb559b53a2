import { z } from "zod";
import type { Warning } from "@/lib/solver/flow/answer-model";
import type {
  AllocationPlan,
  BaselinePlan,
  Explanation,
  LevelResult,
  PlanKpis,
  Sensitivity,
  WholeUnits,
} from "@/lib/solver/flow/plan-model";
import type { AllocationProblem } from "@/lib/solver/flow/problem-model";
import type { ScarceGoods } from "@/lib/solver/flow/ration-preview";
import type { Weighed } from "./figures";
import type { LeftOut } from "./inputs";

/** What of a computed plan is kept beside its lines: everything a page shows. Certificates were checked when it was computed and are left out. */
export interface StoredResult {
  status: "optimal" | "withinGap" | "stoppedEarly";
  certified: boolean;
  elapsedMs: number;
  levels: LevelResult[];
  /** What was found of whole units where prices leave it open; null where they do not. */
  wholeUnits: WholeUnits | null;
  classFills: AllocationPlan["classFills"];
  lineFills: AllocationPlan["lineFills"];
  explanations: Explanation[];
  sensitivities: Sensitivity[];
  warnings: Warning[];
  leftOut: LeftOut[];
  baselines: { rule: BaselinePlan["rule"]; kpis: PlanKpis }[];
  /** Goods of which there was less than was needed: an officer may choose a rule by which they are divided. */
  scarce: ScarceGoods[];
  /** The same problem without what officers chose, each solved beside it: what freezing lines, rules and weights cost. */
  alternatives: { kind: "unfrozen" | "withoutRules" | "unweighted"; kpis: PlanKpis }[];
  /** How shares were weighed; empty where every need counts alike. */
  weighed: Weighed;
}

/** Why a plan could not be computed, kept on the plan. */
export interface StoredFailure {
  status: "invalid" | "failed" | "nothingToDo";
  problems: { code: string; subject: string }[];
  leftOut: LeftOut[];
}

const stored = z.object({ status: z.string() }).loose();
/** What results of an earlier kind do not say. */
const NOTHING_MORE: Pick<StoredResult, "wholeUnits" | "scarce" | "alternatives" | "weighed"> = {
  wholeUnits: null,
  scarce: [],
  alternatives: [],
  weighed: { weights: [], withoutFigure: [] },
};

/** Reads the result column; null while there is none. */
export function resultOf(value: unknown): StoredResult | StoredFailure | null {
  const parsed = stored.safeParse(value);
  return parsed.success ? ({ ...NOTHING_MORE, ...parsed.data } as unknown as StoredResult | StoredFailure) : null;
}

/** The problem a plan was computed of, as it was stored: lists become typed arrays again. */
export function storedProblem(value: unknown): AllocationProblem | null {
  if (typeof value !== "object" || value === null || !("travel" in value)) return null;
  const problem = value as Omit<AllocationProblem, "travel"> & {
    travel: { distanceM: number[]; leadTimeMin?: number[]; closed: AllocationProblem["travel"]["closed"] };
  };
  const { distanceM, leadTimeMin, closed } = problem.travel;
  return {
    ...problem,
    travel: {
      distanceM: Int32Array.from(distanceM),
      ...(leadTimeMin ? { leadTimeMin: Int32Array.from(leadTimeMin) } : {}),
      closed,
    },
  };
}

export const isComputed = (result: StoredResult | StoredFailure | null): result is StoredResult =>
  result !== null && (result.status === "optimal" || result.status === "withinGap" || result.status === "stoppedEarly");

export function storedResult(
  plan: AllocationPlan,
  status: StoredResult["status"],
  warnings: Warning[],
  more: Pick<StoredResult, "leftOut" | "scarce" | "alternatives" | "weighed">,
): StoredResult {
  return {
    status,
    certified: plan.certified,
    elapsedMs: plan.elapsedMs,
    levels: plan.levels,
    wholeUnits: plan.wholeUnits,
    classFills: plan.classFills,
    lineFills: plan.lineFills,
    explanations: plan.explanations,
    sensitivities: plan.sensitivities,
    warnings,
    ...more,
    baselines: plan.baselines.map(({ rule, kpis }) => ({ rule, kpis })),
  };
}
