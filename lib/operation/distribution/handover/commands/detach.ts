import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { tellNeeds } from "@/lib/operation/transport/need";
import { shipmentLines } from "@/lib/operation/transport/shipment/commands/access";

/**
 * After a reclassification: goods that may no longer fill the need they were sent for (a KN95 never fills a GB 19083 need unless a rule
 * allows it) are taken off that demand, which is open again.
 */
export async function detachUnfit(db: Db, actor: Actor, shipmentId: string): Promise<void> {
  const lines = await withWiderReach(db, actor, async () => {
    const found = await shipmentLines(db, shipmentId);
    const unfit = [];
    for (const { transferLine, goodsId } of found) {
      if (!transferLine.demandLineId) continue;
      const need = await db.demandLine.findUniqueOrThrow({ where: { id: transferLine.demandLineId } });
      const allowed =
        need.goodsId === goodsId ||
        (await db.substitution.count({ where: { goodsId: need.goodsId, substituteId: goodsId, active: true } })) > 0;
      if (!allowed) unfit.push(transferLine);
    }
    return unfit;
  });
  const back = (column: "received" | "shipped") => lines.map((line) => ({ line, before: line[column], after: 0n }));
  await tellNeeds(db, actor, "received", back("received"));
  await tellNeeds(db, actor, "shipped", back("shipped"));
  await tellNeeds(db, actor, "promised", back("shipped"));
  await withWiderReach(db, actor, async () => {
    for (const line of lines) await db.transferLine.update({ where: { id: line.id }, data: { demandLineId: null } });
  });
}
