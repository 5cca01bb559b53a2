import { Worker } from "node:worker_threads";
import type { AllocationProblem, AllocationResult, Progress } from "@/lib/solver/flow/model";
import type { SolverInput } from "./solver-worker";

type Message = { kind: "progress"; progress: Progress } | { kind: "result"; result: AllocationResult };

/** A commander waits for this at most; the best plan so far is given then, with its proven gap. */
export const TIME_LIMIT_MS = 120_000;

const LOADER_FAULTS: readonly unknown[] = ["ERR_UNKNOWN_FILE_EXTENSION", "ERR_MODULE_NOT_FOUND"];

const isLoaderFault = (error: unknown): boolean =>
  error instanceof Error &&
  (LOADER_FAULTS.includes((error as NodeJS.ErrnoException).code) || /Cannot find (module|package)/.test(error.message));

/**
 * The thread's answer. Listens before the thread can say anything: a small plan is solved within milliseconds, and what is said while
 * nobody listens is lost.
 */
async function answerOf(worker: Worker, onProgress: (progress: Progress) => void): Promise<AllocationResult> {
  try {
    return await new Promise<AllocationResult>((resolve, reject) => {
      worker.on("message", (message: Message) => {
        if (message.kind === "progress") onProgress(message.progress);
        else resolve(message.result);
      });
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`solver thread ended with code ${code}`)));
    });
  } finally {
    await worker.terminate();
  }
}

/** Where TypeScript is run from source (tests, seeds), Node's threads do not inherit the loader: then the thread registers it itself. */
function workerFromSource(workerData: SolverInput): Worker {
  const source = new URL("./solver-worker.ts", import.meta.url).href;
  return new Worker(
    `import("tsx/esm/api").then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}); })`,
    { eval: true, workerData },
  );
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
  const input: SolverInput = { problem, stop, timeLimitMs: TIME_LIMIT_MS };
  const watch = setInterval(() => cancelled() && Atomics.store(new Int32Array(stop), 0, 1), 200);
  try {
    // The plain form is what bundlers recognise.
    return await answerOf(
      new Worker(new URL("./solver-worker.ts", import.meta.url), { workerData: input }),
      onProgress,
    ).catch((error: unknown) => {
      if (!isLoaderFault(error)) throw error;
      return answerOf(workerFromSource(input), onProgress);
    });
  } finally {
    clearInterval(watch);
  }
}
