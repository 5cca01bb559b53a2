import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, brandActor } from "@/lib/platform/auth/actor";
import { areaRanges } from "@/lib/platform/auth/reach";
import { read, write } from "@/lib/platform/db/access";
import { allEdges } from "@/prisma/workflow-edges";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, anIncident, someGoods, stocked } from "../support/world";

const database = ownDatabase();
let raw: pg.Client;
let here: Actor;
beforeAll(async () => {
  here = await actorAs("commander", { areaCode: AREAS.districtA });
  const incident = await anIncident();
  const goods = await someGoods();
  for (const areaCode of [AREAS.districtA, AREAS.districtB]) {
    const site = await aSite(areaCode);
    await stocked(site, goods, 10n);
    await write(setup, async (db) => {
      await db.demandRequest.create({
        data: {
          incidentId: incident.id,
          siteId: site.id,
          areaCode,
          priority: "urgent",
          businessAt: new Date(),
          lines: { create: { position: 1, goodsId: goods.id, quantity: 5n } },
        },
      });
      await db.stockLevel.create({ data: { siteId: site.id, goodsId: goods.id, areaCode, floor: 1n } });
      await db.allocationPlan.create({
        data: {
          incidentId: incident.id,
          areaCode,
          objective: "fair",
          horizonDays: 1,
          options: {},
          businessAt: new Date(),
        },
      });
      await db.task.create({ data: { kind: "test", areaCode } });
      await db.event.create({
        data: {
          type: "site.noted",
          documentKind: "site",
          areaCode,
          actorName: "test",
          businessAt: new Date(),
          payload: { facts: {} },
        },
      });
    });
  }
  raw = new pg.Client({ connectionString: database.appUrl });
  await raw.connect();
});
afterAll(async () => {
  await raw.end();
});

/** Runs raw SQL as the application's role with the ranges of some areas, as a forgotten filter would. */
async function asIf<T extends object>(codes: string[], sql: string): Promise<T[]> {
  const actor = brandActor({
    personId: null,
    name: "x",
    username: "x",
    system: false,
    assignments: codes.map((areaCode) => ({ role: "commander", areaCode, siteId: null })),
  });
  await raw.query("BEGIN");
  try {
    for (const [index, { lo, hi }] of areaRanges(actor).entries())
      await raw.query(`SELECT set_config('app.lo${index + 1}', $1, true), set_config('app.hi${index + 1}', $2, true)`, [
        lo,
        hi,
      ]);
    return (await raw.query<T>(sql)).rows;
  } finally {
    await raw.query("ROLLBACK");
  }
}

/** Tables whose rows are seen only within reach; those everybody may see are named below, and tried for writing. */
const guarded = async (): Promise<{ table: string; columns: string[] }[]> => {
  const { rows } = await raw.query<{ table: string; columns: string[] }>(`
    SELECT c.table_name AS "table", array_agg(c.column_name::text ORDER BY c.column_name) AS columns FROM information_schema.columns c
    JOIN pg_policies p ON p.tablename = c.table_name AND p.schemaname = 'public'
    WHERE c.table_schema = 'public' AND c.column_name IN ('area_code', 'from_area_code', 'to_area_code', 'other_area_code')
      AND NOT EXISTS (SELECT FROM pg_policies s WHERE s.tablename = c.table_name AND s.cmd = 'SELECT' AND s.qual = 'true') GROUP BY 1 ORDER BY 1`);
  return rows;
};

describe("row-level security, tried with raw SQL", () => {
  it("guards more than twenty-five tables and shows nothing of any when no reach is set", async () => {
    const tables = await guarded();
    expect(tables.length).toBeGreaterThan(25);
    for (const { table } of tables) {
      const seen = await asIf<{ n: string }>(
        [],
        `SELECT count(*) AS n FROM "${table}"${table === "event" ? " WHERE area_code <> ''" : ""}`,
      );
      expect(seen[0]?.n, table).toBe("0");
    }
  });

  it("shows of every guarded table only rows with an end inside the actor's areas", async () => {
    for (const { table, columns } of await guarded()) {
      const outside = columns.map((column) => `coalesce("${column}", '') NOT LIKE '${AREAS.districtA}%'`).join(" AND ");
      const leaked = await asIf<{ n: string }>(
        [AREAS.districtA],
        `SELECT count(*) AS n FROM "${table}" WHERE ${outside}${table === "event" ? " AND area_code <> ''" : ""}`,
      );
      expect(leaked[0]?.n, table).toBe("0");
    }
    const seen = await asIf<{ area_code: string }>([AREAS.districtA], "SELECT area_code FROM demand_request");
    expect(seen).toEqual([{ area_code: AREAS.districtA }]);
  });

  describe.each([
    ["of another district", AREAS.districtB],
    ["of the city above", AREAS.city],
  ])("a row %s, in every table with an area", (_, elsewhere) => {
    /** Shared reference: everybody knows them, nobody changes another's. */
    const KNOWN = ["incident", "incident_level", "party", "place", "site", "vehicle"];
    interface Column {
      name: string;
      type: string;
      filled: boolean;
      values: string[] | null;
    }
    let tables: { table: string; columns: Column[] }[];
    beforeAll(async () => {
      const { rows } = await raw.query<{ table: string; columns: Column[] }>(`
        SELECT c.relname AS "table", json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'filled', NOT a.attnotnull OR a.atthasdef,
          'values', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = a.atttypid)) ORDER BY a.attnum) AS columns
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        GROUP BY c.relname HAVING bool_or(a.attname IN ('area_code', 'from_area_code')) AND c.relname <> 'area' ORDER BY 1`);
      tables = rows;
    });

    const anyValue = ({ type, values }: Column): string => {
      if (values?.[0]) return `'${values[0]}'`;
      if (type === "uuid") return "uuidv7()";
      if (/^(timestamp|date)/.test(type)) return "now()";
      if (type === "boolean") return "false";
      if (type === "jsonb") return "'{}'";
      if (type === "bytea") return "'\\x00'";
      if (type.endsWith("[]")) return "'{}'";
      if (/^(integer|bigint|smallint|double|numeric|real)/.test(type)) return "1";
      return "gen_random_uuid()::text";
    };
    /** SQL that puts a row of the area into a table, whatever the table is of. */
    const insertion = (table: string, columns: Column[], areaCode: string): string => {
      const isArea = ({ name }: Column) => /^((from|to|other)_)?area_code$/.test(name);
      const given = columns.filter((column) => isArea(column) || !column.filled);
      const list = given.map(({ name }) => `"${name}"`).join(", ");
      const values = given.map((column) => (isArea(column) ? `'${areaCode}'` : anyValue(column))).join(", ");
      return `INSERT INTO "${table}" (${list}) VALUES (${values})`;
    };
    /** Does what the application's role may with the reach of one district, beside a row that lies elsewhere; everything is undone. */
    async function beside<T>(table: string, columns: Column[], attempt: (admin: pg.Client) => Promise<T>): Promise<T> {
      const admin = new pg.Client({ connectionString: database.adminUrl });
      await admin.connect();
      try {
        await admin.query("BEGIN");
        // Only the policies are tried here: without foreign keys and triggers any row will do.
        await admin.query("SET LOCAL session_replication_role = replica");
        await admin.query(`DELETE FROM "${table}"`);
        const checks = await admin.query<{ name: string }>(
          `SELECT conname AS name FROM pg_constraint WHERE conrelid = '"${table}"'::regclass AND contype = 'c'`,
        );
        for (const { name } of checks.rows) await admin.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${name}"`);
        await admin.query(insertion(table, columns, elsewhere));
        await admin.query("SET LOCAL ROLE changping_app");
        const [range] = areaRanges(here);
        await admin.query("SELECT set_config('app.lo1', $1, true), set_config('app.hi1', $2, true)", [
          range?.lo,
          range?.hi,
        ]);
        return await attempt(admin);
      } finally {
        await admin.end();
      }
    }
    /** Rows a statement touched; 0 also where the role may not make such a statement at all. */
    const touched = (client: pg.Client, sql: string): Promise<number> =>
      client.query(sql).then(
        ({ rowCount }) => rowCount ?? 0,
        (error: pg.DatabaseError) => {
          if (error.code === "42501") return 0;
          throw error;
        },
      );

    it("is there to be tried in more than thirty tables", () => {
      expect(tables.length).toBeGreaterThan(30);
    });
    it("is not seen", async () => {
      const seen: string[] = [];
      for (const { table, columns } of tables)
        if ((await beside(table, columns, (client) => touched(client, `SELECT FROM "${table}"`))) > 0) seen.push(table);
      expect(seen).toEqual(KNOWN);
    });
    it.each(["UPDATE", "DELETE"])("is not touched by %s", async (verb) => {
      const changed: string[] = [];
      for (const { table, columns } of tables) {
        const column = columns.find(({ name }) => /^((from|to)_)?area_code$/.test(name))?.name;
        const sql = verb === "DELETE" ? `DELETE FROM "${table}"` : `UPDATE "${table}" SET "${column}" = "${column}"`;
        if ((await beside(table, columns, (client) => touched(client, sql))) > 0) changed.push(table);
      }
      expect(changed).toEqual([]);
    });
    it("is not put there", async () => {
      const made: string[] = [];
      for (const { table, columns } of tables)
        if ((await beside(table, columns, (client) => touched(client, insertion(table, columns, elsewhere)))) > 0)
          made.push(table);
      // The place of goods on the road is made by whoever sends them, also at a site elsewhere.
      expect(made).toEqual(["place"]);
    });
  });

  it("refuses to write a row outside the actor's areas", async () => {
    await expect(
      asIf([AREAS.districtA], `INSERT INTO task (kind, area_code) VALUES ('x', '${AREAS.districtB}')`),
    ).rejects.toThrow(/row-level security/);
    await expect(asIf([AREAS.districtA], `UPDATE task SET area_code = '${AREAS.districtB}'`)).rejects.toThrow(
      /row-level security/,
    );
  });

  it("lets several areas of one person be seen, and a city see its districts", async () => {
    const both = await asIf<{ n: string }>(
      [AREAS.districtA, AREAS.districtB],
      "SELECT count(*) AS n FROM demand_request",
    );
    const city = await asIf<{ n: string }>([AREAS.city], "SELECT count(*) AS n FROM demand_request");
    expect([both[0]?.n, city[0]?.n]).toEqual(["2", "2"]);
  });

  it("holds for a query of the product that forgot its filter", async () => {
    expect(await read(here, (db) => db.demandRequest.count())).toBe(1);
    expect(await read(here, (db) => db.allocationPlan.count())).toBe(1);
  });

  it("the application's role owns nothing and cannot switch the policies off", async () => {
    await expect(raw.query("ALTER TABLE demand_request DISABLE ROW LEVEL SECURITY")).rejects.toThrow(/must be owner/);
    const { rows } = await raw.query<{ bypass: boolean; super: boolean }>(
      "SELECT rolbypassrls AS bypass, rolsuper AS super FROM pg_roles WHERE rolname = current_user",
    );
    expect(rows[0]).toEqual({ bypass: false, super: false });
  });
});

describe("the table of moves", () => {
  it("in the database is the machines of the code, edge for edge", async () => {
    const { rows } = await raw.query<{ edge: string }>(
      "SELECT concat_ws('/', document, move, from_state, to_state) AS edge FROM workflow_edge",
    );
    const code = allEdges().map((edge) => [edge.document, edge.move, edge.fromState, edge.toState].join("/"));
    // concat_ws keeps the empty from-state of a creation.
    expect(rows.map((row) => row.edge).sort()).toEqual(code.sort());
  });

  it("cannot be written by the application, and a state that is no move is refused by the database", async () => {
    await expect(
      raw.query("INSERT INTO workflow_edge VALUES ('demandRequest', 'jump', 'draft', 'approved')"),
    ).rejects.toThrow(/permission denied/);
    await expect(
      write(setup, (db) => db.$executeRaw`UPDATE demand_request SET state = 'approved' WHERE state = 'draft'`),
    ).rejects.toThrow();
  });
});
