import type { Actor } from "@/lib/platform/auth/actor";
import { areaRanges, MAX_RANGES } from "@/lib/platform/auth/reach";
import { client } from "./client";
import { namedError, isRetriable } from "./faults";
import type { Prisma } from "./generated/client";

/** A transaction that already carries the actor's reach. */
export type Db = Prisma.TransactionClient;

async function setReach(db: Db, ranges: { lo: string; hi: string }[]): Promise<void> {
  const at = (i: number) => ranges[i] ?? { lo: "", hi: "" };
  await db.$queryRaw`SELECT
    set_config('app.lo1', ${at(0).lo}, true), set_config('app.hi1', ${at(0).hi}, true),
    set_config('app.lo2', ${at(1).lo}, true), set_config('app.hi2', ${at(1).hi}, true),
    set_config('app.lo3', ${at(2).lo}, true), set_config('app.hi3', ${at(2).hi}, true),
    set_config('app.lo4', ${at(3).lo}, true), set_config('app.hi4', ${at(3).hi}, true)`;
}

const RETRIES = 4;

async function inTransaction<T>(actor: Actor, body: (db: Db) => Promise<T>): Promise<T> {
  const ranges = areaRanges(actor);
  if (ranges.length > MAX_RANGES) throw new Error("too many area ranges");
  for (let attempt = 1; ; attempt++) {
    try {
      return await client().$transaction(async (db) => {
        await setReach(db, ranges);
        return body(db);
      });
    } catch (error) {
      if (attempt <= RETRIES && isRetriable(error)) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
        continue;
      }
      throw namedError(error);
    }
  }
}

/**
 * Runs reads in one transaction that sees only the actor's areas (row-level security set for this transaction).
 * @throws the four named errors; anything else is a bug
 */
export const read = <T>(actor: Actor, body: (db: Db) => Promise<T>): Promise<T> => inTransaction(actor, body);

/**
 * Runs a write in one transaction. A deadlock or serialisation failure is tried again, so `body` must not touch anything but `db`.
 * @throws the four named errors (database constraints are translated by `faults.ts`); anything else is a bug
 */
export const write = <T>(actor: Actor, body: (db: Db) => Promise<T>): Promise<T> => inTransaction(actor, body);

/**
 * Lets an effect of a permitted move reach documents outside the actor's areas (a store in one district ships against a demand of
 * another), in the same transaction; afterwards the actor's own reach is in force again. Use for effects, never to load what a
 * person asked for.
 */
export async function withWiderReach<T>(db: Db, actor: Actor, effect: () => Promise<T>): Promise<T> {
  // Effects call effects of other capabilities: only the outermost puts the actor's own reach back.
  const [reach] = await db.$queryRaw<{ wide: boolean }[]>`SELECT current_setting('app.hi1', true) = ':' AS wide`;
  if (reach?.wide) return effect();
  await setReach(db, [{ lo: "", hi: ":" }]);
  try {
    return await effect();
  } finally {
    // A refusal may be caught by the caller, who goes on in this transaction. After a database error nothing can be set, nor read.
    await setReach(db, areaRanges(actor)).catch(() => undefined);
  }
}
