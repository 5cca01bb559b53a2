import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { systemActor } from "@/lib/platform/auth/actor";
import type { ImportReading } from "@/lib/platform/exchange/model/reading";
import type { BatchHead, DescribeNeed } from "../commands/recorder";
import { issuableLots } from "../commands/record-issued";
import { sortRows, type WaitingRow } from "../commands/sort-rows";
import { rowsToStore } from "../commands/store-rows";
import { planIssue } from "../rules/issue-plan";
import type { StoredRow } from "../rules/matching";
import { type ImportReport, reportOf, type RowState } from "../rules/outcomes";
import { knowledge } from "./knowledge";

/** What would become of one row if the import ran now. */
export interface ForecastRow {
  cell: string;
  row: StoredRow;
  raw: Record<string, string>;
  outcome: "imported" | "queued" | "rejected";
  reason: string | null;
  /** Every reason, the gravest first. */
  reasons: string[];
  /** Goods the row was matched with. */
  goods: { nameZh: string; code: string } | null;
}

export interface Forecast {
  rows: ForecastRow[];
  report: ImportReport;
}

/** Rows of the same file that an earlier import brought in or keeps with a document: they will not come in again. */
async function inAlready(batch: Pick<BatchHead, "kind" | "fileSha256" | "id">): Promise<Set<string>> {
  // Asked beyond the person's areas: a file is brought in once, whoever did it. Only addresses of cells are read.
  const rows = await read(systemActor("import"), (db) =>
    db.importRow.findMany({
      where: {
        kind: batch.kind,
        fileSha256: batch.fileSha256,
        batchId: { not: batch.id },
        OR: [{ outcome: "imported" }, { documentId: { not: null } }],
      },
      select: { sourceCell: true },
    }),
  );
  return new Set(rows.map((row) => row.sourceCell));
}

/**
 * What an import would do, row by row, without doing it: the judgement, the grouping and the stock plan are those of the import itself.
 * @param batch `id` of an upload, or a uuid nobody has for a dry run
 */
export async function forecast(
  actor: Actor,
  batch: BatchHead,
  reading: ImportReading,
  describeNeed?: DescribeNeed,
): Promise<Forecast> {
  const already = await inAlready(batch);
  const stored = rowsToStore(reading);
  const fresh: WaitingRow[] = stored.flatMap(({ cell, row }) => (already.has(cell) ? [] : [{ id: cell, row }]));
  const found = new Map<string, Omit<ForecastRow, "cell" | "row" | "raw">>();
  await read(actor, async (db) => {
    const known = await knowledge(db);
    const incident = batch.incidentId
      ? await db.incident.findUnique({ where: { id: batch.incidentId }, select: { areaCode: true } })
      : null;
    const { settled, stages } = sortRows(actor, batch, fresh, known, {
      businessDay: dayOf((await businessTime(db)).now),
      incidentArea: incident?.areaCode ?? null,
      ...(describeNeed ? { describeNeed } : {}),
    });
    for (const one of settled)
      found.set(one.rowId, {
        outcome: one.outcome,
        reason: one.reason ?? null,
        reasons: one.outcome === "queued" ? String(one.detail?.all ?? one.reason ?? "").split(" ") : [one.reason ?? ""],
        goods: null,
      });
    const lots = batch.kind === "issued" ? await lotsFor(db, batch, stages) : [];
    for (const { groups } of stages)
      for (const { rows } of groups)
        for (const ready of rows) {
          const reason =
            ready.row.repeats !== undefined
              ? "likelyDuplicate"
              : batch.kind === "issued"
                ? planIssue(ready, lots)
                  ? null
                  : ready.each === null
                    ? "packSizeUnknown"
                    : "noStockRecorded"
                : ready.each === null && ready.row.quantity !== null
                  ? "packSizeUnknown"
                  : null;
          found.set(ready.id, {
            outcome: reason === null ? "imported" : "queued",
            reason,
            reasons: reason === null ? [] : [reason],
            goods: { nameZh: ready.goods.nameZh, code: ready.goods.code },
          });
        }
  });
  const rows = stored.map(
    ({ cell, row, raw }): ForecastRow => ({
      cell,
      row,
      raw,
      ...(found.get(cell) ?? {
        outcome: "rejected" as const,
        reason: "alreadyImported",
        reasons: ["alreadyImported"],
        goods: null,
      }),
    }),
  );
  const states = new Map<string, RowState>();
  for (const { outcome, reason } of rows) {
    const key = `${outcome} ${reason}`;
    const state = states.get(key) ?? { outcome, reason, count: 0 };
    state.count++;
    states.set(key, state);
  }
  const { pending: _, ...report } = reportOf(rows.length, reading.summary.totals, [...states.values()]);
  return { rows, report };
}

const lotsFor = (db: Db, batch: BatchHead, stages: ReturnType<typeof sortRows>["stages"]) =>
  issuableLots(
    db,
    batch.siteId ?? "",
    stages.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.map(({ goods }) => goods.id))),
  );
