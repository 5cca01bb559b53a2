import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { checkProblem } from "./check";
import { goodsGroups } from "./component";
import { indexProblem } from "./instance";
import type { AllocationResult, Progress } from "./answer-model";
import type { AllocationProblem } from "./problem-model";
import { keepsThroughput, mergeResults, partsByGoods, sharesStock } from "./parts";
import type { WorkerMessage, WorkerTask } from "./worker-entry";

export interface WorkerOptions {
  onProgress?: (progress: Progress) => void;
  /** Aborting ends the solve with the best plan so far (`stoppedEarly`). */
  signal?: AbortSignal;
  /** Default 60,000, for all parts together. */
  timeLimitMs?: number;
  /** Default: the machine's parallelism. */
  threads?: number;
  planOnly?: boolean;
}

/** Pairs of line and store up to which one thread is done before a second has started. */
const SMALL = 20_000;

/**
 * `solveAllocation` off the calling thread: one goods class a task on all cores, progress as classes finish. The parts'
 * plans together are the optimum when the throughput they share suffices; where it does not, or goods convert into one
 * another, one thread solves the whole; so it does when the problem is small and the number of threads is not stated, or is to be explained and limits throughput.
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
  const limitMs = options.timeLimitMs ?? 60_000;
  const leftMs = () => Math.max(1, limitMs - (performance.now() - began));
  const pool = new Pool(
    Math.max(1, Math.min(options.threads ?? availableParallelism(), Math.max(1, groups.length))),
    options,
  );
  let told = 0;
  try {
    const worthSplitting = options.threads !== undefined || shared.lines.length * shared.stores.length > SMALL;
    const separable = !sharesStock(shared) && explainable(shared, options.planOnly === true);
    if (groups.length > 1 && worthSplitting && separable && frozenWithinGroups(shared, groups)) {
      const parts = partsByGoods(shared, groups);
      const figures = new Figures(parts, options, began);
      const first = options.onProgress ? pool.first(shared).then((unmet) => figures.first(unmet)) : Promise.resolve();
      const results = await Promise.all(
        parts.map(async (part, k) => {
          const result = await pool.solve(part, leftMs);
          figures.solved(k, result);
          return result;
        }),
      );
      await first;
      told = figures.told;
      const plans = results.flatMap((p) => (p.status === "invalid" ? [] : [p.plan]));
      if (keepsThroughput(shared, plans)) return mergeResults(problem, results, true, performance.now() - began);
    }
    // Parts that were solved in vain stay counted: what is told never goes back.
    const elapsed = (progress: Progress) =>
      options.onProgress?.({
        ...progress,
        done:
          progress.phase === "flow" || progress.phase === "checking" ? Math.max(told, progress.done) : progress.done,
        elapsedMs: performance.now() - began,
      });
    const result = await pool.solve(shared, leftMs, elapsed);
    if (result.status !== "invalid") result.plan.elapsedMs = performance.now() - began;
    return result;
  } finally {
    await pool.close();
  }
}

/** What is unmet so far: of parts that are solved as solved, of the others as the first feasible plan has them. */
class Figures {
  private readonly unmet: ([number, number, number] | null)[];
  private readonly isSolved: boolean[];
  private done = 0;

  constructor(
    private readonly parts: AllocationProblem[],
    private readonly options: WorkerOptions,
    private readonly began: number,
  ) {
    this.unmet = parts.map(() => null);
    this.isSolved = parts.map(() => false);
  }

  first(unmetByGoods: Record<string, [number, number, number]>): void {
    this.parts.forEach((part, k) => {
      if (this.isSolved[k]) return;
      const sum: [number, number, number] = [0, 0, 0];
      for (const { id } of part.goods) for (let p = 0; p < 3; p++) sum[p] += unmetByGoods[id]?.[p] ?? 0;
      this.unmet[k] = sum;
    });
    this.tell();
  }

  solved(k: number, result: AllocationResult): void {
    if (result.status !== "invalid") this.unmet[k] = result.plan.kpis.unmetByClass;
    this.isSolved[k] = true;
    this.done++;
    this.tell();
  }

  /** Parts told to be done. */
  get told(): number {
    return this.done;
  }

  private tell(): void {
    const known = this.unmet.every((units) => units !== null);
    const sum = [0, 1, 2].map((p) => this.unmet.reduce((total, units) => total + (units?.[p] ?? 0), 0));
    this.options.onProgress?.({
      phase: "flow",
      done: this.done,
      total: this.parts.length,
      ...(known ? { unmetByClass: sum as [number, number, number] } : {}),
      elapsedMs: performance.now() - this.began,
    });
  }
}

/** Pairs of line and store beyond which parts are explained alone, whatever throughput is left. */
const TOO_MANY_TO_EXPLAIN = 400_000;

/** Parts know no throughput, so what they say would help holds where no store is limited. */
function explainable({ lines, stores }: AllocationProblem, planOnly: boolean): boolean {
  const isLarge = lines.length * stores.length > TOO_MANY_TO_EXPLAIN;
  return planOnly || isLarge || stores.every((store) => store.outboundThroughputKg === null);
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

  /** `leftMs` is asked when a thread is free: what waited in the queue has less time. */
  async solve(
    problem: AllocationProblem,
    leftMs: () => number,
    onProgress?: (progress: Progress) => void,
  ): Promise<AllocationResult> {
    const message = await this.run("solve", problem, leftMs, onProgress);
    if (message.kind !== "result") throw new Error(`solver thread answered ${message.kind}`);
    return message.result;
  }

  /** What the first feasible plan leaves unmet, by goods. */
  async first(problem: AllocationProblem): Promise<Record<string, [number, number, number]>> {
    const message = await this.run("first", problem, () => 0);
    if (message.kind !== "first") throw new Error(`solver thread answered ${message.kind}`);
    return message.unmetByGoods;
  }

  private async run(
    kind: WorkerTask["kind"],
    problem: AllocationProblem,
    leftMs: () => number,
    onProgress?: (progress: Progress) => void,
  ): Promise<WorkerMessage> {
    const worker = await this.take();
    const task = ++this.tasks;
    try {
      return await new Promise<WorkerMessage>((resolve, reject) => {
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
          else if (message.kind === "failed") settle(() => reject(new Error(message.message)));
          else settle(() => resolve(message));
        };
        worker.on("message", receive);
        worker.once("error", reject);
        worker.once("exit", gone);
        const { planOnly = false } = this.options;
        const { stop } = this;
        worker.postMessage({ task, kind, problem, timeLimitMs: leftMs(), planOnly, stop } satisfies WorkerTask);
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
