import { type Best, load } from "./best";
import type { Random } from "./random";
import type { Recreate } from "./recreate";
import type { Ruin } from "./ruin";
import type { State } from "./state";
import type { Walk } from "./walk";

/** Plans kept; how many of them, one for so many iterations a stop, are walked from the first plan; in which share of the run. */
const POPULATION = 8;
const FEWEST_FOUNDERS = 3;
const MOST_FOUNDERS = 6;
const FOUNDER_ITERATIONS = 1500;
const FOUNDING_SHARE = 0.45;
/** Iterations a stop for each child. */
const CHILD_ITERATIONS = 60;

/** Temperatures, money. */
export interface Heat {
  hot: number;
  warm: number;
  cold: number;
}

export interface Tools {
  ruin: Ruin;
  recreate: Recreate;
  best: Best;
  random: Random;
}

interface Member {
  routes: number[][];
  cost: number;
  missing: number;
}

/**
 * For runs long beside their size: several walks found a population, then children inherit neighbouring routes of
 * one parent into the plan of another (selective route exchange, Nagata and Bräysy 2009; Nalepa and Blocho 2016) and
 * are mended by a short warm walk. Good routes of different walks come together, which one long walk seldom manages.
 */
export function evolve(state: State, walk: Walk, tools: Tools, heat: Heat): void {
  const { recreate, best, random } = tools;
  const population: Member[] = [];
  const affordable = Math.round(walk.expected() / state.instance.n / FOUNDER_ITERATIONS);
  const founders = Math.max(FEWEST_FOUNDERS, Math.min(MOST_FOUNDERS, affordable));
  const founding = Math.floor((walk.expected() * FOUNDING_SHARE) / founders);
  let fewer = true;
  for (let i = 0; i < founders && !walk.over; i++) {
    if (i % 2 === 1 && fewer) {
      fewer = oneRouteLess(state, tools, population[0]);
      walk.run(heat.hot, heat.cold, founding);
      fewer &&= state.missing <= population[0].missing;
      recreate.insertion.routeLimit = Number.POSITIVE_INFINITY;
    } else {
      if (i > 0) startAgain(state, recreate, best);
      walk.run(heat.hot, heat.cold, founding);
    }
    admit(population, snapshot(state));
  }
  const childIterations = CHILD_ITERATIONS * state.instance.n;
  while (!walk.over) {
    const mother = pick(population, random);
    const father = pick(population, random);
    replace(state, best, mother.routes);
    if (father !== mother) inherit(state, father.routes, tools);
    mend(state, recreate);
    if (state.badRoutes > 0) replace(state, best, mother.routes);
    best.accept();
    best.offer();
    walk.run(heat.warm, heat.cold, childIterations);
    admit(population, snapshot(state));
  }
}

const better = (a: Member, b: Member) => a.missing < b.missing || (a.missing === b.missing && a.cost < b.cost);

/** Twins are not admitted; the worst goes. */
function admit(population: Member[], member: Member): void {
  const twin = population.some(
    (other) => Math.abs(other.cost - member.cost) < 1e-9 && other.missing === member.missing,
  );
  if (twin) return;
  population.push(member);
  population.sort((a, b) => (better(a, b) ? -1 : 1));
  if (population.length > POPULATION) population.pop();
}

/** The better of two drawn. */
function pick(population: Member[], random: Random): Member {
  return population[Math.min(random.below(population.length), random.below(population.length))];
}

function snapshot(state: State): Member {
  const { n, vehicles } = state.instance;
  const routes = Array.from({ length: vehicles }, (_, v) => {
    const row: number[] = [];
    for (let u = state.next[n + 2 * v]; u !== n + 2 * v + 1; u = state.next[u]) row.push(u < n ? u : -1);
    return row;
  });
  return { routes, cost: state.total, missing: state.missing };
}

/** Take everything out that was not visited. */
function clear(state: State): void {
  const { n, vehicles } = state.instance;
  for (let v = 0; v < vehicles; v++) clearRoute(state, n + 2 * v);
}

function clearRoute(state: State, start: number): void {
  for (let u = state.prev[start + 1]; u !== start && state.sealed[state.prev[u]] === 0; u = state.prev[start + 1])
    state.remove(u);
}

/**
 * Begin with the least loaded route of a plan dissolved and no new one allowed; its stops must find places in the
 * others. Walks that may open routes freely rarely pass through the plans between. False if there is only one route.
 */
function oneRouteLess(state: State, { recreate, best }: Tools, member: Member): boolean {
  const { n } = state.instance;
  replace(state, best, member.routes);
  if (state.usedRoutes < 2) return false;
  let least = -1;
  for (let v = 0; v < state.instance.vehicles; v++)
    if (state.size[v] > 0 && (least < 0 || state.size[v] < state.size[least])) least = v;
  recreate.insertion.routeLimit = state.usedRoutes - 1;
  state.beginStep();
  clearRoute(state, n + 2 * least);
  state.refreshTouched();
  best.accept();
  return true;
}

function startAgain(state: State, recreate: Recreate, best: Best): void {
  state.beginStep();
  clear(state);
  state.refreshTouched();
  mend(state, recreate);
  best.accept();
}

function replace(state: State, best: Best, routes: number[][]): void {
  state.beginStep();
  clear(state);
  state.refreshTouched();
  best.accept();
  load(state, routes);
  best.markAll();
}

/** Put some neighbouring routes of the father in the place of the routes they overlap most. */
function inherit(state: State, father: number[][], { random, ruin }: Tools): void {
  const { n, near, nearCount, classOf } = state.instance;
  const fatherRoute = new Int32Array(n).fill(-1);
  father.forEach((row, v) => {
    for (const stop of row) if (stop >= 0) fatherRoute[stop] = v;
  });
  const most = Math.max(1, Math.floor(state.usedRoutes / 2));
  const wanted = 1 + random.below(most);
  const seed = random.below(n);
  const chosen = new Set<number>();
  for (let k = -1; k < nearCount && chosen.size < wanted; k++) {
    const v = fatherRoute[k < 0 ? seed : near[seed * nearCount + k]];
    if (v >= 0) chosen.add(v);
  }
  const stops = [...chosen].flatMap((v) => father[v].filter((stop) => stop >= 0));
  const overlap = new Map<number, number>();
  for (const stop of stops) {
    const v = state.route[stop];
    if (v >= 0) overlap.set(v, (overlap.get(v) ?? 0) + 1);
  }
  const leaving = [...overlap]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, chosen.size)
    .map(([v]) => v);
  state.beginStep();
  for (const v of leaving) clearRoute(state, n + 2 * v);
  for (const stop of stops) if (state.route[stop] >= 0) state.remove(stop);
  if (state.instance.reloading) for (let i = 0; i < state.touchedCount; i++) ruin.dropReloads(state.touched[i]);
  state.refreshTouched();
  for (const v of chosen) {
    const vehicle = state.size[v] === 0 ? v : state.idle(classOf[v]);
    if (vehicle < 0) continue;
    let after = n + 2 * vehicle;
    for (const stop of father[v]) {
      const node = stop >= 0 ? stop : state.spare[state.spareCount - 1];
      state.insertAfter(node, after, vehicle);
      after = node;
    }
  }
  state.refreshTouched();
}

/** Insert what is left, each where it is cheapest. */
function mend(state: State, recreate: Recreate): void {
  recreate.insertEverywhere(state.absent.slice(0, state.absentCount), state.absentCount);
}
