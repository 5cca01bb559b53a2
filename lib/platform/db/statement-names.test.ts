import { describe, expect, it } from "vitest";
import { statementNames } from "./statement-names";

const insert = { sql: "INSERT INTO event (id) VALUES ($1)" };

function afterAsking(sql: string, times: number): string {
  const nameOf = statementNames();
  for (let i = 1; i < times; i++) nameOf({ sql });
  return nameOf({ sql });
}

describe("names of prepared statements", () => {
  it("are given to an insert once it has been asked often, the same each time, one for each text", () => {
    const nameOf = statementNames();
    const first = Array.from({ length: 4 }, () => nameOf(insert));
    expect(first).toEqual(["", "", "", ""]);
    const name = nameOf(insert);
    expect(name).toMatch(/^cp_[0-9a-f]{24}$/);
    expect(nameOf(insert)).toBe(name);
    expect(afterAsking("INSERT INTO event (id) VALUES ($1), ($2)", 5)).not.toBe(name);
  });

  it("are given to the reach of a transaction, and never to a query or an update, whose plan should see the values", () => {
    expect(afterAsking("SELECT\n set_config('app.lo1', $1, true)", 5)).not.toBe("");
    expect(afterAsking("SELECT id FROM lot WHERE area_code >= $1", 50)).toBe("");
    expect(afterAsking("UPDATE lot SET recalled = true WHERE area_code >= $1", 50)).toBe("");
  });

  it("stay few, however many texts are asked", () => {
    const nameOf = statementNames();
    const texts = Array.from({ length: 500 }, (_, i) => `INSERT INTO event (id) VALUES ($${i})`);
    for (let round = 0; round < 6; round++) for (const sql of texts) nameOf({ sql });
    expect(texts.filter((sql) => nameOf({ sql }) !== "").length).toBe(200);
  });
});
