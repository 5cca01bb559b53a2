import { parentPort, workerData } from "node:worker_threads";
import type { AllocationProblem } from "@/lib/solver/flow/model";
import { solveAllocation } from "@/lib/solver/flow/solve";

/** What the thread is given: the problem, and one shared word that says stop. */
export interface SolverInput {
  problem: AllocationProblem;
  stop: SharedArrayBuffer;
  timeLimitMs: number;
}

const port = parentPort;
if (port) {
  const { problem, stop, timeLimitMs } = workerData as SolverInput;
  const flag = new Int32Array(stop);
  const result = solveAllocation(problem, {
    now: () => performance.now(),
    timeLimitMs,
    shouldStop: () => Atomics.load(flag, 0) === 1,
    onProgress: (progress) => port.postMessage({ kind: "progress", progress }),
  });
  port.postMessage({ kind: "result", result });
}
