import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, read, write } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { runTask, type TaskControl } from "@/lib/platform/jobs/tasks";
import { moveWithin } from "@/lib/platform/workflow/run";
import type { AllocationResult, Progress } from "@/lib/solver/flow/answer-model";
import type { Assignment } from "@/lib/solver/flow/plan-model";
import type { AllocationProblem } from "@/lib/solver/flow/problem-model";
import { scarceGoods } from "@/lib/solver/flow/ration-preview";
import { solveOnWorkers } from "@/lib/solver/flow/worker";
import { type FrozenReasons, frozenKey, type Gathered, gatherInputs } from "../inputs";
import { writeNote } from "../progress-note";
import { problemOf } from "../rules/problem";
import type { ObjectiveChoice } from "../schema";
import { type StoredFailure, type StoredResult, storedResult } from "../stored";
import { planAccess } from "./access";

/** Typed arrays become lists, so that the problem can be stored beside its plan and solved again. */
const plain = (value: unknown): Prisma.InputJsonValue =>
  JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) =>
      ArrayBuffer.isView(inner) ? Array.from(inner as Int32Array) : inner,
    ),
  ) as Prisma.InputJsonValue;

async function saveLines(
  db: Db,
  planId: string,
  areaCode: string,
  assignments: readonly Assignment[],
  places: Map<string, string>,
  result: StoredResult,
  frozenReasons: FrozenReasons,
  now: Date,
): Promise<void> {
  const explanations = new Map(result.explanations.map((explanation) => [explanation.lineId, explanation]));
  await db.allocationLine.createMany({
    data: assignments.map((assignment, index) => ({
      planId,
      areaCode,
      position: index + 1,
      demandLineId: assignment.lineId,
      fromSiteId: assignment.storeId,
      toSiteId: places.get(assignment.lineId) as string,
      lotId: assignment.lotId,
      goodsId: assignment.goodsId,
      quantity: BigInt(assignment.quantityIssued),
      counts: BigInt(assignment.quantityCounted),
      distanceM: assignment.distanceM,
      arrivesAt: new Date(now.getTime() + assignment.leadTimeMin * 60_000),
      frozen: assignment.frozen,
      frozenReason: assignment.frozen
        ? (frozenReasons.get(frozenKey(assignment.lineId, assignment.storeId, assignment.lotId)) ?? null)
        : null,
      explanation: plain({ unitCost: assignment.unitCost, limit: explanations.get(assignment.lineId)?.limit ?? null }),
    })),
  });
}

interface Outcome {
  result: StoredResult | StoredFailure;
  assignments: Assignment[];
  kpis: Prisma.InputJsonValue | undefined;
}

/** A commander waits for this at most; the best plan so far is given then, with its proven gap. */
export const TIME_LIMIT_MS = 120_000;
const ASK_MS = 200;

/** Runs a solve that ends soon after somebody stops the task. */
async function stoppable<T>(control: TaskControl, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const watch = setInterval(() => control.cancelled() && stop.abort(), ASK_MS);
  try {
    return await work(stop.signal);
  } finally {
    clearInterval(watch);
  }
}

/** The engine on all cores, so that screens go on answering; stopped from the page it gives the best plan so far. */
async function solved(problem: AllocationProblem, control: TaskControl): Promise<AllocationResult> {
  const need = [1, 2, 3].map((priority) =>
    problem.lines.reduce((sum, line) => sum + (line.priority === priority ? line.quantity : 0), 0),
  );
  let fills: (number | null)[] | null = null;
  const tell = ({ phase, done, total, gap, unmetByClass }: Progress) => {
    if (unmetByClass)
      fills = unmetByClass.map((unmet, p) => {
        const all = need[p] ?? 0;
        return all > 0 ? 1 - unmet / all : null;
      });
    control.progress(done, total, writeNote({ phase, gap: gap ?? null, fills }));
  };
  return stoppable(control, (signal) =>
    solveOnWorkers(problem, { onProgress: tell, signal, timeLimitMs: TIME_LIMIT_MS }),
  );
}

/** What the plan would be had no line been frozen, no rule of division been chosen, and every need counted alike. */
async function withoutChoices(problem: AllocationProblem, control: TaskControl): Promise<StoredResult["alternatives"]> {
  const choices: { kind: StoredResult["alternatives"][number]["kind"]; made: boolean; problem: AllocationProblem }[] = [
    {
      kind: "unfrozen",
      made: problem.lines.some((line) => line.frozen.length > 0),
      problem: { ...problem, lines: problem.lines.map((line) => ({ ...line, frozen: [] })) },
    },
    {
      kind: "withoutRules",
      made: (problem.rationing ?? []).length > 0,
      problem: { ...problem, rationing: [] },
    },
    {
      kind: "unweighted",
      made: new Set(problem.lines.map((line) => line.fairnessWeight)).size > 1,
      problem: { ...problem, lines: problem.lines.map((line) => ({ ...line, fairnessWeight: 1 })) },
    },
  ];
  const found: StoredResult["alternatives"] = [];
  for (const { kind, made, problem: other } of choices) {
    if (!made || control.cancelled()) continue;
    const answer = await stoppable(control, (signal) =>
      solveOnWorkers(other, { planOnly: true, signal, timeLimitMs: TIME_LIMIT_MS }),
    );
    if (answer.status === "optimal" || answer.status === "withinGap") found.push({ kind, kpis: answer.plan.kpis });
  }
  return found;
}

async function solve(
  problem: AllocationProblem,
  { leftOut, weighed }: Pick<Gathered, "leftOut" | "weighed">,
  control: TaskControl,
): Promise<Outcome> {
  if (problem.lines.length === 0)
    return { result: { status: "nothingToDo", problems: [], leftOut }, assignments: [], kpis: undefined };
  const answer = await solved(problem, control);
  if (answer.status === "invalid")
    return {
      result: { status: "invalid", problems: answer.problems.map(({ code, subject }) => ({ code, subject })), leftOut },
      assignments: [],
      kpis: undefined,
    };
  const alternatives = await withoutChoices(problem, control);
  return {
    result: storedResult(answer.plan, answer.status, answer.warnings, {
      leftOut,
      weighed,
      scarce: scarceGoods(problem),
      alternatives,
    }),
    assignments: answer.plan.assignments,
    kpis: plain(answer.plan.kpis),
  };
}

/**
 * Computes a draft plan: gathers stock and needs, solves on worker threads with progress, and saves lines, key figures and reasons in one
 * transaction. A plan that is no draft any more is left alone; a failure is written on the plan, which then shows it.
 */
export async function computePlan(actor: Actor, planId: string, taskId: string): Promise<void> {
  await runTask(taskId, async (control) => {
    const gathered = await read(actor, async (db) => {
      const plan = await db.allocationPlan.findUniqueOrThrow({ where: { id: planId } });
      const found = await gatherInputs(db, actor, { ...plan, objective: plan.objective as ObjectiveChoice });
      return { ...found, areaCode: plan.areaCode };
    });
    const problem = problemOf(gathered.inputs);
    const { result, assignments, kpis } = await solve(problem, gathered, control);
    const places = new Map(problem.lines.map((line) => [line.id, line.placeId]));
    await write(actor, async (db) => {
      const plan = await planAccess.load(db, actor, planId);
      // Computed again meanwhile: what this task found is no longer asked for.
      if (plan?.state !== "draft" || plan.taskId !== taskId) return;
      await moveWithin(
        db,
        actor,
        planAccess,
        "finish",
        {
          decide: ({ now }) => ({
            patch: {
              computedAt: now,
              problem: plain(problem),
              result: plain(result),
              ...(kpis === undefined ? {} : { kpis }),
            },
            facts: { status: result.status, lines: assignments.length },
          }),
          effect: async ({ now }) => {
            if (assignments.length > 0)
              await saveLines(
                db,
                planId,
                gathered.areaCode,
                assignments,
                places,
                result as StoredResult,
                gathered.frozenReasons,
                now,
              );
          },
        },
        { id: planId, version: null, input: null },
      );
    });
    return { status: result.status };
  });
}
