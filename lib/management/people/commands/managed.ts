import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { lockRow } from "@/lib/platform/workflow/lock";
import { assignmentPlace, sameAssignment } from "../rules";
import type { InviteInput } from "../schema";

export async function placeOfAssignment(
  db: Db,
  actor: Actor,
  input: Pick<InviteInput, "role" | "areaCode" | "siteId">,
) {
  const site = input.siteId ? await db.site.findUnique({ where: { id: input.siteId } }) : null;
  const place = assignmentPlace(input.role, input.areaCode, site);
  if (!(await db.area.findUnique({ where: { code: place.areaCode } })))
    throw new BadInput({ areaCode: { key: "errors.notFound" } });
  if (!can(actor, "person.manage", { areaCode: place.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
  return place;
}

const HELD = { assignments: { where: { endedAt: null } } } as const;

/**
 * The person, if this administrator manages them; never the administrator's own row. Both rows are locked, in one order, and the
 * administrator is read anew: of two who disable each other at once the second is nobody's administrator any more. What a person holds
 * outside the administrator's reach is read too, since it decides who may speak for the account.
 */
export async function managed(db: Db, actor: Actor, id: string) {
  if (id === actor.personId) throw new Refusal({ key: "people.errors.notYourself" });
  return withWiderReach(db, actor, async () => {
    for (const one of [id, ...(actor.personId ? [actor.personId] : [])].sort())
      if (!(await lockRow(db, "person", one))) throw new NotFound();
    if (actor.personId) {
      const own = await db.person.findUniqueOrThrow({ where: { id: actor.personId }, include: HELD });
      const still = own.assignments.some((one) => actor.assignments.some((was) => sameAssignment(one, was)));
      if (own.status !== "active" || !still) throw new NotFound({ key: "errors.notAllowed" });
    }
    const person = await db.person.findUniqueOrThrow({ where: { id }, include: HELD });
    if (!can(actor, "person.manage", { areaCode: person.areaCode })) throw new NotFound();
    return person;
  });
}

/**
 * The same for what touches the whole account: a password, an invitation, being let in or shut out. Who holds an assignment outside the
 * administrator's area is left to an administrator of that area too, or a district's could take over an account of the city.
 */
export async function managedWholly(db: Db, actor: Actor, id: string) {
  const person = await managed(db, actor, id);
  if (person.assignments.some((one) => !can(actor, "person.manage", { areaCode: one.areaCode })))
    throw new Refusal({ key: "people.errors.heldElsewhere" });
  return person;
}

/** A person as the document an event is about. */
export const personDocument = ({ id, username, areaCode }: { id: string; username: string; areaCode: string }) => ({
  documentKind: "person" as const,
  documentId: id,
  documentNumber: username,
  areaCode,
});
