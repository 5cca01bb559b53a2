import { cache } from "react";
import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { read } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { DECISIONS, inWorkOrder, WORK_KINDS, WORK_NAMES, type WorkName } from "../../work-order";
import { doneByMe } from "../changes";
import { inboundSources } from "./inbound";
import { oversightSources } from "./oversight";
import { requestSources } from "./requests";
import type { Asking, WorkRow, WorkSource } from "./source";
import { stockSources } from "./stock";
import { transportSources } from "./transport";

/** One source a kind: a kind without one, or a source without a kind, does not compile. */
const SOURCES: Record<WorkName, WorkSource> = {
  ...requestSources,
  ...inboundSources,
  ...stockSources,
  ...transportSources,
  ...oversightSources,
};

/** The kinds that are this person's daily work: of one of their roles, and permitted. */
export function kindsOf(actor: Actor): WorkName[] {
  const roles = new Set(actor.assignments.map((assignment) => assignment.role));
  return WORK_NAMES.filter(
    (name) => WORK_KINDS[name].some((role) => roles.has(role)) && canSomewhere(actor, SOURCES[name].permission),
  );
}

/** Counts stop here: "99+" says enough. */
export const COUNT_LIMIT = 100;
/** Rows read of each kind, and shown in all. */
const EACH = 10;
const SHOWN = 20;
const DONE = 8;

export interface WorkItem extends WorkRow {
  kind: WorkName;
}

/** Rows and counts of some kinds, in the one order. */
async function gather(asking: Asking, names: readonly WorkName[], each: number) {
  const items: WorkItem[] = [];
  const kinds: { kind: WorkName; count: number; listHref: string | null }[] = [];
  for (const kind of names) {
    const source = SOURCES[kind];
    const rows = await source.rows(asking, each);
    items.push(...rows.map((row) => ({ ...row, kind })));
    const count = rows.length < each ? rows.length : await source.count(asking, COUNT_LIMIT);
    if (count > 0) kinds.push({ kind, count, listHref: source.listHref });
  }
  return { items: inWorkOrder(items, asking.now), kinds };
}

/**
 * What waits for this person, in the order it should be done, how much there is of each kind, and what they have done lately. Within each
 * kind's reach by the permission table.
 * @throws NotFound when no assignment has work
 */
export function myWork(actor: Actor) {
  if (!canSomewhere(actor, "work.read")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const { items, kinds } = await gather({ db, actor, now }, kindsOf(actor), EACH);
    return { now, items: items.slice(0, SHOWN), kinds, done: await doneByMe(db, actor, DONE) };
  });
}
/** How much waits for this person in all, counted to `COUNT_LIMIT` a kind; once a request. For the notices in the frame. */
export const waitingForMe = cache(async (actor: Actor): Promise<number> => {
  if (!canSomewhere(actor, "work.read")) return 0;
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    let sum = 0;
    for (const kind of kindsOf(actor)) sum += await SOURCES[kind].count({ db, actor, now }, COUNT_LIMIT);
    return sum;
  });
});

/** Decisions that wait for this person: the first rows in order, and how many of each kind. For the situation page. */
export async function decisionsWithin(asking: Asking, take: number) {
  const names = kindsOf(asking.actor).filter((name) => DECISIONS.includes(name));
  const { items, kinds } = await gather(asking, names, take);
  return { items: items.slice(0, take), kinds };
}
