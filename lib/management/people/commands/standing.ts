import type { Actor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { PersonInput } from "../schema";
import { managedWholly, personDocument } from "./managed";

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
        ...personDocument(person),
        payload: { changes: { status: { before: person.status, after: status } }, reason: input.reason },
      });
      return { id: person.id };
    }),
  );
}
