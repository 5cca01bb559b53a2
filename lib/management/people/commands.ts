import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { hashPassword, passwordMatches } from "@/lib/platform/auth/password";
import { can } from "@/lib/platform/auth/reach";
import { secretHash } from "@/lib/platform/auth/secret";
import { countOldPassword, oldPasswordPausedS } from "@/lib/platform/auth/throttle";
import { type Db, withWiderReach, write } from "@/lib/platform/db/access";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { lockRow } from "@/lib/platform/workflow/lock";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { newInvitation } from "./invitation";
import { assignmentPlace, refuseUncarried, sameAssignment } from "./rules";
import type {
  AcceptInviteInput,
  ChangePasswordInput,
  EndAssignmentInput,
  GrantInput,
  InviteInput,
  PersonInput,
} from "./schema";

async function placeOfAssignment(db: Db, actor: Actor, input: Pick<InviteInput, "role" | "areaCode" | "siteId">) {
  const site = input.siteId ? await db.site.findUnique({ where: { id: input.siteId } }) : null;
  const place = assignmentPlace(input.role, input.areaCode, site);
  if (!(await db.area.findUnique({ where: { code: place.areaCode } })))
    throw new BadInput({ areaCode: { key: "errors.notFound" } });
  if (!can(actor, "person.manage", { areaCode: place.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
  return place;
}

const invitee = systemActor("invitation");
const HELD = { assignments: { where: { endedAt: null } } } as const;

/**
 * The person, if this administrator manages them; never the administrator's own row. Both rows are locked, in one order, and the
 * administrator is read anew: of two who disable each other at once the second is nobody's administrator any more. What a person holds
 * outside the administrator's reach is read too, since it decides who may speak for the account.
 */
async function managed(db: Db, actor: Actor, id: string) {
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
async function managedWholly(db: Db, actor: Actor, id: string) {
  const person = await managed(db, actor, id);
  if (person.assignments.some((one) => !can(actor, "person.manage", { areaCode: one.areaCode })))
    throw new Refusal({ key: "people.errors.heldElsewhere" });
  return person;
}

/**
 * Invites a person with a first assignment. Sent twice, the second is refused (the name is taken): a receipt would keep the token.
 * @returns the person's id and the invitation's token, which is stored only as a hash: hand it over now
 */
export function invitePerson(actor: Actor, input: InviteInput): Promise<{ id: string; token: string }> {
  return write(actor, async (db) => {
    const place = await placeOfAssignment(db, actor, input);
    const invitation = newInvitation();
    const person = await db.person.create({
      data: {
        username: input.username,
        name: input.name,
        nameEn: input.nameEn ?? null,
        areaCode: place.areaCode,
        inviteTokenHash: invitation.hash,
        inviteExpiresAt: invitation.expiresAt,
        createdById: actor.personId,
        assignments: { create: { role: input.role, ...place, grantedById: actor.personId } },
      },
    });
    await publish(db, actor, {
      type: "person.created",
      documentKind: "person",
      documentId: person.id,
      documentNumber: person.username,
      areaCode: place.areaCode,
      payload: { state: "invited", facts: { role: input.role, areaCode: place.areaCode, siteId: place.siteId } },
    });
    return { id: person.id, token: invitation.token };
  });
}

/** A new invitation for someone who has not come yet or has forgotten the password: the old password and all sessions end. */
export function inviteAgain(actor: Actor, input: PersonInput): Promise<{ id: string; token: string }> {
  return write(actor, async (db) => {
    const person = await managedWholly(db, actor, input.personId);
    if (person.status === "disabled") throw new Refusal({ key: "people.errors.disabled" });
    const invitation = newInvitation();
    await db.person.update({
      where: { id: person.id },
      data: {
        status: "invited",
        passwordHash: null,
        inviteTokenHash: invitation.hash,
        inviteExpiresAt: invitation.expiresAt,
        sessionVersion: { increment: 1 },
        version: { increment: 1 },
      },
    });
    await publish(db, actor, {
      type: "person.noted",
      documentKind: "person",
      documentId: person.id,
      documentNumber: person.username,
      areaCode: person.areaCode,
      payload: { facts: { invitedAgain: true }, reason: input.reason },
    });
    return { id: person.id, token: invitation.token };
  });
}

/** Disables a person at once: every session ends with the next request. */
export const disablePerson = (actor: Actor, input: PersonInput, key?: string) =>
  setStatus(actor, input, key, "disabled");
/** Lets a disabled person in again; whoever never set a password is invited again. */
export const enablePerson = (actor: Actor, input: PersonInput, key?: string) => setStatus(actor, input, key, "active");

function setStatus(
  actor: Actor,
  input: PersonInput,
  key: string | undefined,
  wanted: "active" | "disabled",
): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, `person.${wanted}`, key, input, async () => {
      const person = await managedWholly(db, actor, input.personId);
      const status = wanted === "active" && !person.passwordHash && !person.oidcSubject ? "invited" : wanted;
      if (person.status === status) throw new Refusal({ key: "errors.notOfferedNow" });
      await db.person.update({
        where: { id: person.id },
        // An invitation handed out before does not outlive being shut out: whoever is let in again gets a new one.
        data: {
          status,
          inviteTokenHash: null,
          inviteExpiresAt: null,
          sessionVersion: { increment: 1 },
          version: { increment: 1 },
        },
      });
      await publish(db, actor, {
        type: "person.edited",
        documentKind: "person",
        documentId: person.id,
        documentNumber: person.username,
        areaCode: person.areaCode,
        payload: { changes: { status: { before: person.status, after: status } }, reason: input.reason },
      });
      return { id: person.id };
    }),
  );
}

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
        documentKind: "person",
        documentId: person.id,
        documentNumber: person.username,
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
        documentKind: "person",
        documentId: person.id,
        documentNumber: person.username,
        areaCode: found.areaCode,
        payload: { facts: { ended: true, role: found.role, areaCode: found.areaCode }, reason: input.reason },
      });
      return { id: found.id };
    }),
  );
}

/** Changes one's own password; every session, this one too, ends and one signs in anew. */
export async function changePassword(actor: Actor, input: ChangePasswordInput): Promise<{ id: string }> {
  const id = actor.personId ?? "";
  const seconds = await oldPasswordPausedS(id);
  if (seconds > 0) throw new Refusal({ key: "people.errors.passwordPaused", params: { seconds } });
  return write(systemActor("account"), async (db) => {
    const person = await db.person.findUniqueOrThrow({ where: { id } });
    if (!(await passwordMatches(person.passwordHash, input.current))) {
      await countOldPassword(id);
      throw new BadInput({ current: { key: "people.errors.passwordWrong" } });
    }
    await db.person.update({
      where: { id: person.id },
      data: {
        passwordHash: await hashPassword(input.next),
        mustChangePassword: false,
        sessionVersion: { increment: 1 },
        version: { increment: 1 },
      },
    });
    await publish(db, actor, {
      type: "person.noted",
      documentKind: "person",
      documentId: person.id,
      documentNumber: person.username,
      areaCode: person.areaCode,
      payload: { facts: { passwordChanged: true } },
    });
    return { id: person.id };
  });
}

/** Ends every session of one's own, on all devices. */
export function endOwnSessions(actor: Actor): Promise<{ id: string }> {
  return write(systemActor("account"), async (db) => {
    const person = await db.person.update({
      where: { id: actor.personId ?? "" },
      data: { sessionVersion: { increment: 1 } },
    });
    await publish(db, actor, {
      type: "person.noted",
      documentKind: "person",
      documentId: person.id,
      documentNumber: person.username,
      areaCode: person.areaCode,
      payload: { facts: { sessionsEnded: true } },
    });
    return { id: person.id };
  });
}

/** Sets the first password of an invited person; the token is used up with it. */
export function acceptInvitation(input: AcceptInviteInput): Promise<{ id: string }> {
  return write(invitee, async (db) => {
    const where = {
      inviteTokenHash: secretHash(input.token),
      status: "invited" as const,
      inviteExpiresAt: { gt: new Date() },
    };
    // Anybody may ask: a hash, which is slow on purpose, is made only for whoever holds an invitation.
    const gone = new Refusal({ key: "people.errors.invitationGone" });
    if ((await db.person.count({ where })) === 0) throw gone;
    const passwordHash = await hashPassword(input.next);
    const [person] = await db.person.updateManyAndReturn({
      where,
      data: {
        status: "active",
        passwordHash,
        inviteTokenHash: null,
        inviteExpiresAt: null,
        sessionVersion: { increment: 1 },
        version: { increment: 1 },
      },
    });
    if (!person) throw gone;
    await publish(db, invitee, {
      type: "person.noted",
      documentKind: "person",
      documentId: person.id,
      documentNumber: person.username,
      areaCode: person.areaCode,
      payload: { facts: { invitationAccepted: true } },
    });
    return { id: person.id };
  });
}
