import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { write } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { moveWithin } from "@/lib/platform/workflow/run";
import { settleFulfilment } from "../fulfilment";
import { isOpen } from "../machine";
import { partlyChanges, type LineChange } from "../rules/quantities";
import type { Answer, ConfirmDemandInput } from "../schema";
import { demandAccess, eventHead, loadDemand, placeOfDemand } from "./access";

/**
 * One tap that keeps a need fresh: still needed, partly (with what is still needed of each line), or no longer. "No longer" closes
 * what is left of an approved request and withdraws one that waits; goods already promised still arrive and are counted.
 * @returns the answer as it was taken: "partly" with nothing left anywhere counts as "no longer"
 */
export function confirmDemand(
  actor: Actor,
  input: ConfirmDemandInput,
  key?: string,
): Promise<{ id: string; answer: Answer }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "demand.confirm", key, input, async () => {
      const row = await loadDemand(db, actor, input.id);
      if (!row) throw new NotFound();
      if (!can(actor, "demand.confirm", placeOfDemand(row))) throw new NotFound({ key: "errors.notAllowed" });
      if (!isOpen(row)) throw new Refusal({ key: "demand.confirmOnlyOpen" });
      const { now } = await businessTime(db);
      const approved = row.state === "approved";

      let answer = input.answer;
      let changes: LineChange[] = [];
      if (answer === "partly") {
        const still = new Map(
          input.lines.flatMap(({ lineId, stillNeeded }) =>
            stillNeeded === undefined ? [] : [[lineId, stillNeeded] as const],
          ),
        );
        changes = partlyChanges(row.lines, approved, still);
        const gone = new Set(changes.flatMap((change) => (change.patch.cancelledReason ? [change.lineId] : [])));
        if (row.lines.every((line) => line.cancelledReason !== null || gone.has(line.id))) answer = "noLonger";
      }

      for (const { lineId, patch } of changes) await db.demandLine.update({ where: { id: lineId }, data: patch });
      await db.demandConfirmation.create({
        data: {
          demandId: row.id,
          areaCode: row.areaCode,
          answer,
          note: input.note,
          changes: changes.map(({ position, before, after }) => ({ position, before, after })),
          actorId: actor.personId,
          businessAt: now,
        },
      });
      await db.demandRequest.update({
        where: { id: row.id },
        data: { confirmedAt: now, confirmation: answer, ...(changes.length > 0 ? { version: row.version + 1 } : {}) },
      });
      await publish(db, actor, {
        ...eventHead(row),
        type: "demandRequest.noted",
        businessAt: now,
        payload: {
          facts: { step: "confirmed", answer, changedLines: changes.length },
          ...(input.note ? { reason: input.note } : {}),
        },
      });

      if (answer === "noLonger") {
        if (approved) await settleFulfilment(db, row.id, "close");
        else await moveWithin(db, actor, demandAccess, "withdraw", {}, { id: row.id, version: null, input: null });
      } else if (changes.length > 0) await settleFulfilment(db, row.id);
      return { id: row.id, answer };
    }),
  );
}
