import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { releaseAll } from "@/lib/platform/ledger/reserve";
import { follow } from "../../follow";
import { tellNeeds } from "../../need";
import { countsAsNeed } from "../rules";
import { heldFor, linesOf, transferAccess, transferBehind } from "./access";

/** A line of an order that stands as it was promised: what it holds, lot by lot, and what that counts as for its need. Base units. */
export interface StandingLine {
  id: string;
  demandLineId: string;
  goodsId: string;
  counts: bigint;
  held: { lotId: string; quantity: bigint }[];
}

/** A transfer order of a plan that nobody began to pick: a new plan may still move what it promises. */
export interface StandingOrder {
  id: string;
  number: string;
  fromSiteId: string;
  toSiteId: string;
  lines: StandingLine[];
}

/** Orders of a plan that may still give way to the plan that replaces it: released, nothing picked. */
export async function standingOrders(db: Db, planId: string): Promise<StandingOrder[]> {
  const orders = await db.transferOrder.findMany({
    where: { planId, state: "released", lines: { every: { picked: 0n, demandLineId: { not: null } } } },
    include: { lines: { orderBy: { position: "asc" } } },
    orderBy: { id: "asc" },
  });
  const found: StandingOrder[] = [];
  for (const { id, number, fromSiteId, toSiteId, lines } of orders) {
    const held = await heldFor(db, id);
    found.push({
      id,
      number,
      fromSiteId,
      toSiteId,
      lines: lines.map((line) => {
        const byLot = new Map<string, bigint>();
        for (const one of held)
          if (one.lineId === line.id) byLot.set(one.lotId, (byLot.get(one.lotId) ?? 0n) + one.quantity);
        return {
          id: line.id,
          demandLineId: line.demandLineId as string,
          goodsId: line.goodsId,
          counts: countsAsNeed(line.quantity - line.backOrdered, line),
          held: [...byLot].map(([lotId, quantity]) => ({ lotId, quantity })),
        };
      }),
    });
  }
  return found;
}

/**
 * Cancels an order that stands, as an effect of adopting the plan that replaces its own: its stock is free and its needs are open again.
 * The caller has checked `plan.adopt`.
 * @param facts which plan it gives way to
 * @returns false when picking began meanwhile: the order then stays, and so do its promises
 */
export async function giveWay(
  db: Db,
  actor: Actor,
  transferId: string,
  facts: { plan: string; planId: string },
): Promise<boolean> {
  const row = await transferBehind(db, actor, transferId);
  const lines = await withWiderReach(db, actor, () => linesOf(db, row.id));
  if (lines.some((line) => line.picked > 0n) || !(await follow(db, actor, transferAccess, "giveWay", row, facts)))
    return false;
  await withWiderReach(db, actor, () => releaseAll(db, { documentKind: "transferOrder", documentId: row.id }));
  await tellNeeds(
    db,
    actor,
    "promised",
    lines.map((line) => ({ line, before: line.quantity - line.backOrdered, after: 0n })),
  );
  return true;
}
