import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { write } from "@/lib/platform/db/access";
import { Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { cancelTask, newTask, taskState } from "@/lib/platform/jobs/tasks";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { ComputeAgainInput } from "../schema";
import { planAccess } from "./access";
import type { Created } from "./create";

/** States of a task that will not bring a plan any more: its process is gone, it failed, or it ended without one. */
const OVER: ReadonlySet<string> = new Set(["lost", "failed", "cancelled", "done"]);

/**
 * Computes a draft again whose computation came to nothing: the server was stopped in the middle, or the computation failed. The same
 * document, the same choices, a new task; whatever the old one may still bring is ignored. Run it after commit with `computePlan`.
 * @throws Refusal while the computation is still going on, or when the plan is no draft any more
 */
export function computeAgain(actor: Actor, { id, version }: ComputeAgainInput, key?: string): Promise<Created> {
  return write(actor, (db) =>
    onceOnly(db, actor, "allocationPlan.computeAgain", key, { id, version }, async () => {
      const plan = await planAccess.load(db, actor, id);
      if (!plan) throw new NotFound();
      if (!can(actor, "plan.create", { areaCode: plan.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
      if (plan.version !== version) throw new Conflict({ key: "errors.changedMeanwhile" });
      const task = plan.taskId ? await taskState(actor, plan.taskId) : null;
      if (plan.state !== "draft" || (task && !OVER.has(task.state))) throw new Refusal({ key: "errors.notOfferedNow" });
      const taskId = await newTask(db, actor, "plan", plan.areaCode);
      const saved = await planAccess.save(db, plan, { state: plan.state, version: plan.version + 1, taskId });
      if (saved !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      await publish(db, actor, {
        type: "allocationPlan.noted",
        documentKind: "allocationPlan",
        documentId: plan.id,
        documentNumber: plan.number,
        areaCode: plan.areaCode,
        payload: { facts: { status: "again" } },
      });
      return { id: plan.id, taskId };
    }),
  );
}

/** Asks the computation of a plan to stop with the best plan so far; for who may plan in the plan's area. */
export async function stopComputing(actor: Actor, { taskId }: { taskId: string }): Promise<{ id: string }> {
  await write(actor, async (db) => {
    const plan = await db.allocationPlan.findFirst({ where: { taskId }, select: { areaCode: true } });
    if (!plan) throw new NotFound();
    if (!can(actor, "plan.create", { areaCode: plan.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
  });
  return cancelTask(actor, taskId);
}
