import { afterAll, beforeAll } from "vitest";
import { disconnect } from "@/lib/platform/db/client";
import { freshDatabase, type TestDatabase } from "./database";
import { makeAreas } from "./world";

/**
 * A migrated database of the test file's own with the areas in it, from before its first test to after its last. Call it
 * at the top of the file: hooks written below it find the database there and still have it when the file ends.
 * @returns the database, to be read inside hooks and tests only: before the first hook it is empty
 */
export function ownDatabase(): TestDatabase {
  const database = {} as TestDatabase;
  beforeAll(async () => {
    Object.assign(database, await freshDatabase());
    await makeAreas();
  });
  afterAll(async () => {
    await disconnect();
    await database.drop();
  });
  return database;
}

/**
 * A database of the file's own with a cast in it.
 * @param makeCast called once, after the areas are there
 * @returns both, to be read inside hooks and tests only: before the first hook they are empty
 */
export function stageOf<Cast extends object>(makeCast: () => Promise<Cast>): { cast: Cast; database: TestDatabase } {
  const database = ownDatabase();
  const cast = {} as Cast;
  beforeAll(async () => {
    Object.assign(cast, await makeCast());
  });
  return { cast, database };
}
