import { z } from "zod";
import type {
  AllocationPlan,
  BaselinePlan,
  Explanation,
  LevelResult,
  PlanKpis,
  Sensitivity,
  Warning,
} from "@/lib/solver/flow/model";
import type { LeftOut } from "./inputs";

/** What of a computed plan is kept beside its lines: everything a page shows. Certificates were checked when it was computed and are left out. */
export interface StoredResult {
  status: "optimal" | "withinGap" | "stoppedEarly";
  certified: boolean;
  elapsedMs: number;
  levels: LevelResult[];
  classFills: AllocationPlan["classFills"];
  lineFills: AllocationPlan["lineFills"];
  explanations: Explanation[];
  sensitivities: Sensitivity[];
  warnings: Warning[];
  leftOut: LeftOut[];
  baselines: { rule: BaselinePlan["rule"]; kpis: PlanKpis }[];
}

/** Why a plan could not be computed, kept on the plan. */
export interface StoredFailure {
  status: "invalid" | "failed" | "cancelled" | "nothingToDo";
  problems: { code: string; subject: string }[];
  leftOut: LeftOut[];
}

const stored = z.object({ status: z.string() }).loose();

/** Reads the result column; null while there is none. */
export function resultOf(value: unknown): StoredResult | StoredFailure | null {
  const parsed = stored.safeParse(value);
  return parsed.success ? (parsed.data as unknown as StoredResult | StoredFailure) : null;
}

export const isComputed = (result: StoredResult | StoredFailure | null): result is StoredResult =>
  result !== null && (result.status === "optimal" || result.status === "withinGap" || result.status === "stoppedEarly");

export function storedResult(
  plan: AllocationPlan,
  status: StoredResult["status"],
  warnings: Warning[],
  leftOut: LeftOut[],
): StoredResult {
  return {
    status,
    certified: plan.certified,
    elapsedMs: plan.elapsedMs,
    levels: plan.levels,
    classFills: plan.classFills,
    lineFills: plan.lineFills,
    explanations: plan.explanations,
    sensitivities: plan.sensitivities,
    warnings,
    leftOut,
    baselines: plan.baselines.map(({ rule, kpis }) => ({ rule, kpis })),
  };
}
