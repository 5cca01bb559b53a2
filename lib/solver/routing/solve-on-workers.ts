import { firstParts, nextParts, type Part, PART_STOPS } from "./decompose";
import type { Job, JobResult } from "./job";
import type { Plan, Problem } from "./model";
import { Permissions } from "./permissions";
import { Plane } from "./plane";
import { Random } from "./random";
import { inlineRunner, type Runner, workerRunner } from "./runner";
import { finish, type Progress, refuseBrokenPast } from "./solve";
import { routeState } from "./timetable";
import { type TravelTable, travelTable } from "./travel";
import { validate } from "./validate";

export interface SolveOnWorkersOptions {
  seed: number;
  now: () => number;
  deadlineMs?: number;
  /** Shared out among the parts by their number of stops. */
  maxIterations?: number;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Worker threads; 1 works on the calling thread. */
  threads: number;
}

/** Share of the time for the first round, which plans from nothing. */
const FIRST_SHARE = 0.35;
/** A later round is worth starting if each part gets this long, and so many times what it takes to prepare. */
const LEAST_PART_MS = 400;
const LEAST_OF_PREPARING = 4;
/** Rounds after the first where there is no deadline. */
const ROUNDS_BY_COUNT = 3;
const MOST_ROUNDS = 8;
/** Starting temperature of later rounds, of the first round's. */
const LATER_HEAT = 0.5;
/** Kept back for writing the plan out, milliseconds a stop. */
const WRITING_MS = 0.04;

/**
 * Plan a large problem in parts, several at a time. Parts that share no vehicle are independent; larger ones are first
 * cut by depot and angle, then again and again into neighbouring routes along new borders, each part improved from
 * its present routes. The plan at any moment is whole and never gets worse; the answer passes `check`.
 * With one thread and only an iteration budget, the same seed gives the same plan.
 * @throws RoutingInputError as `solve`.
 */
export async function solveOnWorkers(problem: Problem, options: SolveOnWorkersOptions): Promise<Plan> {
  validate(problem);
  const table = travelTable(problem.travel);
  refuseBrokenPast(problem, table);
  const flag = new SharedArrayBuffer(4);
  const stopped = new Int32Array(flag);
  const stop = () => Atomics.store(stopped, 0, 1);
  if (options.signal?.aborted) stop();
  options.signal?.addEventListener("abort", stop);
  const cancelled = () => Atomics.load(stopped, 0) === 1;
  const runners =
    options.threads > 1
      ? await Promise.all(Array.from({ length: options.threads }, () => workerRunner(problem, flag)))
      : [inlineRunner(problem, table, options.now, cancelled)];
  const draft = new Draft(problem, table);
  const report = () => {
    const rows = draft.rows.map((row) => [...row]);
    const { iterations } = draft;
    options.onProgress?.({
      ...{ cost: draft.cost, unservedMandatory: draft.missing, iteration: iterations },
      plan: () => finish(problem, table, rows, iterations),
    });
  };
  try {
    const rounds = new Rounds(problem, options, runners, draft, report, cancelled);
    await rounds.run(new Plane(problem, table));
  } finally {
    options.signal?.removeEventListener("abort", stop);
    await Promise.all(runners.map((runner) => runner.close()));
  }
  return finish(problem, table, draft.rows, draft.iterations);
}

/** The whole plan as rows, with its cost kept up to date part by part. */
class Draft {
  readonly rows: number[][];
  cost = 0;
  missing = 0;
  iterations = 0;

  constructor(problem: Problem, table: TravelTable) {
    this.rows = problem.vehicles.map((vehicle) => (vehicle.visited ?? []).map((past) => past.stop));
    const visited = new Set(this.rows.flat());
    this.rows.forEach((row, v) => {
      if (row.length > 0) this.cost += routeState(problem, table, v, row, []).total;
    });
    problem.stops.forEach((stop, row) => {
      if (visited.has(row)) return;
      if (stop.prize === undefined) this.missing++;
      else this.cost += stop.prize;
    });
  }

  /** The parts of which a stop is not served. */
  leftOut(parts: Part[]): Set<Part> {
    const served = new Set(this.rows.flat());
    return new Set(parts.filter((part) => part.stops.some((stop) => !served.has(stop))));
  }

  take(part: Part, result: JobResult): boolean {
    this.iterations += result.iterations;
    const worse =
      result.missing > result.before.missing ||
      (result.missing === result.before.missing && result.cost > result.before.cost);
    if (worse) return false;
    part.vehicles.forEach((v, i) => {
      this.rows[v] = result.routes[i];
    });
    this.cost += result.cost - result.before.cost;
    this.missing += result.missing - result.before.missing;
    return true;
  }
}

class Rounds {
  private readonly random: Random;
  private readonly startMs: number;
  private readonly endMs: number;
  /** The most that preparing a part took so far. */
  private preparingMsPerStop = 0;

  constructor(
    private readonly problem: Problem,
    private readonly options: SolveOnWorkersOptions,
    private readonly runners: Runner[],
    private readonly draft: Draft,
    private readonly report: () => void,
    private readonly cancelled: () => boolean,
  ) {
    this.random = new Random(options.seed);
    this.startMs = options.now();
    const writing = problem.stops.length * WRITING_MS;
    this.endMs = (options.deadlineMs ?? Number.POSITIVE_INFINITY) - writing;
  }

  async run(plane: Plane): Promise<void> {
    const permissions = new Permissions(this.problem);
    const components = permissions.components(this.problem.vehicles.length);
    const large = components.filter((part) => part.stops.length > PART_STOPS * 1.5);
    const small = components.filter((part) => part.stops.length <= PART_STOPS * 1.5);
    if (large.length === 0) {
      if (small.length === 1) await this.contest(small[0]);
      else await this.round(small, 1, 1, this.endMs);
      return;
    }
    const first = large.flatMap((part) => firstParts(this.problem, plane, permissions, part));
    await this.round([...small, ...first], FIRST_SHARE, 1, this.startMs + (this.endMs - this.startMs) * FIRST_SHARE);
    const rounds = this.laterRounds(first.length + small.length);
    const fromMs = this.options.now();
    for (let done = 0; done < rounds && !this.cancelled(); done++) {
      const parts = large.flatMap((part) =>
        nextParts(this.problem, plane, permissions, part, this.draft.rows, this.random),
      );
      const until = fromMs + ((this.endMs - fromMs) * (done + 1)) / rounds;
      await this.round([...small, ...parts], (1 - FIRST_SHARE) / rounds, LATER_HEAT, until);
    }
  }

  /** One small part: after a first plan every thread works on it with a seed of its own, the best answer counts. */
  private async contest(part: Part): Promise<void> {
    const { draft, options } = this;
    const first = { ...this.job(part, options.seed, this.endMs - this.startMs, 1, 1), maxIterations: 1 };
    if (draft.take(part, await this.runners[0].run(first))) this.report();
    const seeds = this.runners.map((_, t) => options.seed + t);
    const results = await Promise.all(
      this.runners.map((runner, t) => runner.run(this.job(part, seeds[t], this.endMs - options.now(), 1, 1))),
    );
    const better = (a: JobResult, b: JobResult) =>
      a.missing < b.missing || (a.missing === b.missing && a.cost < b.cost);
    const best = results.reduce((held, result) => (better(result, held) ? result : held));
    if (draft.take(part, best)) this.report();
  }

  private job(part: Part, seed: number, budgetMs: number, share: number, heat: number): Job {
    return {
      stops: Int32Array.from(part.stops),
      vehicles: Int32Array.from(part.vehicles),
      from: part.vehicles.map((v) => this.draft.rows[v]),
      maxIterations: Math.ceil((this.options.maxIterations ?? Number.POSITIVE_INFINITY) * share),
      ...{ seed, budgetMs, heat },
    };
  }

  /** As many as leave each part time to be worth its preparation, which the first round has shown. */
  private laterRounds(parts: number): number {
    if (!Number.isFinite(this.endMs)) return ROUNDS_BY_COUNT;
    const threadMs = (this.endMs - this.options.now()) * this.runners.length;
    const partMs = Math.max(LEAST_PART_MS, LEAST_OF_PREPARING * this.preparingMsPerStop * PART_STOPS);
    return Math.max(1, Math.min(MOST_ROUNDS, Math.floor(threadMs / (parts * partMs))));
  }

  /**
   * Improve all parts once, each thread a queue of about equal size, those with stops left out first, each part its share
   * of the round by stops.
   * `share` is the round's share of the iterations, `endsMs` when it ends. In the first round every part gets a plan,
   * however late it is; afterwards a part that could not be prepared in time is left as it is.
   */
  private async round(all: Part[], share: number, heat: number, endsMs: number): Promise<void> {
    const parts = all.filter((part) => part.stops.length > 0);
    const { draft, options } = this;
    const total = parts.reduce((sum, part) => sum + part.stops.length, 0);
    const first = this.preparingMsPerStop === 0;
    const queues: { parts: Part[]; stops: number }[] = this.runners.map(() => ({ parts: [], stops: 0 }));
    const left = draft.leftOut(parts);
    const order = [...parts].sort(
      (a, b) => Number(left.has(b)) - Number(left.has(a)) || b.stops.length - a.stops.length,
    );
    for (const part of order) {
      const queue = queues.reduce((least, other) => (other.stops < least.stops ? other : least));
      queue.parts.push(part);
      queue.stops += part.stops.length;
    }
    const seeds = new Map(parts.map((part) => [part, this.random.bits()]));
    await Promise.all(
      queues.map(async (queue, t) => {
        let ahead = queue.stops;
        for (const part of queue.parts) {
          if (this.cancelled() && draft.missing === 0) return;
          const leftMs = endsMs - options.now();
          if (!first && leftMs < this.preparingMsPerStop * part.stops.length) return;
          const budgetMs = (leftMs * part.stops.length) / ahead;
          const seed = seeds.get(part) ?? 1;
          const job = this.job(part, seed, budgetMs, (share * part.stops.length) / total, heat);
          const result = await this.runners[t].run(job);
          ahead -= part.stops.length;
          this.preparingMsPerStop = Math.max(this.preparingMsPerStop, result.preparingMs / part.stops.length);
          if (draft.take(part, result)) this.report();
        }
      }),
    );
  }
}
