import type { Instance } from "./instance";
import type { Problem } from "./model";
import { nearestStops, openingOrder } from "./neighbours";
import { FORBIDDEN, LARGEST, type TravelTable } from "./travel";
import { compileVehicles } from "./compile-vehicles";

/** How many spare reload nodes a problem with several trips a day gets. */
const RELOADS_PER_VEHICLE = 4;

/**
 * Cut the given stops and vehicles out of a problem as flat arrays with a dense matrix. Rows are indexes into the
 * problem; the whole problem is `rows(problem.stops.length)`. The input must have passed `validate`.
 * @param toSearch false where routes are only timed and priced: then there are no near stops
 */
export function compile(
  problem: Problem,
  table: TravelTable,
  stopRows: Int32Array,
  vehicleRows: Int32Array,
  toSearch = true,
): Instance {
  const n = stopRows.length;
  const vehicles = vehicleRows.length;
  const dims = problem.dimensions.length;
  const fleet = compileVehicles(problem, stopRows, vehicleRows);
  const reloads = fleet.reloading ? Math.max(n, vehicles * RELOADS_PER_VEHICLE) : 0;
  const nodes = n + 2 * vehicles + reloads;

  const places = fleet.depots.map((depot) => problem.depots[depot].location);
  const at = Int32Array.from([...Array.from(stopRows, (row) => problem.stops[row].location), ...places]);
  const locations = at.length;
  const matrices = denseMatrices(table, at);

  const loc = new Int32Array(nodes);
  const open = new Float64Array(nodes);
  const close = new Float64Array(nodes).fill(LARGEST);
  const service = new Float64Array(nodes);
  const deliver = new Float64Array(n * dims);
  const collect = new Float64Array(n * dims);
  const due = new Float64Array(n).fill(LARGEST);
  const latePrice = new Float64Array(n);
  const prize = new Float64Array(n);
  const previousVehicle = new Int32Array(n).fill(-1);
  const vehicleAt = new Map(Array.from(vehicleRows, (row, v) => [row, v]));
  let collecting = false;
  let windows = false;
  let soft = false;
  for (let s = 0; s < n; s++) {
    const stop = problem.stops[stopRows[s]];
    loc[s] = s;
    open[s] = stop.opensS ?? 0;
    close[s] = stop.closesS ?? LARGEST;
    service[s] = stop.serviceS ?? 0;
    if (stop.opensS !== undefined || stop.closesS !== undefined) windows = true;
    if (stop.lateCostPerS && stop.dueS !== undefined) {
      due[s] = stop.dueS;
      latePrice[s] = stop.lateCostPerS;
      soft = true;
    }
    prize[s] = stop.prize ?? Number.POSITIVE_INFINITY;
    for (let k = 0; k < dims; k++) {
      deliver[s * dims + k] = stop.delivery?.[k] ?? 0;
      collect[s * dims + k] = stop.pickup?.[k] ?? 0;
      if (collect[s * dims + k] > 0) collecting = true;
    }
    const before = problem.previous?.vehicleOfStop[stopRows[s]] ?? -1;
    if (before >= 0) previousVehicle[s] = vehicleAt.get(before) ?? vehicles;
  }
  for (let v = 0; v < vehicles; v++) {
    const start = n + 2 * v;
    loc[start] = n + fleet.startPlace[v];
    loc[start + 1] = n + fleet.endPlace[v];
    open[start] = fleet.earliest[v];
    close[start] = fleet.latestStart[v];
    open[start + 1] = fleet.earliest[v];
    close[start + 1] = fleet.latestEnd[v];
  }

  const balanced = problem.balance !== undefined && problem.balance.pricePerS > 0;
  const dutied = balanced || fleet.dutied;
  const timed = windows || soft || dutied || fleet.timed;
  const exact = soft || fleet.breaks.length > 0;
  const movePrice = problem.previous?.pricePerMovedStop ?? 0;
  const segmented = collecting || fleet.reloading || dims !== 1;
  const plain = !timed && !segmented && !fleet.restricted && !matrices.forbidden && movePrice === 0;

  const instance: Instance = {
    ...{ n, vehicles, nodes, locations, dims, classes: fleet.classes },
    ...{ dist: matrices.dist, distT: matrices.distT, dur: matrices.dur, durT: matrices.durT },
    ...{ loc, deliver, collect, open, close, service, due, latePrice, prize },
    ...{ capacity: fleet.capacity, fixed: fleet.fixed, perM: fleet.perM, perS: fleet.perS, speed: fleet.speed },
    ...{ maxDist: fleet.maxDist, maxDuty: fleet.maxDuty, maxTrips: fleet.maxTrips, reloadS: fleet.reloadS },
    ...{ classOf: fleet.classOf, breakFrom: fleet.breakFrom, breaks: fleet.breaks },
    ...{ visitedFrom: fleet.visitedFrom, visited: fleet.visited, visitedStart: fleet.visitedStart },
    ...{ freeAt: fleet.freeAt, departed: fleet.departed, allowed: fleet.allowed },
    ...{ previousVehicle, movePrice },
    ...{ fairShare: problem.balance?.fairShareS ?? LARGEST, sharePrice: problem.balance?.pricePerS ?? 0 },
    metresForMoney: 1 / fleet.perM.reduce((least, rate) => Math.min(least, rate), Number.POSITIVE_INFINITY),
    ...{
      timed,
      dutied,
      exact,
      collecting,
      reloading: fleet.reloading,
      segmented,
      closedRoads: matrices.forbidden,
      plain,
    },
    ...{
      near: new Int32Array(0),
      nearTwice: new Int32Array(0),
      nearCount: 0,
      openOrder: new Int32Array(0),
      openCount: 0,
    },
    ...{ stopRows, vehicleRows },
  };
  if (toSearch) {
    nearestStops(instance);
    openingOrder(instance);
  }
  return instance;
}

/** All row numbers of a table of `count` rows. */
export function rows(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

function denseMatrices(table: TravelTable, at: Int32Array) {
  const m = at.length;
  const dist = new Int32Array(m * m);
  const dur = table.sameUnits ? dist : new Int32Array(m * m);
  let forbidden = false;
  for (let i = 0; i < m; i++)
    for (let j = table.symmetric ? i + 1 : 0; j < m; j++) {
      if (i === j) continue;
      const d = table.distanceM(at[i], at[j]);
      dist[i * m + j] = d;
      if (d >= FORBIDDEN) forbidden = true;
      if (!table.sameUnits) dur[i * m + j] = table.durationOf?.(d) ?? table.durationS(at[i], at[j]);
    }
  if (table.symmetric) {
    mirror(dist, m);
    if (!table.sameUnits) mirror(dur, m);
    return { dist, distT: dist, dur, durT: dur, forbidden };
  }
  const distT = transposed(dist, m);
  return { dist, distT, dur, durT: table.sameUnits ? distT : transposed(dur, m), forbidden };
}

/** Copy the upper triangle into the lower. */
function mirror(matrix: Int32Array, m: number): void {
  for (let i = 1; i < m; i++) for (let j = 0; j < i; j++) matrix[i * m + j] = matrix[j * m + i];
}

function transposed(matrix: Int32Array, m: number): Int32Array {
  let symmetric = true;
  for (let i = 0; i < m && symmetric; i++)
    for (let j = 0; j < i; j++)
      if (matrix[i * m + j] !== matrix[j * m + i]) {
        symmetric = false;
        break;
      }
  if (symmetric) return matrix;
  const out = new Int32Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) out[j * m + i] = matrix[i * m + j];
  return out;
}
