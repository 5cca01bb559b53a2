import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { visible } from "@/lib/platform/auth/reach";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read, write } from "@/lib/platform/db/access";
import { asFailure, NotFound } from "@/lib/platform/errors";
import { lockRow } from "@/lib/platform/workflow/lock";
import { moveWithin } from "@/lib/platform/workflow/run";
import type { RowGroup } from "../rules/groups";
import type { StoredRow } from "../rules/matching";
import { knowledge } from "../queries/knowledge";
import type { ImportReport } from "../rules/outcomes";
import { batchAccess, type BatchRow, headOf, patchOptions } from "./access";
import { batchReading } from "./batch-reading";
import { recount, settle, stillAt } from "./chunk";
import { type DescribeNeed, importer, type RecordContext, type Recorded, type Recorder, waits } from "./recorder";
import { queueSpellings, sortRows, type Sorted, type WaitingRow } from "./sort-rows";
import { storeRows } from "./store-rows";

export interface DriveOptions {
  /** Rows settled so far, of all. */
  onProgress?: (done: number, total: number) => void;
  /** Asked between chunks: true stops; what is in stays in. */
  shouldStop?: () => boolean;
  describeNeed?: DescribeNeed;
}

/** Where an import stands, and who does what. */
interface Drive extends DriveOptions {
  actor: Actor;
  batch: BatchRow;
  /** Makes the documents: the person or the importer in their name. */
  maker: Actor;
  /** Rows are brought in from here: `pending` by an import, `queued` by a retry. */
  from: "pending" | "queued";
}

class Stopped extends Error {}

/** One transaction of an import: only while the import still runs, and only over rows that still wait. */
async function chunk(
  drive: Drive,
  groups: readonly RowGroup[],
  body: (db: Db, open: RowGroup[]) => Promise<Recorded[]>,
) {
  await write(drive.maker, async (db) => {
    await refuseStopped(db, drive);
    const ids = groups.flatMap((group) => group.rows.map(({ id }) => id));
    const waiting = await stillAt(db, ids, drive.from);
    // A group another worker has begun is left to it.
    const open = groups.filter((group) => group.rows.every(({ id }) => waiting.has(id)));
    await settle(db, await body(db, open));
    await recount(db, drive.batch.id);
  });
}

async function refuseStopped(db: Db, { batch, from }: Drive): Promise<void> {
  if (!(await lockRow(db, "import_batch", batch.id))) throw new Stopped();
  if (from === "queued") return;
  const now = await db.importBatch.findUniqueOrThrow({ where: { id: batch.id }, select: { state: true } });
  if (now.state !== "importing") throw new Stopped();
}

/** Records groups together; when the business refuses, each alone, so that one bad group keeps no other out. */
async function recordChunk(drive: Drive, record: Recorder, groups: readonly RowGroup[]): Promise<void> {
  const run = (some: readonly RowGroup[]) =>
    chunk(drive, some, async (db, open) => {
      if (open.length === 0) return [];
      const { now } = await businessTime(db);
      const context: RecordContext = {
        actor: drive.maker,
        batch: headOf(drive.batch),
        now,
        ...(drive.describeNeed ? { describeNeed: drive.describeNeed } : {}),
      };
      return record(db, context, open);
    });
  try {
    await run(groups);
  } catch (error) {
    if (!asFailure(error)) throw error;
    for (const group of groups)
      try {
        await run([group]);
      } catch (refusal) {
        const failure = asFailure(refusal);
        if (!failure) throw refusal;
        await chunk(drive, [group], async (_db, open) =>
          open.flatMap(({ rows }) => rows.map(({ id }) => waits(id, "refused", { key: failure.reason.key }))),
        );
      }
  }
}

async function drain(drive: Drive, sorted: Sorted, total: number): Promise<void> {
  let done = total - sorted.stages.reduce((sum, stage) => sum + stage.groups.reduce((n, g) => n + g.rows.length, 0), 0);
  drive.onProgress?.(done, total);
  for (const { record, groups, most } of sorted.stages)
    for (let start = 0; start < groups.length; start += most) {
      if (drive.shouldStop?.()) throw new Stopped();
      const part = groups.slice(start, start + most);
      await recordChunk(drive, record, part);
      done += part.reduce((sum, group) => sum + group.rows.length, 0);
      drive.onProgress?.(done, total);
    }
}

/** Judges the rows against catalogue, places and clock as they are now. */
async function judged(drive: Drive, rows: readonly WaitingRow[]) {
  return read(drive.maker, async (db) => {
    const known = await knowledge(db);
    const businessDay = dayOf((await businessTime(db)).now);
    const incident = drive.batch.incidentId
      ? await db.incident.findUnique({ where: { id: drive.batch.incidentId }, select: { areaCode: true } })
      : null;
    const head = headOf(drive.batch);
    // A later try is not bound to the day the first one stopped at.
    const { untilDay, ...options } = head.options;
    const held = drive.from === "pending" && untilDay !== undefined ? { ...options, untilDay } : options;
    const sorted = sortRows(drive.actor, { ...head, options: held }, rows, known, {
      businessDay,
      incidentArea: incident?.areaCode ?? null,
      ...(drive.describeNeed ? { describeNeed: drive.describeNeed } : {}),
    });
    return { known, businessDay, sorted };
  });
}

/** Rows of a batch at an outcome, in the order of the sheet. */
export function rowsAt(db: Db, where: { batchId: string; outcome: string; reasons?: readonly string[] }) {
  return db.importRow
    .findMany({
      where: {
        batchId: where.batchId,
        outcome: where.outcome,
        ...(where.reasons ? { reason: { in: [...where.reasons] }, documentId: null } : {}),
      },
      orderBy: [{ rowNumber: "asc" }, { id: "asc" }],
      select: { id: true, parsed: true },
    })
    .then((rows) => rows.map(({ id, parsed }): WaitingRow => ({ id, row: parsed as unknown as StoredRow })));
}

async function load(actor: Actor, id: string): Promise<BatchRow> {
  const batch = await read(actor, (db) =>
    db.importBatch.findFirst({ where: { AND: [{ id }, visible(actor, "import.run")] }, omit: { content: true } }),
  );
  if (!batch) throw new NotFound();
  return batch;
}

const makerOf = (actor: Actor, batch: BatchRow): Actor =>
  importer(actor, headOf(batch).kind, { areaCode: batch.areaCode, siteId: batch.siteId });

/** The automatic end of an import. */
async function end(drive: Drive, move: "finish" | "fail" | "cancel"): Promise<void> {
  await write(drive.actor, async (db) => {
    await lockRow(db, "import_batch", drive.batch.id);
    const now = await db.importBatch.findUniqueOrThrow({ where: { id: drive.batch.id }, select: { state: true } });
    if (now.state !== "importing") return;
    await endWithin(db, drive.actor, drive.batch.id, move, null);
  });
}

/** Ends an import inside an open transaction: rows not reached are refused as cancelled, counts are final. */
export async function endWithin(
  db: Db,
  actor: Actor,
  id: string,
  move: "finish" | "fail" | "cancel",
  version: number | null,
  reason?: string,
) {
  return moveWithin(
    db,
    actor,
    batchAccess,
    move,
    {
      decide: () => (move === "fail" ? {} : { patch: { finishedAt: new Date() } }),
      effect: async () => {
        if (move === "cancel")
          await db.importRow.updateMany({
            where: { batchId: id, outcome: "pending" },
            data: { outcome: "rejected", reason: "cancelled" },
          });
        await recount(db, id);
      },
    },
    { id, version, ...(reason ? { reason } : {}), input: null },
  );
}

/**
 * Brings an import that was started to its end, chunk by chunk, each chunk one transaction: rows and what was made of them are written
 * together or not at all. Safe to call again after a crash, and while another process is at it.
 * @returns the report when it ended, here or elsewhere
 */
export async function driveImport(actor: Actor, id: string, options: DriveOptions = {}): Promise<ImportReport> {
  const batch = await load(actor, id);
  const drive: Drive = { ...options, actor, batch, maker: makerOf(actor, batch), from: "pending" };
  if (batch.state === "importing")
    try {
      await bringIn(drive);
      await end(drive, "finish");
    } catch (error) {
      if (error instanceof Stopped) await end(drive, "cancel");
      else {
        await end(drive, "fail").catch(() => undefined);
        throw error;
      }
    }
  return write(actor, async (db) => {
    const { pending: _, ...report } = await recount(db, id);
    return report;
  });
}

async function bringIn(drive: Drive): Promise<void> {
  const head = headOf(drive.batch);
  if (!head.options.stored) {
    const reading = await batchReading(drive.actor, drive.batch);
    // Rows of the same file may lie in areas the person does not reach: they must be seen to be left alone.
    await write(systemActor(`import:${drive.actor.username}`), async (db) => {
      await refuseStopped(db, drive);
      await db.importBatch.update({
        where: { id: head.id },
        data: { rowsRead: reading.summary.rowsRead, totals: reading.summary.totals },
        select: { id: true },
      });
      await storeRows(db, head, reading);
      await patchOptions(db, drive.batch, { stored: true });
    });
  }
  const rows = await read(drive.maker, (db) => rowsAt(db, { batchId: head.id, outcome: "pending" }));
  if (drive.shouldStop?.()) throw new Stopped();
  const { known, businessDay, sorted } = await judged(drive, rows);
  await write(drive.maker, async (db) => {
    await refuseStopped(db, drive);
    const waiting = await stillAt(
      db,
      sorted.settled.map(({ rowId }) => rowId),
      "pending",
    );
    await settle(
      db,
      sorted.settled.filter(({ rowId }) => waiting.has(rowId)),
    );
    await queueSpellings(
      db,
      known,
      sorted.unmatched.filter(({ id }) => waiting.has(id)),
      businessDay,
    );
    await recount(db, head.id);
  });
  await drain(drive, sorted, rows.length);
}

/**
 * Tries rows that wait once more. Rows that still wait stay as they are, with the reason they have now.
 * @returns rows that went in
 */
export async function driveRetry(
  actor: Actor,
  id: string,
  reasons: readonly string[],
  options: DriveOptions = {},
): Promise<number> {
  const batch = await load(actor, id);
  const drive: Drive = { ...options, actor, batch, maker: makerOf(actor, batch), from: "queued" };
  const rows = await read(drive.maker, (db) => rowsAt(db, { batchId: id, outcome: "queued", reasons }));
  if (rows.length === 0) return 0;
  const { sorted } = await judged(drive, rows);
  await write(drive.maker, async (db) => {
    await refuseStopped(db, drive);
    const waiting = await stillAt(
      db,
      rows.map((row) => row.id),
      "queued",
    );
    await settle(
      db,
      sorted.settled.filter(({ rowId }) => waiting.has(rowId)),
    );
    await recount(db, id);
  });
  try {
    await drain(drive, sorted, rows.length);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  const left = await read(drive.maker, (db) =>
    db.importRow.count({ where: { id: { in: rows.map((row) => row.id) }, outcome: "queued", documentId: null } }),
  );
  return rows.length - left;
}
