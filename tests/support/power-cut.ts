import pg from "pg";
import { expect } from "vitest";
import type { TestDatabase } from "./database";
import { unique } from "./world";

/** Cuts the power in the middle of commands, at any step one likes. */
export interface PowerCuts {
  /**
   * Runs a command again and again under one request key, the power failing after its first written statement, after its second, and so on,
   * until it gets through. Every failed run must leave every table as it was; the one that gets through happens once, also when sent again.
   * @param run the command with the request key
   * @returns how many times the power failed: the number of statements the command writes
   */
  survivedBy(name: string, run: (key: string) => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

/** More statements than any one command writes. */
const MOST_STEPS = 400;

/**
 * Puts a fuse on every table of a test's own database: a trigger counts written statements, also those of other triggers, in a sequence (which no
 * rollback turns back), and fails the one that is asked for.
 */
export async function powerCuts(database: TestDatabase): Promise<PowerCuts> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query(`
    CREATE SCHEMA power;
    CREATE SEQUENCE power.step;
    CREATE TABLE power.cut (at bigint NOT NULL);
    CREATE FUNCTION power.fuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = power, pg_temp AS $$
    BEGIN
      IF nextval('power.step') = (SELECT at FROM power.cut) THEN RAISE EXCEPTION 'power cut'; END IF;
      RETURN NULL;
    END $$;
    DO $$ DECLARE name regclass; BEGIN
      FOR name IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition LOOP
        EXECUTE format('CREATE TRIGGER zz_fuse AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH STATEMENT EXECUTE FUNCTION power.fuse()', name);
      END LOOP;
    END $$`);
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1",
  );
  const everything = tables
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM "${name}" t`,
    )
    .join(" UNION ALL ");
  const snapshot = async () => {
    const { rows } = await client.query<{ name: string; sum: string }>(everything);
    return Object.fromEntries(rows.map((row) => [row.name, row.sum]));
  };
  const cutAt = (step: number) =>
    client.query(`TRUNCATE power.cut; ALTER SEQUENCE power.step RESTART; INSERT INTO power.cut VALUES (${step})`);

  return {
    async survivedBy(name, run) {
      const key = unique("power");
      const before = await snapshot();
      for (let step = 1; step <= MOST_STEPS; step++) {
        await cutAt(step);
        const outcome = await run(key).then(
          (result) => ({ result }),
          (error: unknown) => ({ error }),
        );
        await cutAt(0);
        if ("error" in outcome) {
          expect(String(outcome.error), `${name}, cut after statement ${step}`).toContain("power cut");
          expect(await snapshot(), `${name}, cut after statement ${step}`).toEqual(before);
          continue;
        }
        const after = await snapshot();
        expect(after, `${name} did nothing`).not.toEqual(before);
        expect(await run(key), `${name}, sent again`).toEqual(outcome.result);
        expect(await snapshot(), `${name}, sent again`).toEqual(after);
        return step - 1;
      }
      throw new Error(`${name} writes more than ${MOST_STEPS} statements`);
    },
    close: () => client.end(),
  };
}
