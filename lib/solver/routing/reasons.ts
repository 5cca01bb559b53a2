import { Blinks } from "./blinks";
import { Insertion } from "./insertion";
import type { Problem, Stop, Unserved, UnservedReason, Vehicle } from "./model";
import { Random } from "./random";
import type { Rows } from "./timetable";
import { routeState } from "./timetable";
import type { TravelTable } from "./travel";

/** Insertions into finished routes tried to tell "no time left" from "not worth it", for the whole plan. */
const MOST_TRIALS = 500;

/**
 * Name why each stop is left out, from the hardest reason to the softest: nobody may (skill), nobody can carry it
 * (capacity), nobody gets there (reach), nobody gets there in time (window); then, alone servable, what the finished
 * routes lack: room (capacity), time (window), range (reach), or nothing but worth (prize).
 */
export function explain(problem: Problem, table: TravelTable, rows: Rows, unserved: readonly number[]): Unserved[] {
  const judge = new Judge(problem, table, rows);
  return unserved.map((stop) => ({ stop, reason: judge.reason(stop) }));
}

class Judge {
  private trials = MOST_TRIALS;
  private readonly alike: Map<string, number[]>;

  constructor(
    private readonly problem: Problem,
    private readonly table: TravelTable,
    private readonly rows: Rows,
  ) {
    this.alike = new Map();
    problem.vehicles.forEach((vehicle, v) => {
      const key = JSON.stringify({ ...vehicle, id: "" });
      const group = this.alike.get(key);
      if (group) group.push(v);
      else this.alike.set(key, [v]);
    });
  }

  reason(stop: number): UnservedReason {
    const may = [...this.alike.values()]
      .map((group) => group.filter((v) => mayServe(this.problem, stop, v)))
      .filter((group) => group.length > 0);
    if (may.length === 0) return "skill";
    const carry = may.filter(([v]) => this.carries(this.problem.vehicles[v], stop));
    if (carry.length === 0) return "capacity";
    const reach = carry.filter(([v]) => this.servableAlone(stop, v, true));
    if (reach.length === 0) return "reach";
    const inTime = reach.filter(([v]) => this.servableAlone(stop, v, false));
    if (inTime.length === 0) return "window";
    return this.busy(stop, inTime.flat());
  }

  /** Alone it would do: what do the finished routes lack? */
  private busy(stop: number, vehicles: number[]): UnservedReason {
    const roomy = vehicles.filter((v) => this.hasRoom(v, stop));
    if (roomy.length === 0) return "capacity";
    for (const v of roomy) {
      if (this.trials-- <= 0) break;
      if (this.rows[v].length === 0 || this.insertable(this.problem, v, this.rows[v], stop)) return "prize";
    }
    return this.problem.stops[stop].closesS === undefined ? "reach" : "window";
  }

  private carries(vehicle: Vehicle, stop: number): boolean {
    const { delivery, pickup } = this.problem.stops[stop];
    return vehicle.capacity.every((limit, k) => (delivery?.[k] ?? 0) <= limit && (pickup?.[k] ?? 0) <= limit);
  }

  /** A trip not loaded yet, or one whose deliveries and returns leave enough. */
  private hasRoom(v: number, stop: number): boolean {
    const vehicle = this.problem.vehicles[v];
    const row = this.rows[v];
    const trips: number[][] = [[]];
    for (const at of row) {
      if (at < 0) trips.push([]);
      else trips[trips.length - 1].push(at);
    }
    if (trips.length < (vehicle.maxTrips ?? 1)) return true;
    return trips.some((trip) =>
      vehicle.capacity.every((limit, k) => {
        const sum = (side: "delivery" | "pickup") =>
          [...trip, stop].reduce((total, at) => total + (this.problem.stops[at][side]?.[k] ?? 0), 0);
        return sum("delivery") <= limit && sum("pickup") <= limit;
      }),
    );
  }

  private servableAlone(stop: number, v: number, anyTime: boolean): boolean {
    const vehicle = this.problem.vehicles[v];
    const past = (vehicle.visited ?? []).map((visit) => visit.stop);
    if (!anyTime) return this.insertable(this.problem, v, past, stop);
    const { opensS: _opens, closesS: _closes, ...free } = this.problem.stops[stop];
    // Only these rows are looked at, so the rest is left empty.
    const stops: Stop[] = [];
    for (const at of past) stops[at] = this.problem.stops[at];
    stops[stop] = free;
    return this.insertable({ ...this.problem, stops }, v, past, stop);
  }

  private insertable(problem: Problem, v: number, row: readonly number[], stop: number): boolean {
    const state = routeState(problem, this.table, v, row, [stop]);
    const insertion = new Insertion(state, new Blinks(new Random(1)));
    return insertion.searchEverywhere(state.instance.n - 1, Number.POSITIVE_INFINITY);
  }
}

/** Skills, required and forbidden vehicles. */
function mayServe(problem: Problem, stop: number, v: number): boolean {
  const { skills, requiredVehicles, forbiddenVehicles } = problem.stops[stop];
  const vehicle = problem.vehicles[v];
  if (requiredVehicles && !requiredVehicles.includes(vehicle.id)) return false;
  if (forbiddenVehicles?.includes(vehicle.id)) return false;
  return (skills ?? []).every((skill) => vehicle.skills?.includes(skill));
}
