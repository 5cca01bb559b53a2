import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";

/** A promise of stock to a document line. */
export interface StockPromise {
  placeId: string;
  lotId: string;
  quantity: bigint;
  lineId?: string | null;
}

export interface ReservationSource {
  documentKind: string;
  documentId: string;
}

/**
 * Reserves stock: the database raises `reserved` under lock and refuses more than is free, naming each lot that is short.
 * @returns ids of the reservations, in the order given
 */
export async function reserve(
  db: Db,
  actor: Actor,
  source: ReservationSource,
  promises: readonly StockPromise[],
): Promise<string[]> {
  if (promises.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO stock_reservation (place_id, lot_id, quantity, document_kind, document_id, line_id, area_code, created_by_id)
    SELECT r.place_id, r.lot_id, r.quantity, ${source.documentKind}, ${source.documentId}::uuid, r.line_id, p.area_code, ${actor.personId}::uuid
    FROM unnest(${promises.map((p) => p.placeId)}::uuid[], ${promises.map((p) => p.lotId)}::uuid[],
      ${promises.map((p) => p.quantity)}::bigint[], ${promises.map((p) => p.lineId ?? null)}::uuid[])
      WITH ORDINALITY AS r (place_id, lot_id, quantity, line_id, position)
    JOIN place p ON p.id = r.place_id ORDER BY r.position RETURNING id`;
  return rows.map((row) => row.id);
}

/** Ends active reservations: `consumed` when the goods were picked, `released` when the promise is withdrawn. Already ended ones stay. */
export async function endReservations(db: Db, ids: readonly string[], state: "consumed" | "released"): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw`UPDATE stock_reservation SET state = ${state}, ended_at = now() WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'active'`;
}

/** Releases every active reservation of a document. */
export async function releaseAll(db: Db, source: ReservationSource): Promise<void> {
  await db.$executeRaw`UPDATE stock_reservation SET state = 'released', ended_at = now()
    WHERE document_kind = ${source.documentKind} AND document_id = ${source.documentId}::uuid AND state = 'active'`;
}
