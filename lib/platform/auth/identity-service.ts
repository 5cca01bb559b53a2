import type { AuthOptions } from "next-auth";
import { write } from "@/lib/platform/db/access";
import { publish } from "@/lib/platform/events/publish";
import { systemActor } from "./actor";

/** An identity service (OpenID Connect, by environment) may sign in whom an administrator invited, and nobody else. */

const gate = systemActor("identity-service");

/** What the service says of whoever signed in there. */
export interface Identity {
  /** Never reused by the service. */
  sub: string;
  /** The name of the account there: that of the invitation here. */
  preferred_username?: string;
}

/**
 * The person the service vouches for, or null. A subject known already is its person, unless disabled. A new one takes up, once, an open
 * invitation under its name; an account that has a password or another subject is never taken over.
 */
export function personOfIdentity(identity: Identity) {
  return write(gate, async (db) => {
    const now = new Date();
    const known = await db.person.findUnique({ where: { oidcSubject: identity.sub } });
    if (known) {
      if (known.status !== "active") return null;
      return db.person.update({ where: { id: known.id }, data: { lastSignInAt: now } });
    }
    const [invited] = await db.person.updateManyAndReturn({
      where: {
        username: (identity.preferred_username ?? "").trim().toLowerCase(),
        status: "invited",
        oidcSubject: null,
        passwordHash: null,
        inviteExpiresAt: { gt: now },
      },
      data: {
        oidcSubject: identity.sub,
        status: "active",
        inviteTokenHash: null,
        inviteExpiresAt: null,
        lastSignInAt: now,
        sessionVersion: { increment: 1 },
        version: { increment: 1 },
      },
    });
    if (!invited) return null;
    await publish(db, gate, {
      type: "person.noted",
      documentKind: "person",
      documentId: invited.id,
      documentNumber: invited.username,
      areaCode: invited.areaCode,
      payload: { facts: { identityService: true } },
    });
    return invited;
  });
}

/** Stands for whoever the service vouches for and nobody invited: the library insists on an id, the sign-in callback refuses this one. */
export const NOT_INVITED = "not-invited";

/** The service the environment names, as a provider of sign-in; none when it names none. */
export function identityServices(): AuthOptions["providers"] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = process.env;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: "oidc",
      name: identityServiceName() ?? "",
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      authorization: { params: { scope: "openid profile" } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      profile: async (identity: Identity) => {
        const person = await personOfIdentity(identity);
        return { id: person?.id ?? NOT_INVITED, name: person?.name ?? "", sessionVersion: person?.sessionVersion ?? 0 };
      },
    },
  ];
}

/** What the sign-in page calls the service; null when there is none. */
export const identityServiceName = (): string | null =>
  process.env.OIDC_ISSUER ? (process.env.OIDC_NAME ?? "统一身份认证") : null;
