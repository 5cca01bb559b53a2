import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type Cursor, pairOf, turnPage } from "@/lib/platform/db/key-page";
import { standingOf } from "../rules/floor";
import { coverRows } from "./cover";
import { gateStock, goodsNamed, turning, when, withinReach } from "./gate";

/** What one site holds of one goods, and its levels. Base units. */
export interface LevelRow {
  siteId: string;
  site: string;
  siteEn: string | null;
  areaCode: string;
  goodsId: string;
  code: string;
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

export interface LevelFilter {
  siteId?: string;
  goodsId?: string;
  text?: string;
  /** Below the floor or minimum, or above the maximum. */
  onlyTrouble?: boolean;
}

/**
 * Sites and goods that have stock on the shelf or levels, by the names of site and goods. Site by site, so that a page reads no more sites
 * than it shows.
 * @param page `from` is a site and a goods id joined by a dot
 */
export function levelRows(
  db: Db,
  actor: Actor,
  filter: LevelFilter,
  page: { from: string | undefined; back: boolean; take: number },
): Promise<LevelRow[]> {
  const { beyond, order } = turning(page.back);
  const [siteId, goodsId] = pairOf(page.from ?? "");
  const start = {
    site: Prisma.sql`SELECT name, id FROM site WHERE id = ${siteId}::uuid`,
    goods: Prisma.sql`SELECT name_zh FROM goods WHERE id = ${goodsId}::uuid`,
  };
  return db.$queryRaw<LevelRow[]>`
    SELECT s.id AS "siteId", s.name AS site, s.name_en AS "siteEn", s.area_code AS "areaCode", x.*
    FROM site s CROSS JOIN LATERAL (
      SELECT g.id AS "goodsId", g.code, g.name_zh AS "nameZh", g.name_en AS "nameEn", g.base_unit AS unit,
        coalesce(h.on_hand, 0)::bigint AS "onHand", v.floor, v.minimum, v.maximum, v.daily_use AS "dailyUse", v.version
      FROM (
        SELECT b.goods_id, sum(b.on_hand) AS on_hand FROM stock_balance b
        JOIN place p ON p.id = b.place_id AND p.kind = 'shelf' JOIN lot l ON l.id = b.lot_id JOIN goods o ON o.id = b.goods_id
        WHERE b.site_id = s.id AND b.held AND l.unit = o.base_unit
          AND ${withinReach(actor, "stock.read", { area: "b.area_code", site: "b.site_id" })} GROUP BY 1) h
      FULL JOIN (
        SELECT v.* FROM stock_level v
        WHERE v.site_id = s.id AND ${withinReach(actor, "stock.read", { area: "v.area_code", site: "v.site_id" })}) v ON v.goods_id = h.goods_id
      JOIN goods g ON g.id = coalesce(h.goods_id, v.goods_id)
      WHERE ${when(filter.goodsId, Prisma.sql`g.id = ${filter.goodsId}::uuid`)} AND ${goodsNamed(filter.text)}
        AND ${when(filter.onlyTrouble, Prisma.sql`(coalesce(h.on_hand, 0) < v.floor OR coalesce(h.on_hand, 0) < v.minimum OR h.on_hand > v.maximum)`)}) x
    WHERE ${when(filter.siteId, Prisma.sql`s.id = ${filter.siteId}::uuid`)}
      AND (EXISTS (SELECT FROM stock_balance b WHERE b.site_id = s.id AND b.held) OR EXISTS (SELECT FROM stock_level v WHERE v.site_id = s.id))
      AND ${when(
        page.from,
        Prisma.sql`(s.name, s.id) ${beyond}= (${start.site})
          AND (s.id <> ${siteId}::uuid OR (x."nameZh", x."goodsId") ${beyond} ((${start.goods}), ${goodsId}::uuid))`,
      )}
    ORDER BY s.name ${order}, s.id ${order}, x."nameZh" ${order}, x."goodsId" ${order} LIMIT ${page.take}`;
}

/** A page of levels by site and goods: what is there, floor, minimum, maximum, how it stands, days of cover. */
export function listLevels(actor: Actor, filter: LevelFilter, cursor: Cursor) {
  gateStock(actor);
  return read(actor, async (db) => {
    const { rows, ...page } = await turnPage(
      cursor,
      (turn) => levelRows(db, actor, filter, turn),
      (row) => `${row.siteId}.${row.goodsId}`,
    );
    const shown = {
      siteIds: [...new Set(rows.map((row) => row.siteId))],
      goodsIds: [...new Set(rows.map((row) => row.goodsId))],
    };
    const cover = new Map(
      (await coverRows(db, actor, shown)).map((row) => [`${row.siteId} ${row.goodsId}`, row.cover]),
    );
    return {
      ...page,
      rows: rows.map((row) => ({
        ...row,
        floor: row.floor ?? 0n,
        version: row.version ?? 0,
        standing: standingOf(
          row.onHand,
          row.version === null ? null : { floor: row.floor ?? 0n, minimum: row.minimum, maximum: row.maximum },
        ),
        cover: cover.get(`${row.siteId} ${row.goodsId}`) ?? null,
        mayEdit: can(actor, "stock.setLevels", { areaCode: row.areaCode, siteId: row.siteId }),
      })),
    };
  });
}
