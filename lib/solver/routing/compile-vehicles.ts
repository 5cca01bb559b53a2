import type { Problem, Vehicle } from "./model";
import { LARGEST } from "./travel";

/** The fleet as flat arrays; field meanings as in `Instance`. Vehicles alike in every respect form one class. */
export function compileVehicles(problem: Problem, stopRows: Int32Array, vehicleRows: Int32Array) {
  const V = vehicleRows.length;
  const dims = problem.dimensions.length;
  const list = Array.from(vehicleRows, (row) => problem.vehicles[row]);
  const stopAt = new Map(Array.from(stopRows, (row, s) => [row, s]));
  const numbers = (pick: (vehicle: Vehicle) => number) => Float64Array.from(list, pick);

  const depots: number[] = [];
  const placeOf = (depot: number): number => {
    const found = depots.indexOf(depot);
    return found >= 0 ? found : depots.push(depot) - 1;
  };
  const startPlace = list.map((vehicle) => placeOf(vehicle.startDepot));
  const endPlace = list.map((vehicle) => placeOf(vehicle.endDepot ?? vehicle.startDepot));
  const opens = (depot: number) => problem.depots[depot].opensS ?? 0;
  const closes = (depot: number) => problem.depots[depot].closesS ?? LARGEST;
  const shiftEnd = (vehicle: Vehicle) => vehicle.shiftEndS ?? LARGEST;
  const earliest = numbers((vehicle) => Math.max(vehicle.shiftStartS ?? 0, opens(vehicle.startDepot)));
  const latestStart = numbers((vehicle) => Math.min(shiftEnd(vehicle), closes(vehicle.startDepot)));
  const latestEnd = numbers((vehicle) => Math.min(shiftEnd(vehicle), closes(vehicle.endDepot ?? vehicle.startDepot)));

  const capacity = Float64Array.from(list.flatMap((vehicle) => vehicle.capacity.slice(0, dims)));
  const maxDist = numbers((vehicle) => vehicle.maxDistanceM ?? Number.POSITIVE_INFINITY);
  const maxDuty = numbers((vehicle) => vehicle.maxDutyS ?? Number.POSITIVE_INFINITY);
  const perS = numbers((vehicle) => vehicle.dutyCostPerS ?? 0);

  const breakFrom = new Int32Array(V + 1);
  const breakRows: number[] = [];
  const visitedFrom = new Int32Array(V + 1);
  const visited: number[] = [];
  const visitedStart: number[] = [];
  const freeAt = new Float64Array(V);
  const departed = new Float64Array(V).fill(Number.NaN);
  list.forEach((vehicle, v) => {
    const pauses = [...(vehicle.breaks ?? [])].sort((a, b) => a.earliestS - b.earliestS);
    for (const pause of pauses) breakRows.push(pause.earliestS, pause.latestS, pause.durationS);
    breakFrom[v + 1] = breakRows.length / 3;
    freeAt[v] = earliest[v];
    for (const past of vehicle.visited ?? []) {
      const s = stopAt.get(past.stop);
      if (s === undefined) continue;
      visited.push(s);
      visitedStart.push(past.startedS);
      freeAt[v] = past.startedS + (problem.stops[past.stop].serviceS ?? 0);
    }
    visitedFrom[v + 1] = visited.length;
    if (vehicle.visited?.length) departed[v] = vehicle.departedS ?? vehicle.visited[0].startedS;
    else if (vehicle.departedS !== undefined) freeAt[v] = departed[v] = vehicle.departedS;
  });

  const { classOf, classes, allowed, denied } = groupVehicles(problem, list, vehicleRows, stopRows);
  const timed = list.some(
    (vehicle) =>
      vehicle.shiftStartS !== undefined ||
      vehicle.shiftEndS !== undefined ||
      vehicle.maxDutyS !== undefined ||
      vehicle.departedS !== undefined ||
      (vehicle.breaks?.length ?? 0) > 0 ||
      (vehicle.visited?.length ?? 0) > 0 ||
      problem.depots[vehicle.startDepot].opensS !== undefined ||
      problem.depots[vehicle.startDepot].closesS !== undefined ||
      problem.depots[vehicle.endDepot ?? vehicle.startDepot].closesS !== undefined,
  );
  return {
    ...{ depots, startPlace, endPlace, earliest, latestStart, latestEnd },
    capacity: dims === 0 ? new Float64Array(0) : capacity,
    fixed: numbers((vehicle) => vehicle.fixedCost ?? 0),
    perM: numbers((vehicle) => vehicle.distanceCostPerM ?? 0),
    speed: numbers((vehicle) => vehicle.speedPercent ?? 100),
    maxTrips: Int32Array.from(list, (vehicle) => vehicle.maxTrips ?? 1),
    reloadS: numbers((vehicle) => vehicle.reloadS ?? 0),
    ...{ perS, maxDist, maxDuty, breakFrom, breaks: Float64Array.from(breakRows) },
    ...{ visitedFrom, visited: Int32Array.from(visited), visitedStart: Float64Array.from(visitedStart) },
    ...{ freeAt, departed, classOf, classes, allowed },
    reloading: list.some((vehicle) => (vehicle.maxTrips ?? 1) > 1),
    dutied: perS.some((price) => price > 0) || maxDuty.some(Number.isFinite),
    timed,
    /** Something besides capacity limits who may go where. */
    restricted: denied || visited.length > 0 || maxDist.some(Number.isFinite),
  };
}

/** Vehicles with equal data and equal permissions share a class; `allowed` is classes × stops. */
function groupVehicles(problem: Problem, list: Vehicle[], vehicleRows: Int32Array, stopRows: Int32Array) {
  const stops = Array.from(stopRows, (row) => problem.stops[row]);
  const named = new Set(stops.flatMap((stop) => [...(stop.requiredVehicles ?? []), ...(stop.forbiddenVehicles ?? [])]));
  const promised = new Set(problem.previous ? Array.from(stopRows, (row) => problem.previous?.vehicleOfStop[row]) : []);
  const keys = new Map<string, number>();
  const first: Vehicle[] = [];
  const classOf = Int32Array.from(list, (vehicle, v) => {
    const own = named.has(vehicle.id) || promised.has(vehicleRows[v]) || (vehicle.visited?.length ?? 0) > 0;
    const key = JSON.stringify({ ...vehicle, id: own ? vehicle.id : "" });
    let group = keys.get(key);
    if (group === undefined) {
      group = first.push(vehicle) - 1;
      keys.set(key, group);
    }
    return group;
  });
  const allowed = new Uint8Array(first.length * stops.length);
  let denied = false;
  first.forEach((vehicle, group) => {
    const skills = new Set(vehicle.skills ?? []);
    stops.forEach((stop, s) => {
      const may =
        (stop.skills ?? []).every((skill) => skills.has(skill)) &&
        (!stop.requiredVehicles || stop.requiredVehicles.includes(vehicle.id)) &&
        !stop.forbiddenVehicles?.includes(vehicle.id);
      allowed[group * stops.length + s] = may ? 1 : 0;
      if (!may) denied = true;
    });
  });
  return { classOf, classes: first.length, allowed, denied };
}
