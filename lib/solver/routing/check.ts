import { checkCost } from "./check-cost";
import { roadDistance } from "./check-distance";
import type { Plan, Problem, Route, Stop, Vehicle, Visit } from "./model";

/** A rule a plan can break. */
export type Rule =
  | "unknown-vehicle"
  | "vehicle-used-twice"
  | "unknown-stop"
  | "stop-served-twice"
  | "stop-forgotten"
  | "stop-both-served-and-unserved"
  | "skill"
  | "required-vehicle"
  | "forbidden-vehicle"
  | "capacity"
  | "trips"
  | "closed-road"
  | "travel-time"
  | "service-time"
  | "window"
  | "shift"
  | "depot-hours"
  | "break"
  | "max-distance"
  | "max-duty"
  | "visited"
  | "distance"
  | "cost";

export interface Violation {
  rule: Rule;
  /** Row of the vehicle or stop concerned, -1 if none. */
  vehicle: number;
  stop: number;
  detail: string;
}

/**
 * Verify a plan against its problem, rule by rule, from the model's definitions alone: this file and the `check-…`
 * files beside it share no code with the search. Metres and seconds of a leg may differ by one (rounding).
 * @returns every violation; an empty list means the plan may be adopted.
 */
export function check(problem: Problem, plan: Plan): Violation[] {
  const found: Violation[] = [];
  const report = (rule: Rule, vehicle: number, stop: number, detail: string) => {
    found.push({ rule, vehicle, stop, detail });
  };
  const servedBy = new Map<number, number>();
  const used = new Set<number>();
  for (const route of plan.routes) {
    if (!problem.vehicles[route.vehicle]) {
      report("unknown-vehicle", route.vehicle, -1, "no such row");
      continue;
    }
    if (used.has(route.vehicle)) report("vehicle-used-twice", route.vehicle, -1, "two routes");
    used.add(route.vehicle);
    for (const visit of route.visits) {
      if (visit.kind !== "stop") continue;
      if (!problem.stops[visit.stop]) report("unknown-stop", route.vehicle, visit.stop, "no such row");
      else if (servedBy.has(visit.stop)) report("stop-served-twice", route.vehicle, visit.stop, "served before");
      servedBy.set(visit.stop, route.vehicle);
    }
  }
  if (found.length > 0) return found;
  const unserved = new Set(plan.unserved.map((entry) => entry.stop));
  problem.stops.forEach((_, stop) => {
    if (servedBy.has(stop) && unserved.has(stop)) report("stop-both-served-and-unserved", -1, stop, "listed twice");
    if (!servedBy.has(stop) && !unserved.has(stop)) report("stop-forgotten", -1, stop, "neither served nor listed");
  });
  for (const route of plan.routes) {
    permissions(problem, route, report);
    loads(problem, route, report);
    movement(problem, route, report);
    breaks(problem.vehicles[route.vehicle], route, report);
    past(problem.vehicles[route.vehicle], route, report);
  }
  problem.vehicles.forEach((vehicle, row) => {
    if (vehicle.visited?.length && !used.has(row)) report("visited", row, -1, "running route dropped");
  });
  for (const detail of checkCost(problem, plan, servedBy)) report("cost", -1, -1, detail);
  return found;
}

type Report = (rule: Rule, vehicle: number, stop: number, detail: string) => void;
type StopVisit = Extract<Visit, { kind: "stop" }>;

const stopVisits = (route: Route): StopVisit[] => route.visits.filter((visit) => visit.kind === "stop");

function permissions(problem: Problem, route: Route, report: Report): void {
  const vehicle = problem.vehicles[route.vehicle];
  const has = new Set(vehicle.skills ?? []);
  const done = new Set((vehicle.visited ?? []).map((visit) => visit.stop));
  for (const { stop } of stopVisits(route)) {
    if (done.has(stop)) continue;
    const wish = problem.stops[stop];
    for (const skill of wish.skills ?? []) if (!has.has(skill)) report("skill", route.vehicle, stop, skill);
    if (wish.requiredVehicles && !wish.requiredVehicles.includes(vehicle.id))
      report("required-vehicle", route.vehicle, stop, vehicle.id);
    if (wish.forbiddenVehicles?.includes(vehicle.id)) report("forbidden-vehicle", route.vehicle, stop, vehicle.id);
  }
}

/** Deliveries of a trip are on board when it leaves; returns stay on board until it is back. */
function loads(problem: Problem, route: Route, report: Report): void {
  const vehicle = problem.vehicles[route.vehicle];
  const trips: Stop[][] = [[]];
  for (const visit of route.visits) {
    if (visit.kind === "reload") trips.push([]);
    if (visit.kind === "stop") trips[trips.length - 1].push(problem.stops[visit.stop]);
  }
  if (trips.length > (vehicle.maxTrips ?? 1)) report("trips", route.vehicle, -1, `${trips.length} trips`);
  for (const trip of trips)
    problem.dimensions.forEach((name, k) => {
      let aboard = 0;
      for (const stop of trip) aboard += stop.delivery?.[k] ?? 0;
      let most = aboard;
      for (const stop of trip) {
        aboard += (stop.pickup?.[k] ?? 0) - (stop.delivery?.[k] ?? 0);
        most = Math.max(most, aboard);
      }
      if (most > vehicle.capacity[k]) report("capacity", route.vehicle, -1, `${most} ${name} > ${vehicle.capacity[k]}`);
    });
}

/** Roads, times, windows and hours, leg by leg. */
function movement(problem: Problem, route: Route, report: Report): void {
  const vehicle = problem.vehicles[route.vehicle];
  const v = route.vehicle;
  const home = problem.depots[vehicle.startDepot];
  const end = problem.depots[vehicle.endDepot ?? vehicle.startDepot];
  const visitedCount = vehicle.visited?.length ?? 0;
  let place = home.location;
  let freeS = route.departS;
  let metres = 0;
  let legs = 0;
  let seen = 0;
  let pauses: Extract<Visit, { kind: "break" }>[] = [];
  const drive = (to: number, arriveS: number, startS: number, stop: number) => {
    const leg = roadDistance(problem.travel, place, to);
    if (!Number.isFinite(leg.metres)) report("closed-road", v, stop, `${place} to ${to}`);
    metres += leg.metres;
    legs++;
    const seconds = Math.round((leg.seconds * 100) / (vehicle.speedPercent ?? 100));
    if (stop < 0 || seen > visitedCount) {
      if (!fits(freeS, arriveS, startS, seconds - 1, pauses))
        report("travel-time", v, stop, `${freeS} to ${arriveS}, ${seconds} s of road`);
    }
    place = to;
    pauses = [];
  };
  for (const visit of route.visits) {
    if (visit.kind === "break") {
      pauses.push(visit);
      continue;
    }
    if (visit.startS < visit.arriveS) report("travel-time", v, -1, "service before arrival");
    if (visit.kind === "stop") {
      seen++;
      const stop = problem.stops[visit.stop];
      drive(stop.location, visit.arriveS, visit.startS, visit.stop);
      if (visit.leaveS - visit.startS !== (stop.serviceS ?? 0))
        report("service-time", v, visit.stop, `${visit.leaveS - visit.startS} s`);
      const early = visit.startS < (stop.opensS ?? 0);
      const late = stop.closesS !== undefined && visit.startS > stop.closesS;
      if (seen > visitedCount && (early || late)) report("window", v, visit.stop, `starts at ${visit.startS}`);
    } else {
      if (visit.depot !== vehicle.startDepot) report("depot-hours", v, -1, "reloads at another depot");
      drive(home.location, visit.arriveS, visit.startS, -1);
      if (visit.leaveS - visit.startS !== (vehicle.reloadS ?? 0)) report("service-time", v, -1, "reload");
      if (visit.startS < (home.opensS ?? 0) || visit.startS > (home.closesS ?? Number.POSITIVE_INFINITY))
        report("depot-hours", v, -1, `reloads at ${visit.startS}`);
    }
    freeS = visit.leaveS;
  }
  drive(end.location, route.returnS, route.returnS, -1);
  if (Math.abs(metres - route.distanceM) > legs) report("distance", v, -1, `${metres} m, not ${route.distanceM}`);
  if (route.distanceM > (vehicle.maxDistanceM ?? Number.POSITIVE_INFINITY))
    report("max-distance", v, -1, `${route.distanceM} m`);
  if (route.returnS - route.departS > (vehicle.maxDutyS ?? Number.POSITIVE_INFINITY))
    report("max-duty", v, -1, `${route.returnS - route.departS} s`);
  const out = vehicle.departedS !== undefined || visitedCount > 0;
  if (!out && route.departS < (vehicle.shiftStartS ?? 0)) report("shift", v, -1, `leaves at ${route.departS}`);
  if (!out && route.departS < (home.opensS ?? 0)) report("depot-hours", v, -1, `leaves at ${route.departS}`);
  if (route.returnS > (vehicle.shiftEndS ?? Number.POSITIVE_INFINITY))
    report("shift", v, -1, `back at ${route.returnS}`);
  if (route.returnS > (end.closesS ?? Number.POSITIVE_INFINITY))
    report("depot-hours", v, -1, `back at ${route.returnS}`);
}

/** Driving is one stretch: breaks lie wholly before it (the vehicle still stands) or wholly after (before service). */
function fits(
  freeS: number,
  arriveS: number,
  startS: number,
  seconds: number,
  pauses: { startS: number; leaveS: number }[],
) {
  let leaveS = freeS;
  let thereS = arriveS;
  for (const pause of pauses) {
    if (pause.startS < arriveS) {
      if (pause.startS < leaveS) return false;
      leaveS = pause.leaveS;
    } else {
      if (pause.startS < thereS) return false;
      thereS = pause.leaveS;
    }
  }
  return arriveS - leaveS >= seconds && thereS <= startS;
}

/** Each break is taken in its window for its length, or the vehicle is home before it would be owed. */
function breaks(vehicle: Vehicle, route: Route, report: Report): void {
  const taken = route.visits.filter((visit) => visit.kind === "break");
  const owed = [...(vehicle.breaks ?? [])];
  for (const pause of taken) {
    const at = owed.findIndex(
      (rule) =>
        pause.startS >= rule.earliestS &&
        pause.startS <= rule.latestS &&
        pause.leaveS - pause.startS === rule.durationS,
    );
    if (at < 0) report("break", route.vehicle, -1, `no break is due at ${pause.startS}`);
    else owed.splice(at, 1);
  }
  for (const rule of owed)
    if (route.returnS > rule.latestS) report("break", route.vehicle, -1, `none started by ${rule.latestS}`);
}

function past(vehicle: Vehicle, route: Route, report: Report): void {
  const visits = stopVisits(route);
  vehicle.visited?.forEach((fact, i) => {
    if (visits[i]?.stop !== fact.stop || visits[i]?.startS !== fact.startedS)
      report("visited", route.vehicle, fact.stop, "the past was changed");
  });
}
