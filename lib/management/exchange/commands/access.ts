import { visible } from "@/lib/platform/auth/reach";
import type { Db } from "@/lib/platform/db/access";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { lockRow } from "@/lib/platform/workflow/lock";
import type { DocumentAccess } from "@/lib/platform/workflow/run";
import { importMachine } from "../machine";
import { importOptions } from "../schema";
import type { BatchHead } from "./recorder";

/** Everything of a batch but the uploaded bytes, which are large. */
export type BatchRow = Omit<Prisma.ImportBatchGetPayload<object>, "content">;

export const batchAccess: DocumentAccess<BatchRow> = {
  kind: "importBatch",
  machine: importMachine,
  load: async (db, actor, id) =>
    (await lockRow(db, "import_batch", id))
      ? db.importBatch.findFirst({
          where: { AND: [{ id }, visible(actor, "import.run")] },
          omit: { content: true },
        })
      : null,
  ends: (row) => ({ only: { areaCode: row.areaCode, siteId: row.siteId } }),
  save: async (db, row, patch) =>
    (await db.importBatch.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/** The batch as recorders need it. */
export const headOf = (row: BatchRow): BatchHead => ({
  id: row.id,
  kind: row.kind as ImportKind,
  fileName: row.fileName,
  fileSha256: row.fileSha256,
  areaCode: row.areaCode,
  siteId: row.siteId,
  incidentId: row.incidentId,
  options: importOptions.parse(row.options),
});

/** Changes what is kept of an upload beside its bytes. */
export const patchOptions = (db: Db, row: BatchRow, patch: Record<string, unknown>): Promise<unknown> =>
  db.importBatch.update({
    where: { id: row.id },
    data: { options: { ...(row.options as object), ...patch } as Prisma.InputJsonValue },
    select: { id: true },
  });
