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

/**
 * Runs `body` with one connection, closed afterwards.
 * @throws LaunchFault naming role, host and database (never the password) if there is no connection
 */
export async function withConnection<T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { username, host, pathname } = new URL(url);
    const place = `${username}@${host}${pathname}`;
    throw new LaunchFault(`无法连接数据库 ${place}。`, `Cannot connect to ${place}: ${(error as Error).message}`);
  }
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
    await allowJobsSchema(client);
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

/**
 * The job queue makes its own tables in the schema `jobs`, which a migration hands to it. pg-boss says CREATE SCHEMA IF NOT
 * EXISTS, which Postgres refuses without the right to create one even when it exists.
 */
async function allowJobsSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ database: string; may: boolean }>(
    "SELECT current_database() AS database, has_database_privilege($1, current_database(), 'CREATE') AS may",
    [jobsRole],
  );
  const { database, may } = rows[0]!;
  if (!may) await client.query(`GRANT CREATE ON DATABASE ${client.escapeIdentifier(database)} TO ${jobsRole}`);
}
