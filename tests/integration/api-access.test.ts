import { beforeAll, describe, expect, it, vi } from "vitest";
import { endOwnSessions } from "@/lib/management/people/commands/own-account";
import { disablePerson } from "@/lib/management/people/commands/standing";
import { makeToken, revokeToken } from "@/lib/platform/access-tokens/commands";
import { ownTokens } from "@/lib/platform/access-tokens/queries";
import { MOST_TOKENS } from "@/lib/platform/access-tokens/schema";
import type { Actor } from "@/lib/platform/auth/actor";
import { REQUESTS, WRONG_TOKENS } from "@/lib/platform/auth/throttle";
import { read } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { actorAs, setup } from "../support/actors";
import { ask, asked, expectProblem, tokenOf } from "../support/api";
import { ownDatabase } from "../support/stage";
import { AREAS, someGoods } from "../support/world";

/** Who the session cookie of a request stands for; nobody unless a test says so. */
const session: { current: { personId: string; sessionVersion: number } | null } = { current: null };
vi.mock("next-auth", () => ({ getServerSession: async () => session.current }));
const database = ownDatabase();
let officer: Actor;
beforeAll(async () => {
  await someGoods();
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
});

describe("access", () => {
  it("is by token or by session, and without either there is none", async () => {
    expectProblem(await ask("goods", "", null), 401, "unauthenticated");
    session.current = { personId: officer.personId as string, sessionVersion: 1 };
    try {
      expect((await ask("goods", "", null)).status).toBe(200);
      // A header that does not hold is not made good by a cookie.
      expectProblem(await ask("goods", "", "Bearer nonsense"), 401, "unauthenticated");
    } finally {
      session.current = null;
    }
  });
  it("the secret is kept only as a hash, shown with when it was last used, and its making is audited", async () => {
    const person = await actorAs("auditor", { areaCode: AREAS.city });
    const { id, token } = await makeToken(person, { name: "仓储系统", days: "30" });
    const stored = await withConnection(
      database.adminUrl,
      async (client) =>
        (await client.query("SELECT row_to_json(t)::text AS all FROM access_token t WHERE id = $1", [id])).rows,
    );
    expect(stored[0].all).not.toContain(token.slice(3));
    expect((await ownTokens(person))[0]).toMatchObject({ name: "仓储系统", lastUsedAt: null });
    expect((await ask("goods", "", `Bearer ${token}`)).status).toBe(200);
    expect((await ownTokens(person))[0]?.lastUsedAt).toBeInstanceOf(Date);
    const told = await read(setup, (db) =>
      db.event.findMany({ where: { documentId: person.personId, type: "person.noted" } }),
    );
    expect(JSON.stringify(told.map(({ payload }) => payload))).toContain("仓储系统");
    expect(JSON.stringify(told.map(({ payload }) => payload))).not.toContain(token.slice(3));
  });
  it("ends at once with revocation, which is the owner's alone, and never comes back", async () => {
    const person = await actorAs("auditor", { areaCode: AREAS.city });
    const other = await actorAs("auditor", { areaCode: AREAS.city });
    const { id, token } = await makeToken(person, { name: "一", days: "30" });
    await expect(revokeToken(other, { id })).rejects.toThrow(NotFound);
    expect((await ask("goods", "", `Bearer ${token}`)).status).toBe(200);
    await revokeToken(person, { id });
    expectProblem(await ask("goods", "", `Bearer ${token}`), 401, "unauthenticated");
    await expect(revokeToken(person, { id })).rejects.toThrow(NotFound);
    expect(await ownTokens(person)).toEqual([]);
  });
  it("ends with expiry, with the person's sessions, and with the person's account", async () => {
    const person = await actorAs("auditor", { areaCode: AREAS.city });
    const admin = await actorAs("administrator", { areaCode: AREAS.city });
    const works = async (token: string) => (await ask("goods", "", `Bearer ${token}`)).status;
    const { id, token: old } = await makeToken(person, { name: "旧", days: "7" });
    await withConnection(database.adminUrl, (client) =>
      client.query(
        "UPDATE access_token SET created_at = now() - interval '8 days', expires_at = now() - interval '1 day' WHERE id = $1",
        [id],
      ),
    );
    expect(await works(old)).toBe(401);
    const { token: second } = await makeToken(person, { name: "二", days: "7" });
    await endOwnSessions(person);
    expect(await works(second)).toBe(401);
    const { token: third } = await makeToken(person, { name: "三", days: "7" });
    expect(await works(third)).toBe(200);
    await disablePerson(admin, { personId: person.personId as string, reason: "离岗" });
    expect(await works(third)).toBe(401);
  });
  it("is limited in number", async () => {
    const person = await actorAs("auditor", { areaCode: AREAS.city });
    for (let n = 0; n < MOST_TOKENS; n++) await makeToken(person, { name: `${n}`, days: "7" });
    await expect(makeToken(person, { name: "多", days: "7" })).rejects.toThrow(Refusal);
  });
  it("wrong tokens from one address are slowed, and a right one from there is not kept out", async () => {
    const wrong = `Bearer cp_${"A".repeat(43)}`;
    for (let n = 1; n < WRONG_TOKENS.most; n++) expect((await ask("goods", "", wrong, "10.9.9.9")).status).toBe(401);
    const slowed = await ask("goods", "", wrong, "10.9.9.9");
    expectProblem(slowed, 429, "tooManyRequests");
    expect(Number(slowed.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask("goods", "", `Bearer ${await tokenOf(officer)}`, "10.9.9.9")).status).toBe(200);
    expect((await ask("goods", "", wrong, "10.9.9.8")).status).toBe(401);
  });
  it("one person's requests are limited, and another's are not", async () => {
    const busy = await actorAs("auditor", { areaCode: AREAS.city });
    await asked(busy, "goods");
    await withConnection(database.adminUrl, (client) =>
      client.query("UPDATE sign_in_throttle SET failures = $1 WHERE key = $2", [
        REQUESTS.most - 1,
        `requests:${busy.personId}`,
      ]),
    );
    const slowed = await asked(busy, "goods");
    expectProblem(slowed, 429, "tooManyRequests");
    expect((await asked(officer, "goods")).status).toBe(200);
  });
});
