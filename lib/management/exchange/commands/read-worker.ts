import { parentPort, workerData } from "node:worker_threads";
import { ExchangeError, type FaultParams, type FileFault } from "@/lib/platform/exchange/model/file";
import type { ImportReading, ReadingContext } from "@/lib/platform/exchange/model/reading";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import { readImport } from "@/lib/platform/exchange/reading";

/** What the thread is given. */
export interface SheetJob {
  bytes: Uint8Array;
  file: string;
  kind: ImportKind;
  context: ReadingContext;
}

/** What it answers: the rows, or why the file cannot be read. */
export type SheetAnswer = { reading: ImportReading } | { fault: FileFault; params: FaultParams };

const { bytes, file, kind, context } = workerData as SheetJob;
try {
  parentPort?.postMessage({ reading: await readImport(bytes, file, kind, context) } satisfies SheetAnswer);
} catch (error) {
  // Errors lose their class between threads: a fault of the file crosses as plain data, anything else ends the thread.
  if (!(error instanceof ExchangeError)) throw error;
  parentPort?.postMessage({ fault: error.fault, params: error.params } satisfies SheetAnswer);
}
