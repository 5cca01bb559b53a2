import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import type { ImportReading } from "@/lib/platform/exchange/model/reading";
import type { ColumnMapping, ImportKind } from "@/lib/platform/exchange/model/table";
import { readSheet } from "./read-sheet";

/** Column mappings by header fingerprint. */
export type Mappings = Record<string, ColumnMapping>;

/** Mappings remembered from earlier imports of a kind. */
export async function rememberedMappings(db: Db, kind: ImportKind): Promise<Mappings> {
  const rows = await db.importMapping.findMany({ where: { kind }, orderBy: { updatedAt: "desc" }, take: 500 });
  return Object.fromEntries(rows.map((row) => [row.headerFingerprint, row.mapping as ColumnMapping]));
}

/** Readings of the last few previews, so that a page of rows does not read the workbook again. */
const kept = new Map<string, Promise<ImportReading>>();
const MOST_KEPT = 6;

/** The reading of an uploaded file with the mappings its batch has now. */
export async function batchReading(actor: Actor, batch: { id: string; version: number }): Promise<ImportReading> {
  const key = `${batch.id} ${batch.version}`;
  const known = kept.get(key);
  if (known) return known;
  const reading = readBatch(actor, batch.id);
  kept.set(key, reading);
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
  reading.catch(() => kept.delete(key));
  return reading;
}

async function readBatch(actor: Actor, id: string): Promise<ImportReading> {
  const { batch, remembered, businessDate } = await read(actor, async (db) => {
    const row = await db.importBatch.findUnique({ where: { id } });
    if (!row?.content) throw new NotFound();
    return {
      batch: row,
      remembered: await rememberedMappings(db, row.kind as ImportKind),
      businessDate: dayOf((await businessTime(db)).now),
    };
  });
  return readSheet(new Uint8Array(batch.content as Uint8Array), batch.fileName, batch.kind as ImportKind, {
    businessDate,
    remembered,
    mappings: batch.mapping as Mappings,
  });
}
