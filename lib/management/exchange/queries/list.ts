import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, visible } from "@/lib/platform/auth/reach";
import { type Db, read } from "@/lib/platform/db/access";
import { type Cursor, type KeyPage, keyPage, turnPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import type { Named } from "@/lib/platform/i18n/names";
import type { StoredRow } from "../rules/matching";
import type { RefusalReason, WaitingReason } from "../rules/outcomes";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "import.run")) throw new NotFound({ key: "errors.notAllowed" });
}

const isId = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f-]{36}$/.test(text);

export interface ImportFilter {
  kind?: ImportKind;
  state?: string;
}

/** Names of people by id, for what shows who did it. */
async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, Named>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  const rows = await db.person.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

const siteNames = async (db: Db, ids: readonly (string | null)[]): Promise<Map<string, Named>> => {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  const rows = await db.site.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
};

/** A page of imports, newest first. */
export function listImports(actor: Actor, filter: ImportFilter, cursor: Cursor) {
  gate(actor);
  return read(actor, async (db) => {
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.importBatch.findMany({
        where: {
          AND: [
            { id },
            visible(actor, "import.run"),
            filter.kind ? { kind: filter.kind } : {},
            filter.state ? { state: filter.state } : {},
          ],
        },
        omit: { content: true },
        orderBy,
        take,
      }),
    );
    const people = await namesOf(
      db,
      page.rows.map((row) => row.createdById),
    );
    const sites = await siteNames(
      db,
      page.rows.map((row) => row.siteId),
    );
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        by: people.get(row.createdById ?? "") ?? null,
        site: sites.get(row.siteId ?? "") ?? null,
      })),
    };
  });
}

/** One import, without the uploaded bytes. */
export function getImport(actor: Actor, id: string) {
  gate(actor);
  return read(actor, async (db) => {
    const batch = isId(id)
      ? await db.importBatch.findFirst({
          where: { AND: [{ id }, visible(actor, "import.run")] },
          omit: { content: true },
        })
      : null;
    if (!batch) throw new NotFound();
    const people = await namesOf(db, [batch.createdById]);
    const sites = await siteNames(db, [batch.siteId]);
    const incident = batch.incidentId ? await db.incident.findUnique({ where: { id: batch.incidentId } }) : null;
    return {
      ...batch,
      by: people.get(batch.createdById ?? "") ?? null,
      site: sites.get(batch.siteId ?? "") ?? null,
      incident,
    };
  });
}

/** A stored row as pages show it. */
export interface ShownRow {
  id: string;
  rowNumber: number;
  cell: string;
  row: StoredRow;
  outcome: "pending" | "imported" | "queued" | "rejected";
  reason: WaitingReason | RefusalReason | null;
  detail: Record<string, string | number>;
  documentKind: string | null;
  documentId: string | null;
  batchId: string;
  fileName: string;
}

const shownRow = (row: {
  id: string;
  rowNumber: number;
  sourceCell: string;
  parsed: unknown;
  outcome: string;
  reason: string | null;
  detail: unknown;
  documentKind: string | null;
  documentId: string | null;
  batchId: string;
  batch: { fileName: string };
}): ShownRow => ({
  id: row.id,
  rowNumber: row.rowNumber,
  cell: row.sourceCell,
  row: row.parsed as StoredRow,
  outcome: row.outcome as ShownRow["outcome"],
  reason: row.reason as ShownRow["reason"],
  detail: row.detail as ShownRow["detail"],
  documentKind: row.documentKind,
  documentId: row.documentId,
  batchId: row.batchId,
  fileName: row.batch.fileName,
});

/**
 * A page of the rows of a file in the order of the sheet, whichever upload of it brought them in. The cursor is a row's id.
 */
export function importRows(
  actor: Actor,
  batch: { kind: string; fileSha256: string },
  filter: { outcome?: string; reason?: string },
  cursor: Cursor,
): Promise<KeyPage<ShownRow>> {
  gate(actor);
  const where = {
    kind: batch.kind,
    fileSha256: batch.fileSha256,
    ...(filter.outcome ? { outcome: filter.outcome } : {}),
    ...(filter.reason ? { reason: filter.reason } : {}),
  };
  return read(actor, async (db) => {
    const page = await turnPage(
      cursor,
      async ({ from, back, take }) => {
        const start = isId(from) ? await db.importRow.findUnique({ where: { id: from } }) : null;
        const beyond = <Value>(value: Value) => (back ? { lt: value } : { gt: value });
        const direction = back ? "desc" : "asc";
        return db.importRow.findMany({
          where: {
            AND: [
              where,
              start
                ? {
                    OR: [{ rowNumber: beyond(start.rowNumber) }, { rowNumber: start.rowNumber, id: beyond(start.id) }],
                  }
                : {},
            ],
          },
          orderBy: [{ rowNumber: direction }, { id: direction }],
          take,
          include: { batch: { select: { fileName: true } } },
        });
      },
      (row) => row.id,
    );
    return { ...page, rows: page.rows.map(shownRow) };
  });
}

/** Rows that wait for a person, of all imports within reach, newest first, with their number by reason. */
export function waitingRows(actor: Actor, filter: { reason?: string }, cursor: Cursor) {
  gate(actor);
  return read(actor, async (db) => {
    const mine = { batch: { AND: [visible(actor, "import.run")] }, outcome: "queued" };
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.importRow.findMany({
        where: { AND: [{ id }, mine, filter.reason ? { reason: filter.reason } : {}] },
        orderBy,
        take,
        include: { batch: { select: { fileName: true } } },
      }),
    );
    const counts = await db.importRow.groupBy({
      by: ["reason"],
      where: mine,
      _count: true,
      orderBy: { _count: { reason: "desc" } },
    });
    return {
      ...page,
      rows: page.rows.map(shownRow),
      counts: counts.map((row) => ({ reason: row.reason as WaitingReason, count: row._count })),
    };
  });
}
