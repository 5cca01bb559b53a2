import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type Cover, coverOf, WINDOW_DAYS } from "../rules/cover";
import { gateStock, when, withinReach } from "./gate";

export interface CoverRow {
  siteId: string;
  goodsId: string;
  /** Issuable now, base units. */
  onHand: bigint;
  cover: Cover;
}

/** One site or goods, or the few that a page shows. */
export interface CoverFilter {
  siteId?: string;
  goodsId?: string;
  siteIds?: readonly string[];
  goodsIds?: readonly string[];
}

interface UseRow {
  siteId: string;
  goodsId: string;
  onHand: bigint;
  statedDailyUse: number | null;
  issued: bigint;
  daysInStock: number;
}

/**
 * Days of cover of every goods at every site in view. Issues are what left the site's shelf for a recipient or the road in the last 14
 * business days, net of reversals; a day counts as in stock when something lay on the shelf at its start or came during it. Reads the roll-up
 * by day and, behind it, only the entries that are newer: the ledger's length does not matter. Stock at the start of a day is today's less what
 * moved since, summed day by day backwards.
 */
export async function coverRows(db: Db, actor: Actor, filter: CoverFilter): Promise<CoverRow[]> {
  const today = dayOf((await businessTime(db)).now);
  const oneOf = (column: string, ids: readonly string[] | undefined) =>
    when(ids, Prisma.sql`${Prisma.raw(column)} = ANY(${[...(ids ?? [])]}::uuid[])`);
  const site = (column: string) => oneOf(column, filter.siteId ? [filter.siteId] : filter.siteIds);
  const goods = (column: string) => oneOf(column, filter.goodsId ? [filter.goodsId] : filter.goodsIds);
  const rows = await db.$queryRaw<UseRow[]>`
    WITH held AS (
      SELECT b.site_id, b.goods_id, sum(b.on_hand) AS on_shelf,
        coalesce(sum(b.on_hand) FILTER (WHERE l.condition = 'good' AND NOT l.recalled AND (l.expires_on IS NULL OR l.expires_on >= ${today}::date)), 0) AS issuable
      FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind = 'shelf' JOIN lot l ON l.id = b.lot_id JOIN goods g ON g.id = b.goods_id
      WHERE l.unit = g.base_unit AND ${withinReach(actor, "stock.read", { area: "b.area_code", site: "b.site_id" })} AND ${site("b.site_id")} AND ${goods("b.goods_id")}
      GROUP BY 1, 2),
    mark AS (SELECT last_entry_id FROM stock_day_mark),
    moved AS (
      SELECT d.site_id, d.goods_id, d.day, d.net, d.came, d.issued FROM stock_day d
      WHERE d.day >= ${today}::date - ${WINDOW_DAYS}::int AND ${site("d.site_id")} AND ${goods("d.goods_id")}
      UNION ALL
      SELECT m.site_id, m.goods_id, m.day, m.delta, greatest(m.delta, 0), m.issued
      FROM mark, shelf_movements(mark.last_entry_id, 9223372036854775807) m
      WHERE m.day >= ${today}::date - ${WINDOW_DAYS}::int AND ${site("m.site_id")} AND ${goods("m.goods_id")}),
    daily AS MATERIALIZED (
      SELECT site_id, goods_id, greatest(${today}::date - day, 0) AS days_back, sum(net) AS net, sum(came) AS came, sum(issued) AS issued
      FROM moved GROUP BY 1, 2, 3),
    running AS (
      SELECT h.*, days_back, m.came, m.issued,
        h.on_shelf - sum(coalesce(m.net, 0)) OVER (PARTITION BY h.site_id, h.goods_id ORDER BY days_back) AS at_start
      FROM held h CROSS JOIN generate_series(0, ${WINDOW_DAYS}::int) AS days_back LEFT JOIN daily m USING (site_id, goods_id, days_back)),
    use AS (
      SELECT site_id, goods_id, issuable, coalesce(sum(issued), 0) AS issued, count(*) FILTER (WHERE at_start > 0 OR came > 0) AS days_in_stock
      FROM running WHERE days_back > 0 GROUP BY 1, 2, 3)
    SELECT u.site_id AS "siteId", u.goods_id AS "goodsId", u.issuable::bigint AS "onHand", v.daily_use AS "statedDailyUse",
      u.issued::bigint AS issued, u.days_in_stock::int AS "daysInStock"
    FROM use u LEFT JOIN stock_level v ON v.site_id = u.site_id AND v.goods_id = u.goods_id`;
  return rows.map((row) => ({ siteId: row.siteId, goodsId: row.goodsId, onHand: row.onHand, cover: coverOf(row) }));
}

/** Days of cover by site and goods within reach; unknown use stays unknown. */
export function daysOfCover(actor: Actor, filter: { siteId?: string; goodsId?: string } = {}): Promise<CoverRow[]> {
  gateStock(actor);
  return read(actor, (db) => coverRows(db, actor, filter));
}

/**
 * Rolls settled entries up into days. Run every few minutes by a job; running it late or twice changes no figure.
 * @returns entries rolled up
 */
export async function rollStockDays(actor: Actor): Promise<number> {
  const rows = await read(actor, (db) => db.$queryRaw<{ rolled: bigint }[]>`SELECT roll_stock_days() AS rolled`);
  return Number(rows[0]?.rolled ?? 0n);
}
