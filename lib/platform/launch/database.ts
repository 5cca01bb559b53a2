import path from "node:path";
import { applyMigrations } from "@/lib/platform/db/migrate";
import { syncEdges } from "@/prisma/sync-edges";
import { type Cluster, startCluster, stopCluster } from "./embedded";
import { dataFolder } from "./folders";
import { takeLock } from "./lock";
import {
  createOwnedDatabase,
  type DatabaseUrls,
  ownerRole,
  appRole,
  jobsRole,
  prepareRoles,
  withConnection,
} from "./roles";
import { LaunchFault, say } from "./say";
import { readSecrets } from "./secrets";

/** A database ready for use: roles made and migrations applied. */
export interface ReadyDatabase extends DatabaseUrls {
  embedded: boolean;
  /** True if an embedded server was already running when we came. */
  adopted: boolean;
  /** Stops an embedded server; does nothing for a real one. */
  stop(): Promise<void>;
}

const databaseName = "changping";

function clusterOptions() {
  return { folder: path.join(dataFolder(), "postgres"), superuserPassword: readSecrets().superuserPassword };
}

/** The three addresses of a database on a cluster of ours. */
export function urlsOn(
  port: number,
  database: string,
  passwords: { owner: string; app: string; jobs: string },
): DatabaseUrls {
  const url = (role: string, password: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
  return {
    ownerUrl: url(ownerRole, passwords.owner),
    appUrl: url(appRole, passwords.app),
    jobsUrl: url(jobsRole, passwords.jobs),
  };
}

/** Addresses of a real server from the environment, or nothing when the embedded one is meant. */
export function configuredUrls(environment: NodeJS.ProcessEnv = process.env): DatabaseUrls | undefined {
  const { DATABASE_URL, OWNER_DATABASE_URL, JOBS_DATABASE_URL } = environment;
  if (!DATABASE_URL) {
    if (OWNER_DATABASE_URL || JOBS_DATABASE_URL) {
      throw new LaunchFault(
        "设置了 OWNER_DATABASE_URL 或 JOBS_DATABASE_URL，但缺少 DATABASE_URL。",
        "OWNER_DATABASE_URL or JOBS_DATABASE_URL is set without DATABASE_URL. Set all three, or none for the embedded server.",
      );
    }
    return undefined;
  }
  if (!OWNER_DATABASE_URL || !JOBS_DATABASE_URL) {
    throw new LaunchFault(
      "使用现有数据库服务器时，须同时设置 DATABASE_URL、OWNER_DATABASE_URL 和 JOBS_DATABASE_URL。",
      `With a server of your own set all three: DATABASE_URL (role ${appRole}), OWNER_DATABASE_URL (owner, migrations) and JOBS_DATABASE_URL (role ${jobsRole}).`,
    );
  }
  return { ownerUrl: OWNER_DATABASE_URL, appUrl: DATABASE_URL, jobsUrl: JOBS_DATABASE_URL };
}

/** Any number of our own, beside that of the migrations. */
const preparationLock = 7_270_369_0043n;

/** Brings roles, tables and edges up to date. Several instances that start at once on one server take turns. */
async function migrate(urls: DatabaseUrls): Promise<void> {
  const applied = await withConnection(urls.ownerUrl, async (turn) => {
    await turn.query(`SELECT pg_advisory_lock(${preparationLock})`);
    await prepareRoles(urls);
    const names = await applyMigrations(urls.ownerUrl);
    await syncEdges(urls.ownerUrl);
    return names;
  });
  if (applied.length) say(`已应用 ${applied.length} 个数据库迁移。`, `Applied ${applied.length} migrations.`);
  await checkRoleSeparation(urls);
}

/** A table owned by the application's role would escape row-level security: say so instead of running open. */
async function checkRoleSeparation(urls: DatabaseUrls): Promise<void> {
  await withConnection(urls.appUrl, async (client) => {
    const owned = await client.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
       WHERE r.rolname = current_user AND c.relkind IN ('r', 'p') LIMIT 1`,
    );
    if (owned.rows[0]) {
      throw new LaunchFault(
        `${appRole} 拥有数据表 ${owned.rows[0].name}，行级安全对它无效。`,
        `${appRole} owns table ${owned.rows[0].name}, so row-level security would not bind it. Change the table's owner.`,
      );
    }
  });
}

async function openEmbedded(): Promise<ReadyDatabase> {
  const lock = await takeLock("postgres", "starting PostgreSQL", 120_000);
  let cluster: Cluster;
  try {
    const secrets = readSecrets();
    cluster = await startCluster(clusterOptions());
    say(
      cluster.adopted
        ? `接管正在运行的内置数据库，端口 ${cluster.port}。`
        : `内置 PostgreSQL 已启动，端口 ${cluster.port}。`,
      cluster.adopted ? "Adopted the embedded PostgreSQL already running." : "Embedded PostgreSQL is up.",
    );
    const urls = urlsOn(cluster.port, databaseName, {
      owner: secrets.ownerPassword,
      app: secrets.appPassword,
      jobs: secrets.jobsPassword,
    });
    try {
      await createOwnedDatabase(cluster.adminUrl, urls.ownerUrl);
      await migrate(urls);
    } catch (error) {
      if (!cluster.adopted) await cluster.stop();
      throw error;
    }
    return { ...urls, embedded: true, adopted: cluster.adopted, stop: cluster.stop };
  } finally {
    lock.release();
  }
}

/**
 * Opens the database the environment asks for: a real server if `DATABASE_URL` is set, else the embedded one, started
 * (or adopted) on the data folder. Roles and migrations are up to date afterwards.
 * @throws LaunchFault with what to do
 */
export async function openDatabase(): Promise<ReadyDatabase> {
  const configured = configuredUrls();
  if (!configured) return openEmbedded();
  say("使用环境变量指定的数据库服务器。", "Using the database server named in the environment.");
  await migrate(configured);
  return { ...configured, embedded: false, adopted: false, stop: async () => undefined };
}

/** Drops the embedded database with all it holds and builds it anew, empty and migrated. */
export async function recreateEmbedded(database: ReadyDatabase): Promise<void> {
  const { adminUrl } = await startCluster(clusterOptions());
  await withConnection(adminUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${databaseName} WITH (FORCE)`);
  });
  await createOwnedDatabase(adminUrl, database.ownerUrl);
  await migrate(database);
}

/** Stops the embedded server of the data folder; says whether one was running. */
export function closeEmbedded(): boolean {
  return stopCluster(clusterOptions());
}

/** Puts the addresses where the application and its tools read them. */
export function exportUrls(urls: DatabaseUrls): Record<string, string> {
  return { DATABASE_URL: urls.appUrl, OWNER_DATABASE_URL: urls.ownerUrl, JOBS_DATABASE_URL: urls.jobsUrl };
}
