import type { Actor } from "@/lib/platform/auth/actor";
import { dateOnly, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read, write } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { runTask } from "@/lib/platform/jobs/tasks";
import { moveWithin } from "@/lib/platform/workflow/run";
import type { AllocationProblem, Assignment } from "@/lib/solver/flow/model";
import { gatherInputs, type LeftOut } from "../inputs";
import { problemOf } from "../rules/problem";
import type { ObjectiveChoice } from "../schema";
import { solveOnThread } from "../solver-thread";
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
      explanation: plain({ unitCost: assignment.unitCost, limit: explanations.get(assignment.lineId)?.limit ?? null }),
    })),
  });
}

interface Outcome {
  result: StoredResult | StoredFailure;
  assignments: Assignment[];
  kpis: Prisma.InputJsonValue | undefined;
}

async function solve(
  problem: AllocationProblem,
  leftOut: LeftOut[],
  control: { progress(done: number, total: number | null, note?: string): void; cancelled(): boolean },
): Promise<Outcome> {
  if (problem.lines.length === 0)
    return { result: { status: "nothingToDo", problems: [], leftOut }, assignments: [], kpis: undefined };
  const answer = await solveOnThread(
    problem,
    ({ phase, done, total, gap }) => control.progress(done, total, gap === undefined ? phase : `${phase}:${gap}`),
    control.cancelled,
  );
  if (answer.status === "invalid")
    return {
      result: { status: "invalid", problems: answer.problems.map(({ code, subject }) => ({ code, subject })), leftOut },
      assignments: [],
      kpis: undefined,
    };
  if (control.cancelled())
    return { result: { status: "cancelled", problems: [], leftOut }, assignments: [], kpis: undefined };
  return {
    result: storedResult(answer.plan, answer.status, answer.warnings, leftOut),
    assignments: answer.plan.assignments,
    kpis: plain(answer.plan.kpis),
  };
}

/**
 * Computes a draft plan: gathers stock and needs, solves on a worker thread with progress, and saves lines, key figures and reasons in one
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
    const { result, assignments, kpis } = await solve(problem, gathered.leftOut, control);
    const places = new Map(problem.lines.map((line) => [line.id, line.placeId]));
    await write(actor, async (db) => {
      const plan = await planAccess.load(db, actor, planId);
      if (plan?.state !== "draft") return;
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
              await saveLines(db, planId, gathered.areaCode, assignments, places, result as StoredResult, now);
          },
        },
        { id: planId, version: null, input: null },
      );
    });
    return { status: result.status, day: dateOnly(dayOf(new Date())).toISOString().slice(0, 10) };
  });
}
