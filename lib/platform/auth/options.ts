import { isIPv6 } from "node:net";
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

/** The network of an address: of IPv6 the first 64 bits, since whoever has one address has all that begin like it. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const [front, back] = [groups(head), groups(tail ?? "")];
  const all = tail === undefined ? front : [...front, ...Array(8 - front.length - back.length).fill("0"), ...back];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/**
 * Network of the client by the forwarding header our own server writes; a proxy's word is taken only when TRUST_PROXY says so, and of its
 * words the last, which is its own: those before it may be the client's invention.
 */
export function clientAddress(header: string | string[] | undefined): string {
  const value = Array.isArray(header) ? header.at(-1) : header;
  return networkOf((value ?? "").split(",").at(-1)?.trim() ?? "") || "unknown";
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
