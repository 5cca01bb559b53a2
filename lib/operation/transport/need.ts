import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { type FulfilmentItem, recordFulfilment } from "@/lib/operation/demand/fulfilment";
import { countsAsNeed } from "./transfer/rules";

/** A transfer line as far as it serves a demand. */
interface ServingLine {
  demandLineId: string | null;
  ratioNeed: number;
  ratioSubstitute: number;
}

/** What a step tells the demand a transfer line serves: amounts of the line before and after, in the line's unit. */
export interface NeedChange {
  line: ServingLine;
  before: bigint;
  after: bigint;
}

/** Base units of the need between two totals, so that rounding by a substitution ratio never adds up. */
const difference = ({ line, before, after }: NeedChange): bigint =>
  countsAsNeed(after, line) - countsAsNeed(before, line);

/**
 * Carries a step of transfer lines to the demand lines they serve, in base units of the need, wherever the demand lies. Sets the actor's
 * own reach again.
 */
export function tellNeeds(
  db: Db,
  actor: Actor,
  step: "promised" | "shipped" | "received",
  changes: readonly NeedChange[],
): Promise<void> {
  const items = changes.flatMap((change): FulfilmentItem[] =>
    change.line.demandLineId ? [{ demandLineId: change.line.demandLineId, quantity: difference(change) }] : [],
  );
  return recordFulfilment(db, actor, step, items);
}

/** Tells the demand that goods shipped for it will never arrive (lost or returned): the need opens again. Negative `after − before` takes it back. */
export function tellMissing(db: Db, actor: Actor, change: NeedChange): Promise<void> {
  if (!change.line.demandLineId) return Promise.resolve();
  return recordFulfilment(db, actor, "received", [
    { demandLineId: change.line.demandLineId, quantity: 0n, missing: difference(change) },
  ]);
}
