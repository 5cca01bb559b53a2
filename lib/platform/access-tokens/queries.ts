import type { Actor } from "@/lib/platform/auth/actor";
import { systemActor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { MOST_TOKENS } from "./schema";

/** The person's own tokens that are in force, newest first; one whose sessions have ended is none. */
export async function ownTokens(actor: Actor) {
  const { personId } = actor;
  if (personId === null) return [];
  return read(systemActor("account"), async (db) => {
    const { sessionVersion } = await db.person.findUniqueOrThrow({
      where: { id: personId },
      select: { sessionVersion: true },
    });
    return db.accessToken.findMany({
      where: { personId, sessionVersion, revokedAt: null, expiresAt: { gt: new Date() } },
      orderBy: { id: "desc" },
      take: MOST_TOKENS,
      select: { id: true, name: true, createdAt: true, expiresAt: true, lastUsedAt: true },
    });
  });
}
