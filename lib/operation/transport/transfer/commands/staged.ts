import type { Db } from "@/lib/platform/db/access";

/** A lot standing in staging for a line of a transfer. */
export interface StagedLot {
  lineId: string;
  lotId: string;
  /** Shelf it was last picked from. */
  shelfId: string;
  /** Net picked for the line, in the lot's unit. */
  picked: bigint;
  /** In shipments that were neither cancelled nor returned. */
  planned: bigint;
  /** Picked and in no shipment. */
  free: bigint;
}

/**
 * What was picked for a transfer, by line and lot, and how much of it no shipment carries yet. Read from the ledger: picks less what was
 * put back or reversed.
 * @param lineId one line only; null for all
 */
export async function plannedByLot(db: Db, transferId: string, lineId: string | null = null): Promise<StagedLot[]> {
  return db.$queryRaw<StagedLot[]>`
    WITH staged AS (
      SELECT e.line_id, e.lot_id,
        sum(CASE WHEN t.kind = 'staging' THEN e.quantity ELSE -e.quantity END)::bigint AS picked,
        (array_agg(e.from_place_id ORDER BY e.id DESC) FILTER (WHERE f.kind IN ('shelf', 'recipient')))[1] AS shelf_id
      FROM stock_entry e JOIN place f ON f.id = e.from_place_id JOIN place t ON t.id = e.to_place_id
      WHERE e.document_kind = 'transferOrder' AND e.document_id = ${transferId}::uuid
        AND (f.kind = 'staging') <> (t.kind = 'staging')
        AND (${lineId}::uuid IS NULL OR e.line_id = ${lineId}::uuid)
      GROUP BY e.line_id, e.lot_id),
    loads AS (
      SELECT sl.transfer_line_id AS line_id, sl.lot_id, sum(sl.quantity)::bigint AS planned,
        sum(sl.quantity) FILTER (WHERE s.state = 'returned')::bigint AS returned
      FROM shipment_line sl JOIN shipment s ON s.id = sl.shipment_id
      WHERE s.transfer_id = ${transferId}::uuid AND s.state <> 'cancelled' GROUP BY 1, 2)
    SELECT staged.line_id AS "lineId", staged.lot_id AS "lotId", staged.shelf_id AS "shelfId",
      staged.picked - coalesce(loads.returned, 0) AS picked,
      coalesce(loads.planned, 0) - coalesce(loads.returned, 0) AS planned,
      staged.picked - coalesce(loads.planned, 0) AS free
    FROM staged LEFT JOIN loads ON loads.line_id = staged.line_id AND loads.lot_id = staged.lot_id
    ORDER BY staged.line_id, staged.lot_id`;
}
