import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";

/** A place and lot where the projection says something else than the ledger or the promises. Quantities as decimal text. */
export interface BalanceMismatch {
  placeId: string;
  lotId: string;
  lot: string;
  site: string;
  areaCode: string;
  place: string;
  unit: string;
  onHand: string;
  byEntries: string;
  reserved: string;
  byReservations: string;
}

/** At most this many mismatches are kept with a check; their number is exact. */
const KEPT = 200;

/**
 * Compares every balance with the sum of its movements, and what is reserved with the active reservations, in one statement over the
 * whole ledger; stores and returns the outcome. Nothing is mended: a mismatch is a fault to be looked into.
 */
export async function checkBalances(actor: Actor): Promise<{ id: string; mismatchCount: number }> {
  if (!canSomewhere(actor, "stock.checkBalances")) throw new NotFound({ key: "errors.notAllowed" });
  // The check is of the whole ledger, whoever starts it; the page shows a person only the places of their areas.
  return write(systemActor("balance-check"), async (db) => {
    const startedAt = new Date();
    const rows = await db.$queryRaw<
      (Omit<BalanceMismatch, "onHand" | "byEntries" | "reserved" | "byReservations"> & {
        onHand: bigint;
        byEntries: bigint;
        reserved: bigint;
        byReservations: bigint;
        total: bigint;
      })[]
    >`
      WITH moved AS (
        SELECT place_id, lot_id, sum(delta)::bigint AS quantity FROM (
          SELECT to_place_id AS place_id, lot_id, quantity AS delta FROM stock_entry
          UNION ALL SELECT from_place_id, lot_id, -quantity FROM stock_entry) e
        JOIN place p ON p.id = e.place_id AND NOT p.outside GROUP BY 1, 2),
      promised AS (
        SELECT place_id, lot_id, sum(quantity)::bigint AS quantity FROM stock_reservation WHERE state = 'active' GROUP BY 1, 2),
      compared AS (
        SELECT coalesce(b.place_id, m.place_id, r.place_id) AS place_id, coalesce(b.lot_id, m.lot_id, r.lot_id) AS lot_id,
          coalesce(b.on_hand, 0) AS on_hand, coalesce(m.quantity, 0) AS by_entries,
          coalesce(b.reserved, 0) AS reserved, coalesce(r.quantity, 0) AS by_reservations
        FROM stock_balance b
        FULL JOIN moved m ON m.place_id = b.place_id AND m.lot_id = b.lot_id
        FULL JOIN promised r ON r.place_id = coalesce(b.place_id, m.place_id) AND r.lot_id = coalesce(b.lot_id, m.lot_id))
      SELECT c.place_id AS "placeId", c.lot_id AS "lotId", l.number AS lot, s.name AS site, p.area_code AS "areaCode",
        p.kind::text || CASE WHEN p.zone = '' THEN '' ELSE ' ' || p.zone END AS place, l.unit,
        c.on_hand AS "onHand", c.by_entries AS "byEntries", c.reserved, c.by_reservations AS "byReservations", count(*) OVER () AS total
      FROM compared c JOIN place p ON p.id = c.place_id JOIN site s ON s.id = p.site_id JOIN lot l ON l.id = c.lot_id
      WHERE c.on_hand <> c.by_entries OR c.reserved <> c.by_reservations
      ORDER BY c.place_id, c.lot_id LIMIT ${KEPT}`;
    const [size] = await db.$queryRaw<{ balances: bigint; entries: bigint }[]>`
      SELECT (SELECT count(*) FROM stock_balance) AS balances, (SELECT count(*) FROM stock_entry) AS entries`;
    const mismatchCount = Number(rows[0]?.total ?? 0n);
    const check = await db.balanceCheck.create({
      data: {
        startedAt,
        finishedAt: new Date(),
        balances: size?.balances ?? 0n,
        entries: size?.entries ?? 0n,
        mismatchCount,
        mismatches: rows.map(({ total: _total, ...row }) => ({
          ...row,
          onHand: String(row.onHand),
          byEntries: String(row.byEntries),
          reserved: String(row.reserved),
          byReservations: String(row.byReservations),
        })),
      },
    });
    return { id: check.id, mismatchCount };
  });
}
