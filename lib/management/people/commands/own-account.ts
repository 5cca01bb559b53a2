import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { hashPassword, passwordMatches } from "@/lib/platform/auth/password";
import { countOldPassword, oldPasswordPausedS } from "@/lib/platform/auth/throttle";
import { write } from "@/lib/platform/db/access";
import { BadInput, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import type { ChangePasswordInput } from "../schema";
import { personDocument } from "./managed";

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
      ...personDocument(person),
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
      ...personDocument(person),
      payload: { facts: { sessionsEnded: true } },
    });
    return { id: person.id };
  });
}
