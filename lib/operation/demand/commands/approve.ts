import type { Actor } from "@/lib/platform/auth/actor";
import { type MovePart, runMove } from "@/lib/platform/workflow/run";
import { approvedQuantities } from "../rules/quantities";
import type { ApproveDemandInput } from "../schema";
import { demandAccess, type DemandRow, refuseMergedWriter } from "./access";

type Said = ApproveDemandInput["lines"];
const saidOf = (lines: Said) =>
  new Map(lines.flatMap(({ lineId, approved }) => (approved === undefined ? [] : [[lineId, approved] as const])));

const approve: MovePart<DemandRow, Said> = {
  decide: ({ actor, row, input, now }) => {
    const approved = approvedQuantities(row.lines, saidOf(input));
    const cut = row.lines.filter((line) => {
      const amount = approved.get(line.id);
      const asked = line.quantity ?? line.estimate;
      return amount != null && asked !== null && amount < asked;
    }).length;
    return {
      patch: { approvedById: actor.personId, approvedAt: now },
      facts: { lines: row.lines.length, reducedLines: cut },
    };
  },
  effect: async ({ db, actor, row, input }) => {
    await refuseMergedWriter(db, actor, row.id);
    for (const [id, approvedQuantity] of approvedQuantities(row.lines, saidOf(input)))
      await db.demandLine.update({ where: { id }, data: { approvedQuantity } });
  },
};

/**
 * Approves a verified request with a quantity a line, at most what was asked or estimated. By somebody who neither filed nor verified it.
 * @throws Refusal naming each line approved beyond what was asked
 */
export function approveDemand(actor: Actor, { id, version, note, lines }: ApproveDemandInput, key?: string) {
  return runMove(actor, demandAccess, "approve", approve, { id, version, reason: note, key, input: lines });
}
