import { anneal } from "./anneal";
import { compile, rows } from "./compile";
import { RoutingInputError } from "./errors";
import type { Plan, Problem } from "./model";
import { alongCurve } from "./plane";
import { explain } from "./reasons";
import { type Rows, routeState, writePlan } from "./timetable";
import { type TravelTable, travelTable } from "./travel";
import { validate } from "./validate";

export interface SolveOptions {
  /** Same seed, one thread and the same `maxIterations` without a deadline: the same plan. */
  seed: number;
  /** The caller's clock, milliseconds from any origin. */
  now: () => number;
  /** By that clock. At least one of deadline and iterations is needed, or `cancelled` must end the run. */
  deadlineMs?: number;
  maxIterations?: number;
  cancelled?: () => boolean;
  /** Told of each better plan; never a worse one than before. */
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  cost: number;
  unservedMandatory: number;
  iteration: number;
  /** The plan written out in full, when asked for. */
  plan: () => Plan;
}

/**
 * Plan on this thread, whatever the size, until deadline, iterations or cancellation; the answer passes `check`.
 * Meant for problems of up to some thousands of stops: beyond, `solveOnWorkers` splits the work.
 * @throws RoutingInputError naming the row of an input that cannot be planned with.
 */
export function solve(problem: Problem, options: SolveOptions): Plan {
  validate(problem);
  const table = travelTable(problem.travel);
  const stops = alongCurve(problem, table, rows(problem.stops.length));
  const instance = compile(problem, table, stops, rows(problem.vehicles.length));
  const toProblem = (routes: Rows) => routes.map((row) => row.map((stop) => (stop < 0 ? -1 : stops[stop])));
  refuseBrokenPast(problem, table);
  const { onProgress, ...effort } = options;
  const outcome = anneal(instance, {
    ...effort,
    onBest: onProgress
      ? (best, iteration) => {
          const routes = toProblem(best.routes());
          onProgress({
            cost: best.cost,
            unservedMandatory: best.missing,
            iteration,
            plan: () => finish(problem, table, routes, iteration),
          });
        }
      : undefined,
  });
  return finish(problem, table, toProblem(outcome.routes), outcome.iterations);
}

/** A vehicle on the road that cannot get home within the rules, whatever it does next, is the caller's to decide. */
export function refuseBrokenPast(problem: Problem, table: TravelTable): void {
  problem.vehicles.forEach((vehicle, row) => {
    if (!vehicle.visited?.length) return;
    const visited = vehicle.visited.map((past) => past.stop);
    if (routeState(problem, table, row, visited, []).badRoutes > 0)
      throw new RoutingInputError("running-route-breaks-a-rule", "vehicles", row, "visited", visited.join(","));
  });
}

/** Name what is left out, and write times and costs. */
export function finish(problem: Problem, table: TravelTable, routes: Rows, iterations: number): Plan {
  const served = new Set(routes.flat());
  const left = problem.stops.flatMap((_, stop) => (served.has(stop) ? [] : [stop]));
  return writePlan(problem, table, routes, explain(problem, table, routes, left), iterations);
}
