import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { AllocationProblem, AllocationResult, Progress } from "@/lib/solver/flow/model";
import type { SolverInput } from "./solver-worker";

type Message =
  | { kind: "ready" }
  | { kind: "progress"; progress: Progress }
  | { kind: "result"; result: AllocationResult };

/** A commander waits for this at most; the best plan so far is given then, with its proven gap. */
export const TIME_LIMIT_MS = 120_000;

/**
 * The plain form is what bundlers recognise. Where TypeScript is run from source (tests, seeds), Node's threads do not inherit the
 * loader: then the thread registers it itself.
 */
async function startWorker(workerData: SolverInput): Promise<Worker> {
  const direct = new Worker(new URL("./solver-worker.ts", import.meta.url), { workerData });
  try {
    await once(direct, "message");
    return direct;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (
      code !== "ERR_UNKNOWN_FILE_EXTENSION" &&
      code !== "ERR_MODULE_NOT_FOUND" &&
      !/Cannot find (module|package)/.test(message)
    )
      throw error;
  }
  const source = new URL("./solver-worker.ts", import.meta.url).href;
  const worker = new Worker(
    `import("tsx/esm/api").then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}); })`,
    { eval: true, workerData },
  );
  await once(worker, "message");
  return worker;
}

/**
 * Solves on a thread of its own, so that screens go on answering.
 * @param cancelled asked with every progress message; true ends the solve with the best plan so far
 */
export async function solveOnThread(
  problem: AllocationProblem,
  onProgress: (progress: Progress) => void,
  cancelled: () => boolean,
): Promise<AllocationResult> {
  const stop = new SharedArrayBuffer(4);
  const worker = await startWorker({ problem, stop, timeLimitMs: TIME_LIMIT_MS });
  const watch = setInterval(() => cancelled() && Atomics.store(new Int32Array(stop), 0, 1), 200);
  try {
    return await new Promise<AllocationResult>((resolve, reject) => {
      worker.on("message", (message: Message) => {
        if (message.kind === "progress") onProgress(message.progress);
        if (message.kind === "result") resolve(message.result);
      });
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`solver thread ended with code ${code}`)));
    });
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}
