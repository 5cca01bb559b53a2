import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { hashPassword } from "@/lib/platform/auth/password";
import { secretHash } from "@/lib/platform/auth/secret";
import { write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { newInvitation } from "../invitation";
import type { AcceptInviteInput, InviteInput, PersonInput } from "../schema";
import { managedWholly, personDocument, placeOfAssignment } from "./managed";

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
      ...personDocument(person),
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
      ...personDocument(person),
      payload: { facts: { invitedAgain: true }, reason: input.reason },
    });
    return { id: person.id, token: invitation.token };
  });
}

const invitee = systemActor("invitation");

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
      ...personDocument(person),
      payload: { facts: { invitationAccepted: true } },
    });
    return { id: person.id };
  });
}
