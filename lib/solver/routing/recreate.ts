import type { Insertion } from "./insertion";
import type { Random } from "./random";
import { refresh } from "./refresh";
import type { State } from "./state";

/** Orders of reinsertion and how often each is drawn (Christiaens and Vanden Berghe 2020, section 5.2 and 6). */
const RANDOM_ORDER = 0;
const BY_DEMAND = 1;
const FAR_FIRST = 2;
const NEAR_FIRST = 3;
const SHORT_WINDOW_FIRST = 4;
const EARLY_FIRST = 5;
const LATE_FIRST = 6;
const WEIGHTS = [4, 4, 2, 1];
const WINDOW_WEIGHTS = [4, 4, 2, 1, 2, 2, 2];

/** In this share of steps optional stops may cost more than they are worth: two that pay only together get a chance. */
const GENEROUS = 0.25;

/** In this share of steps unused vehicles are the last resort; with windows a place that fits is no reason to take it. */
const RELUCTANT = 0.5;
const RELUCTANT_TIMED = 0.05;
/** In this share of steps a stop that closed roads cut off alone may be put in, to be mended by its neighbours. */
const DARING = 0.1;

/** Greedy insertion with blinks. */
export class Recreate {
  private readonly key: Float64Array;
  /** Larger is more demanding; distance from the nearest vehicle start. */
  private readonly demand: Float64Array;
  private readonly away: Float64Array;
  private readonly weights: number[];
  private readonly weightSum: number;

  constructor(
    private readonly state: State,
    readonly insertion: Insertion,
    private readonly random: Random,
    private readonly width: number,
  ) {
    const { n, vehicles, dims, deliver, collect, dist, distT, locations: m, timed } = state.instance;
    this.key = new Float64Array(n);
    this.demand = new Float64Array(n);
    this.away = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const largest = new Float64Array(dims).fill(1);
    for (let i = 0; i < n * dims; i++) largest[i % dims] = Math.max(largest[i % dims], deliver[i], collect[i]);
    for (let s = 0; s < n; s++)
      for (let k = 0; k < dims; k++) this.demand[s] += (deliver[s * dims + k] + collect[s * dims + k]) / largest[k];
    const starts = new Set<number>();
    for (let v = 0; v < vehicles; v++) starts.add(state.loc[n + 2 * v]);
    for (const place of starts)
      for (let s = 0; s < n; s++)
        this.away[s] = Math.min(this.away[s], (dist[s * m + place] + distT[s * m + place]) / 2);
    this.weights = timed ? WINDOW_WEIGHTS : WEIGHTS;
    this.weightSum = this.weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** Insert the first `count` stops of `list` where it is cheapest; those without a place stay out. */
  insert(list: Int32Array, count: number): void {
    this.sort(list, count);
    const { state, insertion, width } = this;
    const { plain, prize } = state.instance;
    const patience = this.random.unit() < GENEROUS ? 1 / (1 - this.random.unit()) : 1;
    insertion.reluctant = this.random.unit() < (state.instance.timed ? RELUCTANT_TIMED : RELUCTANT);
    insertion.pricing.daring = state.instance.closedRoads && this.random.unit() < DARING;
    insertion.expect(list, count);
    for (let i = 0; i < count; i++) {
      const c = list[i];
      if (!insertion.search(c, width, insertion.pricing.daring ? Number.POSITIVE_INFINITY : prize[c] * patience))
        continue;
      insertion.apply(c);
      if (!plain) refresh(state, insertion.place.route);
    }
    insertion.pricing.daring = false;
    insertion.reluctant = false;
  }

  /** Insert stops trying every position, for the first plan and for what found no place nearby. */
  insertEverywhere(list: Int32Array, count: number): void {
    const { state, insertion, width } = this;
    const { plain, prize } = state.instance;
    insertion.expect(list, count);
    for (let i = 0; i < count; i++) {
      const c = list[i];
      if (!insertion.search(c, width, prize[c]) && !insertion.searchEverywhere(c, prize[c])) continue;
      insertion.apply(c);
      if (!plain) refresh(state, insertion.place.route);
    }
  }

  private sort(list: Int32Array, count: number): void {
    const { random, key, demand, away } = this;
    const { open, close } = this.state.instance;
    let draw = random.unit() * this.weightSum;
    let order = 0;
    while (order < this.weights.length - 1 && draw >= this.weights[order]) draw -= this.weights[order++];
    for (let i = 0; i < count; i++) {
      const c = list[i];
      if (order === RANDOM_ORDER) key[i] = random.unit();
      else if (order === BY_DEMAND) key[i] = -demand[c];
      else if (order === FAR_FIRST) key[i] = -away[c];
      else if (order === NEAR_FIRST) key[i] = away[c];
      else if (order === SHORT_WINDOW_FIRST) key[i] = close[c] - open[c];
      else if (order === EARLY_FIRST) key[i] = open[c];
      else if (order === LATE_FIRST) key[i] = -close[c];
    }
    for (let i = 1; i < count; i++) {
      const c = list[i];
      const k = key[i];
      let j = i - 1;
      while (j >= 0 && key[j] > k) {
        list[j + 1] = list[j];
        key[j + 1] = key[j];
        j--;
      }
      list[j + 1] = c;
      key[j + 1] = k;
    }
  }
}
