import type { Problem } from "./model";
import type { Permissions } from "./permissions";
import type { Random } from "./random";
import type { Plane } from "./plane";

/** Stops a part should have: large enough to repair its borders, small enough for a matrix that stays in cache. */
export const PART_STOPS = 700;

/** A part of a problem: rows of stops and vehicles. */
export interface Part {
  stops: number[];
  vehicles: number[];
}

/** Something with a place and a weight, to be cut into compact parts. */
interface Item {
  x: number;
  y: number;
  stops: number[];
  vehicles: number[];
}

/** Halve the items by weight along an axis, turned a quarter each time, until every part is small enough. */
function halve(items: Item[], angle: number, most: number): Item[][] {
  const weight = items.reduce((sum, item) => sum + item.stops.length, 0);
  if (weight <= most || items.length < 2) return [items];
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const sorted = [...items].sort((a, b) => a.x * c + a.y * s - (b.x * c + b.y * s));
  let left = 0;
  let cut = 0;
  while (cut < sorted.length - 1 && left + sorted[cut].stops.length / 2 < weight / 2)
    left += sorted[cut++].stops.length;
  cut = Math.max(1, cut);
  const turned = angle + Math.PI / 2;
  return [...halve(sorted.slice(0, cut), turned, most), ...halve(sorted.slice(cut), turned, most)];
}

/**
 * First parts of a component, before there are routes: every stop goes to the nearest depot that may serve it and has
 * room left; neighbouring depots are joined or a large depot's stops cut into sectors with their share of the fleet.
 */
export function firstParts(problem: Problem, plane: Plane, permissions: Permissions, part: Part): Part[] {
  const depots = new Map<number, Item>();
  for (const v of part.vehicles) {
    const depot = problem.vehicles[v].startDepot;
    const at = problem.depots[depot].location;
    const item = depots.get(depot) ?? { x: plane.x[at], y: plane.y[at], stops: [], vehicles: [] };
    item.vehicles.push(v);
    depots.set(depot, item);
  }
  assignToDepots(problem, plane, permissions, part, depots);
  return halve([...depots.values()], 0, PART_STOPS).flatMap((items) => {
    if (items.length === 1 && items[0].stops.length > PART_STOPS * 1.5) return sectors(problem, plane, items[0]);
    return [join(items)];
  });
}

const join = (items: Item[]): Part => ({
  stops: items.flatMap((item) => item.stops),
  vehicles: items.flatMap((item) => item.vehicles),
});

function assignToDepots(
  problem: Problem,
  plane: Plane,
  permissions: Permissions,
  part: Part,
  depots: Map<number, Item>,
): void {
  const dims = problem.dimensions.length;
  const room = new Map(
    [...depots].map(([depot, item]) => [
      depot,
      Array.from({ length: dims }, (_, k) =>
        item.vehicles.reduce(
          (sum, v) => sum + problem.vehicles[v].capacity[k] * (problem.vehicles[v].maxTrips ?? 1),
          0,
        ),
      ),
    ]),
  );
  const mayUse = permissions.vehiclesOf.map(
    (vehicles) => new Set(Array.from(vehicles, (v) => problem.vehicles[v].startDepot)),
  );
  const visitedAt = new Map<number, number>();
  for (const v of part.vehicles)
    for (const past of problem.vehicles[v].visited ?? []) visitedAt.set(past.stop, problem.vehicles[v].startDepot);
  const choices = part.stops.map((stop) => {
    const at = problem.stops[stop].location;
    const options = [...depots]
      .filter(([depot]) => mayUse[permissions.groupOf[stop]].has(depot))
      .map(([depot, item]) => ({ depot, distance: Math.hypot(item.x - plane.x[at], item.y - plane.y[at]) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, 6);
    const regret = options.length > 1 ? options[1].distance - options[0].distance : Number.POSITIVE_INFINITY;
    return { stop, options, regret };
  });
  choices.sort((a, b) => (a.regret === b.regret ? a.stop - b.stop : b.regret - a.regret));
  for (const { stop, options } of choices) {
    const need = problem.stops[stop].delivery;
    const fixed = visitedAt.get(stop);
    const chosen =
      fixed ??
      (options.find(({ depot }) => room.get(depot)?.every((left, k) => left * 0.95 >= (need?.[k] ?? 0))) ?? options[0])
        ?.depot;
    if (chosen === undefined) continue;
    depots.get(chosen)?.stops.push(stop);
    const left = room.get(chosen);
    if (left) for (let k = 0; k < dims; k++) left[k] -= need?.[k] ?? 0;
  }
}

/** Stops by angle around the depot in equal shares; vehicles dealt out in turn, those on the road with their stops. */
function sectors(problem: Problem, plane: Plane, item: Item): Part[] {
  const count = Math.ceil(item.stops.length / PART_STOPS);
  const angle = (stop: number) => {
    const at = problem.stops[stop].location;
    return Math.atan2(plane.y[at] - item.y, plane.x[at] - item.x);
  };
  const sorted = [...item.stops].sort((a, b) => angle(a) - angle(b));
  const parts = Array.from(
    { length: count },
    (_, i): Part => ({
      stops: sorted.slice(Math.floor((i * sorted.length) / count), Math.floor(((i + 1) * sorted.length) / count)),
      vehicles: [],
    }),
  );
  const partOf = new Map(parts.flatMap((part, i) => part.stops.map((stop) => [stop, i])));
  item.vehicles.forEach((v, i) => {
    const visited = problem.vehicles[v].visited ?? [];
    const home = visited.length > 0 ? (partOf.get(visited[0].stop) ?? 0) : i % count;
    parts[home].vehicles.push(v);
    for (const { stop } of visited) {
      const was = partOf.get(stop);
      if (was === undefined || was === home) continue;
      parts[was].stops = parts[was].stops.filter((other) => other !== stop);
      parts[home].stops.push(stop);
      partOf.set(stop, home);
    }
  });
  return parts;
}

/**
 * Parts of a component with routes: neighbouring routes together by the centre of their stops (barycentre
 * clustering, Santini et al. 2023), cut along a random direction; stops left out go to the nearest route's part, each
 * with the nearest unused vehicle that may serve it, the other unused vehicles to parts near their depot in turn.
 */
export function nextParts(
  problem: Problem,
  plane: Plane,
  permissions: Permissions,
  part: Part,
  rows: readonly number[][],
  random: Random,
): Part[] {
  const used: Item[] = [];
  const idle = new Set<number>();
  const served = new Set<number>();
  for (const v of part.vehicles) {
    const stops = rows[v].filter((stop) => stop >= 0);
    if (stops.length === 0) {
      idle.add(v);
      continue;
    }
    let x = 0;
    let y = 0;
    for (const stop of stops) {
      served.add(stop);
      x += plane.x[problem.stops[stop].location] / stops.length;
      y += plane.y[problem.stops[stop].location] / stops.length;
    }
    used.push({ x, y, stops, vehicles: [v] });
  }
  if (used.length === 0) return [part];
  const groups = halve(used, random.unit() * Math.PI, PART_STOPS * (0.75 + 0.5 * random.unit()));
  const parts = groups.map(join);
  const groupOf = new Map(groups.flatMap((items, g) => items.map((item) => [item, g])));
  const nearest = (x: number, y: number): number => {
    let best = used[0];
    for (const item of used)
      if ((item.x - x) ** 2 + (item.y - y) ** 2 < (best.x - x) ** 2 + (best.y - y) ** 2) best = item;
    return groupOf.get(best) as number;
  };
  const groupsOfDepot = new Map<number, number[]>();
  groups.forEach((items, g) => {
    for (const item of items) {
      const depot = problem.vehicles[item.vehicles[0]].startDepot;
      const list = groupsOfDepot.get(depot) ?? [];
      if (list[list.length - 1] !== g) list.push(g);
      groupsOfDepot.set(depot, list);
    }
  });
  for (const stop of part.stops) {
    if (served.has(stop)) continue;
    const at = problem.stops[stop].location;
    const home = parts[nearest(plane.x[at], plane.y[at])];
    home.stops.push(stop);
    const v = nearestIdle(problem, plane, idle, permissions.vehiclesOf[permissions.groupOf[stop]], at);
    if (v >= 0) home.vehicles.push(v);
    idle.delete(v);
  }
  const turn = new Map<number, number>();
  for (const v of idle) {
    const depot = problem.vehicles[v].startDepot;
    const at = problem.depots[depot].location;
    const list = groupsOfDepot.get(depot) ?? [nearest(plane.x[at], plane.y[at])];
    const next = turn.get(depot) ?? random.below(list.length);
    parts[list[next % list.length]].vehicles.push(v);
    turn.set(depot, next + 1);
  }
  return parts;
}

/** Of the unused vehicles that may serve a stop the one whose depot is nearest, -1 if there is none. */
function nearestIdle(problem: Problem, plane: Plane, idle: Set<number>, may: Int32Array, stopAt: number): number {
  let best = -1;
  let bestFar = Number.POSITIVE_INFINITY;
  for (const v of may) {
    if (!idle.has(v)) continue;
    const at = problem.depots[problem.vehicles[v].startDepot].location;
    const far = Math.hypot(plane.x[at] - plane.x[stopAt], plane.y[at] - plane.y[stopAt]);
    if (far < bestFar) [best, bestFar] = [v, far];
  }
  return best;
}
