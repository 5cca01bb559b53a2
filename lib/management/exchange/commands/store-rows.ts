import type { Db } from "@/lib/platform/db/access";
import { pairLikelyDuplicates } from "@/lib/platform/exchange/duplicates";
import type { ImportReading } from "@/lib/platform/exchange/model/reading";
import type { ParsedRow } from "@/lib/platform/exchange/model/row";
import { donorName } from "../rules/donors";
import type { StoredRow } from "../rules/matching";
import type { BatchHead } from "./recorder";

/** Address of a goods row inside its file. */
export const cellOf = (row: Pick<ParsedRow, "source">): string => `${row.source.sheet}!${row.source.cell}`;

/** Rows as they are kept: a likely repeat names its original, and a private donor's name is not kept at all. */
export function rowsToStore(reading: ImportReading): { cell: string; row: StoredRow; raw: Record<string, string> }[] {
  const repeats = new Map(
    reading.kind === "received"
      ? pairLikelyDuplicates(reading.rows).map(({ cumulative, dated }) => [cumulative.idempotencyKey, cellOf(dated)])
      : [],
  );
  return reading.rows.map((parsed) => {
    const { raw, ...row } = parsed;
    const stored: StoredRow = { ...row };
    const original = repeats.get(row.idempotencyKey);
    if (original) stored.repeats = original;
    if (reading.kind !== "received" || row.partyText === "" || donorName(row.partyText) === row.partyText)
      return { cell: cellOf(row), row: stored, raw };
    const name = row.partyText;
    stored.partyText = donorName(name);
    return {
      cell: cellOf(row),
      row: stored,
      raw: Object.fromEntries(
        Object.entries(raw).map(([header, text]) => [header, text === name ? stored.partyText : text]),
      ),
    };
  });
}

const AT_ONCE = 1000;

/**
 * Keeps the goods rows of a file, each once by kind, file and cell. A row that an earlier import of the same file left waiting without a
 * document, refused, or never reached is taken over; one that became a document stays where it is, and is not made again.
 */
export async function storeRows(db: Db, batch: BatchHead, reading: ImportReading): Promise<void> {
  const rows = rowsToStore(reading);
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const part = rows.slice(start, start + AT_ONCE);
    await db.$executeRaw`
      INSERT INTO import_row AS r (batch_id, kind, file_sha256, source_cell, row_number, raw, parsed, outcome, area_code)
      SELECT ${batch.id}::uuid, ${batch.kind}, ${batch.fileSha256}, s.cell, s.number, s.raw::jsonb, s.parsed::jsonb, 'pending', ${batch.areaCode}
      FROM unnest(${part.map(({ cell }) => cell)}::text[], ${part.map(({ row }) => row.source.row)}::int[],
        ${part.map(({ raw }) => JSON.stringify(raw))}::text[], ${part.map(({ row }) => JSON.stringify(row))}::text[])
        AS s (cell, number, raw, parsed)
      ON CONFLICT (kind, file_sha256, source_cell) DO UPDATE
      SET batch_id = excluded.batch_id, raw = excluded.raw, parsed = excluded.parsed, outcome = 'pending', reason = NULL, detail = '{}'
      WHERE r.area_code = excluded.area_code AND r.document_id IS NULL AND r.batch_id <> excluded.batch_id
        AND (r.outcome IN ('queued', 'rejected') OR (r.outcome = 'pending'
          AND EXISTS (SELECT FROM import_batch b WHERE b.id = r.batch_id AND b.state IN ('failed', 'cancelled'))))`;
  }
}
