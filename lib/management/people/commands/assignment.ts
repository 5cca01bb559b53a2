import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { refuseUncarried } from "../rules";
import type { EndAssignmentInput, GrantInput } from "../schema";
import { managed, personDocument, placeOfAssignment } from "./managed";

/** Gives a person one more assignment inside the administrator's area. */
export function grantAssignment(actor: Actor, input: GrantInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "assignment.grant", key, input, async () => {
      const person = await managed(db, actor, input.personId);
      const place = await placeOfAssignment(db, actor, input);
      refuseUncarried(person.assignments, { role: input.role, ...place });
      const assignment = await db.assignment.create({
        data: { personId: person.id, role: input.role, ...place, grantedById: actor.personId },
      });
      await publish(db, actor, {
        type: "assignment.created",
        ...personDocument(person),
        areaCode: place.areaCode,
        payload: { facts: { role: input.role, areaCode: place.areaCode, siteId: place.siteId } },
      });
      return { id: assignment.id };
    }),
  );
}

/** Ends an assignment; it counts no more from the person's next request on. */
export function endAssignment(actor: Actor, input: EndAssignmentInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "assignment.end", key, input, async () => {
      const found = await db.assignment.findUnique({ where: { id: input.assignmentId } });
      if (!found || found.endedAt) throw new NotFound();
      const person = await managed(db, actor, found.personId);
      if (!can(actor, "person.manage", { areaCode: found.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
      await db.assignment.update({ where: { id: found.id }, data: { endedAt: new Date() } });
      await publish(db, actor, {
        type: "assignment.noted",
        ...personDocument(person),
        areaCode: found.areaCode,
        payload: { facts: { ended: true, role: found.role, areaCode: found.areaCode }, reason: input.reason },
      });
      return { id: found.id };
    }),
  );
}
