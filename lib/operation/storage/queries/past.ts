import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type Cursor, pairOf, turnPage } from "@/lib/platform/db/key-page";
import { gateStock, turning, when, withinReach } from "./gate";
import { totalsByUnit } from "../rules/totals";

export interface PastRow {
  goodsId: string;
  code: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  siteId: string;
  site: string;
  siteEn: string | null;
  onHand: bigint;
}

export interface PastFilter {
  at: Date;
  /** When it happened, or when it was written down. */
  by: "business" | "posting";
  siteId?: string;
  goodsId?: string;
}

/** What one site had of one goods: a row a unit. */
export interface PastStock {
  goodsId: string;
  siteId: string;
  rows: PastRow[];
}

/**
 * Inventory at a moment by goods and site, in the order of the catalogue: today's balance less all that moved after the moment, so that a
 * look at last week reads a week of the ledger however long it is, and only of the goods on the page. Units of one goods at one site stay
 * together.
 * @param page `from` is a goods and a site id joined by a dot
 */
export async function pastRows(
  db: Db,
  actor: Actor,
  filter: PastFilter,
  page: { from: string | undefined; back: boolean; take: number },
): Promise<PastStock[]> {
  const { beyond, order } = turning(page.back);
  const [goodsId, siteId] = pairOf(page.from ?? "");
  const after = Prisma.sql`e.goods_id = g.id AND ${Prisma.raw(filter.by === "posting" ? "e.posted_at" : "e.business_at")} > ${filter.at}`;
  const at = (column: string) => when(filter.siteId, Prisma.sql`${Prisma.raw(column)} = ${filter.siteId}::uuid`);
  const places = await db.$queryRaw<
    (Omit<PastRow, "unit" | "onHand"> & { units: { unit: string; onHand: string }[] })[]
  >`
    SELECT g.id AS "goodsId", g.code, g.name_zh AS "nameZh", g.name_en AS "nameEn", x.*
    FROM goods g CROSS JOIN LATERAL (
      SELECT s.id AS "siteId", s.name AS site, s.name_en AS "siteEn", y.units
      FROM (
        SELECT z.site_id, jsonb_agg(jsonb_build_object('unit', z.unit, 'onHand', z.on_hand::text) ORDER BY z.unit) AS units
        FROM (
          SELECT b.site_id, l.unit, sum(b.on_hand - coalesce(m.net, 0))::bigint AS on_hand
          FROM stock_balance b JOIN lot l ON l.id = b.lot_id
          LEFT JOIN (
            SELECT place_id, lot_id, sum(delta) AS net FROM (
              SELECT e.to_place_id AS place_id, e.lot_id, e.quantity AS delta FROM stock_entry e WHERE ${after} AND ${at("e.to_site_id")}
              UNION ALL
              SELECT e.from_place_id, e.lot_id, -e.quantity FROM stock_entry e WHERE ${after} AND ${at("e.from_site_id")}) d
            GROUP BY 1, 2) m ON m.place_id = b.place_id AND m.lot_id = b.lot_id
          WHERE b.goods_id = g.id AND ${at("b.site_id")} AND ${withinReach(actor, "stock.read", { area: "b.area_code", site: "b.site_id" })}
          GROUP BY 1, 2 HAVING sum(b.on_hand - coalesce(m.net, 0)) <> 0) z
        GROUP BY 1) y JOIN site s ON s.id = y.site_id) x
    WHERE ${when(filter.goodsId, Prisma.sql`g.id = ${filter.goodsId}::uuid`)}
      AND ${when(
        page.from,
        Prisma.sql`(g.category_code, g.name_zh, g.id) ${beyond}= (SELECT category_code, name_zh, id FROM goods WHERE id = ${goodsId}::uuid)
          AND (g.id <> ${goodsId}::uuid OR (x.site, x."siteId") ${beyond} (SELECT name, id FROM site WHERE id = ${siteId}::uuid))`,
      )}
    ORDER BY g.category_code ${order}, g.name_zh ${order}, g.id ${order}, x.site ${order}, x."siteId" ${order} LIMIT ${page.take}`;
  return places.map(({ units, ...place }) => ({
    goodsId: place.goodsId,
    siteId: place.siteId,
    rows: units.map(({ unit, onHand }) => ({ ...place, unit, onHand: BigInt(onHand) })),
  }));
}

/**
 * A page of the inventory at a past moment, with the totals of the page by unit. By business time it is the sum of what had happened, by
 * posting time of what was written down; they differ when something was recorded late, and the second answers "what did the books say then".
 */
export function stockAt(actor: Actor, filter: PastFilter, cursor: Cursor) {
  gateStock(actor);
  return read(actor, async (db) => {
    const { rows: places, ...page } = await turnPage(
      cursor,
      (turn) => pastRows(db, actor, filter, turn),
      (row) => `${row.goodsId}.${row.siteId}`,
    );
    const rows = places.flatMap((row) => row.rows);
    return { ...page, rows, totals: totalsByUnit(rows) };
  });
}
