import type { Actor } from "@/lib/platform/auth/actor";
import { Refusal } from "@/lib/platform/errors";
import { type MovePart, runMove } from "@/lib/platform/workflow/run";
import type { BARE_PLAN_MOVES } from "../machine";
import type { MovePlanInput } from "../schema";
import { isComputed, resultOf } from "../stored";
import { type PlanRow, planAccess } from "./access";

const PARTS: Record<(typeof BARE_PLAN_MOVES)[number], MovePart<PlanRow, null>> = {
  submit: {
    decide: ({ actor, row }) => {
      if (!isComputed(resultOf(row.result))) throw new Refusal({ key: "allocation.errors.nothingToSubmit" });
      return { patch: { submittedById: actor.personId } };
    },
  },
  sendBack: { decide: () => ({ patch: { submittedById: null } }) },
  approve: { decide: ({ actor }) => ({ patch: { approvedById: actor.personId } }) },
  reject: { decide: ({ actor }) => ({ patch: { approvedById: actor.personId } }) },
  withdraw: {},
  finishPartly: {},
};

/** Makes one plain move of a plan: submit, send back, approve (four eyes), reject, withdraw, finish a partial adoption. */
export function movePlan(actor: Actor, { id, version, move, reason }: MovePlanInput, key?: string) {
  return runMove(actor, planAccess, move, PARTS[move], { id, version, reason, key, input: null });
}
