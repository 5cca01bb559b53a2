import type { Actor } from "@/lib/platform/auth/actor";
import { visible } from "@/lib/platform/auth/reach";
import { write } from "@/lib/platform/db/access";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import { moveWithin } from "@/lib/platform/workflow/run";
import { forecast } from "../queries/forecast";
import type { ImportReport } from "../rules/outcomes";
import { importOptions, type UploadInput } from "../schema";
import { batchAccess } from "./access";
import { driveImport } from "./drive";
import type { DescribeNeed } from "./recorder";
import { keepUpload, readUpload } from "./upload";

export interface RunImport {
  actor: Actor;
  bytes: Uint8Array;
  fileName: string;
  kind: ImportKind;
  /** Store the goods came to or left from; absent: the person's own, or the hub. */
  siteId?: string;
  /** Incident the documents belong to; absent: the open one. */
  incidentId?: string;
  /** Priority of needs whose sheet states none. */
  priority?: UploadInput["priority"];
  /** Receipts and issues after this day (ISO) wait; a later retry brings them in. */
  untilDay?: string;
  /** What the caller knows of each need: class, time, estimate with its basis. Pure. */
  describeNeed?: DescribeNeed;
  onProgress?: (done: number, total: number) => void;
  shouldStop?: () => boolean;
  /** Says what would happen and does nothing. */
  dryRun?: boolean;
}

/**
 * Imports a file from bytes to end: read, kept, brought in chunk by chunk. An import of the same file that was cut short goes on; a file
 * that was imported before imports nothing twice and says so (`rejected.alreadyImported`).
 * @returns counts with `rowsRead = imported + Σ queued + Σ rejected`; `id` of the import, null on a dry run
 * @throws BadInput (unreadable file, unknown site), NotFound (no right), Refusal
 */
export async function runImport(request: RunImport): Promise<ImportReport & { id: string | null }> {
  const { actor, bytes, fileName, kind, siteId, incidentId, priority, untilDay, describeNeed } = request;
  const file = { bytes, fileName };
  const input = {
    kind,
    ...(siteId ? { siteId } : {}),
    ...(incidentId ? { incidentId } : {}),
    ...(priority ? { priority } : {}),
    ...(untilDay ? { untilDay } : {}),
  };
  const got = await readUpload(actor, file, input);
  if (request.dryRun) {
    const head = {
      id: "00000000-0000-0000-0000-000000000000",
      kind,
      fileName,
      fileSha256: got.reading.contentSha256,
      ...got.target,
      options: importOptions.parse({ priority, untilDay }),
    };
    const { report } = await forecast(actor, head, got.reading, describeNeed);
    return { ...report, id: null };
  }
  const id = await write(actor, async (db) => {
    const cutShort = await db.importBatch.findFirst({
      where: {
        AND: [
          visible(actor, "import.run"),
          { kind, fileSha256: got.reading.contentSha256, ...got.target },
          { state: { in: ["importing", "failed"] } },
        ],
      },
      orderBy: { id: "desc" },
      select: { id: true, state: true },
    });
    const batch = cutShort ?? { ...(await keepUpload(db, actor, file, input, got)), state: "previewed" };
    const move = batch.state === "previewed" ? "start" : batch.state === "failed" ? "resume" : null;
    if (move) await moveWithin(db, actor, batchAccess, move, {}, { id: batch.id, version: null, input: null });
    return batch.id;
  });
  const report = await driveImport(actor, id, {
    ...(describeNeed ? { describeNeed } : {}),
    ...(request.onProgress ? { onProgress: request.onProgress } : {}),
    ...(request.shouldStop ? { shouldStop: request.shouldStop } : {}),
  });
  return { ...report, id };
}
