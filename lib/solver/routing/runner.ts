import { once } from "node:events";
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

/** Runs jobs on a worker thread of its own; resolves when the thread is ready. */
export async function workerRunner(problem: Problem, flag: SharedArrayBuffer): Promise<Runner> {
  const worker = await startWorker({ problem, flag });
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

/**
 * The plain form is what bundlers recognise. Where TypeScript is run from source (tests, benches, scripts), Node's
 * threads do not inherit the loader: then the thread first registers it itself.
 */
async function startWorker(workerData: { problem: Problem; flag: SharedArrayBuffer }): Promise<Worker> {
  const direct = new Worker(new URL("./worker.ts", import.meta.url), { workerData });
  try {
    await once(direct, "message");
    return direct;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
  }
  const source = new URL("./worker.ts", import.meta.url).href;
  const boot = `import("tsx/esm/api").then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}); })`;
  const worker = new Worker(boot, { eval: true, workerData });
  await once(worker, "message");
  return worker;
}
