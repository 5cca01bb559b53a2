import { Best, load } from "./best";
import { evolve } from "./evolve";
import { Blinks } from "./blinks";
import { Insertion } from "./insertion";
import type { Instance } from "./instance";
import { Random } from "./random";
import { Recreate } from "./recreate";
import { RUIN, Ruin } from "./ruin";
import { State } from "./state";
import { Walk } from "./walk";

/** Settings of one run of the search on one instance. */
export interface Effort {
  seed: number;
  /** Milliseconds from any origin. */
  now: () => number;
  /** Stop at this time (by `now`), or after this many iterations, whichever comes first. */
  deadlineMs?: number;
  maxIterations?: number;
  cancelled?: () => boolean;
  /** Called after each improvement that is looked at, with cost and iteration; at most once every check. */
  onBest?: (best: Best, iteration: number) => void;
  /** Plan to start from, rows as `Best.routes`. */
  from?: readonly (readonly number[])[];
  /** Scales the starting temperature; below 1 to keep more of `from`. */
  heat?: number;
}

export interface Outcome {
  routes: number[][];
  cost: number;
  missing: number;
  iterations: number;
  /** Money and mandatory stops left out of `from`, to tell what was gained. */
  before: { cost: number; missing: number };
}

/**
 * Start and end temperature in average legs. The more iterations a stop gets, the hotter the walk may begin: HOT at
 * HOT_AT iterations a stop, with the square root around it. Below FEW stops it begins hotter by as much as the plan is
 * smaller: a step takes a larger share of it apart and it cools in fewer steps, while the plans that lie between two
 * good ones are as much dearer as ever. A cool walk ends in whichever of them its first plan is nearer to.
 */
const HOT = 0.3;
const HOT_AT = 1000;
const HOTTEST = 1;
const COOLEST = 0.1;
const COLD = 0.01;
const FEW = 200;
/** Children of a population start from here. */
const WARM = 0.1;
/**
 * Iterations a stop from which a population is worth more than one walk. Below EVOLVE_FULL stops it takes fewer, for
 * walks end sooner and one alone stays with the good plan it found first.
 */
const EVOLVE_AT = 4000;
const EVOLVE_FULL = 175;
const EVOLVE_GROWTH = 1.5;
/** Iterations a stop of each walk where there is no budget. */
const CYCLE = 1000;
/** Iterations walked before the pace is measured, and to measure it. */
const WARM_UP = 1024;
const PROBE = 1024;
/** Nearest stops whose sides are tried when a stop is inserted: more where there are few stops and so more time each. */
const widthFor = (stops: number) => Math.min(60, Math.max(40, Math.round(24_000 / Math.max(1, stops))));

/**
 * Slack induction by string removals (Christiaens and Vanden Berghe 2020): ruin around a random stop, recreate
 * greedily with blinks, accept by simulated annealing. Insertions look only beside near stops (granular
 * neighbourhoods, Toth and Vigo 2003), and a rejected step is played back from a log, so that an iteration costs the
 * same whatever the size of the problem.
 */
export function anneal(instance: Instance, effort: Effort): Outcome {
  const random = new Random(effort.seed);
  const state = new State(instance);
  const insertion = new Insertion(state, new Blinks(random));
  const recreate = new Recreate(state, insertion, random, widthFor(instance.n));
  const ruin = new Ruin(state, random, RUIN);
  const best = new Best(state);
  if (effort.from) load(state, effort.from);
  const before = { cost: state.total, missing: state.missing };
  firstPlan(state, recreate);
  best.accept();
  best.offer();
  effort.onBest?.(best, 0);
  const iterations = search(state, ruin, recreate, best, random, effort);
  if (best.served() < instance.n) return { ...lastChance(instance, best, random), iterations, before };
  return { routes: best.routes(), cost: best.cost, missing: best.missing, iterations, before };
}

/** Try every position once more for what the best plan leaves out, so that nothing is left out that still fits. */
function lastChance(instance: Instance, best: Best, random: Random): Pick<Outcome, "routes" | "cost" | "missing"> {
  const state = new State(instance);
  load(state, best.routes());
  const insertion = new Insertion(state, new Blinks(random));
  firstPlan(state, new Recreate(state, insertion, random, widthFor(instance.n)));
  const full = new Best(state);
  full.offer();
  const better = full.missing < best.missing || (full.missing === best.missing && full.cost < best.cost);
  const answer = better ? full : best;
  return { routes: answer.routes(), cost: answer.cost, missing: answer.missing };
}

/** Insert every stop that has a place, mandatory ones first, each beside the one before it. */
function firstPlan(state: State, recreate: Recreate): void {
  const { prize } = state.instance;
  const chain = neighbourChain(state);
  const order = [
    ...chain.filter((s) => prize[s] === Number.POSITIVE_INFINITY),
    ...chain.filter((s) => prize[s] !== Number.POSITIVE_INFINITY),
  ];
  recreate.insertEverywhere(Int32Array.from(order), order.length);
  state.beginStep();
}

/** The stops not served, walking from each to its nearest that is left. */
function neighbourChain(state: State): number[] {
  const { near, nearCount, n } = state.instance;
  const done = new Uint8Array(n);
  for (let s = 0; s < n; s++) if (state.route[s] >= 0) done[s] = 1;
  const chain: number[] = [];
  for (let seed = 0; seed < n; seed++) {
    for (let at = seed; at >= 0 && done[at] === 0; ) {
      done[at] = 1;
      chain.push(at);
      let following = -1;
      for (let k = 0; k < nearCount && following < 0; k++) {
        const u = near[at * nearCount + k];
        if (done[u] === 0) following = u;
      }
      at = following;
    }
  }
  return chain;
}

function search(state: State, ruin: Ruin, recreate: Recreate, best: Best, random: Random, effort: Effort): number {
  const { n, vehicles, visited } = state.instance;
  if (n === 0 || vehicles === 0) return 0;
  const leg = averageLeg(state);
  const limits = {
    ...{ now: effort.now, cancelled: effort.cancelled, onBest: effort.onBest },
    deadlineMs: effort.deadlineMs ?? Number.POSITIVE_INFINITY,
    maxIterations: effort.maxIterations ?? Number.POSITIVE_INFINITY,
  };
  const walk = new Walk(state, random, ruin, recreate, best, limits, leg);
  walk.run(COOLEST * leg, COOLEST * leg, WARM_UP);
  walk.beginPace();
  walk.run(COOLEST * leg, COOLEST * leg, PROBE);
  const perStop = walk.expected() / n;
  const heat = (effort.heat ?? 1) * startHeat(n, perStop);
  const temperatures = { hot: heat * leg, warm: WARM * leg, cold: COLD * leg };
  const patient = perStop >= evolveAt(n) && Number.isFinite(perStop) && visited.length === 0 && n >= 2;
  if (patient && (effort.heat ?? 1) >= 1) evolve(state, walk, { ruin, recreate, best, random }, temperatures);
  else walk.run(temperatures.hot, temperatures.cold, Number.isFinite(perStop) ? Number.POSITIVE_INFINITY : CYCLE * n);
  // Without a budget there is no end to cool towards: walk again and again until cancelled.
  while (!walk.over) walk.run(temperatures.warm, temperatures.cold, CYCLE * n);
  return walk.iteration;
}

/** Temperature in average legs at which a walk of so many stops begins. */
function startHeat(stops: number, iterationsPerStop: number): number {
  const heat = HOT * Math.sqrt(iterationsPerStop / HOT_AT) * Math.max(1, FEW / stops);
  return Math.min(HOTTEST, Math.max(COOLEST, heat));
}

/** Iterations a stop from which a problem of so many stops is given to a population. */
const evolveAt = (stops: number) => EVOLVE_AT * Math.min(1, (stops / EVOLVE_FULL) ** EVOLVE_GROWTH);

/** Mean price of a leg of the used routes, their share of fixed costs included: the scale of a typical change. */
function averageLeg(state: State): number {
  const { vehicles, perM, fixed, n, plain } = state.instance;
  let money = 0;
  let legs = 0;
  for (let v = 0; v < vehicles; v++) {
    if (state.size[v] === 0) continue;
    money += plain ? fixed[v] + perM[v] * state.metres[v] : state.cost[v];
    legs += state.size[v] + 1;
  }
  if (money > 0) return money / legs;
  return Math.max(1, state.total / Math.max(1, n));
}
