import { createHash } from "node:crypto";

/** Texts counted, and texts named, at most; createMany and IN lists make a text for each number of rows, most seen once. */
const MAX_COUNTED = 2000;
const MAX_NAMED = 200;
/** A text this often asked is worth a place in the server's memory, in every connection. */
const ASKED_OFTEN = 5;

/**
 * Statements whose best plan does not hang on their values: what is inserted, and the reach set at the start of every transaction. Queries
 * are left out: the planner should see the values of a filter, above all the reach.
 */
const PLAN_IS_FIXED = /^\s*(?:INSERT\b|SELECT\s+set_config\b)/i;

/**
 * Names the statements that are asked again and again, so that each connection parses and plans them once (PostgreSQL prepared statements).
 * @returns a function from a statement to its name, or to the empty string while it is better left unnamed
 */
export function statementNames(): (query: { sql: string }) => string {
  const asked = new Map<string, number>();
  const named = new Map<string, string>();
  return ({ sql }) => {
    const name = named.get(sql) ?? "";
    if (name || named.size >= MAX_NAMED || !PLAN_IS_FIXED.test(sql)) return name;
    const times = (asked.get(sql) ?? 0) + 1;
    if (times < ASKED_OFTEN) {
      if (asked.size >= MAX_COUNTED) asked.clear();
      asked.set(sql, times);
      return "";
    }
    asked.delete(sql);
    const fresh = `cp_${createHash("sha256").update(sql).digest("hex").slice(0, 24)}`;
    named.set(sql, fresh);
    return fresh;
  };
}
