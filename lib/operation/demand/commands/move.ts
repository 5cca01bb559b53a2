import type { Actor } from "@/lib/platform/auth/actor";
import { incidentTaking } from "@/lib/platform/db/incident-open";
import { Refusal } from "@/lib/platform/errors";
import { type Decision, type MovePart, runMove } from "@/lib/platform/workflow/run";
import { named, underWayOf } from "../rules/quantities";
import { approvalDueAt } from "../rules/service-clock";
import type { BARE_MOVES, MoveDemandInput } from "../schema";
import { demandAccess, type DemandRow, refuseMergedWriter } from "./access";

type Part = MovePart<DemandRow, null>;

/** Filing starts the approval clock and counts as a confirmation: the need is fresh. */
const submit: Part = {
  decide: ({ actor, row, now }) => {
    if (row.lines.length === 0) throw new Refusal({ key: "demand.lineNeeded" });
    return {
      patch: {
        submittedById: actor.personId,
        submittedAt: now,
        dueAt: approvalDueAt(row.priority, now),
        escalatedAt: null,
        confirmedAt: now,
        confirmation: "still",
      },
    };
  },
  effect: async ({ db, row }) => {
    await incidentTaking(db, row.incidentId, "open");
  },
};

const verify: Part = {
  decide: ({ actor, now, reason }) => ({
    patch: { verifiedById: actor.personId, verifiedAt: now, verificationNote: reason ?? null },
  }),
  effect: ({ db, actor, row }) => refuseMergedWriter(db, actor, row.id),
};

/** Sent back to be mended: the clock stops, the verification falls. */
const sendBack: Part = {
  decide: () => ({ patch: { verifiedById: null, verifiedAt: null, dueAt: null, escalatedAt: null } }),
};

/** A cancelled approved request closes its fulfilment; goods under way must be stopped first, by those who move them. */
function decideCancel({ row }: { row: DemandRow }): Decision {
  if (row.state !== "approved") return {};
  if (row.fulfilment === "fulfilled" || row.fulfilment === "closed")
    throw new Refusal({ key: "demand.alreadyFinished" });
  const underWay = row.lines.filter((line) => underWayOf(line) > 0n);
  if (underWay.length > 0)
    throw new Refusal(
      { key: "demand.cancelUnderWay" },
      underWay.map((line) => ({ key: "demand.underWayLine", params: { ...named(line), underWay: underWayOf(line) } })),
    );
  return { patch: { fulfilment: "closed" } };
}

/** The own part of every move that needs nothing but perhaps a reason. */
export const PARTS: Record<(typeof BARE_MOVES)[number], Part> = {
  submit,
  verify,
  returnAtVerification: sendBack,
  returnAtApproval: sendBack,
  rejectAtVerification: {},
  rejectAtApproval: {},
  cancel: { decide: decideCancel },
};

/** Makes one bare move of a request: file, verify, return, reject, cancel. */
export function moveDemand(actor: Actor, { id, version, move, reason }: MoveDemandInput, key?: string) {
  return runMove(actor, demandAccess, move, PARTS[move], { id, version, reason, key, input: null });
}
