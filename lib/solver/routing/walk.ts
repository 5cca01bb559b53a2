import type { Best } from "./best";
import { Exchange } from "./exchange";
import type { Random } from "./random";
import type { Recreate } from "./recreate";
import type { Ruin } from "./ruin";
import type { State } from "./state";

/** When to stop and whom to tell. */
export interface Limits {
  /** Milliseconds from any origin. */
  now: () => number;
  deadlineMs: number;
  maxIterations: number;
  cancelled?: () => boolean;
  onBest?: (best: Best, iteration: number) => void;
}

/** Iterations between looks at the clock. */
const CHECK_EVERY = 128;
/**
 * Leaving out a mandatory stop costs a penalty that adapts (as HGS prices overload, Vidal 2022): where capacity or
 * time is tight, good plans are reached through plans that lack a stop. Penalties are in average legs; the share of
 * steps from whole plans is kept between the bounds.
 */
const FIRST_PENALTY = 10;
const LEAST_PENALTY = 1;
const MOST_PENALTY = 1e4;
const LEAST_WHOLE = 0.4;
const MOST_WHOLE = 0.8;
const DEARER = 1.15;
const CHEAPER = 0.95;
/** Stops left out that are tried again in each iteration. */
const RETRIES = 6;

/**
 * The annealed walk of slack induction by string removals (Christiaens and Vanden Berghe 2020): ruin around a random
 * stop, recreate greedily with blinks, keep or undo by simulated annealing. An iteration's cost does not depend on
 * the size of the problem.
 */
export class Walk {
  iteration = 0;
  /** Deadline, iterations or cancellation reached. */
  over = false;
  private readonly startMs: number;
  private paceFrom = 0;
  private paceFromMs = 0;
  /** Price of leaving out a mandatory stop for the moment; the best plan still counts them before any money. */
  private penalty: number;
  private readonly leastPenalty: number;
  private readonly mostPenalty: number;
  /** Steps since the last look that began from a plan leaving out no more than the best. */
  private whole = 0;
  private readonly retried = new Int32Array(RETRIES);
  private readonly exchange: Exchange;
  private reported: number;
  private reportedMissing: number;

  constructor(
    private readonly state: State,
    private readonly random: Random,
    private readonly ruin: Ruin,
    private readonly recreate: Recreate,
    private readonly best: Best,
    private readonly limits: Limits,
    leg: number,
  ) {
    this.startMs = limits.now();
    this.exchange = new Exchange(state, random);
    this.penalty = leg * FIRST_PENALTY;
    this.leastPenalty = leg * LEAST_PENALTY;
    this.mostPenalty = leg * MOST_PENALTY;
    this.reported = best.cost;
    this.reportedMissing = best.missing;
  }

  /** Measure the pace from here: the first steps are slow. */
  beginPace(): void {
    this.paceFrom = this.iteration;
    this.paceFromMs = this.limits.now();
  }

  /** How many iterations the whole run will have, by the budget or by the pace since `beginPace`. */
  expected(): number {
    const { now, deadlineMs, maxIterations } = this.limits;
    if (!Number.isFinite(deadlineMs)) return maxIterations;
    const nowMs = now();
    const pace = (this.iteration - this.paceFrom) / Math.max(1e-3, nowMs - this.paceFromMs);
    return Math.min(maxIterations, this.iteration + Math.max(0, deadlineMs - nowMs) * pace);
  }

  /** Walk `iterations` (Infinity: to the end of the run), cooling from `hot` to `cold` money. */
  run(hot: number, cold: number, iterations: number): void {
    const cooling = Math.log(cold / hot);
    const from = this.iteration;
    const fromShare = this.share();
    let temperature = hot;
    while (!this.over && this.iteration - from < iterations) {
      if (this.iteration % CHECK_EVERY === 0) {
        const share = this.share();
        if (share >= 1 || this.limits.cancelled?.()) {
          this.over = true;
          break;
        }
        const done = Number.isFinite(iterations)
          ? (this.iteration - from) / iterations
          : (share - fromShare) / (1 - fromShare);
        temperature = hot * Math.exp(cooling * done);
        this.adaptPenalty();
        this.report();
      }
      if (this.iteration >= this.limits.maxIterations) this.over = true;
      else this.step(temperature);
    }
    this.report();
  }

  /** Share of the run behind us, 0 to 1. */
  private share(): number {
    const { now, deadlineMs, maxIterations } = this.limits;
    const byCount = Number.isFinite(maxIterations) ? this.iteration / maxIterations : 0;
    if (!Number.isFinite(deadlineMs)) return byCount;
    const nowMs = now();
    if (nowMs >= deadlineMs) return 1;
    return Math.max(byCount, (nowMs - this.startMs) / (deadlineMs - this.startMs));
  }

  private report(): void {
    const { best } = this;
    if (best.cost >= this.reported && best.missing >= this.reportedMissing) return;
    this.reported = best.cost;
    this.reportedMissing = best.missing;
    this.limits.onBest?.(best, this.iteration);
  }

  private step(temperature: number): void {
    const { state, random, ruin, recreate, best } = this;
    this.iteration++;
    if (state.missing <= best.missing) this.whole++;
    state.beginStep();
    const totalBefore = state.total;
    const missingBefore = state.missing;
    const retries = this.pickAbsent();
    ruin.around(this.seed());
    let count = ruin.count;
    for (let i = 0; i < retries; i++) ruin.removed[count++] = this.retried[i];
    recreate.insert(ruin.removed, count);
    if (state.instance.classes > 1) this.exchange.improve();
    const gain = totalBefore - state.total + this.penalty * (missingBefore - state.missing);
    const keep = state.badRoutes === 0 && (gain > 0 || gain > temperature * Math.log(random.unit() + 1e-300));
    if (!keep) {
      state.undo();
      state.total = totalBefore;
      return;
    }
    best.accept();
    if (state.total < best.cost || state.missing < best.missing) best.offer();
  }

  /** A few different stops that are not served, to be tried again in this step. */
  private pickAbsent(): number {
    const { absent, absentCount } = this.state;
    const into = this.retried;
    if (absentCount <= into.length) {
      for (let i = 0; i < absentCount; i++) into[i] = absent[i];
      return absentCount;
    }
    const from = this.random.below(absentCount);
    for (let i = 0; i < into.length; i++) into[i] = absent[(from + i) % absentCount];
    return into.length;
  }

  /** Half of the time beside a mandatory stop that is left out, if there is one. */
  private seed(): number {
    const { state, random } = this;
    if (state.missing > 0 && random.unit() < 0.5) return state.absent[random.below(state.absentCount)];
    return random.below(state.instance.n);
  }

  /** Dearer where whole plans are rare, cheaper where they are common. */
  private adaptPenalty(): void {
    const share = this.whole / CHECK_EVERY;
    this.whole = 0;
    if (share < LEAST_WHOLE) this.penalty = Math.min(this.penalty * DEARER, this.mostPenalty);
    else if (share > MOST_WHOLE) this.penalty = Math.max(this.penalty * CHEAPER, this.leastPenalty);
  }
}
