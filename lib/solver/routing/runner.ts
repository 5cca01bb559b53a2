import { Worker } from "node:worker_threads";
import { type Job, type JobResult, runJob } from "./job";
import type { Problem } from "./model";
import type { TravelTable } from "./travel";

/** Something that runs jobs one after another. */
export interface Runner {
  run(job: Job): Promise<JobResult>;
  close(): Promise<void>;
}

/** Runs jobs on the calling thread. */
export function inlineRunner(
  problem: Problem,
  table: TravelTable,
  now: () => number,
  cancelled: () => boolean,
): Runner {
  return {
    run: async (job) => runJob(problem, table, job, now, cancelled),
    close: async () => {},
  };
}

/** Runs jobs on a worker thread of its own. `execArgv` is for hosts whose threads need a loader for TypeScript. */
export function workerRunner(problem: Problem, flag: SharedArrayBuffer, execArgv: string[] | undefined): Runner {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: { problem, flag },
    ...(execArgv && { execArgv }),
  });
  let settle: { resolve: (result: JobResult) => void; reject: (error: unknown) => void } | undefined;
  worker.on("message", (result: JobResult) => settle?.resolve(result));
  worker.on("error", (error) => settle?.reject(error));
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        worker.postMessage(job);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
