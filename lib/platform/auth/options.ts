import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { systemActor } from "./actor";
import { identityServices, NOT_INVITED } from "./identity-service";
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
    ...identityServices(),
  ],
  callbacks: {
    signIn: ({ user }) => user.id !== NOT_INVITED,
    jwt: ({ token, user }) =>
      user ? { ...token, sub: user.id, sessionVersion: (user as { sessionVersion?: number }).sessionVersion } : token,
    session: ({ session, token }) => ({ ...session, personId: token.sub, sessionVersion: token.sessionVersion }),
  },
};
