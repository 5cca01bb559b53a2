import type { Problem, Stop } from "./model";

/** Which vehicles each stop may be served by, worked out once for stops and vehicles that are alike. */
export class Permissions {
  /** Group of each stop; stops of one group have the same wishes. */
  readonly groupOf: Int32Array;
  /** For each group the rows of the vehicles it may be served by. */
  readonly vehiclesOf: Int32Array[] = [];

  constructor(problem: Problem) {
    const keys = new Map<string, number>();
    const key = (stop: Stop) =>
      stop.skills?.length || stop.requiredVehicles || stop.forbiddenVehicles?.length
        ? JSON.stringify([stop.skills, stop.requiredVehicles, stop.forbiddenVehicles])
        : "";
    const visitedBy = new Map<number, number>();
    problem.vehicles.forEach((vehicle, v) => {
      for (const past of vehicle.visited ?? []) visitedBy.set(past.stop, v);
    });
    this.groupOf = Int32Array.from(problem.stops, (stop, row) => {
      const past = visitedBy.get(row);
      const name = past === undefined ? key(stop) : `visited by ${past}`;
      let group = keys.get(name);
      if (group === undefined) {
        group = this.vehiclesOf.push(past === undefined ? servedBy(problem, stop) : Int32Array.of(past)) - 1;
        keys.set(name, group);
      }
      return group;
    });
  }

  /**
   * Parts that share no vehicle can be planned apart without losing anything: connected components of groups and
   * vehicles. Vehicles that may serve nothing are left out.
   */
  components(vehicles: number): { stops: number[]; vehicles: number[] }[] {
    const parent = Int32Array.from({ length: vehicles }, (_, v) => v);
    const root = (v: number): number => {
      let at = v;
      while (parent[at] !== at) {
        parent[at] = parent[parent[at]];
        at = parent[at];
      }
      return at;
    };
    for (const row of this.vehiclesOf) for (const v of row) parent[root(v)] = root(row[0]);
    const parts = new Map<number, { stops: number[]; vehicles: number[] }>();
    this.groupOf.forEach((group, stop) => {
      const served = this.vehiclesOf[group];
      if (served.length === 0) return;
      const at = root(served[0]);
      let part = parts.get(at);
      if (!part) {
        part = { stops: [], vehicles: [] };
        parts.set(at, part);
      }
      part.stops.push(stop);
    });
    for (let v = 0; v < vehicles; v++) parts.get(root(v))?.vehicles.push(v);
    return [...parts.values()];
  }
}

function servedBy(problem: Problem, stop: Stop): Int32Array {
  const required = stop.requiredVehicles && new Set(stop.requiredVehicles);
  const forbidden = new Set(stop.forbiddenVehicles ?? []);
  const rows: number[] = [];
  problem.vehicles.forEach((vehicle, v) => {
    if (required && !required.has(vehicle.id)) return;
    if (forbidden.has(vehicle.id)) return;
    if ((stop.skills ?? []).every((skill) => vehicle.skills?.includes(skill))) rows.push(v);
  });
  return Int32Array.from(rows);
}
