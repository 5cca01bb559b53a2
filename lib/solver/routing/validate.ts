import { type InputFault, RoutingInputError } from "./errors";
import type { Problem, Stop, Vehicle } from "./model";
import { FORBIDDEN, LARGEST, type Travel } from "./travel";

/** Throw a RoutingInputError for the first row that cannot be planned with; otherwise return. Linear in the input. */
export function validate(problem: Problem): void {
  const locations = validateTravel(problem.travel);
  if (problem.depots.length === 0) fail("no-depot", "depots", -1, "length", 0);
  if (problem.vehicles.length === 0) fail("no-vehicle", "vehicles", -1, "length", 0);
  uniqueIds("depots", problem.depots);
  uniqueIds("vehicles", problem.vehicles);
  uniqueIds("stops", problem.stops);
  problem.depots.forEach((depot, row) => {
    place("depots", row, depot.location, locations);
    whole("depots", row, "opensS", depot.opensS);
    whole("depots", row, "closesS", depot.closesS);
    inOrder("depots", row, "closesS", depot.opensS, depot.closesS);
  });
  const vehicleIds = new Set(problem.vehicles.map((vehicle) => vehicle.id));
  problem.stops.forEach((stop, row) => {
    validateStop(stop, row, problem.dimensions.length, locations, vehicleIds);
  });
  const visited = new Set<number>();
  problem.vehicles.forEach((vehicle, row) => {
    validateVehicle(vehicle, row, problem, visited);
  });
  if (problem.balance) {
    whole("balance", -1, "fairShareS", problem.balance.fairShareS);
    rate("balance", -1, "pricePerS", problem.balance.pricePerS);
  }
  const previous = problem.previous;
  if (previous) {
    rate("previous", -1, "pricePerMovedStop", previous.pricePerMovedStop);
    if (previous.vehicleOfStop.length !== problem.stops.length)
      fail("wrong-length", "previous", -1, "vehicleOfStop", previous.vehicleOfStop.length);
    previous.vehicleOfStop.forEach((vehicle, row) => {
      if (!Number.isInteger(vehicle) || vehicle < -1 || vehicle >= problem.vehicles.length)
        fail("unknown-vehicle", "previous", row, "vehicleOfStop", vehicle);
    });
  }
}

function fail(fault: InputFault, table: string, row: number, field: string, value: unknown): never {
  throw new RoutingInputError(fault, table, row, field, value);
}

function whole(table: string, row: number, field: string, value: number | undefined): void {
  if (value === undefined) return;
  if (!Number.isInteger(value)) fail("not-a-whole-number", table, row, field, value);
  if (value < 0) fail("negative", table, row, field, value);
  if (value > LARGEST) fail("too-large", table, row, field, value);
}

/** Prices may be fractions. */
function rate(table: string, row: number, field: string, value: number | undefined): void {
  if (value === undefined) return;
  if (typeof value !== "number" || !Number.isFinite(value)) fail("bad-number", table, row, field, value);
  if (value < 0) fail("negative", table, row, field, value);
  if (value > 1e12) fail("too-large", table, row, field, value);
}

function amounts(table: string, row: number, field: string, value: number[] | undefined, dims: number): void {
  if (value === undefined) return;
  if (value.length !== dims) fail("wrong-length", table, row, field, value.length);
  for (const amount of value) whole(table, row, field, amount);
}

function place(table: string, row: number, location: number, locations: number): void {
  if (!Number.isInteger(location) || location < 0 || location >= locations)
    fail("unknown-location", table, row, "location", location);
}

function inOrder(table: string, row: number, field: string, from: number | undefined, to: number | undefined): void {
  if (to !== undefined && (from ?? 0) > to) fail("closes-before-it-opens", table, row, field, to);
}

function uniqueIds(table: string, list: readonly { id: string }[]): void {
  const seen = new Set<string>();
  list.forEach(({ id }, row) => {
    if (seen.has(id)) fail("duplicate-id", table, row, "id", id);
    seen.add(id);
  });
}

/** Returns how many locations there are. */
function validateTravel(travel: Travel): number {
  const size = travel.kind === "matrix" ? travel.size : travel.longitude.length;
  if (travel.kind === "matrix") {
    whole("travel", -1, "size", travel.size);
    validateMatrix("distanceM", travel.distanceM, size);
    if (travel.durationS) validateMatrix("durationS", travel.durationS, size);
  } else {
    if (travel.latitude.length !== size) fail("wrong-length", "travel", -1, "latitude", travel.latitude.length);
    if (travel.bank && travel.bank.length !== size) fail("wrong-length", "travel", -1, "bank", travel.bank.length);
    if (!(travel.speedMPerS > 0 && travel.speedMPerS < 1000))
      fail("bad-number", "travel", -1, "speedMPerS", travel.speedMPerS);
    if (!(travel.detourPercent >= 100 && travel.detourPercent < 10_000))
      fail("bad-number", "travel", -1, "detourPercent", travel.detourPercent);
    for (let row = 0; row < size; row++) point(row, travel.longitude[row], travel.latitude[row]);
    travel.bridges?.forEach((bridge, row) => {
      point(row, bridge.longitude, bridge.latitude);
    });
  }
  travel.closed?.forEach((arc, row) => {
    place("travel.closed", row, arc.from, size);
    place("travel.closed", row, arc.to, size);
  });
  return size;
}

function point(row: number, longitude: number, latitude: number): void {
  if (!(longitude >= -180 && longitude <= 180)) fail("bad-number", "travel", row, "longitude", longitude);
  if (!(latitude >= -90 && latitude <= 90)) fail("bad-number", "travel", row, "latitude", latitude);
}

/** An entry of FORBIDDEN or more means there is no way. */
function validateMatrix(field: string, matrix: ArrayLike<number>, size: number): void {
  if (matrix.length !== size * size) fail("wrong-length", "travel", -1, field, matrix.length);
  for (let i = 0; i < matrix.length; i++) {
    const value = matrix[i];
    const row = Math.floor(i / size);
    if (value >= FORBIDDEN) continue;
    if (!Number.isInteger(value)) fail("not-a-whole-number", "travel", row, field, value);
    if (value < 0) fail("negative", "travel", row, field, value);
    if (value > LARGEST) fail("too-large", "travel", row, field, value);
  }
}

function validateStop(stop: Stop, row: number, dims: number, locations: number, vehicleIds: Set<string>): void {
  place("stops", row, stop.location, locations);
  amounts("stops", row, "delivery", stop.delivery, dims);
  amounts("stops", row, "pickup", stop.pickup, dims);
  for (const field of ["serviceS", "opensS", "closesS", "dueS"] as const) whole("stops", row, field, stop[field]);
  for (const field of ["lateCostPerS", "prize"] as const) rate("stops", row, field, stop[field]);
  inOrder("stops", row, "closesS", stop.opensS, stop.closesS);
  inOrder("stops", row, "dueS", stop.opensS, stop.dueS);
  for (const field of ["requiredVehicles", "forbiddenVehicles"] as const)
    for (const id of stop[field] ?? []) if (!vehicleIds.has(id)) fail("unknown-vehicle", "stops", row, field, id);
}

function validateVehicle(vehicle: Vehicle, row: number, problem: Problem, visited: Set<number>): void {
  const dims = problem.dimensions.length;
  for (const field of ["startDepot", "endDepot"] as const) {
    const depot = vehicle[field];
    if (depot === undefined && field === "endDepot") continue;
    if (!Number.isInteger(depot) || !problem.depots[depot as number])
      fail("unknown-depot", "vehicles", row, field, depot);
  }
  amounts("vehicles", row, "capacity", vehicle.capacity, dims);
  for (const field of ["fixedCost", "distanceCostPerM", "dutyCostPerS"] as const)
    rate("vehicles", row, field, vehicle[field]);
  for (const field of ["shiftStartS", "shiftEndS", "maxDistanceM", "maxDutyS", "reloadS", "departedS"] as const)
    whole("vehicles", row, field, vehicle[field]);
  inOrder("vehicles", row, "shiftEndS", vehicle.shiftStartS, vehicle.shiftEndS);
  const speed = vehicle.speedPercent ?? 100;
  if (!(Number.isInteger(speed) && speed >= 1 && speed <= 1000))
    fail("bad-number", "vehicles", row, "speedPercent", speed);
  const trips = vehicle.maxTrips ?? 1;
  if (!(Number.isInteger(trips) && trips >= 1 && trips <= 1000)) fail("bad-number", "vehicles", row, "maxTrips", trips);
  for (const pause of vehicle.breaks ?? []) {
    for (const field of ["earliestS", "latestS", "durationS"] as const)
      whole("vehicles", row, `breaks.${field}`, pause[field]);
    inOrder("vehicles", row, "breaks.latestS", pause.earliestS, pause.latestS);
  }
  for (const past of vehicle.visited ?? []) {
    if (!problem.stops[past.stop]) fail("unknown-stop", "vehicles", row, "visited", past.stop);
    if (visited.has(past.stop)) fail("visited-twice", "vehicles", row, "visited", past.stop);
    visited.add(past.stop);
    whole("vehicles", row, "visited.startedS", past.startedS);
  }
}
