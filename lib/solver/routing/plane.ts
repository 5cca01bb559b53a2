import type { Problem } from "./model";
import type { TravelTable } from "./travel";

/** Where every location lies on a plane: degrees to scale, or two axes between far-apart locations of a matrix. */
export class Plane {
  readonly x: Float64Array;
  readonly y: Float64Array;

  constructor(problem: Problem, table: TravelTable) {
    const { travel } = problem;
    const size = table.size;
    if (travel.kind === "points") {
      const shrink = Math.cos(((travel.latitude[0] ?? 0) * Math.PI) / 180);
      this.x = Float64Array.from({ length: size }, (_, i) => travel.longitude[i] * shrink);
      this.y = Float64Array.from({ length: size }, (_, i) => travel.latitude[i]);
      return;
    }
    this.x = axis(table, size, 0);
    this.y = axis(table, size, Math.floor(size / 2));
  }
}

/** One axis of FastMap (Faloutsos and Lin 1995): project on the line between two far-apart locations. */
function axis(table: TravelTable, size: number, from: number): Float64Array {
  const farthest = (i: number): number => {
    let at = i;
    for (let j = 0; j < size; j++) if (table.distanceM(i, j) > table.distanceM(i, at)) at = j;
    return at;
  };
  const a = farthest(from);
  const b = farthest(a);
  const base = Math.max(1, table.distanceM(a, b));
  return Float64Array.from({ length: size }, (_, i) => {
    const near = table.distanceM(a, i);
    const far = table.distanceM(b, i);
    return (near * near + base * base - far * far) / (2 * base);
  });
}

/** Bits of each coordinate on the curve. */
const CURVE_BITS = 12;

/**
 * Stop rows sorted along a Hilbert curve. Neighbours then have neighbouring numbers, so that what the search reads
 * together lies together in memory.
 */
export function alongCurve(problem: Problem, table: TravelTable, stops: Int32Array): Int32Array {
  const plane = new Plane(problem, table);
  const place = (stop: number) => problem.stops[stop].location;
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const stop of stops) {
    left = Math.min(left, plane.x[place(stop)]);
    right = Math.max(right, plane.x[place(stop)]);
    low = Math.min(low, plane.y[place(stop)]);
    high = Math.max(high, plane.y[place(stop)]);
  }
  const side = (1 << CURVE_BITS) - 1;
  const scale = side / Math.max(1e-12, right - left, high - low);
  const position = new Map<number, number>();
  for (const stop of stops)
    position.set(stop, hilbert((plane.x[place(stop)] - left) * scale, (plane.y[place(stop)] - low) * scale));
  const key = (stop: number) => position.get(stop) as number;
  return Int32Array.from(stops).sort((a, b) => key(a) - key(b) || a - b);
}

/** Distance along the Hilbert curve of a point of the square. */
function hilbert(px: number, py: number): number {
  let x = Math.floor(px);
  let y = Math.floor(py);
  let d = 0;
  for (let s = 1 << (CURVE_BITS - 1); s > 0; s >>= 1) {
    const rx = (x & s) > 0 ? 1 : 0;
    const ry = (y & s) > 0 ? 1 : 0;
    d += s * s * ((3 * rx) ^ ry);
    if (ry === 0) {
      if (rx === 1) {
        x = s - 1 - (x & (s - 1));
        y = s - 1 - (y & (s - 1));
      } else {
        x &= s - 1;
        y &= s - 1;
      }
      [x, y] = [y, x];
    } else {
      x &= s - 1;
      y &= s - 1;
    }
  }
  return d;
}
