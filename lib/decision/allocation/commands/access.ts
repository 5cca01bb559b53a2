import type { Actor } from "@/lib/platform/auth/actor";
import { visible } from "@/lib/platform/auth/reach";
import type { Db } from "@/lib/platform/db/access";
import { lockRow } from "@/lib/platform/workflow/lock";
import type { DocumentAccess } from "@/lib/platform/workflow/run";
import { planMachine } from "../machine";

export type PlanRow = Awaited<ReturnType<Db["allocationPlan"]["findUniqueOrThrow"]>>;

/** Plans are reached by area alone. */
export const PLAN_PLACE = { area: ["areaCode"] } as const;

/** How a plan is loaded within reach, locked, and saved. */
export const planAccess: DocumentAccess<PlanRow> = {
  kind: "allocationPlan",
  machine: planMachine,
  load: async (db: Db, actor: Actor, id: string) =>
    (await lockRow(db, "allocation_plan", id))
      ? db.allocationPlan.findFirst({ where: { AND: [visible(actor, "plan.read", PLAN_PLACE), { id }] } })
      : null,
  ends: (row) => ({ only: { areaCode: row.areaCode } }),
  save: async (db, row, patch) =>
    (await db.allocationPlan.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};
