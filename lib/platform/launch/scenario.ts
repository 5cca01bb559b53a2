import { seed } from "@/prisma/seed/main";
import type { ReadyDatabase } from "./database";
import { withConnection } from "./roles";
import { LaunchFault, say } from "./say";

/** Scenario of a first start; `SCENARIO=quiet-day` asks for another. */
const defaultScenario = "wuhan-2020";

type SeedState = "empty" | "unfinished" | "filled";

/**
 * The database's own comment tells how far seeding came, so that one cut short is not taken for a finished one. Data
 * without such a comment was put there by people and is left alone.
 */
async function seedState(ownerUrl: string): Promise<SeedState> {
  return withConnection(ownerUrl, async (client) => {
    const { rows } = await client.query<{ note: string | null; people: boolean }>(
      `SELECT shobj_description(oid, 'pg_database') AS note, EXISTS (SELECT 1 FROM person) AS people
       FROM pg_database WHERE datname = current_database()`,
    );
    const { note, people } = rows[0]!;
    if (note?.startsWith("seeding ")) return "unfinished";
    return people || note?.startsWith("seeded ") ? "filled" : "empty";
  });
}

async function note(ownerUrl: string, text: string): Promise<void> {
  await withConnection(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
    await client.query(
      `COMMENT ON DATABASE ${client.escapeIdentifier(rows[0]!.name)} IS ${client.escapeLiteral(text)}`,
    );
  });
}

async function fill(database: ReadyDatabase, scenario: string): Promise<void> {
  say(`正在装入情景 ${scenario}……`, `Seeding the scenario ${scenario} …`);
  await note(database.ownerUrl, `seeding ${scenario}`);
  await seed(scenario, {
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    jobsUrl: database.jobsUrl,
    onProgress: (chinese: string, english: string) => say(chinese, english),
  });
  await note(database.ownerUrl, `seeded ${scenario}`);
  say("情景已装入。", "Scenario in place.");
}

/**
 * Seeds an empty embedded database. A real server is seeded only with `SEED=demo`; otherwise its operator is told how
 * to make the first administrator.
 * @param recreate drops and rebuilds the database, for a seeding that was cut short
 */
export async function seedIfEmpty(database: ReadyDatabase, recreate: () => Promise<void>): Promise<void> {
  const scenario = process.env.SCENARIO || defaultScenario;
  const state = await seedState(database.ownerUrl);
  if (state === "filled") return;
  if (!database.embedded) {
    if (process.env.SEED === "demo") {
      if (state === "unfinished") {
        throw new LaunchFault(
          "上次装入演示数据中断。请换一个空数据库再试。",
          "Seeding this server was cut short before. Give it an empty database and start again.",
        );
      }
      return fill(database, scenario);
    }
    say(
      "数据库为空：请用 npm run first-admin 建立首位管理员。",
      "Empty database: create its first administrator with  npm run first-admin",
    );
    return;
  }
  if (state === "unfinished") {
    say("上次装入未完成，重新开始。", "The last seeding was cut short: starting it over.");
    await recreate();
  }
  await fill(database, scenario);
}
