import type { Actor } from "@/lib/platform/auth/actor";
import { can, visible } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { moveWithin } from "@/lib/platform/workflow/run";
import type { LinkDuplicateInput, ReviewDuplicateInput } from "../schema/delivery";
import { deliveryAccess } from "./access";
import { receiveAllInFull, refuseUnlessWhole } from "./receive-in-full";

const NOT_YET_STOCKED = ["announced", "arrived"];

/**
 * Marks a delivery as a likely repeat of another: it is not taken in until somebody has looked. What is already stocked must be reversed
 * instead, and is refused.
 */
export function linkDuplicate(actor: Actor, input: LinkDuplicateInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "delivery.linkDuplicate", key, input, async () => {
      const row = await deliveryAccess.load(db, actor, input.id);
      if (!row) throw new NotFound();
      if (!can(actor, "delivery.reviewDuplicate", { areaCode: row.areaCode, siteId: row.siteId }))
        throw new NotFound({ key: "errors.notAllowed" });
      if (!NOT_YET_STOCKED.includes(row.state)) throw new Refusal({ key: "procurement.refusals.alreadyStocked" });
      const original = await db.delivery.findFirst({
        where: { AND: [{ id: input.duplicateOfId }, visible(actor, "delivery.read")] },
      });
      if (!original || original.id === row.id) throw new BadInput({ duplicateOfId: { key: "errors.notFound" } });
      if (original.duplicateOfId === row.id)
        throw new BadInput({ duplicateOfId: { key: "procurement.refusals.duplicateOfEachOther" } });
      const { count } = await db.delivery.updateMany({
        where: { id: row.id, version: input.version },
        data: {
          duplicateOfId: original.id,
          duplicateState: "suspected",
          duplicateReason: input.reason,
          version: input.version + 1,
        },
      });
      if (count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      await publish(db, actor, {
        type: "delivery.edited",
        documentKind: "delivery",
        documentId: row.id,
        documentNumber: row.number,
        areaCode: row.areaCode,
        payload: {
          changes: { duplicateState: { before: row.duplicateState, after: "suspected" } },
          reason: input.reason,
        },
      });
      return { id: row.id };
    }),
  );
}

/**
 * Concludes the review of a likely repeat. A repeat is closed and never stocked; a distinct delivery goes on as any other, or, when
 * `receive` is set, is taken in as announced at once.
 */
export function reviewDuplicate(actor: Actor, input: ReviewDuplicateInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "delivery.reviewDuplicate", key, input, async () => {
      const row = await deliveryAccess.load(db, actor, input.id);
      if (!row) throw new NotFound();
      if (!can(actor, "delivery.reviewDuplicate", { areaCode: row.areaCode, siteId: row.siteId }))
        throw new NotFound({ key: "errors.notAllowed" });
      if (row.duplicateState !== "suspected") throw new Refusal({ key: "errors.notOfferedNow" });
      if (input.verdict === "duplicate") {
        await moveWithin(
          db,
          actor,
          deliveryAccess,
          "confirmDuplicate",
          { decide: ({ reason }) => ({ patch: { duplicateState: "confirmed", duplicateReason: reason } }) },
          { id: input.id, version: input.version, reason: input.reason, input: null },
        );
        return { id: row.id };
      }
      const { count } = await db.delivery.updateMany({
        where: { id: row.id, version: input.version },
        data: { duplicateState: "rejected", duplicateReason: input.reason, version: input.version + 1 },
      });
      if (count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      const { now } = await businessTime(db);
      await publish(db, actor, {
        type: "delivery.edited",
        documentKind: "delivery",
        documentId: row.id,
        documentNumber: row.number,
        areaCode: row.areaCode,
        businessAt: now,
        payload: {
          changes: { duplicateState: { before: "suspected", after: "rejected" } },
          reason: input.reason,
        },
      });
      if (input.receive) {
        const delivery = await deliveryAccess.load(db, actor, input.id);
        if (!delivery) throw new NotFound();
        refuseUnlessWhole(delivery);
        await receiveAllInFull(db, actor, [{ delivery, zone: "", at: now }]);
      }
      return { id: row.id };
    }),
  );
}
