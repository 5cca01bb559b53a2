import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type Cursor, pairOf, turnPage } from "@/lib/platform/db/key-page";
import { gateStock, turning, when, withinReach } from "./gate";

export interface RotationRow {
  placeId: string;
  lotId: string;
  lot: string;
  goodsId: string;
  code: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  siteId: string;
  site: string;
  siteEn: string | null;
  zone: string;
  expiresOn: Date;
  /** Whole days to expiry by the business clock; below zero expired. */
  daysLeft: number;
  onHand: bigint;
  reserved: bigint;
  /** A disposal is already filed. */
  filed: boolean;
}

export interface RotationFilter {
  /** Expired, or expiring within this many days by the business clock. */
  withinDays: number;
  siteId?: string;
  goodsId?: string;
}

/**
 * Shelf stock by shelf life, soonest first.
 * @param page `from` is a place and a lot id joined by a dot
 */
export function rotationRows(
  db: Db,
  actor: Actor,
  filter: RotationFilter,
  today: string,
  page: { from: string | undefined; back: boolean; take: number },
): Promise<RotationRow[]> {
  const { beyond, order } = turning(page.back);
  const [placeId, lotId] = pairOf(page.from ?? "");
  return db.$queryRaw<RotationRow[]>`
    SELECT b.place_id AS "placeId", l.id AS "lotId", l.number AS lot, g.id AS "goodsId", g.code, g.name_zh AS "nameZh", g.name_en AS "nameEn",
      l.unit, s.id AS "siteId", s.name AS site, s.name_en AS "siteEn", p.zone, b.expires_on AS "expiresOn", b.expires_on - ${today}::date AS "daysLeft",
      b.on_hand AS "onHand", b.reserved,
      EXISTS (SELECT FROM stock_adjustment a WHERE a.place_id = b.place_id AND a.lot_id = b.lot_id AND a.state IN ('draft', 'submitted')) AS filed
    FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind IN ('shelf', 'quarantine') JOIN lot l ON l.id = b.lot_id
    JOIN goods g ON g.id = b.goods_id JOIN site s ON s.id = b.site_id
    WHERE b.held AND b.expires_on IS NOT NULL AND b.expires_on < ${today}::date + ${filter.withinDays}::int
      AND ${withinReach(actor, "stock.read", { area: "b.area_code", site: "b.site_id" })}
      AND ${when(filter.siteId, Prisma.sql`b.site_id = ${filter.siteId}::uuid`)}
      AND ${when(filter.goodsId, Prisma.sql`b.goods_id = ${filter.goodsId}::uuid`)}
      AND ${when(
        page.from,
        Prisma.sql`(b.expires_on, b.lot_id, b.place_id) ${beyond} ((SELECT expires_on FROM lot WHERE id = ${lotId}::uuid), ${lotId}::uuid, ${placeId}::uuid)`,
      )}
    ORDER BY b.expires_on ${order}, b.lot_id ${order}, b.place_id ${order} LIMIT ${page.take}`;
}

/** A page of stock by shelf life: what to use up, send on or dispose of (轮换). */
export function rotationList(actor: Actor, filter: RotationFilter, cursor: Cursor) {
  gateStock(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const page = await turnPage(
      cursor,
      (turn) => rotationRows(db, actor, filter, dayOf(now), turn),
      (row) => `${row.placeId}.${row.lotId}`,
    );
    return { ...page, now };
  });
}
