import { computePlan } from "@/lib/decision/allocation/commands/compute";
import { createPlan } from "@/lib/decision/allocation/commands/create";
import { getPlan } from "@/lib/decision/allocation/queries";
import { type PlanLimits, planLimits } from "@/lib/decision/allocation/schema";
import type { Actor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { setup } from "./actors";
import { AREAS } from "./world";

/** An approved demand of one line, put straight into the tables along the create edge and its moves. */
export async function approvedDemand(
  incidentId: string,
  site: { id: string; areaCode: string },
  goodsId: string,
  quantity: bigint,
  priority: Priority,
) {
  return write(setup, async (db) => {
    const demand = await db.demandRequest.create({
      data: {
        incidentId,
        siteId: site.id,
        areaCode: site.areaCode,
        priority,
        businessAt: new Date(),
        submittedAt: new Date(),
        confirmedAt: new Date(),
        lines: { create: { position: 1, goodsId, quantity } },
      },
      include: { lines: true },
    });
    for (const state of ["submitted", "verified", "approved"])
      await db.demandRequest.update({ where: { id: demand.id }, data: { state } });
    const [line] = demand.lines;
    if (!line) throw new Error("no line");
    await db.demandLine.update({ where: { id: line.id }, data: { approvedQuantity: quantity } });
    return { demand, line };
  });
}

/** A computed plan of the whole city for one goods of an incident, with every constraint on. */
export async function computedPlan(
  actor: Actor,
  here: { incident: { id: string }; goods: { id: string } },
  choice: { objective?: "lifeFirst" | "fair" | "fastest"; limits?: Partial<PlanLimits> } = {},
) {
  const { id, taskId } = await createPlan(actor, {
    incidentId: here.incident.id,
    areaCode: AREAS.city,
    name: "",
    objective: choice.objective ?? "lifeFirst",
    horizonDays: 3,
    goodsIds: [here.goods.id],
    substitution: true,
    estimates: true,
    floors: true,
    ...planLimits.parse(choice.limits ?? {}),
  });
  await computePlan(actor, id, taskId);
  return getPlan(actor, id);
}
