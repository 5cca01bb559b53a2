import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, visible } from "@/lib/platform/auth/reach";
import { type Db, read, write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { RETRIED } from "../rules/outcomes";
import type { RetryInput } from "../schema";
import { recount } from "./chunk";
import { type DriveOptions, driveRetry } from "./drive";

/**
 * Rows whose document was decided upon since: the pack size is known (or nobody looks for it any more), the likely repeat was reviewed.
 * @returns ids of the batches whose counts changed
 */
async function settleDecided(db: Db, batchIds: readonly string[]): Promise<string[]> {
  const ids = [...batchIds];
  const changed = await db.$queryRaw<{ batch: string }[]>`
    WITH packs AS (
      UPDATE import_row r SET outcome = 'imported', reason = NULL, detail = '{}'
      WHERE r.batch_id = ANY(${ids}::uuid[]) AND r.outcome = 'queued' AND r.reason = 'packSizeUnknown' AND r.document_id IS NOT NULL
        AND (EXISTS (SELECT FROM delivery_line l WHERE l.id = r.line_id AND l.base_units_per_unit IS NOT NULL)
          OR EXISTS (SELECT FROM pack_query q LEFT JOIN inspection_split s ON s.lot_id = q.lot_id
            WHERE q.state <> 'open' AND (s.line_id = r.line_id OR (r.document_kind = 'lot' AND q.lot_id = r.document_id))))
      RETURNING r.batch_id
    ), repeats AS (
      UPDATE import_row r SET outcome = CASE d.duplicate_state WHEN 'confirmed' THEN 'rejected' ELSE 'imported' END,
        reason = CASE d.duplicate_state WHEN 'confirmed' THEN 'confirmedRepeat' END, detail = '{}'
      FROM delivery d WHERE d.id = r.document_id AND r.batch_id = ANY(${ids}::uuid[]) AND r.outcome = 'queued'
        AND r.reason = 'likelyDuplicate' AND r.document_kind = 'delivery' AND d.duplicate_state IN ('confirmed', 'rejected')
      RETURNING r.batch_id
    )
    SELECT DISTINCT batch_id::text AS batch FROM (SELECT batch_id FROM packs UNION ALL SELECT batch_id FROM repeats) AS settled`;
  return changed.map((row) => row.batch);
}

/**
 * Tries waiting rows once more, of one import or of all within reach: rows whose spelling was taught, whose day has come, whose stock is
 * there now go in; rows whose document was decided upon are counted as what they are.
 * @returns rows that went in
 */
export async function retryQueued(
  actor: Actor,
  { id }: RetryInput = {},
  options: DriveOptions = {},
): Promise<{ count: number }> {
  if (!canSomewhere(actor, "import.run")) throw new NotFound({ key: "errors.notAllowed" });
  // A job may not decide what lies outside the reach of the person who imported.
  const reasons = RETRIED.filter((reason) => !(actor.system && reason === "outsideReach"));
  const waiting = await read(actor, (db) =>
    db.importBatch.findMany({
      where: {
        AND: [
          visible(actor, "import.run"),
          id ? { id } : {},
          { state: { in: ["done", "cancelled"] }, rows: { some: { outcome: "queued", reason: { in: [...reasons] } } } },
        ],
      },
      orderBy: { id: "asc" },
      select: { id: true, imported: true },
    }),
  );
  const ids = waiting.map((batch) => batch.id);
  if (ids.length === 0) return { count: 0 };
  await write(actor, async (db) => {
    for (const batch of await settleDecided(db, ids)) await recount(db, batch);
  });
  for (const batch of ids) {
    if (options.shouldStop?.()) break;
    await driveRetry(actor, batch, reasons, options);
  }
  const after = await read(actor, (db) =>
    db.importBatch.findMany({ where: { id: { in: ids } }, select: { imported: true } }),
  );
  const sum = (rows: readonly { imported: number }[]) => rows.reduce((total, row) => total + row.imported, 0);
  return { count: Math.max(0, sum(after) - sum(waiting)) };
}
