import { dateOnly, dayOf } from "@/lib/platform/clock/clock";
import type { Prisma } from "@/lib/platform/db/generated/client";
import type { Asking } from "./source";

/** Orders one of these questions answers with at most; the list page has all. */
const MOST = 500;

const among = (rows: readonly { id: string }[]): Prisma.TransferOrderWhereInput => ({
  id: { in: rows.map((row) => row.id) },
});

/** Released orders with a line to pick that no lot fit to be issued is promised for: a recall or an expiry took it. */
export async function shortOrders({ db, now }: Asking): Promise<Prisma.TransferOrderWhereInput> {
  const today = dateOnly(dayOf(now));
  return among(
    await db.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT t.id FROM transfer_order t
      JOIN site s ON s.id = t.from_site_id AND s.kind IN ('reserveNode', 'hub', 'transitStation')
      JOIN transfer_line l ON l.transfer_id = t.id
      WHERE t.state IN ('released', 'picking') AND l.quantity - l.picked - l.back_ordered > coalesce((
        SELECT sum(r.quantity) FROM stock_reservation r JOIN lot o ON o.id = r.lot_id
        WHERE r.document_kind = 'transferOrder' AND r.document_id = t.id AND r.line_id = l.id AND r.state = 'active'
          AND NOT o.recalled AND o.condition = 'good' AND (o.expires_on IS NULL OR o.expires_on >= ${today}::date)), 0)
      LIMIT ${MOST}`,
  );
}

/** Orders that have left with a rest nobody picked: it is to be handed on to a back-order or given up. */
export async function ordersWithRest({ db }: Asking): Promise<Prisma.TransferOrderWhereInput> {
  return among(
    await db.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT t.id FROM transfer_order t JOIN transfer_line l ON l.transfer_id = t.id
      WHERE t.state = 'shipped' AND l.quantity > l.picked + l.back_ordered LIMIT ${MOST}`,
  );
}

/**
 * Back-orders whose every line the sending store can serve now: above its reserve floor, of lots fit to be issued (of the line's own lot where
 * it is counted in packs of unknown size). Stock that came in since makes them appear; until then they wait and ask nothing of anybody.
 */
export async function servableBackOrders({ db, now }: Asking): Promise<Prisma.TransferOrderWhereInput> {
  const today = dateOnly(dayOf(now));
  return among(
    await db.$queryRaw<{ id: string }[]>`
      SELECT t.id FROM transfer_order t
      WHERE t.state = 'draft' AND t.purpose = 'backOrder' AND NOT EXISTS (
        SELECT FROM (SELECT goods_id, unit, lot_id, sum(quantity) AS wanted FROM transfer_line WHERE transfer_id = t.id GROUP BY 1, 2, 3) w
        JOIN goods g ON g.id = w.goods_id
        LEFT JOIN stock_level v ON v.site_id = t.from_site_id AND v.goods_id = w.goods_id
        WHERE w.wanted > coalesce((
          SELECT sum(b.on_hand - b.reserved) FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind = 'shelf' JOIN lot o ON o.id = b.lot_id
          WHERE b.site_id = t.from_site_id AND b.goods_id = w.goods_id AND o.unit = w.unit AND (w.lot_id IS NULL OR o.id = w.lot_id)
            AND NOT o.recalled AND o.condition = 'good' AND (o.expires_on IS NULL OR o.expires_on >= ${today}::date)), 0)
          - CASE WHEN w.unit = g.base_unit THEN coalesce(v.floor, 0) ELSE 0 END)
      LIMIT ${MOST}`,
  );
}
