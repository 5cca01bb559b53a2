import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyMigrations, migrationNames, schemaDifference } from "@/lib/platform/db/migrate";
import { withConnection } from "@/lib/platform/launch/roles";
import { emptyDatabase, freshDatabase, type TestDatabase } from "@/tests/support/database";

/** What Prisma knows of a database, as sorted lines; checks, triggers, policies and partitions are the migrations' own. */
const catalogue = {
  columns: `
    SELECT format('%s.%s %s%s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
                  coalesce(pg_get_expr(d.adbin, d.adrelid), '-')) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.attnum > 0 AND NOT a.attisdropped`,
  enums: `
    SELECT format('%s: %s', t.typname, string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder)) AS line
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname`,
  indexes: `
    SELECT regexp_replace(pg_get_indexdef(i.indexrelid), ' ON (ONLY )?public\\.', ' ON ') AS line
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relispartition`,
  "foreign keys": `
    SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0`,
};

async function linesOf(database: TestDatabase, query: string): Promise<string[]> {
  return withConnection(database.ownerUrl, async (client) => {
    const { rows } = await client.query<{ line: string }>(query);
    return rows
      .map((row) => row.line)
      .filter((line) => !line.includes("_prisma_migrations"))
      .sort();
  });
}

/** Extensions, and sequences that column defaults call by name: the schema refers to them, only migrations make them. */
async function prerequisites(database: TestDatabase): Promise<string> {
  return withConnection(database.ownerUrl, async (client) => {
    const { rows } = await client.query<{ statement: string }>(`
      SELECT format('CREATE EXTENSION IF NOT EXISTS %I', extname) AS statement FROM pg_extension
      UNION ALL
      SELECT format('CREATE SEQUENCE %I', c.relname) FROM pg_class c
      WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i'))`);
    return rows.map((row) => `${row.statement};`).join("\n");
  });
}

describe("a database built by the migrations", () => {
  let migrated: TestDatabase;
  let drawn: TestDatabase;

  beforeAll(async () => {
    migrated = await freshDatabase();
    drawn = await emptyDatabase();
    const sql = await schemaDifference(drawn.ownerUrl, "empty");
    const first = await prerequisites(migrated);
    await withConnection(drawn.ownerUrl, (client) => client.query(first + sql));
  });
  afterAll(async () => {
    await migrated?.drop();
    await drawn?.drop();
  });

  it.each(["columns", "enums"] as const)("has exactly the %s of the Prisma schema", async (kind) => {
    const expected = await linesOf(drawn, catalogue[kind]);
    expect(expected.length).toBeGreaterThan(0);
    expect(await linesOf(migrated, catalogue[kind])).toEqual(expected);
  });

  it.each(["indexes", "foreign keys"] as const)(
    "has all %s of the Prisma schema, beside those of its own",
    async (kind) => {
      const expected = await linesOf(drawn, catalogue[kind]);
      const built = new Set(await linesOf(migrated, catalogue[kind]));
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.filter((line) => !built.has(line))).toEqual([]);
    },
  );

  it("is left alone when the migrations run again", async () => {
    expect(migrationNames().length).toBeGreaterThan(0);
    expect(await applyMigrations(migrated.ownerUrl)).toEqual([]);
  });

  it("stores text as UTF-8, so that Chinese counts and compares by character", async () => {
    const rows = await withConnection(migrated.appUrl, (client) =>
      client.query<{ length: number; encoding: string }>(
        "SELECT char_length('口罩') AS length, current_setting('server_encoding') AS encoding",
      ),
    );
    expect(rows.rows[0]).toEqual({ length: 2, encoding: "UTF8" });
  });
});

describe("the roles", () => {
  it("leave the application nothing to own and no way around row-level security", async () => {
    const database = await freshDatabase();
    const { rows } = await withConnection(database.appUrl, (client) =>
      client.query(
        `SELECT r.rolname AS role, r.rolsuper, r.rolbypassrls, r.rolcreaterole,
                (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS owned,
                has_schema_privilege('public', 'CREATE') AS creates
         FROM pg_roles r WHERE r.rolname = current_user`,
      ),
    );
    expect(rows[0]).toEqual({
      role: "changping_app",
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      owned: 0,
      creates: false,
    });
    await database.drop();
  });

  it("let the job queue make its tables in its own schema and nowhere else", async () => {
    const database = await freshDatabase();
    await withConnection(database.jobsUrl, async (client) => {
      await client.query("CREATE SCHEMA IF NOT EXISTS jobs; CREATE TABLE jobs.probe (id int)");
      await expect(client.query("CREATE TABLE public.probe (id int)")).rejects.toThrow(/permission denied/);
    });
    await database.drop();
  });
});
