import type { Actor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { ExchangeError } from "@/lib/platform/exchange/model/file";
import { type ColumnMapping, importFields } from "@/lib/platform/exchange/model/table";
import type { MapColumnsInput } from "../schema";
import { batchAccess } from "./access";
import { batchReading, type Mappings } from "./batch-reading";

/** The mapping a form states: each field at most once a column, blank fields left out. */
function mappingOf(columns: MapColumnsInput["columns"]): ColumnMapping {
  const mapping: ColumnMapping = {};
  for (const field of importFields) {
    const text = columns[field];
    if (text === undefined || text === "") continue;
    const column = Number(text);
    if (!Number.isInteger(column) || column < 0 || column > 255)
      throw new BadInput({ [`columns.${field}`]: { key: "errors.malformed" } });
    mapping[field] = column;
  }
  if (mapping.goods === undefined) throw new BadInput({ "columns.goods": { key: "errors.required" } });
  return mapping;
}

/**
 * Sets which column holds what for tables with these headers, remembers it for the next sheet of the same shape, and reads the file again.
 * Only before the import starts.
 */
export async function mapColumns(actor: Actor, input: MapColumnsInput): Promise<{ id: string }> {
  const columns = mappingOf(input.columns);
  const { id, version } = await write(actor, async (db) => {
    const batch = await batchAccess.load(db, actor, input.id);
    if (!batch) throw new NotFound();
    if (batch.state !== "previewed") throw new Refusal({ key: "errors.notOfferedNow" });
    if (batch.version !== input.version) throw new Conflict({ key: "errors.changedMeanwhile" });
    const mapping = { ...(batch.mapping as Mappings), [input.headerFingerprint]: columns };
    const saved = await db.importBatch.update({
      where: { id: batch.id },
      data: { mapping: mapping as Prisma.InputJsonObject, version: { increment: 1 } },
      select: { id: true, version: true },
    });
    const where = { kind: batch.kind, headerFingerprint: input.headerFingerprint };
    const stored = { mapping: columns as Prisma.InputJsonObject, updatedById: actor.personId };
    await db.importMapping.upsert({
      where: { kind_headerFingerprint: where },
      create: { ...where, ...stored },
      update: stored,
    });
    await publish(db, actor, {
      type: "importBatch.noted",
      documentKind: "importBatch",
      documentId: batch.id,
      documentNumber: batch.fileName.slice(0, 100),
      areaCode: batch.areaCode,
      payload: { facts: { columns: Object.keys(columns).join(" ") } },
    });
    return saved;
  });
  try {
    const { summary } = await batchReading(actor, { id, version });
    await write(actor, (db) =>
      db.importBatch.update({
        where: { id },
        data: { rowsRead: summary.rowsRead, totals: summary.totals },
        select: { id: true },
      }),
    );
  } catch (error) {
    if (error instanceof ExchangeError)
      throw new BadInput({ columns: { key: `exchange.fileFaults.${error.fault}`, params: { ...error.params } } });
    throw error;
  }
  return { id };
}
