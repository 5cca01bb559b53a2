import { parentPort } from "node:worker_threads";
import { firstFeasible, unmetByGoods } from "./baselines";
import { frozenAssignments } from "./assign";
import { indexProblem } from "./instance";
import type { AllocationResult, Progress } from "./answer-model";
import type { AllocationProblem } from "./problem-model";
import { solveWithIntegers } from "./solve";

/** To the thread: solve this, or say what the first feasible plan leaves unmet. `stop` is shared memory; another value than 0 ends the solve. */
export interface WorkerTask {
  task: number;
  kind: "solve" | "first";
  problem: AllocationProblem;
  timeLimitMs: number;
  planOnly: boolean;
  stop: Int32Array;
}

/** From the thread. */
export type WorkerMessage =
  | { task: number; kind: "progress"; progress: Progress }
  | { task: number; kind: "result"; result: AllocationResult }
  | { task: number; kind: "first"; unmetByGoods: Record<string, [number, number, number]> }
  | { task: number; kind: "failed"; message: string };

parentPort?.on("message", async ({ task, kind, problem, timeLimitMs, planOnly, stop }: WorkerTask) => {
  const send = (message: WorkerMessage) => parentPort?.postMessage(message);
  try {
    if (kind === "first") {
      const instance = indexProblem(problem);
      const unmet = unmetByGoods(instance, [...frozenAssignments(instance), ...firstFeasible(instance)]);
      const byId = Object.fromEntries([...unmet].map(([goods, units]) => [problem.goods[goods].id, units]));
      send({ task, kind: "first", unmetByGoods: byId });
      return;
    }
    const result = await solveWithIntegers(problem, {
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
