import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { urlsOn } from "@/lib/platform/launch/database";
import {
  createOwnedDatabase,
  type DatabaseUrls,
  ownerRole,
  prepareRoles,
  withConnection,
} from "@/lib/platform/launch/roles";

/** A database of one test file's own. */
export interface TestDatabase extends DatabaseUrls {
  /** Superuser's address of this database, for looking behind row-level security. */
  adminUrl: string;
  name: string;
  /** Drops the database, cutting whoever is still connected. */
  drop(): Promise<void>;
}

function addressesOf(name: string): TestDatabase {
  const server = inject("testServer");
  const admin = new URL(server.adminUrl);
  admin.pathname = `/${name}`;
  return {
    ...urlsOn(server.port, name, server.passwords),
    adminUrl: admin.href,
    name,
    drop: () =>
      withConnection(server.adminUrl, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

function unusedName(): string {
  return `test_${randomBytes(6).toString("hex")}`;
}

/**
 * A migrated database that nobody else touches, cloned from the template in a fraction of a second.
 * Sets `DATABASE_URL`, `OWNER_DATABASE_URL` and `JOBS_DATABASE_URL` of this test file to it, so that what it imports
 * afterwards connects there.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = inject("testServer");
  const database = addressesOf(unusedName());
  await withConnection(server.adminUrl, async (client) => {
    // One clone at a time: Postgres refuses to copy a template that somebody else is copying.
    await client.query("SELECT pg_advisory_lock(20200130)");
    await client.query(`CREATE DATABASE ${database.name} TEMPLATE ${server.template} OWNER ${ownerRole}`);
  });
  // Rights on the database itself are not cloned with its contents.
  await prepareRoles(database);
  process.env.DATABASE_URL = database.appUrl;
  process.env.OWNER_DATABASE_URL = database.ownerUrl;
  process.env.JOBS_DATABASE_URL = database.jobsUrl;
  return database;
}

/** An empty database with the roles but without any table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const database = addressesOf(unusedName());
  await createOwnedDatabase(inject("testServer").adminUrl, database.ownerUrl);
  await prepareRoles(database);
  return database;
}
