import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dataFile } from "./folders";
import { LaunchFault } from "./say";

interface Holder {
  pid: number;
  /** Distinguishes a living holder from a stranger that got its process number later. */
  born: string;
  doing: string;
  /** Set once the holder is on its way out: then waiting is worth while. */
  stopping?: boolean;
}

/** A lock in hand. */
export interface HeldLock {
  /** Tells those who wait that it will be free in a moment. */
  announceStopping(): void;
  release(): void;
}

/** How long a holder that is stopping may take. */
const stoppingMs = 15_000;

/** True while a process of this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Start time of a process in kernel ticks; empty where the system does not tell (then the number alone must do). */
function bornAt(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function holds(holder: Holder): boolean {
  return isAlive(holder.pid) && bornAt(holder.pid) === holder.born;
}

/** Moves a dead holder's file aside; puts it back if a rival replaced it in the meantime. */
function clearStale(file: string, seen: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  if (fs.readFileSync(aside, "utf8") !== seen) {
    try {
      fs.linkSync(aside, file);
    } catch {
      // Someone else holds the name again: theirs counts.
    }
  }
  fs.rmSync(aside, { force: true });
}

/**
 * Takes the named lock of the data folder for this process.
 * @param waitMs how long to wait for another holder before giving up with a clear message
 * @returns the lock; it is also released when this process exits or dies
 */
export async function takeLock(name: string, doing: string, waitMs = 0): Promise<HeldLock> {
  const file = dataFile(`${name}.lock`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const me: Holder = { pid: process.pid, born: bornAt(process.pid), doing };
  const draft = `${file}.draft.${process.pid}`;
  const begunAt = Date.now();
  for (;;) {
    try {
      // Written apart and linked, so that no rival ever reads a half-written lock.
      fs.writeFileSync(draft, JSON.stringify(me));
      fs.linkSync(draft, file);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      fs.rmSync(draft, { force: true });
    }
    const holder = readHolder(file);
    if (holder && !holds(holder)) {
      clearStale(file, JSON.stringify(holder));
      continue;
    }
    if (Date.now() - begunAt >= Math.max(waitMs, holder?.stopping ? stoppingMs : 0)) {
      const who = holder ? `${holder.doing}, pid ${holder.pid}` : "unknown";
      throw new LaunchFault(
        `本目录已有一个常平在运行（${who}）。请先停止它，或用 CHANGPING_DATA 指定另一数据目录。`,
        `Changping is already at work here (${who}). Stop it first, or name another data folder in CHANGPING_DATA.`,
      );
    }
    await sleep(100);
  }
  const release = (): void => {
    if (readHolder(file)?.pid === process.pid) fs.rmSync(file, { force: true });
  };
  process.once("exit", release);
  return {
    announceStopping: () => fs.writeFileSync(file, JSON.stringify({ ...me, stopping: true } satisfies Holder)),
    release: () => {
      process.off("exit", release);
      release();
    },
  };
}
