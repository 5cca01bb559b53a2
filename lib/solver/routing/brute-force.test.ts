import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Features, NOTHING, problemWith } from "./arbitrary";
import { roadDistance } from "./check-distance";
import type { Problem, Stop, Vehicle } from "./model";
import { solve } from "./solve";

/** Cheapest way to serve these stops in this order with this vehicle, Infinity where a rule forbids it. */
function priceOf(problem: Problem, vehicle: Vehicle, order: readonly number[]): number {
  if (order.length === 0) return 0;
  const stops = order.map((row) => problem.stops[row]);
  if (!stops.every((stop) => may(vehicle, stop)) || !carries(problem, vehicle, stops)) return Number.POSITIVE_INFINITY;
  const start = problem.depots[vehicle.startDepot];
  const end = problem.depots[vehicle.endDepot ?? vehicle.startDepot];
  const places = [start.location, ...stops.map((stop) => stop.location), end.location];
  const legs = places.slice(1).map((to, i) => roadDistance(problem.travel, places[i], to));
  const metres = legs.reduce((sum, leg) => sum + leg.metres, 0);
  if (metres > (vehicle.maxDistanceM ?? Number.MAX_VALUE)) return Number.POSITIVE_INFINITY;
  const late = drive(
    vehicle,
    legs.map((leg) => leg.seconds),
    [...stops, { id: "", location: 0, closesS: Math.min(end.closesS ?? 1e12, vehicle.shiftEndS ?? 1e12) }],
    Math.max(start.opensS ?? 0, vehicle.shiftStartS ?? 0),
    vehicle.breaks ?? [],
    0,
  );
  return (vehicle.fixedCost ?? 0) + metres * (vehicle.distanceCostPerM ?? 0) + late;
}

/** Least lateness money from stop i on, trying every place for every break. */
function drive(
  vehicle: Vehicle,
  legs: number[],
  stops: Stop[],
  t: number,
  breaks: readonly { earliestS: number; latestS: number; durationS: number }[],
  i: number,
): number {
  if (i === stops.length) return breaks.some((pause) => t > pause.latestS) ? Number.POSITIVE_INFINITY : 0;
  const stop = stops[i];
  const serve = (at: number, left: typeof breaks) => {
    const begin = Math.max(at, stop.opensS ?? 0);
    if (begin > (stop.closesS ?? 1e12)) return Number.POSITIVE_INFINITY;
    const late = Math.max(0, begin - (stop.dueS ?? 1e12)) * (stop.lateCostPerS ?? 0);
    return late + drive(vehicle, legs, stops, begin + (stop.serviceS ?? 0), left, i + 1);
  };
  let best = serve(t + legs[i], breaks);
  const [pause, ...rest] = breaks;
  if (pause) {
    const early = Math.max(t, pause.earliestS);
    if (early <= pause.latestS) best = Math.min(best, serve(early + pause.durationS + legs[i], rest));
    const there = Math.max(t + legs[i], pause.earliestS);
    if (there <= pause.latestS) best = Math.min(best, serve(there + pause.durationS, rest));
  }
  return best;
}

function may(vehicle: Vehicle, stop: Stop): boolean {
  return (
    (stop.skills ?? []).every((skill) => vehicle.skills?.includes(skill)) &&
    (stop.requiredVehicles?.includes(vehicle.id) ?? true) &&
    !stop.forbiddenVehicles?.includes(vehicle.id)
  );
}

function carries(problem: Problem, vehicle: Vehicle, stops: Stop[]): boolean {
  return problem.dimensions.every((_, k) => {
    let aboard = stops.reduce((sum, stop) => sum + (stop.delivery?.[k] ?? 0), 0);
    return [aboard, ...stops.map((stop) => (aboard += (stop.pickup?.[k] ?? 0) - (stop.delivery?.[k] ?? 0)))].every(
      (load) => load <= vehicle.capacity[k],
    );
  });
}

/** Every stop unserved or at every position of every route; returns [mandatory stops left out, money]. */
function optimum(problem: Problem): [number, number] {
  const routes: number[][] = problem.vehicles.map(() => []);
  let best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const place = (row: number, missing: number, lost: number): void => {
    if (row === problem.stops.length) {
      const money = routes.reduce((sum, route, v) => sum + priceOf(problem, problem.vehicles[v], route), lost);
      if (missing < best[0] || (missing === best[0] && money < best[1]))
        if (money < Number.POSITIVE_INFINITY) best = [missing, money];
      return;
    }
    const prize = problem.stops[row].prize;
    place(row + 1, missing + (prize === undefined ? 1 : 0), lost + (prize ?? 0));
    for (const route of routes)
      for (let at = 0; at <= route.length; at++) {
        route.splice(at, 0, row);
        place(row + 1, missing, lost);
        route.splice(at, 1);
      }
  };
  place(0, 0, 0);
  return best;
}

const TINY: Features = { ...NOTHING, stops: 4, vehicles: 2, prizes: true };
const CASES: Record<string, Features> = {
  "windows and prizes": { ...TINY, windows: true, depots: true },
  "soft windows": { ...TINY, windows: true, soft: true },
  breaks: { ...TINY, windows: true, breaks: true },
  "skills and returns": { ...TINY, skills: true, pickups: true, dims: 2 },
  "closed one-way roads and range": { ...TINY, closed: true, asymmetric: true, limits: true },
};

describe("tiny problems", () => {
  for (const [name, features] of Object.entries(CASES))
    test(`are solved as well as by trying everything: ${name}`, () => {
      fc.assert(
        fc.property(problemWith(features), (problem) => {
          for (const vehicle of problem.vehicles) vehicle.maxDutyS = undefined;
          const plan = solve(problem, { seed: 1, now: () => 0, maxIterations: 1500 });
          const [missing, money] = optimum(problem);
          expect([plan.cost.unservedMandatory, Math.round(plan.cost.total)]).toEqual([missing, Math.round(money)]);
        }),
        { numRuns: 25, seed: 11 },
      );
    });

  test("name the right reason for what is left out", () => {
    const features: Features = { ...TINY, windows: true, skills: true, limits: true, closed: true, dims: 1 };
    const seen = new Set<string>();
    fc.assert(
      fc.property(problemWith(features), (problem) => {
        for (const vehicle of problem.vehicles) vehicle.maxDutyS = undefined;
        const plan = solve(problem, { seed: 1, now: () => 0, maxIterations: 500 });
        for (const { stop, reason } of plan.unserved) {
          seen.add(reason);
          const alone = (change: Partial<Stop>, of = problem.vehicles) => {
            const changed = {
              ...problem,
              stops: problem.stops.map((s, row) => (row === stop ? { ...s, ...change } : s)),
            };
            return of.some((vehicle) => priceOf(changed, vehicle, [stop]) < Number.POSITIVE_INFINITY);
          };
          const permitted = problem.vehicles.filter((vehicle) => may(vehicle, problem.stops[stop]));
          const large = (vehicle: Vehicle) => vehicle.capacity[0] < (problem.stops[stop].delivery?.[0] ?? 0);
          if (reason === "skill") expect(permitted).toEqual([]);
          else expect(permitted).not.toEqual([]);
          if (reason === "reach" && problem.stops[stop].closesS !== undefined && !alone({}))
            expect(alone({ opensS: undefined, closesS: undefined })).toBe(false);
          if (reason === "window" && !alone({})) expect(alone({ opensS: undefined, closesS: undefined })).toBe(true);
          if (reason === "capacity" && !permitted.every(large)) expect(alone({})).toBe(true);
          if (reason === "prize") expect(problem.stops[stop].prize).toBeDefined();
        }
      }),
      { numRuns: 200, seed: 12 },
    );
    expect([...seen].sort()).toEqual(["capacity", "prize", "reach", "skill", "window"]);
  });
});
