import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { gateStock, when, withinReach } from "./gate";

export interface PastRow {
  goodsId: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  siteId: string;
  site: string;
  onHand: bigint;
}

/**
 * Inventory at a past moment: the sum of all movements up to it, by when they happened (business time) or by when they were written
 * down (posting time). The two differ when something was recorded late; the second answers "what did the books say then".
 */
export function stockAt(
  actor: Actor,
  filter: { at: Date; by: "business" | "posting"; siteId?: string; goodsId?: string },
): Promise<PastRow[]> {
  gateStock(actor);
  const moment = Prisma.raw(filter.by === "posting" ? "e.posted_at" : "e.business_at");
  return read(
    actor,
    (db) => db.$queryRaw<PastRow[]>`
      SELECT g.id AS "goodsId", g.name_zh AS "nameZh", g.name_en AS "nameEn", l.unit, s.id AS "siteId", s.name AS site,
        sum(x.delta)::bigint AS "onHand"
      FROM (
        SELECT e.to_place_id AS place_id, e.lot_id, e.quantity AS delta FROM stock_entry e
        WHERE ${moment} <= ${filter.at} AND ${when(filter.siteId, Prisma.sql`e.to_site_id = ${filter.siteId}::uuid`)}
          AND ${when(filter.goodsId, Prisma.sql`e.goods_id = ${filter.goodsId}::uuid`)}
        UNION ALL
        SELECT e.from_place_id, e.lot_id, -e.quantity FROM stock_entry e
        WHERE ${moment} <= ${filter.at} AND ${when(filter.siteId, Prisma.sql`e.from_site_id = ${filter.siteId}::uuid`)}
          AND ${when(filter.goodsId, Prisma.sql`e.goods_id = ${filter.goodsId}::uuid`)}) x
      JOIN place p ON p.id = x.place_id AND NOT p.outside JOIN site s ON s.id = p.site_id
      JOIN lot l ON l.id = x.lot_id JOIN goods g ON g.id = l.goods_id
      WHERE ${withinReach(actor, "stock.read", { area: "p.area_code", site: "p.site_id" })}
      GROUP BY g.id, l.unit, s.id HAVING sum(x.delta) <> 0
      ORDER BY g.category_code, g.name_zh, l.unit, s.name LIMIT 2000`,
  );
}
