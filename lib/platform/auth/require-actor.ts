import { getServerSession } from "next-auth";
import { redirect } from "next/navigation";
import { cache } from "react";
import { read, write } from "@/lib/platform/db/access";
import { type Actor, brandActor, systemActor } from "./actor";
import { authOptions } from "./options";
import { secretHash } from "./secret";
import { bearerToken } from "./token-form";

const gate = systemActor("gate");

export interface SignedIn {
  actor: Actor;
  nameEn: string | null;
  locale: string;
  theme: string;
  mustChangePassword: boolean;
  areaCode: string;
  sessionVersion: number;
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
    nameEn: person.nameEn,
    locale: person.locale,
    theme: person.theme,
    mustChangePassword: person.mustChangePassword,
    areaCode: person.areaCode,
    sessionVersion: person.sessionVersion,
  };
}

/** Whose session it is, once a request, also with a password that was given out and has to be changed before anything else. */
const sessionPerson = cache(async (): Promise<SignedIn | null> => {
  const session = (await getServerSession(authOptions)) as { personId?: unknown; sessionVersion?: unknown } | null;
  return session ? personOf(session.personId, session.sessionVersion) : null;
});

const mayWork = (person: SignedIn | null): SignedIn | null => (person?.mustChangePassword ? null : person);

/** Who is signed in; null when nobody is, the session no longer counts, or the password given out has not been changed yet. */
export const signedIn = async (): Promise<SignedIn | null> => mayWork(await sessionPerson());

/** Is the person a stream was opened for still who they were, with the same assignments? Streams outlive the request that opened them. */
export async function stillSignedIn(person: SignedIn): Promise<SignedIn | null> {
  return mayWork(await personOf(person.actor.personId, person.sessionVersion));
}

/** When a token was last used is kept to the minute: not every request writes. */
const USE_NOTED_MS = 60_000;

/** The person a token speaks for; null when it is unknown, revoked, expired, or the sessions it was made under have ended. */
async function personOfToken(secret: string): Promise<SignedIn | null> {
  const token = await read(gate, (db) => db.accessToken.findUnique({ where: { tokenHash: secretHash(secret) } }));
  const now = new Date();
  if (!token || token.revokedAt || token.expiresAt <= now) return null;
  const person = mayWork(await personOf(token.personId, token.sessionVersion));
  if (person && now.getTime() - (token.lastUsedAt?.getTime() ?? 0) > USE_NOTED_MS)
    await write(gate, (db) => db.accessToken.update({ where: { id: token.id }, data: { lastUsedAt: now } }));
  return person;
}

/**
 * Who a request of another system speaks for: the person of the token in its `Authorization` header, else of its session. A header that does
 * not hold is not made good by a cookie.
 */
export async function callerOf(request: Request): Promise<SignedIn | null> {
  const authorization = request.headers.get("authorization");
  if (authorization === null) return signedIn();
  const secret = bearerToken(authorization);
  return secret ? personOfToken(secret) : null;
}

/**
 * The actor of this request; nobody signed in → the sign-in page, a password that was given out → the page to change it. Here, and nowhere
 * else, a request becomes a person's Actor.
 */
export async function requireActor(): Promise<Actor> {
  const found = await sessionPerson();
  if (!found) redirect("/sign-in");
  if (found.mustChangePassword) redirect("/change-password");
  return found.actor;
}

/** The actor of a request that changes the own password: the one thing open to whoever has to change it first. */
export async function requireOwner(): Promise<Actor> {
  const found = await sessionPerson();
  if (!found) redirect("/sign-in");
  return found.actor;
}
