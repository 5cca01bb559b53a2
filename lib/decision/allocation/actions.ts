"use server";

import { after } from "next/server";
import { z } from "zod";
import { action } from "@/lib/platform/workflow/action";
import { adoptPlan } from "./commands/adopt";
import { computeAgain, stopComputing } from "./commands/computation";
import { computePlan } from "./commands/compute";
import { chooseRule, createPlan, freezeLine, replan } from "./commands/create";
import { movePlan } from "./commands/move";
import {
  adoptInput,
  chooseRuleInput,
  computeAgainInput,
  createPlanInput,
  freezeInput,
  movePlanInput,
  replanInput,
} from "./schema";

/** Creates a plan and starts its computation once the answer is on its way: the page of the plan shows how far it is. */
export const createPlanAction = action(createPlanInput, async (actor, input, key) => {
  const { id, taskId } = await createPlan(actor, input, key);
  after(() => computePlan(actor, id, taskId));
  return { id };
});

export const replanAction = action(replanInput, async (actor, input, key) => {
  const { id, taskId } = await replan(actor, input, key);
  after(() => computePlan(actor, id, taskId));
  return { id };
});

export const chooseRuleAction = action(chooseRuleInput, async (actor, input, key) => {
  const { id, taskId } = await chooseRule(actor, input, key);
  after(() => computePlan(actor, id, taskId));
  return { id };
});

export const movePlanAction = action(movePlanInput, movePlan);
export const freezeLineAction = action(freezeInput, freezeLine);
export const adoptPlanAction = action(adoptInput, adoptPlan);
export const stopComputingAction = action(z.object({ taskId: z.uuid() }), stopComputing);

export const computeAgainAction = action(computeAgainInput, async (actor, input, key) => {
  const { id, taskId } = await computeAgain(actor, input, key);
  after(() => computePlan(actor, id, taskId));
  return { id };
});
