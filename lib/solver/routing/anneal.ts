import { Best, load } from "./best";
import { Blinks, Insertion } from "./insertion";
import type { Instance } from "./instance";
import { Random } from "./random";
import { Recreate } from "./recreate";
import { RUIN, Ruin } from "./ruin";
import { State } from "./state";

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

/** Iterations between looks at the clock. */
const CHECK_EVERY = 128;
/** Start and end temperature, in average distances between consecutive stops. */
const HOT = 0.3;
const COLD = 0.003;
/** Nearest stops whose sides are tried when a stop is inserted. */
const WIDTH = 40;
/** Stops left out that are tried again in each iteration. */
const RETRIES = 6;

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
  const recreate = new Recreate(state, insertion, random, WIDTH);
  const ruin = new Ruin(state, random, RUIN);
  const best = new Best(state);
  if (effort.from) load(state, effort.from);
  const before = { cost: state.total, missing: state.missing };
  firstPlan(state, recreate);
  best.accept();
  best.offer();
  effort.onBest?.(best, 0);
  const iterations = search(state, { random, recreate, ruin, best }, effort);
  if (best.served() < instance.n) return { ...lastChance(instance, best, random), iterations, before };
  return { routes: best.routes(), cost: best.cost, missing: best.missing, iterations, before };
}

/** Try every position once more for what the best plan leaves out, so that nothing is left out that still fits. */
function lastChance(instance: Instance, best: Best, random: Random): Pick<Outcome, "routes" | "cost" | "missing"> {
  const state = new State(instance);
  load(state, best.routes());
  const insertion = new Insertion(state, new Blinks(random));
  firstPlan(state, new Recreate(state, insertion, random, WIDTH));
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

interface Tools {
  random: Random;
  recreate: Recreate;
  ruin: Ruin;
  best: Best;
}

function search(state: State, tools: Tools, effort: Effort): number {
  const { random, recreate, ruin, best } = tools;
  const { n } = state.instance;
  if (n === 0 || state.instance.vehicles === 0) return 0;
  const heat = averageLeg(state) * (effort.heat ?? 1);
  const hot = HOT * heat;
  const cooling = Math.log(COLD / HOT);
  const startMs = effort.now();
  const limit = effort.maxIterations ?? Number.POSITIVE_INFINITY;
  const deadline = effort.deadlineMs ?? Number.POSITIVE_INFINITY;
  const absence = new Float64Array(n);
  const retried = new Int32Array(RETRIES);
  let temperature = hot;
  let reported = best.cost;
  let reportedMissing = best.missing;
  let iteration = 0;
  for (; iteration < limit; iteration++) {
    if (iteration % CHECK_EVERY === 0) {
      const nowMs = effort.now();
      if (nowMs >= deadline || effort.cancelled?.()) break;
      const byTime = deadline < Number.POSITIVE_INFINITY ? (nowMs - startMs) / (deadline - startMs) : 0;
      const byCount = limit < Number.POSITIVE_INFINITY ? iteration / limit : 0;
      temperature = hot * Math.exp(cooling * Math.max(byTime, byCount));
      if (best.cost < reported || best.missing < reportedMissing) {
        reported = best.cost;
        reportedMissing = best.missing;
        effort.onBest?.(best, iteration);
      }
    }
    state.beginStep();
    const totalBefore = state.total;
    const missingBefore = state.missing;
    const absenceBefore = missingBefore > 0 ? absenceSum(state, absence) : 0;
    const retries = pickAbsent(state, random, retried);
    ruin.around(random.below(n));
    let count = ruin.count;
    for (let i = 0; i < retries; i++) ruin.removed[count++] = retried[i];
    recreate.insert(ruin.removed, count);
    const gain = totalBefore - state.total;
    let keep = state.badRoutes === 0;
    if (keep && state.missing !== missingBefore) {
      keep = state.missing < missingBefore || absenceSum(state, absence) < absenceBefore;
    } else if (keep && gain <= 0) {
      keep = gain > temperature * Math.log(random.unit() + 1e-300);
    }
    if (!keep) {
      state.undo();
      state.total = totalBefore;
      continue;
    }
    if (state.missing > 0) for (let i = 0; i < state.absentCount; i++) absence[state.absent[i]]++;
    best.accept();
    if (state.total < best.cost || state.missing < best.missing) best.offer();
  }
  if (best.cost < reported || best.missing < reportedMissing) effort.onBest?.(best, iteration);
  return iteration;
}

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

/** A few different stops that are not served, to be tried again in this step. */
function pickAbsent(state: State, random: Random, into: Int32Array): number {
  const { absent, absentCount } = state;
  if (absentCount <= into.length) {
    for (let i = 0; i < absentCount; i++) into[i] = absent[i];
    return absentCount;
  }
  const from = random.below(absentCount);
  for (let i = 0; i < into.length; i++) into[i] = absent[(from + i) % absentCount];
  return into.length;
}

/** How often the mandatory stops now left out were left out before: those hard to place get priority (SISR, section 5.3). */
function absenceSum(state: State, absence: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < state.absentCount; i++) {
    const c = state.absent[i];
    if (state.instance.prize[c] === Number.POSITIVE_INFINITY) sum += absence[c];
  }
  return sum;
}
