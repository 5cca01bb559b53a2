import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type Cursor, turnPage } from "@/lib/platform/db/key-page";
import { totalsByUnit } from "../rules/totals";
import { gateStock, goodsNamed, turning, when, withinReach } from "./gate";

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

/** Stock of one goods: a row a unit. */
interface GoodsStock {
  goodsId: string;
  rows: StockRow[];
}

/**
 * Stock by goods and unit within reach, in the order of the catalogue. A page is a number of goods, so that the units of one goods stay
 * together; only balances that hold something are read, and only of the goods on the page.
 * @param page `from` is a goods id
 */
export async function stockRows(
  db: Db,
  actor: Actor,
  filter: StockFilter,
  today: string,
  page: { from: string | undefined; back: boolean; take: number },
): Promise<GoodsStock[]> {
  const { beyond, order } = turning(page.back);
  const held = Prisma.sql`b.held AND ${withinReach(actor, "stock.read", { area: "b.area_code", site: "b.site_id" })}
    AND ${when(filter.siteId, Prisma.sql`b.site_id = ${filter.siteId}::uuid`)}
    AND ${when(filter.zone, Prisma.sql`p.zone = ${filter.zone}`)}`;
  const rows = await db.$queryRaw<StockRow[]>`
    SELECT g.id AS "goodsId", g.code, g.name_zh AS "nameZh", g.name_en AS "nameEn", g.base_unit AS "baseUnit", x.*
    FROM (
      SELECT g.* FROM goods g
      WHERE ${when(filter.goodsId, Prisma.sql`g.id = ${filter.goodsId}::uuid`)} AND ${goodsNamed(filter.text)}
        AND ${when(
          page.from,
          Prisma.sql`(g.category_code, g.name_zh, g.id) ${beyond} (SELECT category_code, name_zh, id FROM goods WHERE id = ${page.from}::uuid)`,
        )}
        AND EXISTS (SELECT FROM stock_balance b JOIN place p ON p.id = b.place_id WHERE b.goods_id = g.id AND ${held})
      ORDER BY g.category_code ${order}, g.name_zh ${order}, g.id ${order} LIMIT ${page.take}) g
    CROSS JOIN LATERAL (
      SELECT l.unit, sum(b.on_hand)::bigint AS "onHand",
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
      FROM stock_balance b JOIN place p ON p.id = b.place_id JOIN lot l ON l.id = b.lot_id
      WHERE b.goods_id = g.id AND ${held}
      GROUP BY l.unit) x
    ORDER BY g.category_code ${order}, g.name_zh ${order}, g.id ${order}, (x.unit = g.base_unit) DESC, x.unit`;
  const goods: GoodsStock[] = [];
  for (const row of rows) {
    const last = goods[goods.length - 1];
    if (last?.goodsId === row.goodsId) last.rows.push(row);
    else goods.push({ goodsId: row.goodsId, rows: [row] });
  }
  return goods;
}

/** A page of stock by goods and unit within reach, with the totals of the page by unit and the business time it is of. */
export function stockOverview(actor: Actor, filter: StockFilter, cursor: Cursor) {
  gateStock(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const { rows: goods, ...page } = await turnPage(
      cursor,
      (turn) => stockRows(db, actor, filter, dayOf(now), turn),
      (row) => row.goodsId,
    );
    const rows = goods.flatMap((row) => row.rows);
    return { ...page, rows, totals: totalsByUnit(rows), now };
  });
}
