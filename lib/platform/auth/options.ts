import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { systemActor } from "./actor";
import { read, write } from "@/lib/platform/db/access";
import { log } from "@/lib/platform/log";
import { passwordMatches } from "./password";
import { clearFailures, countFailure, pausedForSeconds } from "./throttle";

const gate = systemActor("sign-in");
/** A working day; after it people sign in again. */
const SESSION_SECONDS = 14 * 3600;

/** First address of the forwarding header our own server writes; a proxy's word is taken only when TRUST_PROXY says so. */
export function clientAddress(header: string | string[] | undefined): string {
  const value = Array.isArray(header) ? header[0] : header;
  return (value ?? "").split(",")[0]?.trim() || "unknown";
}

async function authorize(username: string, password: string, address: string) {
  const name = username.trim().toLowerCase();
  if (!name || name.length > 100 || !password || password.length > 200) return null;
  const wait = await pausedForSeconds(name, address);
  if (wait > 0) throw new Error(`paused:${wait}`);
  const person = await read(gate, (db) => db.person.findUnique({ where: { username: name } }));
  const matches = await passwordMatches(person?.status === "active" ? person.passwordHash : null, password);
  if (!person || !matches) {
    await countFailure(name, address);
    log.warn({ username: name, address }, "sign-in refused");
    return null;
  }
  await clearFailures(name, address);
  await write(gate, (db) => db.person.update({ where: { id: person.id }, data: { lastSignInAt: new Date() } }));
  return { id: person.id, name: person.name, sessionVersion: person.sessionVersion };
}

interface OidcProfile {
  sub: string;
  preferred_username?: string;
}

/** An identity service may sign in whom an administrator invited under the same name, and nobody else. */
async function linkedPerson(profile: OidcProfile) {
  return write(gate, async (db) => {
    const linked = await db.person.findUnique({ where: { oidcSubject: profile.sub } });
    if (linked) return linked.status === "active" ? linked : null;
    const invited = await db.person.findUnique({
      where: { username: (profile.preferred_username ?? "").toLowerCase() },
    });
    if (!invited || invited.oidcSubject || invited.passwordHash || invited.status === "disabled") return null;
    return db.person.update({
      where: { id: invited.id },
      data: { oidcSubject: profile.sub, status: "active", inviteTokenHash: null },
    });
  });
}

function oidcProvider(): AuthOptions["providers"] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = process.env;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: "oidc",
      name: OIDC_NAME ?? "统一身份认证",
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      authorization: { params: { scope: "openid profile" } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      profile: async (profile: OidcProfile) => {
        const person = await linkedPerson(profile);
        return { id: person?.id ?? "", name: person?.name ?? "", sessionVersion: person?.sessionVersion ?? 0 };
      },
    },
  ];
}

/** The name of the identity service when one is configured, for the button of the sign-in page. */
export const oidcName = (): string | null =>
  process.env.OIDC_ISSUER ? (process.env.OIDC_NAME ?? "统一身份认证") : null;

export const authOptions: AuthOptions = {
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      credentials: { username: {}, password: {} },
      authorize: (credentials, request) =>
        authorize(
          credentials?.username ?? "",
          credentials?.password ?? "",
          clientAddress(request.headers?.["x-forwarded-for"]),
        ),
    }),
    ...oidcProvider(),
  ],
  callbacks: {
    signIn: ({ user }) => Boolean(user.id),
    jwt: ({ token, user }) =>
      user ? { ...token, sub: user.id, sessionVersion: (user as { sessionVersion?: number }).sessionVersion } : token,
    session: ({ session, token }) => ({ ...session, personId: token.sub, sessionVersion: token.sessionVersion }),
  },
};
