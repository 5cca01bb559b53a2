import { parentPort } from "node:worker_threads";
import type { AllocationProblem, AllocationResult, Progress } from "./model";
import { solveAllocation } from "./solve";

/** To the thread: solve this. `stop` is shared memory; another value than 0 ends the solve. */
export interface WorkerTask {
  task: number;
  problem: AllocationProblem;
  timeLimitMs: number;
  planOnly: boolean;
  stop: Int32Array;
}

/** From the thread. */
export type WorkerMessage =
  | { task: number; kind: "progress"; progress: Progress }
  | { task: number; kind: "result"; result: AllocationResult }
  | { task: number; kind: "failed"; message: string };

parentPort?.on("message", ({ task, problem, timeLimitMs, planOnly, stop }: WorkerTask) => {
  const send = (message: WorkerMessage) => parentPort?.postMessage(message);
  try {
    const result = solveAllocation(problem, {
      timeLimitMs,
      planOnly,
      now: () => performance.now(),
      shouldStop: () => Atomics.load(stop, 0) !== 0,
      onProgress: (progress) => send({ task, kind: "progress", progress }),
    });
    send({ task, kind: "result", result });
  } catch (error) {
    send({ task, kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});
