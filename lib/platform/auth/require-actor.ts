import { getServerSession } from "next-auth";
import { redirect } from "next/navigation";
import { cache } from "react";
import { read } from "@/lib/platform/db/access";
import { type Actor, brandActor, systemActor } from "./actor";
import { authOptions } from "./options";

const gate = systemActor("gate");

export interface SignedIn {
  actor: Actor;
  locale: string;
  theme: string;
  mustChangePassword: boolean;
  areaCode: string;
}

/** The person behind a session, read fresh: a disabled person, a raised session version or an ended assignment counts at once. */
async function personOf(personId: unknown, sessionVersion: unknown): Promise<SignedIn | null> {
  if (typeof personId !== "string" || !/^[0-9a-f-]{36}$/.test(personId)) return null;
  const person = await read(gate, (db) =>
    db.person.findUnique({
      where: { id: personId },
      include: { assignments: { where: { endedAt: null }, orderBy: { createdAt: "asc" } } },
    }),
  );
  if (person?.status !== "active" || person.sessionVersion !== sessionVersion) return null;
  return {
    actor: brandActor({
      personId: person.id,
      name: person.name,
      username: person.username,
      system: false,
      assignments: person.assignments.map(({ role, areaCode, siteId }) => ({ role, areaCode, siteId })),
    }),
    locale: person.locale,
    theme: person.theme,
    mustChangePassword: person.mustChangePassword,
    areaCode: person.areaCode,
  };
}

/** Who is signed in, once a request; null when nobody is or the session no longer counts. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  const session = (await getServerSession(authOptions)) as { personId?: unknown; sessionVersion?: unknown } | null;
  return session ? personOf(session.personId, session.sessionVersion) : null;
});

/** The actor of this request; nobody signed in → the sign-in page. The only maker of a person's Actor. */
export async function requireActor(): Promise<Actor> {
  const found = await signedIn();
  if (!found) redirect("/sign-in");
  return found.actor;
}
