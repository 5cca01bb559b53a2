import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { read } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { gateStock, when, withinReach } from "./gate";

export interface RotationRow {
  placeId: string;
  lotId: string;
  lot: string;
  goodsId: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  siteId: string;
  site: string;
  zone: string;
  expiresOn: Date;
  /** Whole days to expiry by the business clock; below zero expired. */
  daysLeft: number;
  onHand: bigint;
  reserved: bigint;
  /** A disposal is already filed. */
  filed: boolean;
}

/** Longest list shown at once; the count beside it is exact. */
export const ROTATION_ROWS = 500;

/**
 * Shelf stock by shelf life, soonest first: expired, or expiring within a number of days by the business clock. What to use up, send on or
 * dispose of (轮换).
 */
export function rotationList(actor: Actor, filter: { withinDays: number; siteId?: string; goodsId?: string }) {
  gateStock(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const today = dayOf(now);
    const rows = await db.$queryRaw<(RotationRow & { total: bigint })[]>`
      SELECT b.place_id AS "placeId", l.id AS "lotId", l.number AS lot, g.id AS "goodsId", g.name_zh AS "nameZh", g.name_en AS "nameEn",
        l.unit, s.id AS "siteId", s.name AS site, p.zone, l.expires_on AS "expiresOn", l.expires_on - ${today}::date AS "daysLeft",
        b.on_hand AS "onHand", b.reserved,
        EXISTS (SELECT FROM stock_adjustment a WHERE a.place_id = b.place_id AND a.lot_id = b.lot_id AND a.state IN ('draft', 'submitted')) AS filed,
        count(*) OVER () AS total
      FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind IN ('shelf', 'quarantine') JOIN lot l ON l.id = b.lot_id
      JOIN goods g ON g.id = b.goods_id JOIN site s ON s.id = b.site_id
      WHERE b.on_hand > 0 AND l.expires_on IS NOT NULL AND l.expires_on < ${today}::date + ${filter.withinDays}::int
        AND ${withinReach(actor, "stock.read", { area: "b.area_code", site: "b.site_id" })}
        AND ${when(filter.siteId, Prisma.sql`b.site_id = ${filter.siteId}::uuid`)}
        AND ${when(filter.goodsId, Prisma.sql`b.goods_id = ${filter.goodsId}::uuid`)}
      ORDER BY l.expires_on, l.id, b.place_id LIMIT ${ROTATION_ROWS}`;
    return { rows, total: Number(rows[0]?.total ?? 0n), now };
  });
}
