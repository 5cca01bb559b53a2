import type { Db } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { type ImportReport, reportOf, type RowState } from "../rules/outcomes";
import type { Recorded } from "./recorder";

/** Which of these rows still stand at `outcome`; they are locked until the transaction ends. */
export async function stillAt(db: Db, ids: readonly string[], outcome: "pending" | "queued"): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM import_row WHERE id = ANY(${[...ids]}::uuid[]) AND outcome = ${outcome} ORDER BY id FOR UPDATE`;
  return new Set(rows.map((row) => row.id));
}

/** Writes what became of rows, in one statement. */
export async function settle(db: Db, recorded: readonly Recorded[]): Promise<void> {
  if (recorded.length === 0) return;
  await db.$executeRaw`
    UPDATE import_row r SET outcome = s.outcome, reason = s.reason, detail = s.detail::jsonb,
      document_kind = coalesce(s.document_kind, r.document_kind), document_id = coalesce(s.document_id, r.document_id),
      line_id = coalesce(s.line_id, r.line_id)
    FROM unnest(${recorded.map((row) => row.rowId)}::uuid[], ${recorded.map((row) => row.outcome)}::text[],
      ${recorded.map((row) => row.reason ?? null)}::text[], ${recorded.map((row) => JSON.stringify(row.detail ?? {}))}::text[],
      ${recorded.map((row) => row.documentKind ?? null)}::text[], ${recorded.map((row) => row.documentId ?? null)}::uuid[],
      ${recorded.map((row) => row.lineId ?? null)}::uuid[]) AS s (id, outcome, reason, detail, document_kind, document_id, line_id)
    WHERE r.id = s.id`;
}

/** Counts a batch anew from its rows and keeps the counts. */
export async function recount(db: Db, batchId: string): Promise<ImportReport & { pending: number }> {
  const batch = await db.importBatch.findUniqueOrThrow({
    where: { id: batchId },
    select: { rowsRead: true, totals: true },
  });
  const owned = await db.$queryRaw<
    RowState[]
  >`SELECT outcome, reason, count(*)::int AS count FROM import_row WHERE batch_id = ${batchId}::uuid
      GROUP BY outcome, reason ORDER BY outcome, reason`;
  const report = reportOf(batch.rowsRead, batch.totals as Record<string, number>, owned);
  await db.importBatch.update({
    where: { id: batchId },
    data: {
      imported: report.imported,
      queued: report.queued as Prisma.InputJsonObject,
      rejected: report.rejected as Prisma.InputJsonObject,
      progressAt: new Date(),
    },
    select: { id: true },
  });
  return report;
}
