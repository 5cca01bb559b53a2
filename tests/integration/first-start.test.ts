import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db/access";
import { disconnect } from "@/lib/platform/db/client";
import { passwordMatches } from "@/lib/platform/auth/password";
import { configuredUrls, exportUrls, openDatabase } from "@/lib/platform/launch/database";
import { createFirstAdministrator } from "@/lib/platform/launch/first-administrator";
import { withConnection } from "@/lib/platform/launch/roles";
import { LaunchFault } from "@/lib/platform/launch/say";
import { setup } from "../support/actors";
import { emptyDatabase, type TestDatabase } from "../support/database";
import { AREAS, makeAreas } from "../support/world";

let database: TestDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
  Object.assign(process.env, exportUrls(database));
});
afterAll(async () => {
  await disconnect();
  await database.drop();
});

describe("a server of one's own", () => {
  it("needs all three addresses, and says which", () => {
    for (const given of [
      { DATABASE_URL: database.appUrl },
      { DATABASE_URL: database.appUrl, OWNER_DATABASE_URL: database.ownerUrl },
      { OWNER_DATABASE_URL: database.ownerUrl },
    ])
      expect(() => configuredUrls(given as unknown as NodeJS.ProcessEnv)).toThrow(LaunchFault);
  });

  it("is brought up to date by instances that start at once, each of which then goes on", async () => {
    const opened = await Promise.all([openDatabase(), openDatabase(), openDatabase()]);
    expect(opened.map((one) => one.embedded)).toEqual([false, false, false]);
    await withConnection(database.adminUrl, async (client) => {
      const { rows } = await client.query<{ twice: string }>(
        "SELECT count(*) AS twice FROM (SELECT 1 FROM _prisma_migrations GROUP BY migration_name HAVING count(*) > 1) x",
      );
      expect(rows[0]?.twice).toBe("0");
    });
  });

  it("gets one first administrator, of however many ask at once, and none when there are people already", async () => {
    await makeAreas();
    const ask = (username: string) => createFirstAdministrator({ username, name: username, areaCode: AREAS.province });
    const outcomes = await Promise.allSettled(["root-a", "root-b", "root-c"].map(ask));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(LaunchFault);
    await expect(ask("root-d")).rejects.toBeInstanceOf(LaunchFault);
    const people = await read(setup, (db) => db.person.findMany());
    expect(people).toHaveLength(1);
    const won = outcomes.find((outcome) => outcome.status === "fulfilled");
    const password = won?.status === "fulfilled" ? won.value : "";
    expect(password.length).toBeGreaterThanOrEqual(16);
    expect(await passwordMatches(people[0]?.passwordHash ?? null, password)).toBe(true);
    expect(people[0]?.mustChangePassword).toBe(true);
    const told = await read(setup, (db) => db.event.findMany({ where: { documentKind: "person" } }));
    expect(told.map((event) => [event.type, event.actorName])).toEqual([["person.created", "system:first-admin"]]);
  });

  it("names an area that is not there", async () => {
    await expect(createFirstAdministrator({ username: "root-e", name: "e", areaCode: "99" })).rejects.toBeInstanceOf(
      LaunchFault,
    );
  });
});
