import { load } from "./best";
import { compile } from "./compile";
import type { Cost, Plan, Problem, Route, Unserved, Visit } from "./model";
import { State } from "./state";
import type { TravelTable } from "./travel";

/** A plan as the search keeps it: for each vehicle row its stop rows in order, -1 for a reload. */
export type Rows = readonly (readonly number[])[];

/** One vehicle's instance with its route in place; `extra` stops are in the instance but not served. */
export function routeState(
  problem: Problem,
  table: TravelTable,
  vehicle: number,
  row: readonly number[],
  extra: number[],
) {
  const stops = row.filter((stop) => stop >= 0);
  const local = new Map(stops.map((stop, i) => [stop, i]));
  const instance = compile(problem, table, Int32Array.from([...stops, ...extra]), Int32Array.of(vehicle), false);
  const state = new State(instance);
  load(state, [row.map((stop) => (stop < 0 ? -1 : (local.get(stop) ?? -1)))]);
  return state;
}

/** Write out a plan with its times and costs. Throws if a row breaks a rule, which the search never returns. */
export function writePlan(
  problem: Problem,
  table: TravelTable,
  rows: Rows,
  unserved: Unserved[],
  iterations: number,
): Plan {
  const cost: Cost = {
    ...{ unservedMandatory: 0, fixed: 0, distance: 0, duty: 0, late: 0, balance: 0, moved: 0, lostPrizes: 0, total: 0 },
  };
  const routes: Route[] = [];
  rows.forEach((row, vehicle) => {
    if (!row.some((stop) => stop >= 0)) return;
    routes.push(writeRoute(problem, table, vehicle, row, cost));
  });
  for (const { stop } of unserved) {
    const prize = problem.stops[stop].prize;
    if (prize === undefined) cost.unservedMandatory++;
    else cost.lostPrizes += prize;
  }
  cost.total = cost.fixed + cost.distance + cost.duty + cost.late + cost.balance + cost.moved + cost.lostPrizes;
  return { routes, unserved, cost, iterations };
}

function writeRoute(problem: Problem, table: TravelTable, v: number, row: readonly number[], cost: Cost): Route {
  const state = routeState(problem, table, v, row, []);
  const { instance, schedule } = state;
  schedule.fromRoute(0);
  if (!schedule.run(0) || state.badRoutes > 0) throw new Error(`route of vehicle ${v} breaks a rule`);
  const vehicle = problem.vehicles[v];
  const visits: Visit[] = [];
  for (let i = 1, b = 0; i < schedule.length; i++) {
    while (b < schedule.breakBefore.length && (schedule.breakBefore[b] === i || schedule.breakBefore[b] < 0)) {
      if (schedule.breakBefore[b] === i) {
        const startS = schedule.breakStart[b];
        visits.push({ kind: "break", startS, leaveS: startS + instance.breaks[b * 3 + 2] });
      }
      b++;
    }
    if (i === schedule.length - 1) break;
    const node = schedule.node[i];
    const times = { arriveS: schedule.arrive[i], startS: schedule.start[i], leaveS: schedule.leave[i] };
    if (node < instance.n) visits.push({ kind: "stop", stop: instance.stopRows[node], ...times });
    else visits.push({ kind: "reload", depot: vehicle.startDepot, ...times });
  }
  const distanceM = state.metres[0];
  cost.fixed += vehicle.fixedCost ?? 0;
  cost.distance += (vehicle.distanceCostPerM ?? 0) * distanceM;
  cost.duty += (vehicle.dutyCostPerS ?? 0) * schedule.duty;
  cost.late += schedule.late;
  if (problem.balance)
    cost.balance += problem.balance.pricePerS * Math.max(0, schedule.duty - problem.balance.fairShareS);
  if (problem.previous)
    for (const stop of row) {
      const before = stop < 0 ? -1 : problem.previous.vehicleOfStop[stop];
      if (before >= 0 && before !== v) cost.moved += problem.previous.pricePerMovedStop;
    }
  return { vehicle: v, departS: schedule.departS, returnS: schedule.finishS, distanceM, visits };
}
