/** Sizes and shapes of what lies on the map. Pure; lengths in pixels. */
import type { LonLat, Precision } from "@/lib/platform/places/wuhan";

export type NeedClass = "life" | "urgent" | "routine";
export const NEED_CLASSES: NeedClass[] = ["life", "urgent", "routine"];

/** Unmet need at a place, in one unit. */
export type MapNeed = {
  id: string;
  label: string;
  at: LonLat;
  precision: Precision;
  byClass: Record<NeedClass, number>;
  unit: string;
};

/** A store and for how many days its stock lasts; null is unknown. */
export type MapStore = {
  id: string;
  label: string;
  at: LonLat;
  precision: Precision;
  coverDays: number | null;
};

/** Goods on their way, or planned, from one place to another, in one unit. */
export type MapFlow = {
  id: string;
  from: LonLat;
  to: LonLat;
  fromLabel: string;
  toLabel: string;
  quantity: number;
  unit: string;
};

export type MapThing = { kind: "need" | "store" | "flow"; id: string };

export function totalNeed(need: MapNeed): number {
  return NEED_CLASSES.reduce((sum, key) => sum + need.byClass[key], 0);
}

const RING_MIN = 5;
const RING_MAX = 24;

/** Outer radius of a ring whose area is to the largest one's as the quantities are; never below what can be seen and hit. */
export function ringRadius(quantity: number, largest: number): number {
  if (quantity <= 0 || largest <= 0) return RING_MIN;
  return Math.max(RING_MIN, Math.sqrt(Math.min(1, quantity / largest)) * RING_MAX);
}

export type RingArc = { key: NeedClass; path: string };

/** The pieces of a ring by class, clockwise from the top, gravest first, as SVG paths around 0,0. */
export function ringArcs(byClass: Record<NeedClass, number>, radius: number): RingArc[] {
  const total = NEED_CLASSES.reduce((sum, key) => sum + byClass[key], 0);
  const inner = radius * 0.5;
  let from = 0;
  return NEED_CLASSES.flatMap((key) => {
    if (total === 0 || byClass[key] === 0) return [];
    const share = byClass[key] / total;
    const to = from + share;
    const path = share > 0.9999 ? wholeRing(radius, inner) : arc(from, to, radius, inner);
    from = to;
    return [{ key, path }];
  });
}

function wholeRing(outer: number, inner: number): string {
  const circle = (radius: number, sweep: 0 | 1) =>
    `M0 ${two(-radius)}A${two(radius)} ${two(radius)} 0 1 ${sweep} 0 ${two(radius)}A${two(radius)} ${two(radius)} 0 1 ${sweep} 0 ${two(-radius)}Z`;
  return circle(outer, 1) + circle(inner, 0);
}

function arc(from: number, to: number, outer: number, inner: number): string {
  const point = (part: number, radius: number) => {
    const angle = part * 2 * Math.PI;
    return `${two(Math.sin(angle) * radius)} ${two(-Math.cos(angle) * radius)}`;
  };
  const large = to - from > 0.5 ? 1 : 0;
  return `M${point(from, outer)}A${two(outer)} ${two(outer)} 0 ${large} 1 ${point(to, outer)}L${point(to, inner)}A${two(inner)} ${two(inner)} 0 ${large} 0 ${point(from, inner)}Z`;
}

function two(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}

/** Width of a flow: proportional to its quantity against the largest, at least what can be seen. */
export function flowWidth(quantity: number, largest: number): number {
  return largest <= 0 ? 1.5 : Math.max(1.5, Math.min(1, quantity / largest) * 12);
}

/**
 * A flow as a curve bent to the right of its direction (so there and back lie apart): `pieces + 1` places from `from` to `to`. The bend is a
 * sixth of the distance.
 */
export function flowCurve(from: LonLat, to: LonLat, pieces = 16): LonLat[] {
  const bend: LonLat = [(from[0] + to[0]) / 2 + (to[1] - from[1]) / 6, (from[1] + to[1]) / 2 - (to[0] - from[0]) / 6];
  return Array.from({ length: pieces + 1 }, (_, index) => {
    const part = index / pieces;
    const mix = (axis: 0 | 1) =>
      (1 - part) ** 2 * from[axis] + 2 * part * (1 - part) * bend[axis] + part ** 2 * to[axis];
    return [mix(0), mix(1)];
  });
}

/** Days of cover below this are drawn as trouble. */
export const LOW_COVER_DAYS = 3;

/** Days of cover as written in a store's symbol: one decimal below ten, 99+ above, ? unknown. */
export function coverText(days: number | null): string {
  if (days === null) return "?";
  if (days >= 99.5) return "99+";
  return days < 9.95 ? String(Math.round(days * 10) / 10) : String(Math.round(days));
}

export type Box = { width: number; height: number };
export type Project = (place: LonLat) => [x: number, y: number];

/** Web Mercator into a box of pixels: west, south, east, north fill it as far as its shape allows, centred. */
export function projectionFor(
  [west, south, east, north]: readonly [number, number, number, number],
  box: Box,
): Project {
  const rad = Math.PI / 180;
  const up = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * rad) / 2));
  const scale = Math.min(box.width / ((east - west) * rad), box.height / (up(north) - up(south)));
  const left = (box.width - (east - west) * rad * scale) / 2;
  const top = (box.height - (up(north) - up(south)) * scale) / 2;
  return ([lon, lat]) => [two(left + (lon - west) * rad * scale), two(top + (up(north) - up(lat)) * scale)];
}

/** Small shifts in pixels for things that stand on one and the same place, so that each can be seen: the first stays, the rest go around it. */
export function shiftsOf(things: Array<{ id: string; at: LonLat }>): Map<string, [dx: number, dy: number]> {
  const met = new Map<string, number>();
  return new Map(
    things.map(({ id, at }) => {
      const place = `${at[0].toFixed(4)},${at[1].toFixed(4)}`;
      const before = met.get(place) ?? 0;
      met.set(place, before + 1);
      const angle = before * 2.4;
      const away = before === 0 ? 0 : 16 + 9 * Math.sqrt(before);
      return [id, [two(Math.cos(angle) * away), two(Math.sin(angle) * away)]];
    }),
  );
}
