import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { checkProblem } from "./check";
import { goodsGroups } from "./component";
import { indexProblem } from "./instance";
import type { AllocationProblem, AllocationResult, Progress } from "./model";
import { keepsThroughput, mergeResults, partsByGoods, sharesStock } from "./parts";
import type { WorkerMessage, WorkerTask } from "./worker-entry";

export interface WorkerOptions {
  onProgress?: (progress: Progress) => void;
  /** Aborting ends the solve with the best plan so far (`stoppedEarly`). */
  signal?: AbortSignal;
  /** Default 60,000. */
  timeLimitMs?: number;
  /** Default: the machine's parallelism. */
  threads?: number;
  planOnly?: boolean;
}

/**
 * `solveAllocation` off the calling thread: one goods class a task on all cores, progress as classes finish. The parts'
 * plans together are the optimum when the throughput they share suffices; where it does not, or goods convert into one
 * another, one thread solves the whole.
 */
export async function solveOnWorkers(
  problem: AllocationProblem,
  options: WorkerOptions = {},
): Promise<AllocationResult> {
  const began = performance.now();
  const faults = checkProblem(problem);
  if (faults.length > 0) return { status: "invalid", problems: faults };
  const shared = withSharedMatrices(problem);
  const groups = goodsGroups(indexProblem(shared));
  const pool = new Pool(
    Math.max(1, Math.min(options.threads ?? availableParallelism(), Math.max(1, groups.length))),
    options,
  );
  try {
    if (groups.length > 1 && !sharesStock(shared) && frozenWithinGroups(shared, groups)) {
      let done = 0;
      const unmet: [number, number, number] = [0, 0, 0];
      let cost = 0;
      const parts = await Promise.all(
        partsByGoods(shared, groups).map(async (part) => {
          const result = await pool.solve(part);
          done++;
          if (result.status !== "invalid") {
            for (let p = 0; p < 3; p++) unmet[p] += result.plan.kpis.unmetByClass[p];
            cost += result.plan.kpis.cost;
          }
          const elapsedMs = performance.now() - began;
          options.onProgress?.({
            phase: "flow",
            done,
            total: groups.length,
            unmetByClass: [...unmet],
            cost,
            elapsedMs,
          });
          return result;
        }),
      );
      const plans = parts.flatMap((p) => (p.status === "invalid" ? [] : [p.plan]));
      if (keepsThroughput(shared, plans)) return mergeResults(problem, parts, true, performance.now() - began);
    }
    return await pool.solve(shared, options.onProgress);
  } finally {
    await pool.close();
  }
}

/** Frozen issues of one group's goods must not serve another group's line: they would be lost in the split. */
function frozenWithinGroups(problem: AllocationProblem, groups: number[][]): boolean {
  const groupOf = new Map<string, number>();
  groups.forEach((group, k) => {
    for (const g of group) groupOf.set(problem.goods[g].id, k);
  });
  const goodsOf = new Map<string, string>();
  for (const store of problem.stores)
    for (const lot of store.lots) goodsOf.set(`${store.id}\u0000${lot.id}`, lot.goodsId);
  return problem.lines.every((line) => {
    // A line with nothing open belongs to no group's network but must stay in the whole.
    if (!groupOf.has(line.goodsId)) return false;
    return line.frozen.every(
      (f) => groupOf.get(goodsOf.get(`${f.storeId}\u0000${f.lotId}`) ?? "") === groupOf.get(line.goodsId),
    );
  });
}

/** Distances and times in memory that threads share instead of copying. */
function withSharedMatrices(problem: AllocationProblem): AllocationProblem {
  const { travel } = problem;
  return {
    ...problem,
    travel: {
      ...travel,
      distanceM: shareable(travel.distanceM),
      ...(travel.leadTimeMin ? { leadTimeMin: shareable(travel.leadTimeMin) } : {}),
    },
  };
}

function shareable(values: Int32Array): Int32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** Threads with one queue of tasks. */
class Pool {
  private readonly workers: Worker[] = [];
  private readonly idle: Worker[] = [];
  private readonly queue: ((worker: Worker) => void)[] = [];
  private readonly stop = new Int32Array(new SharedArrayBuffer(4));
  private tasks = 0;
  private readonly abort = () => Atomics.store(this.stop, 0, 1);

  constructor(
    private readonly size: number,
    private readonly options: WorkerOptions,
  ) {
    if (options.signal?.aborted) this.abort();
    options.signal?.addEventListener("abort", this.abort);
  }

  async solve(problem: AllocationProblem, onProgress?: (progress: Progress) => void): Promise<AllocationResult> {
    const worker = await this.take();
    const task = ++this.tasks;
    try {
      return await new Promise<AllocationResult>((resolve, reject) => {
        const settle = (end: () => void) => {
          worker.off("message", receive);
          worker.off("error", reject);
          worker.off("exit", gone);
          end();
        };
        const gone = (code: number) => reject(new Error(`solver thread ended with code ${code}`));
        const receive = (message: WorkerMessage) => {
          if (message.task !== task) return;
          if (message.kind === "progress") onProgress?.(message.progress);
          else if (message.kind === "result") settle(() => resolve(message.result));
          else settle(() => reject(new Error(message.message)));
        };
        worker.on("message", receive);
        worker.once("error", reject);
        worker.once("exit", gone);
        const { timeLimitMs = 60_000, planOnly = false } = this.options;
        worker.postMessage({ task, problem, timeLimitMs, planOnly, stop: this.stop } satisfies WorkerTask);
      });
    } finally {
      this.give(worker);
    }
  }

  async close(): Promise<void> {
    this.options.signal?.removeEventListener("abort", this.abort);
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private async take(): Promise<Worker> {
    const ready = this.idle.pop();
    if (ready) return ready;
    if (this.workers.length < this.size) {
      const worker = startWorker();
      this.workers.push(worker);
      return worker;
    }
    return new Promise<Worker>((resolve) => this.queue.push(resolve));
  }

  private give(worker: Worker): void {
    const waiting = this.queue.shift();
    if (waiting) waiting(worker);
    else this.idle.push(worker);
  }
}

/**
 * A bundler sees the literal `new Worker(new URL(…))` and makes a chunk of the entry. Run from source (tests, benches,
 * jobs) the thread must load TypeScript itself; tsx does not follow into threads by the command line, so it is called.
 */
function startWorker(): Worker {
  if (process.env.NEXT_RUNTIME) return new Worker(new URL("./worker-entry.ts", import.meta.url));
  const entry = JSON.stringify(new URL("./worker-entry.ts", import.meta.url).href);
  return new Worker(`import("tsx/esm/api").then((tsx) => { tsx.register(); return import(${entry}); });`, {
    eval: true,
  });
}
