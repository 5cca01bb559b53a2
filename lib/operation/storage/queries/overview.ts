import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { gateStock, when, withinReach } from "./gate";

/** Stock of one goods in one unit, summed over the sites in view. Unlike units are rows of their own and are never added. */
export interface StockRow {
  goodsId: string;
  code: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  baseUnit: string;
  /** Everything in the sites in view, also on its way out. */
  onHand: bigint;
  /** On the shelf, good, not expired, not promised. */
  free: bigint;
  reserved: bigint;
  dock: bigint;
  quarantine: bigint;
  shelf: bigint;
  /** Picked, or on the road from these sites. */
  outgoing: bigint;
  /** On the shelf but past its expiry, recalled, or not in good condition. */
  blocked: bigint;
  lots: bigint;
  sites: bigint;
  earliestExpiry: Date | null;
}

export interface StockFilter {
  siteId?: string;
  goodsId?: string;
  zone?: string;
  /** Part of the goods' name or code. */
  text?: string;
}

export function stockRows(db: Db, actor: Actor, filter: StockFilter, today: string): Promise<StockRow[]> {
  return db.$queryRaw<StockRow[]>`
    SELECT g.id AS "goodsId", g.code, g.name_zh AS "nameZh", g.name_en AS "nameEn", l.unit, g.base_unit AS "baseUnit",
      sum(b.on_hand)::bigint AS "onHand",
      coalesce(sum(b.on_hand - b.reserved) FILTER (WHERE p.kind = 'shelf' AND l.condition = 'good' AND NOT l.recalled
        AND (l.expires_on IS NULL OR l.expires_on >= ${today}::date)), 0)::bigint AS free,
      sum(b.reserved)::bigint AS reserved,
      coalesce(sum(b.on_hand) FILTER (WHERE p.kind = 'dock'), 0)::bigint AS dock,
      coalesce(sum(b.on_hand) FILTER (WHERE p.kind = 'quarantine'), 0)::bigint AS quarantine,
      coalesce(sum(b.on_hand) FILTER (WHERE p.kind = 'shelf'), 0)::bigint AS shelf,
      coalesce(sum(b.on_hand) FILTER (WHERE p.kind IN ('staging', 'transit')), 0)::bigint AS outgoing,
      coalesce(sum(b.on_hand) FILTER (WHERE p.kind = 'shelf' AND (l.condition <> 'good' OR l.recalled
        OR l.expires_on < ${today}::date)), 0)::bigint AS blocked,
      count(DISTINCT l.id) AS lots, count(DISTINCT b.site_id) AS sites,
      min(l.expires_on) FILTER (WHERE p.kind = 'shelf' AND l.expires_on >= ${today}::date) AS "earliestExpiry"
    FROM stock_balance b JOIN place p ON p.id = b.place_id JOIN lot l ON l.id = b.lot_id JOIN goods g ON g.id = b.goods_id
    WHERE b.on_hand > 0 AND ${withinReach(actor, "stock.read", { area: "b.area_code", site: "b.site_id" })}
      AND ${when(filter.siteId, Prisma.sql`b.site_id = ${filter.siteId}::uuid`)}
      AND ${when(filter.goodsId, Prisma.sql`b.goods_id = ${filter.goodsId}::uuid`)}
      AND ${when(filter.zone, Prisma.sql`p.zone = ${filter.zone}`)}
      AND ${when(filter.text, Prisma.sql`(g.name_zh ILIKE ${`%${filter.text}%`} OR g.name_en ILIKE ${`%${filter.text}%`} OR g.code ILIKE ${`%${filter.text}%`})`)}
    GROUP BY g.id, l.unit
    ORDER BY g.category_code, g.name_zh, (l.unit = g.base_unit) DESC, l.unit`;
}

/** Stock by goods and unit within reach, with totals by unit and the business day it is of. */
export function stockOverview(actor: Actor, filter: StockFilter) {
  gateStock(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const rows = await stockRows(db, actor, filter, dayOf(now));
    const totals = new Map<string, bigint>();
    for (const row of rows) totals.set(row.unit, (totals.get(row.unit) ?? 0n) + row.onHand);
    return { rows, totals: [...totals].map(([unit, total]) => ({ unit, total })), now };
  });
}
