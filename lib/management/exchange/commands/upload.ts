import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read, write } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { BadInput } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { ExchangeError } from "@/lib/platform/exchange/model/file";
import type { ImportReading } from "@/lib/platform/exchange/model/reading";
import { importOptions, MAX_UPLOAD_BYTES, type UploadInput } from "../schema";
import { rememberedMappings } from "./batch-reading";
import { readSheet } from "./read-sheet";
import { type ImportTarget, targetOf } from "./target";

export interface UploadedFile {
  bytes: Uint8Array;
  fileName: string;
}

/** A file read and where it would go; nothing is written. */
export async function readUpload(
  actor: Actor,
  file: UploadedFile,
  input: UploadInput,
): Promise<{ reading: ImportReading; target: ImportTarget }> {
  if (file.bytes.length > MAX_UPLOAD_BYTES)
    throw new BadInput({
      file: { key: "exchange.fileFaults.fileTooLarge", params: { bytes: file.bytes.length, limit: MAX_UPLOAD_BYTES } },
    });
  const { target, remembered, businessDate } = await read(actor, async (db) => ({
    target: await targetOf(db, actor, input.kind, input),
    remembered: await rememberedMappings(db, input.kind),
    businessDate: dayOf((await businessTime(db)).now),
  }));
  try {
    const reading = await readSheet(file.bytes, file.fileName, input.kind, { businessDate, remembered });
    return { reading, target };
  } catch (error) {
    if (error instanceof ExchangeError)
      throw new BadInput({ file: { key: `exchange.fileFaults.${error.fault}`, params: { ...error.params } } });
    throw error;
  }
}

/** Keeps an upload as a previewed import: its bytes, what was read, where it goes. */
export async function keepUpload(
  db: Db,
  actor: Actor,
  file: UploadedFile,
  input: UploadInput & { untilDay?: string },
  { reading, target }: { reading: ImportReading; target: ImportTarget },
): Promise<{ id: string }> {
  const { priority, untilDay } = input;
  const batch = await db.importBatch.create({
    data: {
      kind: input.kind,
      fileName: file.fileName.slice(0, 200),
      fileSha256: reading.contentSha256,
      content: Buffer.from(file.bytes),
      rowsRead: reading.summary.rowsRead,
      totals: reading.summary.totals,
      options: importOptions.parse({ priority, untilDay }) as Prisma.InputJsonObject,
      ...target,
      createdById: actor.personId,
    },
    select: { id: true, state: true },
  });
  await publish(db, actor, {
    type: "importBatch.created",
    documentKind: "importBatch",
    documentId: batch.id,
    documentNumber: file.fileName.slice(0, 100),
    areaCode: target.areaCode,
    payload: { state: batch.state, facts: { kind: input.kind, rows: reading.summary.rowsRead } },
  });
  return { id: batch.id };
}

/**
 * Takes an uploaded file for a preview: read on a thread of its own, then kept. Nothing is imported yet.
 * @throws BadInput naming why the file cannot be read, NotFound (no right to import there), Refusal (needs without an open incident)
 */
export async function uploadImport(actor: Actor, file: UploadedFile, input: UploadInput): Promise<{ id: string }> {
  const read = await readUpload(actor, file, input);
  return write(actor, (db) => keepUpload(db, actor, file, input, read));
}
