import type { Actor } from "@/lib/platform/auth/actor";
import { systemActor } from "@/lib/platform/auth/actor";
import { type Db, read, write } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { log } from "@/lib/platform/log";

/** What a running task may say and ask. */
export interface TaskControl {
  /** Tells how far it is; written at most twice a second. */
  progress(done: number, total: number | null, note?: string): void;
  /** Has somebody asked to stop? Checked with each write of progress. */
  cancelled(): boolean;
}

/** A task that has not given a sign of life for this long belongs to a process that is gone. */
export const SILENT_MS = 60_000;
const WRITE_MS = 500;
const keeper = systemActor("tasks");

/** Puts a task on record, in the transaction of the command that wants it; run it after commit with `runTask`. */
export async function newTask(db: Db, actor: Actor, kind: string, areaCode: string): Promise<string> {
  const task = await db.task.create({ data: { kind, areaCode, createdById: actor.personId }, select: { id: true } });
  return task.id;
}

/**
 * Runs a task in this process: marks it running, keeps its progress and heartbeat in the database, stops asking when cancelled, and records
 * how it ended. Never throws; a task that somebody already took is left alone.
 */
export async function runTask(
  id: string,
  work: (control: TaskControl) => Promise<Prisma.InputJsonValue | null>,
): Promise<void> {
  const taken = await write(keeper, (db) =>
    db.task.updateMany({
      where: { id, state: "queued" },
      data: { state: "running", startedAt: new Date(), heartbeatAt: new Date() },
    }),
  );
  if (taken.count !== 1) return;
  let latest = { done: 0, total: null as number | null, note: "" };
  let stop = false;
  let writing: Promise<void> = Promise.resolve();
  const beat = setInterval(() => {
    writing = writing.then(async () => {
      const rows = await write(keeper, (db) =>
        db.task.updateManyAndReturn({
          where: { id, state: "running" },
          data: {
            done: BigInt(latest.done),
            total: latest.total === null ? null : BigInt(latest.total),
            note: latest.note,
            heartbeatAt: new Date(),
          },
          select: { cancelRequested: true },
        }),
      ).catch(() => []);
      stop ||= rows[0]?.cancelRequested ?? false;
    });
  }, WRITE_MS);
  const finish = (
    state: "done" | "failed" | "cancelled",
    fields: { result?: Prisma.InputJsonValue; error?: Prisma.InputJsonValue },
  ) =>
    write(keeper, (db) =>
      db.task.update({
        where: { id },
        data: {
          state,
          finishedAt: new Date(),
          done: BigInt(latest.done),
          total: latest.total === null ? null : BigInt(latest.total),
          note: latest.note,
          ...fields,
        },
      }),
    );
  try {
    const result = await work({
      progress: (done, total, note = "") => {
        latest = { done, total, note };
      },
      cancelled: () => stop,
    });
    clearInterval(beat);
    await writing;
    await finish(stop ? "cancelled" : "done", result === null ? {} : { result });
  } catch (error) {
    clearInterval(beat);
    await writing;
    log.error({ err: error, task: id }, "task failed");
    await finish("failed", { error: { message: error instanceof Error ? error.name : "unknown" } }).catch(
      () => undefined,
    );
  }
}

/** Asks a task to stop; it ends at its next step with what it has. */
export function cancelTask(actor: Actor, id: string): Promise<{ id: string }> {
  return write(actor, async (db) => {
    await db.task.updateMany({ where: { id, state: { in: ["queued", "running"] } }, data: { cancelRequested: true } });
    return { id };
  });
}

/** A task as a page shows it; `lost` when the process that ran it is gone. */
export async function taskState(actor: Actor, id: string) {
  const task = await read(actor, (db) => db.task.findUnique({ where: { id } }));
  if (!task) return null;
  // One that nobody took belongs to a process that stopped between putting it on record and running it.
  const lastSign = task.state === "queued" ? task.createdAt : task.heartbeatAt;
  const going = task.state === "queued" || task.state === "running";
  const silent = going && Date.now() - (lastSign?.getTime() ?? 0) > SILENT_MS;
  return {
    id: task.id,
    state: silent ? ("lost" as const) : (task.state as "queued" | "running" | "done" | "failed" | "cancelled"),
    done: Number(task.done),
    total: task.total === null ? null : Number(task.total),
    note: task.note,
    startedAt: task.startedAt,
    cancelRequested: task.cancelRequested,
  };
}
