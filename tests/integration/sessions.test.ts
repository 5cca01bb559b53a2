import { verify } from "@node-rs/argon2";
import { describe, expect, it, vi } from "vitest";
import { changePasswordAction, endOwnSessionsAction } from "@/lib/management/people/actions";
import { makeToken } from "@/lib/platform/access-tokens/commands";
import { callerOf, requireActor, signedIn } from "@/lib/platform/auth/require-actor";
import { authOptions } from "@/lib/platform/auth/options";
import { hashPassword } from "@/lib/platform/auth/password";
import { read, write } from "@/lib/platform/db/access";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS } from "../support/world";

/** Who the session cookie of a request stands for. */
const session: { current: { personId: string | null; sessionVersion: number } | null } = { current: null };
vi.mock("next-auth", () => ({ getServerSession: async () => session.current }));
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  return { ...real, verify: vi.fn(real.verify) };
});

ownDatabase();

const PASSWORD = "given out once";
/** Somebody who signed in with a password, given out to them or their own. */
async function signIn(mustChangePassword: boolean) {
  const actor = await actorAs("auditor", { areaCode: AREAS.districtA });
  const passwordHash = await hashPassword(PASSWORD);
  const person = await write(setup, (db) =>
    db.person.update({ where: { id: actor.personId ?? "" }, data: { passwordHash, mustChangePassword } }),
  );
  session.current = { personId: person.id, sessionVersion: person.sessionVersion };
  return actor;
}
const sentTo = (address: string) => ({ digest: expect.stringContaining(`;${address};`) });

describe("a password that was given out", () => {
  it("opens nothing but the page to change it: no page, no list, no action, no token made before", async () => {
    const actor = await signIn(true);
    const { token } = await makeToken(actor, { name: "测试", days: "7" });
    await expect(requireActor()).rejects.toMatchObject(sentTo("/change-password"));
    await expect(endOwnSessionsAction({ input: {} })).rejects.toMatchObject(sentTo("/change-password"));
    expect(await signedIn()).toBeNull();
    const byToken = new Request("http://localhost/api/v1", { headers: { authorization: `Bearer ${token}` } });
    expect(await callerOf(byToken)).toBeNull();
  });

  it("is changed for another, which opens everything after signing in anew", async () => {
    const actor = await signIn(true);
    const same = { current: PASSWORD, next: PASSWORD, again: PASSWORD };
    expect(await changePasswordAction({ input: same })).toMatchObject({ ok: false });
    const next = "one of my own";
    expect(await changePasswordAction({ input: { current: PASSWORD, next, again: next } })).toMatchObject({ ok: true });
    await expect(requireActor()).rejects.toMatchObject(sentTo("/sign-in"));
    const person = await read(setup, (db) => db.person.findUniqueOrThrow({ where: { id: actor.personId ?? "" } }));
    session.current = { personId: person.id, sessionVersion: person.sessionVersion };
    expect((await requireActor()).personId).toBe(actor.personId);
  });
});

describe("the own password", () => {
  it("cannot be guessed at from an open session: after five wrong tries there is a pause", async () => {
    await signIn(false);
    const tried = (current: string) =>
      changePasswordAction({ input: { current, next: "one of my own", again: "one of my own" } });
    for (let i = 0; i < 5; i++) expect(await tried(`wrong ${i}`)).toMatchObject({ failure: { kind: "badInput" } });
    expect(await tried(PASSWORD)).toMatchObject({ ok: false, failure: { kind: "refused" } });
  });
});

describe("a sign-in", () => {
  const credentials = authOptions.providers[0] as unknown as {
    options: {
      authorize(given: { username: string; password: string }, request: { headers: object }): Promise<unknown>;
    };
  };
  const attempt = (username: string, password: string, address: string) =>
    credentials.options.authorize({ username, password }, { headers: { "x-forwarded-for": address } });

  it("costs the same work for a name nobody has as for a wrong password, so that the time tells no names", async () => {
    const { username } = await signIn(false);
    const workOf = async (name: string) => {
      vi.mocked(verify).mockClear();
      await attempt(name, "wrong password", "203.0.113.50");
      // Method, version and cost of each hash that was tried: `$argon2id$v=19$m=…,t=…,p=…$`.
      return vi.mocked(verify).mock.calls.map(([stored]) => String(stored).split("$").slice(1, 4));
    };
    const known = await workOf(username);
    expect(known).toEqual([["argon2id", "v=19", expect.stringMatching(/^m=\d+,t=\d+,p=\d+$/)]]);
    expect(await workOf("nobody-of-that-name")).toEqual(known);
  });

  it("of its owner is heard from an address that has not failed, however long strangers keep guessing the name", async () => {
    const { username } = await signIn(false);
    for (let i = 0; i < 40; i++) await attempt(username, "wrong", `198.51.100.${i}`).catch(() => null);
    expect(await attempt(username, PASSWORD, "203.0.113.9")).toMatchObject({ name: expect.any(String) });
  });

  it("is one name in any case, and no twin of it is let in", async () => {
    const { username } = await signIn(false);
    expect(await attempt(` ${username.toUpperCase()} `, PASSWORD, "203.0.113.10")).not.toBeNull();
    const twin = username.replace("a", "а");
    expect(twin).not.toBe(username);
    expect(await attempt(twin, PASSWORD, "203.0.113.11")).toBeNull();
    await expect(
      write(setup, (db) =>
        db.person.create({ data: { username: username.toUpperCase(), name: "双胞胎", areaCode: AREAS.districtA } }),
      ),
    ).rejects.toThrow();
  });
});
