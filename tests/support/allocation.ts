import { computePlan } from "@/lib/decision/allocation/commands/compute";
import { createPlan, replan } from "@/lib/decision/allocation/commands/create";
import { movePlan } from "@/lib/decision/allocation/commands/move";
import { getPlan, type PlanDetail } from "@/lib/decision/allocation/queries";
import { type ObjectiveChoice, type PlanLimits, planLimits } from "@/lib/decision/allocation/schema";
import { isComputed } from "@/lib/decision/allocation/stored";
import type { Weighing } from "@/lib/decision/allocation/weighing-schema";
import type { Actor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { actorAs, setup } from "./actors";
import { stageOf } from "./stage";
import { AREAS } from "./world";

/** Those who plan for the whole city: two commanders, of whom one approves what the other made, and an officer who plans with them. */
export interface PlanningCast {
  commander: Actor;
  deputy: Actor;
  officer: Actor;
}

/** A database of the file's own with a cast in it, from before its first test to after its last. */
export const planningStage = () =>
  stageOf(
    async (): Promise<PlanningCast> => ({
      commander: await actorAs("commander", { areaCode: AREAS.city }),
      deputy: await actorAs("commander", { areaCode: AREAS.city }, "deputy"),
      officer: await actorAs("reserveOfficer", { areaCode: AREAS.city }),
    }),
  );

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

/** What a plan of a test is about. */
interface Matter {
  incident: { id: string };
  goods: { id: string };
}

interface PlanChoice {
  objective?: ObjectiveChoice;
  horizonDays?: number;
  limits?: Partial<PlanLimits>;
  weighing?: Weighing;
}

/** A plan of the whole city nobody computed yet, for one goods or for all, with every constraint on. */
export const draftPlan = (actor: Actor, here: Pick<Matter, "incident"> & Partial<Matter>, choice: PlanChoice = {}) =>
  createPlan(actor, {
    incidentId: here.incident.id,
    areaCode: AREAS.city,
    name: "",
    objective: choice.objective ?? "lifeFirst",
    horizonDays: choice.horizonDays ?? 3,
    goodsIds: here.goods ? [here.goods.id] : [],
    substitution: true,
    estimates: true,
    floors: true,
    ...planLimits.parse(choice.limits ?? {}),
    ...(choice.weighing ? { weighing: choice.weighing } : {}),
  });

async function computedOf(actor: Actor, { id, taskId }: { id: string; taskId: string }): Promise<PlanDetail> {
  await computePlan(actor, id, taskId);
  return getPlan(actor, id);
}

/** A draft plan, computed. */
export const computedPlan = async (actor: Actor, here: Matter, choice: PlanChoice = {}) =>
  computedOf(actor, await draftPlan(actor, here, choice));

/** The plan that takes a plan's place, computed: as it was asked for, or with other limits. */
export async function replanned(actor: Actor, plan: PlanDetail, limits?: Partial<PlanLimits>): Promise<PlanDetail> {
  const choice = limits ? { limits: planLimits.parse(limits) } : {};
  return computedOf(actor, await replan(actor, { id: plan.id, version: plan.version, ...choice }));
}

/** A computed plan submitted by the commander and approved by the deputy. */
export async function approvedPlan({ commander, deputy }: PlanningCast, { id, version }: PlanDetail) {
  const submitted = await movePlan(commander, { id, version, move: "submit" });
  return movePlan(deputy, { id, version: submitted.version, move: "approve" });
}

/** What the solver said of a plan; throws what it said instead when it computed none. */
export function resultOf(plan: PlanDetail) {
  if (!isComputed(plan.result)) throw new Error(JSON.stringify(plan.result));
  return plan.result;
}
