import fc from "fast-check";
import type { Problem, Stop, Vehicle } from "./model";
import { FORBIDDEN, type MatrixTravel, type PointTravel } from "./travel";

/** Features a generated problem may use; tests switch on what they are about. */
export interface Features {
  stops: number;
  vehicles: number;
  dims: number;
  depots: boolean;
  windows: boolean;
  soft: boolean;
  duty: boolean;
  breaks: boolean;
  trips: boolean;
  pickups: boolean;
  prizes: boolean;
  skills: boolean;
  limits: boolean;
  closed: boolean;
  balance: boolean;
  running: boolean;
  points: boolean;
  asymmetric: boolean;
}

export const NOTHING: Features = {
  ...{ stops: 10, vehicles: 3, dims: 1, depots: false, windows: false, soft: false, duty: false, breaks: false },
  ...{ trips: false, pickups: false, prizes: false, skills: false, limits: false, closed: false, balance: false },
  ...{ running: false, points: false, asymmetric: false },
};

export const EVERYTHING: Features = {
  ...{ stops: 14, vehicles: 4, dims: 3, depots: true, windows: true, soft: true, duty: true, breaks: true },
  ...{ trips: true, pickups: true, prizes: true, skills: true, limits: true, closed: true, balance: true },
  ...{ running: true, points: false, asymmetric: true },
};

/** A random subset of all features. */
export const anyFeatures: fc.Arbitrary<Features> = fc.record({
  stops: fc.integer({ min: 1, max: 16 }),
  vehicles: fc.integer({ min: 1, max: 5 }),
  dims: fc.integer({ min: 0, max: 3 }),
  ...(Object.fromEntries(
    (Object.keys(NOTHING) as (keyof Features)[])
      .filter((key) => typeof NOTHING[key] === "boolean")
      .map((key) => [key, fc.boolean()]),
  ) as Record<"depots", fc.Arbitrary<boolean>> &
    Record<Exclude<keyof Features, "stops" | "vehicles" | "dims" | "depots">, fc.Arbitrary<boolean>>),
});

const DAY_S = 4000;
const SKILLS = ["cold-chain", "sealed-compound"];

/** Problems with the given features, small enough for thousands of runs. Places lie in a square of 1,000 m. */
export function problemWith(features: Features): fc.Arbitrary<Problem> {
  return fc.integer({ min: 1, max: 2 ** 30 }).map((seed) => buildProblem(features, seed));
}

export const anyProblem: fc.Arbitrary<Problem> = anyFeatures.chain(problemWith);

function buildProblem(f: Features, seed: number): Problem {
  let s = seed;
  const draw = (): number => {
    s = (Math.imul(s, 1103515245) + 12345) & 0x7fffffff;
    return (s >>> 8) / 0x7fffff;
  };
  const int = (low: number, high: number) => low + Math.floor(draw() * (high - low + 1) * 0.999999);
  const chance = (p: number) => draw() < p;
  const depots = f.depots ? int(1, 3) : 1;
  const size = depots + f.stops;
  const travel = f.points ? somePoints(size, f, int, chance) : someMatrix(size, f, int, chance);
  const amounts = (high: number) => Array.from({ length: f.dims }, () => int(0, high));
  const vehicles = Array.from({ length: f.vehicles }, (_, row): Vehicle => {
    const starts = f.windows ? int(0, 300) : 0;
    return {
      id: `v${row}`,
      startDepot: int(0, depots - 1),
      ...(f.depots && chance(0.3) && { endDepot: int(0, depots - 1) }),
      capacity: amounts(40).map((amount) => amount + 5),
      distanceCostPerM: int(1, 3),
      ...(chance(0.5) && { fixedCost: int(0, 2000) }),
      ...(f.duty && { dutyCostPerS: int(0, 2) }),
      ...(f.windows && { shiftStartS: starts, shiftEndS: starts + int(1500, DAY_S) }),
      ...(f.duty && chance(0.5) && { speedPercent: int(50, 150) }),
      ...(f.breaks && { breaks: someBreaks(int, chance) }),
      ...(f.trips && { maxTrips: int(1, 3), reloadS: int(0, 100) }),
      ...(f.limits && chance(0.5) && { maxDistanceM: int(1500, 6000) }),
      ...(f.limits && chance(0.5) && { maxDutyS: int(1500, 5000) }),
      ...(f.skills && { skills: SKILLS.filter(() => chance(0.6)) }),
    };
  });
  const stops = Array.from({ length: f.stops }, (_, row): Stop => {
    const opens = int(0, DAY_S / 2);
    return {
      id: `s${row}`,
      location: depots + row,
      delivery: amounts(15),
      ...(f.pickups && { pickup: amounts(15) }),
      ...(f.windows && { serviceS: int(0, 120) }),
      ...(f.windows && chance(0.7) && { opensS: opens, closesS: opens + int(0, 1500) }),
      ...(f.soft && chance(0.6) && { dueS: opens + int(0, 800), lateCostPerS: int(0, 5) / 2 }),
      ...(f.prizes && chance(0.6) && { prize: int(0, 3000) }),
      ...(f.skills && chance(0.4) && { skills: SKILLS.filter(() => chance(0.4)) }),
      ...(f.skills && chance(0.2) && { requiredVehicles: [`v${int(0, f.vehicles - 1)}`] }),
      ...(f.skills && chance(0.2) && { forbiddenVehicles: [`v${int(0, f.vehicles - 1)}`] }),
    };
  });
  const problem: Problem = {
    travel,
    dimensions: ["kg", "litres", "parcels"].slice(0, f.dims),
    depots: Array.from({ length: depots }, (_, row) => ({
      id: `d${row}`,
      location: row,
      ...(f.windows && chance(0.3) && { opensS: int(0, 200), closesS: int(DAY_S, DAY_S + 2000) }),
    })),
    vehicles,
    stops,
    ...(f.balance && { balance: { fairShareS: int(500, 2500), pricePerS: int(0, 3) } }),
  };
  if (f.running) runningPlan(problem, int, chance);
  return problem;
}

type Int = (low: number, high: number) => number;
type Chance = (p: number) => boolean;

/** Two breaks at most, one after the other. */
function someBreaks(int: Int, chance: Chance) {
  const earliestS = int(200, 1200);
  const latestS = earliestS + int(0, 800);
  const breaks = [{ earliestS, latestS, durationS: int(0, 200) }];
  if (chance(0.3)) breaks.push({ earliestS: latestS + 300, latestS: latestS + 900, durationS: int(0, 200) });
  return breaks;
}

function someMatrix(size: number, f: Features, int: Int, chance: Chance): MatrixTravel {
  const x = Array.from({ length: size }, () => int(0, 1000));
  const y = Array.from({ length: size }, () => int(0, 1000));
  const distanceM = Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    const crow = Math.round(Math.hypot(x[i] - x[j], y[i] - y[j]));
    if (i === j) return 0;
    return f.asymmetric ? crow + int(0, 60) : crow;
  });
  const closed = arcs(size, f, int, chance);
  if (f.closed && size > 2) {
    const at = int(0, size - 1) * size + int(0, size - 1);
    if (Math.floor(at / size) !== at % size) distanceM[at] = FORBIDDEN;
  }
  const durationS = f.duty ? distanceM.map((d) => (d >= FORBIDDEN ? d : Math.round(d / 2))) : undefined;
  return { kind: "matrix", size, distanceM, ...(durationS && { durationS }), ...(closed && { closed }) };
}

function arcs(size: number, f: Features, int: Int, chance: Chance) {
  if (!f.closed || !chance(0.7)) return undefined;
  return Array.from({ length: int(1, size) }, () => ({ from: int(0, size - 1), to: int(0, size - 1) }));
}

/** Two banks and up to three bridges around Wuhan's longitude and latitude. */
function somePoints(size: number, f: Features, int: Int, chance: Chance): PointTravel {
  const near = (centre: number) => centre + int(0, 1000) / 100_000;
  const closed = arcs(size, f, int, chance);
  const point = () => ({ longitude: near(114.3), latitude: near(30.6) });
  const places = Array.from({ length: size }, point);
  const rivers = chance(0.6);
  return {
    kind: "points",
    longitude: places.map((place) => place.longitude),
    latitude: places.map((place) => place.latitude),
    detourPercent: int(100, 160),
    speedMPerS: int(3, 12),
    ...(rivers && {
      bank: places.map((place) => (place.longitude > 114.305 ? 1 : 0) + (place.latitude > 30.607 ? 2 : 0)),
      bridges: [
        { ...point(), banks: [0, 1], open: chance(0.8) },
        { ...point(), banks: [0, 2] },
        { ...point(), banks: [2, 3] },
      ] as PointTravel["bridges"],
    }),
    ...(closed && { closed }),
  };
}

/** Some vehicles have left and served their first stops; every stop was promised to somebody. */
function runningPlan(problem: Problem, int: Int, chance: Chance): void {
  const left = problem.stops.map((_, row) => row);
  const vehicleOfStop = problem.stops.map(() => (chance(0.8) ? int(0, problem.vehicles.length - 1) : -1));
  problem.vehicles.forEach((vehicle, row) => {
    if (!chance(0.5)) return;
    let clock = (vehicle.shiftStartS ?? 0) + int(0, 50);
    vehicle.departedS = clock;
    vehicle.visited = [];
    vehicle.breaks = undefined;
    vehicle.maxDistanceM = undefined;
    const room = vehicle.capacity.map((amount) => amount);
    for (let count = int(0, 2); count > 0 && left.length > 0; count--) {
      const stop = left.splice(int(0, left.length - 1), 1)[0];
      const wish = problem.stops[stop];
      const need = vehicle.capacity.map((_, k) => Math.max(wish.delivery?.[k] ?? 0, wish.pickup?.[k] ?? 0));
      if (need.some((amount, k) => amount > room[k])) continue;
      need.forEach((amount, k) => {
        room[k] -= amount;
      });
      clock += int(0, 200);
      vehicle.visited.push({ stop, startedS: clock });
      clock += wish.serviceS ?? 0;
      vehicleOfStop[stop] = row;
    }
    // The way home must be open: what has happened is never against the rules here.
    const { travel } = problem;
    travel.closed = undefined;
    if (travel.kind === "points") travel.bank = undefined;
    if (travel.kind === "matrix") {
      travel.distanceM = Array.from(travel.distanceM, (d) => Math.min(d, 1500));
      if (travel.durationS) travel.durationS = Array.from(travel.durationS, (d) => Math.min(d, 1500));
    }
    if (vehicle.shiftEndS !== undefined) vehicle.shiftEndS += 6000;
    if (vehicle.maxDutyS !== undefined) vehicle.maxDutyS += 6000;
  });
  for (const depot of problem.depots) depot.closesS = undefined;
  problem.previous = { vehicleOfStop, pricePerMovedStop: int(0, 500) };
}
