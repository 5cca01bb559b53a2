import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { changePasswordAction, endOwnSessionsAction } from "@/lib/management/people/actions";
import { makeToken } from "@/lib/platform/access-tokens/commands";
import { callerOf, requireActor, signedIn } from "@/lib/platform/auth/require-actor";
import { authOptions } from "@/lib/platform/auth/options";
import { hashPassword, passwordMatches } from "@/lib/platform/auth/password";
import { read, write } from "@/lib/platform/db/access";
import { disconnect } from "@/lib/platform/db/client";
import { actorAs, setup } from "../support/actors";
import { freshDatabase, type TestDatabase } from "../support/database";
import { AREAS, makeAreas } from "../support/world";

/** Who the session cookie of a request stands for. */
const session: { current: { personId: string | null; sessionVersion: number } | null } = { current: null };
vi.mock("next-auth", () => ({ getServerSession: async () => session.current }));

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await makeAreas();
});
afterAll(async () => {
  await disconnect();
  await database.drop();
});

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

  it("takes as long for a name nobody has as for a wrong password", async () => {
    const { username } = await signIn(false);
    const medianOf = async (name: string) => {
      const times: number[] = [];
      for (let i = 0; i < 7; i++) {
        const begun = performance.now();
        await passwordMatches(name === username ? await hashOf(username) : null, "wrong password");
        times.push(performance.now() - begun);
      }
      return times.sort((a, b) => a - b)[3] ?? 0;
    };
    const hashOf = async (name: string) =>
      (await read(setup, (db) => db.person.findUniqueOrThrow({ where: { username: name } }))).passwordHash;
    const [known, unknown] = [await medianOf(username), await medianOf("nobody")];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
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
