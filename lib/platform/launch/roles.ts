import pg from "pg";
import { LaunchFault } from "./say";

/** The three addresses of one database; see `prepareRoles`. */
export interface DatabaseUrls {
  /** Owns the tables; migrations and seeding only. */
  ownerUrl: string;
  /** Role of the application: owns nothing, so row-level security binds it. */
  appUrl: string;
  /** Role of background jobs: owns the schema `jobs` and nothing else. */
  jobsUrl: string;
}

/** Names the grants of the migrations are written for. */
export const appRole = "changping_app";
/** @see appRole */
export const jobsRole = "changping_jobs";
/** Owner's role of an embedded database (a real server's may have any name). */
export const ownerRole = "changping_owner";

/** Runs `body` with one connection, closed afterwards. */
export async function withConnection<T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await body(client);
  } finally {
    await client.end();
  }
}

function login(url: string): { user: string; password: string } {
  const { username, password } = new URL(url);
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/** Makes the owner's role and its database on a server we hold the superuser's key of. */
export async function createOwnedDatabase(adminUrl: string, ownerUrl: string): Promise<void> {
  const owner = login(ownerUrl);
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  await withConnection(adminUrl, async (client) => {
    const name = client.escapeIdentifier(owner.user);
    const known = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [owner.user]);
    const verb = known.rowCount ? "ALTER" : "CREATE";
    await client.query(
      `${verb} ROLE ${name} LOGIN CREATEROLE CREATEDB PASSWORD ${client.escapeLiteral(owner.password)}`,
    );
    const there = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (!there.rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${name}`);
  });
}

interface RoleRow {
  rolname: string;
  rolsuper: boolean;
  rolbypassrls: boolean;
}

/**
 * Sees to it, as the owner, that the application's and the jobs' roles exist with the passwords of their addresses,
 * and that neither could step around row-level security. Safe to repeat. Table grants live in the migrations.
 * @throws LaunchFault with the statements an administrator has to run, where the owner may not create roles
 */
export async function prepareRoles(urls: DatabaseUrls): Promise<void> {
  await withConnection(urls.ownerUrl, async (client) => {
    const me = await client.query<{ may: boolean }>(
      "SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user",
    );
    const mayCreate = me.rows[0]?.may ?? false;
    for (const [role, url] of [
      [appRole, urls.appUrl],
      [jobsRole, urls.jobsUrl],
    ] as const) {
      const { user, password } = login(url);
      if (user !== role) {
        throw new LaunchFault(
          `连接地址里的用户名须为 ${role}，现在是 ${user}。`,
          `The address must sign in as ${role} (the grants are written for it), not as ${user}.`,
        );
      }
      await prepareRole(client, role, password, mayCreate);
    }
    await prepareJobsSchema(client, mayCreate);
  });
}

async function prepareRole(client: pg.Client, role: string, password: string, mayCreate: boolean): Promise<void> {
  const found = await client.query<RoleRow>("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = $1", [
    role,
  ]);
  const row = found.rows[0];
  if (row?.rolsuper || row?.rolbypassrls) {
    throw new LaunchFault(
      `${role} 不得为超级用户，也不得绕过行级安全。`,
      `${role} must be neither superuser nor BYPASSRLS: run  ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS;`,
    );
  }
  if (row) return;
  if (!mayCreate) {
    throw new LaunchFault(
      `数据库缺少角色 ${role}，且所有者账户无权创建。请由管理员执行下列语句：`,
      `Role ${role} is missing and the owner may not create it. Have an administrator run:  CREATE ROLE ${role} LOGIN PASSWORD '…';`,
    );
  }
  // The password is that of the address we were given, so both ends agree.
  await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
}

/** The job queue makes its own tables: they get a schema of the jobs' role, apart from ours. */
async function prepareJobsSchema(client: pg.Client, mayCreate: boolean): Promise<void> {
  const current = await client.query<{ database: string; may: boolean; schema: boolean }>(
    `SELECT current_database() AS database,
            has_database_privilege($1, current_database(), 'CREATE') AS may,
            EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'jobs') AS schema`,
    [jobsRole],
  );
  const { database, may, schema } = current.rows[0]!;
  // pg-boss says CREATE SCHEMA IF NOT EXISTS, which Postgres refuses without this right even when it exists.
  if (!may) await client.query(`GRANT CREATE ON DATABASE ${client.escapeIdentifier(database)} TO ${jobsRole}`);
  if (schema) return;
  if (mayCreate) await client.query(`GRANT ${jobsRole} TO CURRENT_USER WITH SET TRUE`);
  await client.query(`CREATE SCHEMA jobs AUTHORIZATION ${jobsRole}`);
}
