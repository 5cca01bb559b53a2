/**
 * How far and how long between two locations. Either a matrix, or points with the project's distance model: great
 * circle times a detour factor, and from one bank of a river to another only through bridges. Points are priced when
 * asked for, so that a problem of fifty thousand stops never holds a full matrix.
 */
export type Travel = MatrixTravel | PointTravel;

/** Row-major `size` × `size` whole numbers; `durationS` defaults to `distanceM` (benchmarks). */
export interface MatrixTravel {
  kind: "matrix";
  size: number;
  distanceM: ArrayLike<number>;
  durationS?: ArrayLike<number>;
  closed?: Arc[];
}

export interface PointTravel {
  kind: "points";
  longitude: ArrayLike<number>;
  latitude: ArrayLike<number>;
  /** Road metres for 100 great-circle metres, for example 140. */
  detourPercent: number;
  speedMPerS: number;
  /** Bank of the river each location lies on; left out: no river. */
  bank?: ArrayLike<number>;
  bridges?: Bridge[];
  closed?: Arc[];
}

/** A crossing between two banks, at one place. */
export interface Bridge {
  longitude: number;
  latitude: number;
  banks: [number, number];
  open?: boolean;
}

/** A closed road: no vehicle may drive directly from one location to the other. */
export interface Arc {
  from: number;
  to: number;
}

/** Distance and duration given to a forbidden or unreachable arc; far above any allowed input. */
export const FORBIDDEN = 500_000_000;
/** Largest distance, time or duration a caller may state. */
export const LARGEST = 200_000_000;

/** Answers for one problem: distance in metres, nominal duration in seconds; FORBIDDEN where there is no way. */
export interface TravelTable {
  size: number;
  distanceM(from: number, to: number): number;
  durationS(from: number, to: number): number;
  /** Duration equals distance in every pair (benchmarks), so that one matrix serves both. */
  sameUnits: boolean;
  /** Known to be the same both ways. */
  symmetric: boolean;
  /** Where duration follows from distance: how. */
  durationOf?: (metres: number) => number;
}

const EARTH_RADIUS_M = 6_371_008.8;

/** Prepare lookups; the work is linear in the number of locations (times bridges). */
export function travelTable(travel: Travel): TravelTable {
  const base = travel.kind === "matrix" ? matrixTable(travel) : pointTable(travel);
  const closed = travel.closed ?? [];
  if (closed.length === 0) return base;
  const shut = new Set(closed.map((arc) => arc.from * base.size + arc.to));
  const barred = (from: number, to: number) => shut.has(from * base.size + to);
  return {
    ...base,
    symmetric: false,
    distanceM: (from, to) => (barred(from, to) ? FORBIDDEN : base.distanceM(from, to)),
    durationS: (from, to) => (barred(from, to) ? FORBIDDEN : base.durationS(from, to)),
  };
}

function matrixTable(travel: MatrixTravel): TravelTable {
  const { size, distanceM } = travel;
  const durationS = travel.durationS ?? distanceM;
  return {
    size,
    sameUnits: travel.durationS === undefined,
    symmetric: false,
    distanceM: (from, to) => Math.min(distanceM[from * size + to], FORBIDDEN),
    durationS: (from, to) => Math.min(durationS[from * size + to], FORBIDDEN),
  };
}

/** Chord of two unit vectors to metres along the great circle. */
const arc = (chordSquared: number) => 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chordSquared) / 2));

function pointTable(travel: PointTravel): TravelTable {
  const size = travel.longitude.length;
  const bridges = (travel.bridges ?? []).filter((bridge) => bridge.open !== false);
  const count = size + bridges.length;
  const unit = new Float64Array(count * 3);
  for (let i = 0; i < count; i++) {
    const at = i < size ? { longitude: travel.longitude[i], latitude: travel.latitude[i] } : bridges[i - size];
    const phi = (at.latitude * Math.PI) / 180;
    const lambda = (at.longitude * Math.PI) / 180;
    unit[i * 3] = Math.cos(phi) * Math.cos(lambda);
    unit[i * 3 + 1] = Math.cos(phi) * Math.sin(lambda);
    unit[i * 3 + 2] = Math.sin(phi);
  }
  const factor = travel.detourPercent / 100;
  const direct = (i: number, j: number): number => {
    const x = unit[i * 3] - unit[j * 3];
    const y = unit[i * 3 + 1] - unit[j * 3 + 1];
    const z = unit[i * 3 + 2] - unit[j * 3 + 2];
    return arc(x * x + y * y + z * z) * factor;
  };
  const between = bankCrossing(travel, bridges, direct) ?? direct;
  // Always from the lower to the higher number, so that rounding cannot make the two ways differ.
  const metres = (from: number, to: number): number => {
    if (from === to) return 0;
    const d = from < to ? between(from, to) : between(to, from);
    return d >= FORBIDDEN ? FORBIDDEN : Math.round(d);
  };
  const durationOf = (d: number): number => (d >= FORBIDDEN ? FORBIDDEN : Math.round(d / travel.speedMPerS));
  return {
    size,
    sameUnits: false,
    symmetric: true,
    distanceM: metres,
    durationS: (from, to) => durationOf(metres(from, to)),
    durationOf,
  };
}

/** Shortest way between banks: through[i · B + b] is the road from location i to bridge b, over other bridges if need be. */
function bankCrossing(travel: PointTravel, bridges: Bridge[], direct: (i: number, j: number) => number) {
  const bank = travel.bank;
  if (!bank) return undefined;
  const size = travel.longitude.length;
  const B = bridges.length;
  const hop = Array.from({ length: B }, (_, a) =>
    Array.from({ length: B }, (_, b) =>
      bridges[a].banks.some((side) => bridges[b].banks.includes(side)) ? direct(size + a, size + b) : FORBIDDEN,
    ),
  );
  for (let k = 0; k < B; k++)
    for (let a = 0; a < B; a++) for (let b = 0; b < B; b++) hop[a][b] = Math.min(hop[a][b], hop[a][k] + hop[k][b]);
  const through = new Float64Array(size * B).fill(FORBIDDEN);
  // Road from location i to bridge a at its own bank.
  const ashore = new Float64Array(size * B).fill(FORBIDDEN);
  for (let i = 0; i < size; i++)
    for (let a = 0; a < B; a++) {
      if (!bridges[a].banks.includes(bank[i])) continue;
      const reach = direct(i, size + a);
      ashore[i * B + a] = reach;
      for (let b = 0; b < B; b++) through[i * B + b] = Math.min(through[i * B + b], reach + hop[a][b]);
    }
  return (from: number, to: number): number => {
    if (bank[from] === bank[to]) return direct(from, to);
    let best = FORBIDDEN;
    for (let b = 0; b < B; b++) best = Math.min(best, through[from * B + b] + ashore[to * B + b]);
    return best;
  };
}
