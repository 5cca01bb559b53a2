import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { follow } from "@/lib/operation/transport/follow";
import { discrepancyAccess } from "../../discrepancy/commands/access";
import { openCase } from "../../discrepancy/commands/open";
import { sizeOf } from "../rules";

interface StatedUse {
  lotId: string;
  goodsId: string;
  unit: string;
  siteName: string;
  areaCode: string;
  stated: bigint;
  used: bigint;
  statement: string;
}

/** Lots whose papers state what was received and to whom it went, with both sums. */
const statedUses = (db: Db, lotIds: readonly string[] | null) => db.$queryRaw<StatedUse[]>`
  SELECT l.lot_id AS "lotId", l.goods_id AS "goodsId", l.unit, s.name AS "siteName", t.from_area_code AS "areaCode",
    max(l.stated_received)::bigint AS stated, sum(l.received)::bigint AS used, max(t.statement) AS statement
  FROM transfer_line l JOIN transfer_order t ON t.id = l.transfer_id JOIN site s ON s.id = t.from_site_id
  WHERE l.stated_received IS NOT NULL AND t.recorded_afterwards
    AND (${lotIds === null} OR l.lot_id = ANY(${[...(lotIds ?? [])]}::uuid[]))
  GROUP BY l.lot_id, l.goods_id, l.unit, s.name, t.from_area_code ORDER BY l.lot_id`;

/** How much of a lot resolved cases already explained. */
async function explained(db: Db, lotId: string): Promise<bigint> {
  const resolved = await db.discrepancy.findMany({
    where: { kind: "unaccounted", lotId, state: "resolved", resolution: { not: "amended" } },
    select: { expected: true, actual: true },
  });
  return resolved.reduce((sum, each) => sum + (each.expected - each.actual), 0n);
}

/**
 * Compares, lot by lot, what a paper says was received with what it says was used; opens a case for what is unaccounted, keeps an open
 * one current, and settles it when the papers agree after an amendment.
 * @param lotIds only these lots; null for all within reach
 * @returns number of lots whose sums disagree
 */
export async function checkStatedUse(
  db: Db,
  actor: Actor,
  lotIds: readonly string[] | null,
  now: Date,
): Promise<number> {
  let disagreeing = 0;
  for (const use of await statedUses(db, lotIds)) {
    // One check of a lot at a time: two could open the same case twice.
    await db.$queryRaw`SELECT id FROM lot WHERE id = ${use.lotId}::uuid FOR UPDATE`;
    const open = await db.discrepancy.findFirst({
      where: { kind: "unaccounted", lotId: use.lotId, state: { not: "resolved" } },
    });
    const actual = use.used + (await explained(db, use.lotId));
    if (actual === use.stated) {
      if (open) await settle(db, actor, open.id, now);
      continue;
    }
    disagreeing += 1;
    if (!open)
      await openCase(
        db,
        actor,
        {
          kind: "unaccounted",
          expected: use.stated,
          actual,
          fromAreaCode: use.areaCode,
          toAreaCode: use.areaCode,
          documentKind: "lot",
          documentId: use.lotId,
          goodsId: use.goodsId,
          lotId: use.lotId,
          unit: use.unit,
          note: use.statement,
        },
        now,
      );
    else if (sizeOf(open) !== sizeOf({ expected: use.stated, actual })) {
      const version = open.version + 1;
      const { count } = await db.discrepancy.updateMany({
        where: { id: open.id, version: open.version },
        data: { expected: use.stated, actual, version },
      });
      if (count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      await publish(db, actor, {
        type: "discrepancy.edited",
        documentKind: "discrepancy",
        documentId: open.id,
        documentNumber: open.number,
        areaCode: open.fromAreaCode,
        otherAreaCode: open.toAreaCode,
        businessAt: now,
        payload: { changes: { actual: { before: String(open.actual), after: String(actual) } } },
      });
    }
  }
  return disagreeing;
}

/** Closes an unaccounted case because the papers now agree. */
async function settle(db: Db, actor: Actor, id: string, now: Date): Promise<void> {
  const row = await db.discrepancy.findUniqueOrThrow({ where: { id } });
  await follow(
    db,
    actor,
    discrepancyAccess,
    "settle",
    row,
    {},
    {
      resolution: "amended",
      resolvedAt: now,
      resolvedById: actor.personId,
    },
  );
}

/** Moves the open case of a reclassified lot to the lot it became, so that the check finds it there. */
export async function carryCase(db: Db, from: string, to: { id: string; goodsId: string }): Promise<void> {
  await db.discrepancy.updateMany({
    where: { kind: "unaccounted", lotId: from, state: { not: "resolved" } },
    data: { lotId: to.id, goodsId: to.goodsId, documentId: to.id, version: { increment: 1 } },
  });
}

/** Runs the check over every lot within reach: what the nightly job and the button on the discrepancy list do. */
export function unaccountedStock(actor: Actor): Promise<{ disagreeing: number }> {
  return write(actor, async (db) => {
    if (!canSomewhere(actor, "discrepancy.open")) throw new NotFound({ key: "errors.notAllowed" });
    return { disagreeing: await checkStatedUse(db, actor, null, (await businessTime(db)).now) };
  });
}
