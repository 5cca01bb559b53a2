import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { standingOf } from "../rules/floor";
import { coverRows } from "./cover";
import { gateStock, when, withinReach } from "./gate";

interface LevelRow {
  siteId: string;
  site: string;
  areaCode: string;
  goodsId: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  onHand: bigint;
  floor: bigint | null;
  minimum: bigint | null;
  maximum: bigint | null;
  dailyUse: number | null;
  version: number | null;
}

/** Longest list shown at once. */
export const LEVEL_ROWS = 500;

/** Levels by site and goods: what is there, floor, minimum, maximum, how it stands, days of cover. Base units. */
export function listLevels(
  actor: Actor,
  filter: { siteId?: string; goodsId?: string; text?: string; onlyTrouble?: boolean },
) {
  gateStock(actor);
  return read(actor, async (db) => {
    const rows = await db.$queryRaw<LevelRow[]>`
      WITH held AS (
        SELECT b.site_id, b.goods_id, sum(b.on_hand) AS on_hand FROM stock_balance b
        JOIN place p ON p.id = b.place_id AND p.kind = 'shelf' JOIN lot l ON l.id = b.lot_id JOIN goods g ON g.id = b.goods_id
        WHERE l.unit = g.base_unit AND ${withinReach(actor, "stock.read", { area: "b.area_code", site: "b.site_id" })} GROUP BY 1, 2),
      pairs AS (
        SELECT site_id, goods_id FROM held
        UNION SELECT v.site_id, v.goods_id FROM stock_level v WHERE ${withinReach(actor, "stock.read", { area: "v.area_code", site: "v.site_id" })})
      SELECT s.id AS "siteId", s.name AS site, s.area_code AS "areaCode", g.id AS "goodsId", g.name_zh AS "nameZh", g.name_en AS "nameEn",
        g.base_unit AS unit, coalesce(h.on_hand, 0)::bigint AS "onHand", v.floor, v.minimum, v.maximum, v.daily_use AS "dailyUse", v.version
      FROM pairs x JOIN site s ON s.id = x.site_id JOIN goods g ON g.id = x.goods_id
      LEFT JOIN held h ON h.site_id = x.site_id AND h.goods_id = x.goods_id
      LEFT JOIN stock_level v ON v.site_id = x.site_id AND v.goods_id = x.goods_id
      WHERE ${when(filter.siteId, Prisma.sql`s.id = ${filter.siteId}::uuid`)} AND ${when(filter.goodsId, Prisma.sql`g.id = ${filter.goodsId}::uuid`)}
        AND ${when(filter.text, Prisma.sql`(g.name_zh ILIKE ${`%${filter.text}%`} OR g.name_en ILIKE ${`%${filter.text}%`})`)}
        AND ${when(filter.onlyTrouble, Prisma.sql`(coalesce(h.on_hand, 0) < v.floor OR coalesce(h.on_hand, 0) < v.minimum OR h.on_hand > v.maximum)`)}
      ORDER BY s.name, g.name_zh LIMIT ${LEVEL_ROWS}`;
    const cover = new Map(
      (await coverRows(db, actor, filter)).map((row) => [`${row.siteId} ${row.goodsId}`, row.cover]),
    );
    return rows.map((row) => ({
      ...row,
      floor: row.floor ?? 0n,
      version: row.version ?? 0,
      standing: standingOf(
        row.onHand,
        row.version === null ? null : { floor: row.floor ?? 0n, minimum: row.minimum, maximum: row.maximum },
      ),
      cover: cover.get(`${row.siteId} ${row.goodsId}`) ?? null,
      mayEdit: can(actor, "stock.setLevels", { areaCode: row.areaCode, siteId: row.siteId }),
    }));
  });
}
