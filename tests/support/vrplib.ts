import type { Plan, Problem, Stop, Vehicle } from "@/lib/solver/routing/model";
import { LARGEST } from "@/lib/solver/routing/travel";

/** A VRPLIB file as a problem, and what its costs are to be divided by to compare with published ones. */
export interface VrplibInstance {
  name: string;
  problem: Problem;
  costScale: number;
}

interface Fields {
  specs: Map<string, string>;
  sections: Map<string, number[][]>;
}

/**
 * Rounding by convention of each benchmark: CVRP to whole numbers; VRPTW and prize collecting as the DIMACS challenge
 * (truncated to one decimal); the rest of the PyVRP set to three decimals. HFVRP files state unit and fixed costs
 * in hundredths.
 */
interface Convention {
  scale: number;
  round: (value: number) => number;
  costScale: number;
}

function convention(type: string): Convention {
  if (type === "CVRP") return { scale: 1, round: Math.round, costScale: 1 };
  if (type === "VRPTW" || type === "PCVRPTW") return { scale: 10, round: Math.floor, costScale: 10 };
  if (type === "HFVRP") return { scale: 1000, round: Math.round, costScale: 100_000 };
  return { scale: 1000, round: Math.round, costScale: 1000 };
}

/** Sections of PyVRP's dialect that change the meaning of a plan and are not modelled. */
const NOT_MODELLED = ["RELEASE_TIME", "MUTUALLY_EXCLUSIVE_GROUP", "PICKUP_AND_DELIVERY"];

/**
 * Read VRPLIB text (TSPLIB with the sections of the PyVRP instance set): CVRP, VRPTW, MDVRP(TW), heterogeneous fleets,
 * site dependence, prizes, backhauls mixed with linehauls, maximum distance and duration, reloading at the depot.
 * Demands are not scaled; times, distances, fixed costs and prizes are. Where a vehicle may reload at several depots,
 * its own must be among them and only that is used. Throws an Error naming what it cannot read.
 */
export function readVrplib(text: string): VrplibInstance {
  const fields = parse(text);
  const { specs, sections } = fields;
  const type = specs.get("TYPE") ?? "CVRP";
  for (const name of NOT_MODELLED) if (sections.has(name)) throw new Error(`section ${name} is not supported`);
  if (type === "VRPB") throw new Error("VRPB (backhauls last) is not supported");
  const { scale, round, costScale } = convention(type);
  const size = Number(specs.get("DIMENSION"));
  const depotRows = (sections.get("DEPOT") ?? [[1]])
    .map((row) => row[0])
    .filter((row) => row > 0)
    .map((row) => row - 1);
  const isDepot = new Set(depotRows);
  const scaled = (value: number) => Math.min(LARGEST, round(value * scale));
  const column = (name: string): number[][] | undefined => {
    const rows = sections.get(name);
    if (!rows) return undefined;
    const out: number[][] = [];
    for (const row of rows) out[row[0] - 1] = row.slice(1);
    return out;
  };
  const windows = column("TIME_WINDOW");
  const services = column("SERVICE_TIME");
  const serviceOf = (at: number) => scaled(services?.[at][0] ?? Number(specs.get("SERVICE_TIME") ?? 0));
  const demand = column("DEMAND") ?? column("LINEHAUL");
  const backhaul = column("BACKHAUL");
  const prizes = column("PRIZE");
  const dims = demand?.[0].length ?? backhaul?.[0].length ?? 1;

  const stopRows = Array.from({ length: size }, (_, at) => at).filter((at) => !isDepot.has(at));
  const vehicles = readVehicles(fields, stopRows.length, depotRows, dims, scaled, windows);
  const allowed = sections.get("VEHICLES_ALLOWED_CLIENTS");
  const stops = stopRows.map((at): Stop => {
    const window = windows?.[at];
    const prize = prizes?.[at][0] ?? 0;
    return {
      id: String(at + 1),
      location: at,
      delivery: demand?.[at] ?? new Array(dims).fill(0),
      ...(backhaul && { pickup: backhaul[at] }),
      ...((windows || services || specs.has("SERVICE_TIME")) && { serviceS: serviceOf(at) }),
      ...(window && { opensS: scaled(window[0]), closesS: scaled(window[1]) }),
      ...(prize > 0 && { prize: scaled(prize) }),
      ...(allowed && {
        requiredVehicles: vehicles.filter((_, v) => allowed[v].slice(1).includes(at + 1)).map((vehicle) => vehicle.id),
      }),
    };
  });
  return {
    name: specs.get("NAME") ?? "unnamed",
    costScale,
    problem: {
      travel: { kind: "matrix", size, distanceM: matrix(fields, size, scaled, windows) },
      dimensions: Array.from({ length: dims }, (_, k) => `load${k}`),
      depots: depotRows.map((at) => ({ id: String(at + 1), location: at })),
      vehicles,
      stops,
    },
  };
}

function parse(text: string): Fields {
  const specs = new Map<string, string>();
  const sections = new Map<string, number[][]>();
  let current: number[][] | undefined;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === "" || line === "EOF" || line.startsWith("#")) continue;
    const spec = /^([A-Z_]+)\s*:\s*(.*)$/.exec(line);
    const heading = /^([A-Z_]+)_SECTION\s*:?$/.exec(line);
    if (heading) {
      current = [];
      sections.set(heading[1], current);
    } else if (spec) {
      specs.set(spec[1], spec[2].replaceAll('"', "").trim());
      current = undefined;
    } else if (current) {
      current.push(line.split(/\s+/).map(Number));
    } else {
      throw new Error(`cannot read the line "${line}"`);
    }
  }
  return { specs, sections };
}

function readVehicles(
  { specs, sections }: Fields,
  stops: number,
  depotRows: number[],
  dims: number,
  scaled: (value: number) => number,
  windows: number[][] | undefined,
): Vehicle[] {
  const count = Number(specs.get("VEHICLES") ?? stops);
  const perVehicle = (name: string): number[][] | undefined => {
    const rows = sections.get(name);
    if (!rows) return undefined;
    const out: number[][] = [];
    for (const row of rows) out[row[0] - 1] = row.slice(1);
    return out;
  };
  const capacity = perVehicle("CAPACITY");
  const depot = perVehicle("VEHICLES_DEPOT");
  const fixed = perVehicle("VEHICLES_FIXED_COST");
  const unit = perVehicle("VEHICLES_UNIT_DISTANCE_COST");
  const duration = perVehicle("VEHICLES_MAX_DURATION");
  const distance = perVehicle("VEHICLES_MAX_DISTANCE");
  const reloadAt = perVehicle("VEHICLES_RELOAD_DEPOT");
  const mostReloads = perVehicle("VEHICLES_MAX_RELOADS");
  const number = (name: string) => (specs.has(name) ? Number(specs.get(name)) : undefined);
  return Array.from({ length: count }, (_, v): Vehicle => {
    const place = depot ? depotRows.indexOf(depot[v][0] - 1) : 0;
    if (place < 0) throw new Error(`vehicle ${v + 1} is at ${depot?.[v][0]}, which is no depot`);
    if (reloadAt && reloadAt[v]?.length > 0 && !reloadAt[v].includes(depotRows[place] + 1))
      throw new Error(`vehicle ${v + 1} reloads only at depots other than its own, which is not supported`);
    const hours = windows?.[depotRows[place]];
    const longest = duration?.[v][0] ?? number("VEHICLES_MAX_DURATION");
    const farthest = distance?.[v][0] ?? number("VEHICLES_MAX_DISTANCE");
    const reloads = reloadAt?.[v]?.length ? (mostReloads?.[v][0] ?? number("VEHICLES_MAX_RELOADS") ?? stops) : 0;
    return {
      id: `v${v + 1}`,
      startDepot: place,
      capacity: capacity?.[v] ?? new Array(dims).fill(number("CAPACITY") ?? LARGEST),
      fixedCost: scaled(fixed?.[v][0] ?? number("VEHICLES_FIXED_COST") ?? 0),
      distanceCostPerM: unit?.[v][0] ?? number("VEHICLES_UNIT_DISTANCE_COST") ?? 1,
      ...(hours && { shiftStartS: scaled(hours[0]), shiftEndS: scaled(hours[1]) }),
      ...(longest !== undefined && { maxDutyS: scaled(longest) }),
      ...(farthest !== undefined && { maxDistanceM: scaled(farthest) }),
      ...(reloads > 0 && { maxTrips: Math.min(1000, reloads + 1), reloadS: 0 }),
    };
  });
}

function matrix(
  { specs, sections }: Fields,
  size: number,
  scaled: (value: number) => number,
  windows: number[][] | undefined,
): Int32Array {
  const out = new Int32Array(size * size);
  const kind = specs.get("EDGE_WEIGHT_TYPE");
  if (kind === "EXPLICIT") {
    const numbers = (sections.get("EDGE_WEIGHT") ?? []).flat();
    const format = specs.get("EDGE_WEIGHT_FORMAT") ?? "FULL_MATRIX";
    if (format === "FULL_MATRIX") return out.map((_, at) => scaled(numbers[at]));
    if (format !== "LOWER_ROW" && format !== "LOWER_DIAG_ROW") throw new Error(`edge weight format ${format}`);
    let at = 0;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < (format === "LOWER_ROW" ? i : i + 1); j++) {
        out[i * size + j] = out[j * size + i] = scaled(numbers[at]);
        at++;
      }
    return out;
  }
  if (kind !== "EUC_2D") throw new Error(`edge weight type ${kind}`);
  const coordinates: number[][] = [];
  for (const row of sections.get("NODE_COORD") ?? []) coordinates[row[0] - 1] = row.slice(1);
  const unit = coordinateUnit(coordinates, windows);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const [a, b] = [coordinates[i], coordinates[j]];
      const d = Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) / unit;
      out[i * size + j] = i === j ? 0 : scaled(d);
    }
  return out;
}

/** Some copies of the MDVRPTW set state coordinates in thousandths while their hours are in units. */
function coordinateUnit(coordinates: number[][], windows: number[][] | undefined): number {
  if (!windows) return 1;
  const widest = coordinates.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const longest = windows.flat().reduce((most, value) => Math.max(most, value), 0);
  return widest > 50 * longest ? 1000 : 1;
}

/** Published cost of a `.sol` file, null if it states none. */
export function readSolutionCost(text: string): number | null {
  const found = /Cost\s*:?\s+([\d.]+)/i.exec(text);
  return found ? Number(found[1]) : null;
}

/** A plan as a `.sol` file; route numbers are vehicle numbers where the fleet is mixed, visits are locations from 0, depots first. */
export function writeSolution(instance: VrplibInstance, plan: Plan): string {
  const { problem, costScale } = instance;
  const mixed = new Set(problem.vehicles.map((vehicle) => JSON.stringify({ ...vehicle, id: "" }))).size > 1;
  const visits = new Map(
    plan.routes.map((route) => [
      route.vehicle,
      route.visits.flatMap((visit) => (visit.kind === "stop" ? [problem.stops[visit.stop].location] : [])).join(" "),
    ]),
  );
  const lines = mixed
    ? problem.vehicles.map((_, v) => `Route #${v + 1}: ${visits.get(v) ?? ""}`)
    : [...visits.values()].map((row, i) => `Route #${i + 1}: ${row}`);
  return `${lines.join("\n")}\nCost ${plan.cost.total / costScale}\n`;
}
