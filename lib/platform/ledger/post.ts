import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";

/** Why goods moved; the verb of a line in the stock ledger. */
export type EntryKind =
  | "open"
  | "receive"
  | "inspect"
  | "putAway"
  | "pick"
  | "unpick"
  | "load"
  | "deliver"
  | "arrive"
  | "returnToParty"
  | "dispose"
  | "lose"
  | "find"
  | "convert"
  | "reverse";

/** One movement: a whole number of the lot's own units from one place to another. */
export interface Movement {
  kind: EntryKind;
  lotId: string;
  fromPlaceId: string;
  toPlaceId: string;
  quantity: bigint;
  lineId?: string | null;
  reversesId?: bigint | null;
  reason?: string;
  /** Document and business time of this movement alone, when a batch posts for many documents. */
  documentId?: string;
  businessAt?: Date;
}

export interface PostingSource {
  documentKind: string;
  documentId: string | null;
  /** Business time of the movement. */
  businessAt: Date;
}

/**
 * Posts movements as one statement: the database moves the balances in the same transaction, in a fixed lock order, and refuses a
 * shortage, an expired or recalled lot, and a reversal out of order (Refusal naming each lot).
 * @returns ids of the entries, in the order given
 */
export async function post(
  db: Db,
  actor: Actor,
  source: PostingSource,
  movements: readonly Movement[],
): Promise<bigint[]> {
  if (movements.length === 0) return [];
  const postingId = randomUUID();
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    INSERT INTO stock_entry (posting_id, kind, lot_id, goods_id, from_place_id, to_place_id, quantity, from_site_id, to_site_id,
      from_area_code, to_area_code, document_kind, document_id, line_id, reverses_id, reason, actor_id, business_at)
    SELECT ${postingId}::uuid, m.kind, m.lot_id, l.goods_id, m.from_place_id, m.to_place_id, m.quantity, f.site_id, t.site_id,
      f.area_code, t.area_code, ${source.documentKind}, coalesce(m.document_id, ${source.documentId}::uuid), m.line_id, m.reverses_id, m.reason,
      ${actor.personId}::uuid, coalesce(m.business_at, ${source.businessAt})
    FROM unnest(
      ${movements.map((m) => m.kind)}::text[], ${movements.map((m) => m.lotId)}::uuid[], ${movements.map((m) => m.fromPlaceId)}::uuid[],
      ${movements.map((m) => m.toPlaceId)}::uuid[], ${movements.map((m) => m.quantity)}::bigint[], ${movements.map((m) => m.lineId ?? null)}::uuid[],
      ${movements.map((m) => m.reversesId ?? null)}::bigint[], ${movements.map((m) => m.reason ?? "")}::text[],
      ${movements.map((m) => m.documentId ?? null)}::uuid[], ${movements.map((m) => m.businessAt ?? null)}::timestamptz[]
    ) WITH ORDINALITY AS m (kind, lot_id, from_place_id, to_place_id, quantity, line_id, reverses_id, reason, document_id, business_at, position)
    JOIN lot l ON l.id = m.lot_id JOIN place f ON f.id = m.from_place_id JOIN place t ON t.id = m.to_place_id
    ORDER BY m.position
    RETURNING id`;
  if (rows.length !== movements.length) throw new Error("a movement names a lot or place that does not exist");
  return rows.map((row) => row.id);
}

/**
 * Reverses entries 冲正: for each a mirror entry that points at it, the latest first. Refused when the goods have moved on, or when a
 * later entry of the same document stands.
 * @param entryIds ids of the entries to undo, any order
 */
export async function reverse(
  db: Db,
  actor: Actor,
  source: PostingSource,
  entryIds: readonly bigint[],
  reason: string,
): Promise<bigint[]> {
  const entries = await db.stockEntry.findMany({ where: { id: { in: [...entryIds] } }, orderBy: { id: "desc" } });
  return post(
    db,
    actor,
    source,
    entries.map((entry) => ({
      kind: "reverse",
      lotId: entry.lotId,
      fromPlaceId: entry.toPlaceId,
      toPlaceId: entry.fromPlaceId,
      quantity: entry.quantity,
      lineId: entry.lineId,
      reversesId: entry.id,
      reason,
    })),
  );
}
