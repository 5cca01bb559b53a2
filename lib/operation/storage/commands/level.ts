import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { lockLevel } from "../reserve-fefo";
import type { SetStockLevelInput } from "../schema/stock";

/** Sets reserve floor, minimum, maximum and daily use of goods at a site, with the reason and the figures before in the audit trail. */
export function setStockLevel(actor: Actor, input: SetStockLevelInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "stockLevel.set", key, input, async () => {
      const site = await db.site.findUnique({
        where: { id: input.siteId },
        select: { id: true, areaCode: true, name: true },
      });
      const goods = await db.goods.findUnique({ where: { id: input.goodsId }, select: { id: true, nameZh: true } });
      if (!site) throw new NotFound();
      if (!goods) throw new BadInput({ goodsId: { key: "errors.notFound" } });
      if (!can(actor, "stock.setLevels", { areaCode: site.areaCode, siteId: site.id }))
        throw new NotFound({ key: "errors.notAllowed" });
      const where = { siteId_goodsId: { siteId: site.id, goodsId: goods.id } };
      const known = await db.stockLevel.findUnique({ where, select: { version: true } });
      await lockLevel(db, site, goods.id);
      const before = await db.stockLevel.findUniqueOrThrow({ where });
      if (input.version !== (known ? before.version : 0) && !(known && input.version === 0 && before.version === 1))
        throw new Conflict({ key: "errors.changedMeanwhile" });
      const after = {
        floor: input.floor,
        minimum: input.minimum ?? null,
        maximum: input.maximum ?? null,
        dailyUse: input.dailyUse ?? null,
      };
      await db.stockLevel.update({
        where,
        data: { ...after, version: before.version + 1, updatedById: actor.personId },
      });
      const text = (value: bigint | number | null) => (value === null ? null : String(value));
      const changes = Object.fromEntries(
        (["floor", "minimum", "maximum", "dailyUse"] as const)
          .filter((name) => before[name] !== after[name])
          .map((name) => [name, { before: text(before[name]), after: text(after[name]) }]),
      );
      await publish(db, actor, {
        type: "stockLevel.edited",
        documentKind: "stockLevel",
        documentId: site.id,
        documentNumber: goods.nameZh,
        areaCode: site.areaCode,
        payload: { changes, reason: input.reason },
      });
      return { id: site.id };
    }),
  );
}
