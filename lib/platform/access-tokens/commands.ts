import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { newSecret, secretHash } from "@/lib/platform/auth/secret";
import { TOKEN_BYTES, TOKEN_PREFIX } from "@/lib/platform/auth/token-form";
import { type Db, write } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { lockRow } from "@/lib/platform/workflow/lock";
import { type MakeTokenInput, MOST_TOKENS, type RevokeTokenInput } from "./schema";

const account = systemActor("account");
const DAY_MS = 86_400_000;

async function ownRow(db: Db, { personId }: Actor) {
  if (personId === null || !(await lockRow(db, "person", personId))) throw new NotFound({ key: "errors.notAllowed" });
  return db.person.findUniqueOrThrow({ where: { id: personId } });
}

const told = (person: { id: string; username: string; areaCode: string }, facts: Record<string, string>) => ({
  type: "person.noted" as const,
  documentKind: "person" as const,
  documentId: person.id,
  documentNumber: person.username,
  areaCode: person.areaCode,
  payload: { facts },
});

/**
 * Makes a token that acts with the person's own permissions until it expires, is revoked, or the person's sessions end. Sent twice, two
 * tokens are made: a receipt would have to keep the secret.
 * @returns the secret, stored only as a hash: it is shown now and never again
 * @throws Refusal when the person has as many as one may have
 */
export function makeToken(actor: Actor, input: MakeTokenInput): Promise<{ id: string; token: string }> {
  return write(account, async (db) => {
    const person = await ownRow(db, actor);
    const now = new Date();
    const inForce = await db.accessToken.count({
      where: {
        personId: person.id,
        sessionVersion: person.sessionVersion,
        revokedAt: null,
        expiresAt: { gt: now },
      },
    });
    if (inForce >= MOST_TOKENS) throw new Refusal({ key: "errors.tooBig", params: { maximum: MOST_TOKENS } });
    const token = `${TOKEN_PREFIX}${newSecret(TOKEN_BYTES)}`;
    const expiresAt = new Date(now.getTime() + Number(input.days) * DAY_MS);
    const { id } = await db.accessToken.create({
      data: {
        personId: person.id,
        name: input.name,
        tokenHash: secretHash(token),
        sessionVersion: person.sessionVersion,
        expiresAt,
        createdAt: now,
      },
      select: { id: true },
    });
    await publish(
      db,
      actor,
      told(person, { accessTokenMade: input.name, expiresOn: expiresAt.toISOString().slice(0, 10) }),
    );
    return { id, token };
  });
}

/** Revokes one of the person's own tokens: its next request is refused. Anyone else's is not found. */
export function revokeToken(actor: Actor, { id }: RevokeTokenInput): Promise<{ id: string }> {
  return write(account, async (db) => {
    const person = await ownRow(db, actor);
    const token = await db.accessToken.findFirst({ where: { id, personId: person.id, revokedAt: null } });
    if (!token) throw new NotFound();
    await db.accessToken.update({ where: { id }, data: { revokedAt: new Date() } });
    await publish(db, actor, told(person, { accessTokenRevoked: token.name }));
    return { id };
  });
}
