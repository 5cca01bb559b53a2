import { anneal } from "./anneal";
import { compile } from "./compile";
import type { Problem } from "./model";
import { alongCurve } from "./plane";
import type { TravelTable } from "./travel";

/** A part of a problem to be planned on its own: these stops with these vehicles, from their present routes. */
export interface Job {
  stops: Int32Array;
  vehicles: Int32Array;
  /** For each of the vehicles its stop rows in order, -1 for a reload; visited stops first. */
  from: number[][];
  seed: number;
  /** Milliseconds to spend, iterations at most, share of the full starting temperature. */
  budgetMs: number;
  maxIterations: number;
  heat: number;
}

export interface JobResult {
  /** As `Job.from`. */
  routes: number[][];
  iterations: number;
  /** What the part's plan cost before and costs now. */
  before: { cost: number; missing: number };
  cost: number;
  missing: number;
  /** Milliseconds spent before the search began. */
  preparingMs: number;
}

/** Run one job on this thread. */
export function runJob(
  problem: Problem,
  table: TravelTable,
  job: Job,
  now: () => number,
  cancelled: () => boolean,
): JobResult {
  const startMs = now();
  const stops = alongCurve(problem, table, job.stops);
  const instance = compile(problem, table, stops, job.vehicles);
  const local = new Map(Array.from(stops, (row, s) => [row, s]));
  const toLocal = (stop: number) => (stop < 0 ? -1 : (local.get(stop) as number));
  const preparingMs = now() - startMs;
  const outcome = anneal(instance, {
    seed: job.seed,
    now,
    ...(Number.isFinite(job.budgetMs) && { deadlineMs: startMs + job.budgetMs }),
    ...(Number.isFinite(job.maxIterations) && { maxIterations: job.maxIterations }),
    cancelled,
    heat: job.heat,
    from: job.from.map((row) => row.map(toLocal)),
  });
  return {
    ...outcome,
    preparingMs,
    routes: outcome.routes.map((row) => row.map((stop) => (stop < 0 ? -1 : stops[stop]))),
  };
}
