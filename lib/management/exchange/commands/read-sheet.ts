import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { ExchangeError } from "@/lib/platform/exchange/model/file";
import type { ImportReading, ReadingContext } from "@/lib/platform/exchange/model/reading";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import { readImport } from "@/lib/platform/exchange/reading";
import type { SheetAnswer, SheetJob } from "./read-worker";

/** Longest a sheet may take to read; a file within the limits takes seconds. */
const PATIENCE_MS = 120_000;

/**
 * Reads a file on a thread of its own, so that a large workbook does not hold up everybody else's requests. Where TypeScript runs from
 * source (command line, seed, tests) nobody else is waiting: the file is read on the calling thread.
 * @throws ExchangeError for a file that cannot be read at all
 */
export async function readSheet(
  bytes: Uint8Array,
  file: string,
  kind: ImportKind,
  context: ReadingContext,
): Promise<ImportReading> {
  const job: SheetJob = { bytes, file, kind, context };
  const worker = new Worker(new URL("./read-worker.ts", import.meta.url), { workerData: job });
  const timer = setTimeout(() => void worker.terminate(), PATIENCE_MS);
  try {
    const [answer] = (await Promise.race([
      once(worker, "message"),
      once(worker, "exit").then(() => {
        throw new Error("the reading thread ended without an answer");
      }),
    ])) as [SheetAnswer];
    if ("fault" in answer) throw new ExchangeError(answer.fault, answer.params);
    return answer.reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
    return await readImport(bytes, file, kind, context);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
