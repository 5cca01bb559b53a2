import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { newTask } from "@/lib/platform/jobs/tasks";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import {
  type ChooseRuleInput,
  type CreatePlanInput,
  type FreezeInput,
  type PlanOptions,
  planOptions,
  type ReplanInput,
} from "../schema";
import { isComputed, resultOf } from "../stored";
import { NO_WEIGHING, type Weighing } from "../weighing-schema";
import { type PlanRow, planAccess } from "./access";

/** A new plan and the task that computes it; run it after commit with `computePlan`. */
export type Created = { id: string; taskId: string };

interface NewPlan {
  incidentId: string;
  areaCode: string;
  name: string;
  objective: string;
  horizonDays: number;
  options: PlanOptions;
  supersedes: { id: string; number: string } | null;
}

async function insertPlan(db: Db, actor: Actor, { supersedes, ...plan }: NewPlan): Promise<Created> {
  const { now } = await businessTime(db);
  const taskId = await newTask(db, actor, "plan", plan.areaCode);
  const row = await db.allocationPlan.create({
    data: { ...plan, supersedesId: supersedes?.id ?? null, taskId, createdById: actor.personId, businessAt: now },
  });
  await publish(db, actor, {
    type: "allocationPlan.created",
    documentKind: "allocationPlan",
    documentId: row.id,
    documentNumber: row.number,
    areaCode: row.areaCode,
    businessAt: now,
    payload: {
      state: row.state,
      facts: {
        objective: plan.objective,
        horizonDays: plan.horizonDays,
        ...(plan.options.weighing.by === "none" ? {} : { weighing: plan.options.weighing.by }),
        ...(supersedes ? { supersedes: supersedes.number } : {}),
      },
    },
  });
  return { id: row.id, taskId };
}

/** Areas and sites whose weight is stated exist. */
async function checkWeighed(db: Db, weighing: Weighing): Promise<void> {
  if (weighing.by !== "stated") return;
  const codes = weighing.weights.flatMap((one) => (one.of === "area" && one.areaCode ? [one.areaCode] : []));
  const ids = weighing.weights.flatMap((one) => (one.of === "site" && one.siteId ? [one.siteId] : []));
  const areas = new Set((await db.area.findMany({ where: { code: { in: codes } } })).map((area) => area.code));
  const sites = new Set((await db.site.findMany({ where: { id: { in: ids } } })).map((site) => site.id));
  const fields: ConstructorParameters<typeof BadInput>[0] = {};
  weighing.weights.forEach(({ of, areaCode, siteId }, at) => {
    const path = `weighing.weights.${at}`;
    if (of === "area" && areaCode && !areas.has(areaCode)) fields[`${path}.areaCode`] = { key: "errors.notFound" };
    if (of === "site" && siteId && !sites.has(siteId)) fields[`${path}.siteId`] = { key: "errors.notFound" };
  });
  if (Object.keys(fields).length > 0) throw new BadInput(fields);
}

/** Creates a plan of the needs of an incident in an area. It starts as a draft and is computed at once. */
export function createPlan(actor: Actor, input: CreatePlanInput, key?: string): Promise<Created> {
  return write(actor, (db) =>
    onceOnly(db, actor, "allocationPlan.create", key, input, async () => {
      if (!can(actor, "plan.create", { areaCode: input.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
      const incident = await db.incident.findUnique({ where: { id: input.incidentId } });
      if (incident?.state !== "open") throw new BadInput({ incidentId: { key: "allocation.errors.incidentNotOpen" } });
      if (!(await db.area.findUnique({ where: { code: input.areaCode } })))
        throw new BadInput({ areaCode: { key: "errors.notFound" } });
      const { incidentId, areaCode, name, objective, horizonDays, weighing = NO_WEIGHING, ...options } = input;
      await checkWeighed(db, weighing);
      return insertPlan(db, actor, {
        incidentId,
        areaCode,
        name,
        objective,
        horizonDays,
        options: { ...options, weighing, rationing: [] },
        supersedes: null,
      });
    }),
  );
}

/** A plan that may be computed anew by this person, or why not. */
async function replaceable(db: Db, actor: Actor, { id, version }: { id: string; version: number }): Promise<PlanRow> {
  const old = await planAccess.load(db, actor, id);
  if (!old) throw new NotFound();
  if (!can(actor, "plan.create", { areaCode: old.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
  if (old.version !== version) throw new Conflict({ key: "errors.changedMeanwhile" });
  if (old.state === "draft") throw new Refusal({ key: "errors.notOfferedNow" });
  return old;
}

const insertSuccessor = (db: Db, actor: Actor, old: PlanRow, options: PlanOptions): Promise<Created> =>
  insertPlan(db, actor, {
    incidentId: old.incidentId,
    areaCode: old.areaCode,
    name: old.name,
    objective: old.objective,
    horizonDays: old.horizonDays,
    options,
    supersedes: { id: old.id, number: old.number },
  });

/**
 * Computes the same choices anew on today's stock and needs, as a plan that replaces this one: frozen lines stay as they are, what was
 * promised moves only when it is worth it. Other limits and weights take the place of the old ones where they are stated. The old plan stays as it is
 * until the new one is adopted.
 */
export function replan(actor: Actor, input: ReplanInput, key?: string): Promise<Created> {
  return write(actor, (db) =>
    onceOnly(db, actor, "allocationPlan.replan", key, input, async () => {
      const old = await replaceable(db, actor, input);
      const options = planOptions.parse(old.options);
      const weighing = input.weighing ?? options.weighing;
      if (old.objective !== "fair" && weighing.by !== "none")
        throw new BadInput({ "weighing.by": { key: "allocation.errors.weighingNeedsFair" } });
      await checkWeighed(db, weighing);
      return insertSuccessor(db, actor, old, { ...options, ...input.limits, weighing });
    }),
  );
}

/**
 * Divides a goods that is scarce in the plan by a named rule, or leaves it to the objective again: the plan is computed anew with the
 * rule's awards as the amounts, at least cost, as a plan that replaces this one.
 */
export function chooseRule(actor: Actor, input: ChooseRuleInput, key?: string): Promise<Created> {
  return write(actor, (db) =>
    onceOnly(db, actor, "allocationPlan.chooseRule", key, input, async () => {
      const old = await replaceable(db, actor, input);
      const result = resultOf(old.result);
      if (!isComputed(result) || !result.scarce.some((one) => one.goodsId === input.goodsId))
        throw new BadInput({ goodsId: { key: "allocation.errors.notScarce" } });
      const options = planOptions.parse(old.options);
      const others = options.rationing.filter((one) => one.goodsId !== input.goodsId);
      const { goodsId, rule } = input;
      return insertSuccessor(db, actor, old, {
        ...options,
        rationing: rule === "objective" ? others : [...others, { goodsId, rule }],
      });
    }),
  );
}

/** Freezes a line with a reason, so that a new computation leaves it as it is; or lets it go again. */
export function freezeLine(actor: Actor, input: FreezeInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "allocationPlan.freeze", key, input, async () => {
      const plan = await planAccess.load(db, actor, input.id);
      if (!plan) throw new NotFound();
      if (!can(actor, "plan.create", { areaCode: plan.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
      if (!["computed", "submitted", "approved"].includes(plan.state))
        throw new Refusal({ key: "errors.notOfferedNow" });
      const line = await db.allocationLine.findFirst({ where: { id: input.lineId, planId: plan.id } });
      if (!line) throw new NotFound();
      await db.allocationLine.update({
        where: { id: line.id },
        data: { frozen: input.frozen, frozenReason: input.frozen ? (input.reason ?? null) : null },
      });
      await publish(db, actor, {
        type: "allocationPlan.noted",
        documentKind: "allocationPlan",
        documentId: plan.id,
        documentNumber: plan.number,
        areaCode: plan.areaCode,
        payload: {
          facts: { line: line.position, frozen: input.frozen },
          ...(input.reason ? { reason: input.reason } : {}),
        },
      });
      return { id: line.id };
    }),
  );
}
