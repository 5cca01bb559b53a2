import type { Component } from "./component";
import { capInlets, inletUsage, priceInlets, type SharedLimit, shareOut, worstExcess } from "./coupling";
import { objectiveParts } from "./group";
import { SiftingSolver } from "./sifting";

/** Unmet units of each class and cost, of one plan or one bound. */
export interface Outcome {
  unmet: [number, number, number];
  cost: number;
}

export interface DecomposeOptions {
  shouldStop: () => boolean;
  /** Most evaluations of the prices. */
  rounds: number;
  /** Stop when the gap of the penalised objective is below this share of the cost bound. */
  gap: number;
  onRound?: (round: number, gap: number) => void;
  /** Units of unmet need of each class each component cannot go below. */
  leastUnmet: [number, number, number][];
  /** A usage that keeps the limits, where one is known. */
  startUsage?: Float64Array[];
}

export interface Decomposition {
  /** Solvers of the best plan found, one a component, limits kept. */
  plan: SiftingSolver[];
  outcome: Outcome;
  /** The plan's unmet units by component and class. */
  unmet: [number, number, number][];
  usage: Float64Array[];
  /** Proven: cost plus penalties beyond `leastUnmet` is at least this for any plan. */
  bound: number;
  /** The same figure of the plan. */
  value: number;
  /** Price of each limit, cost units a unit of the limit, at which the bound was found. */
  prices: Float64Array;
  /** Solvers at those prices. */
  priced: SiftingSolver[];
  rounds: number;
}

/**
 * Flows coupled by shared limits, decomposed by prices (Lagrangean relaxation). Any prices give a bound: every component
 * is solved alone with its inlets made dearer. Prices move by the volume algorithm (Barahona and Anbil 2000), whose running
 * average of the flows nearly keeps the limits; from it each component gets its part of every limit (resources shared
 * out), is solved exactly within it, and then takes turns at what is still left, which can only improve. The bound and
 * the plan close on each other; the gap that remains is stated.
 */
export function decompose(components: Component[], limits: SharedLimit[], options: DecomposeOptions): Decomposition {
  return new Decomposer(components, limits, options).run();
}

class Decomposer {
  private readonly priced: SiftingSolver[];
  private readonly planned: SiftingSolver[];
  private bestOutcome: Outcome | null = null;
  private bestValue = Infinity;
  private bestCaps: Float64Array[] = [];
  private plannedOnce = false;

  constructor(
    private readonly components: Component[],
    private readonly limits: SharedLimit[],
    private readonly options: DecomposeOptions,
  ) {
    const { shouldStop } = options;
    this.priced = components.map((c) => new SiftingSolver(c.network, { shouldStop }));
    this.planned = components.map((c) => new SiftingSolver(c.network, { shouldStop }));
  }

  run(): Decomposition {
    const { limits, options } = this;
    const best = new Float64Array(limits.length);
    let bound = this.evaluate(best, true);
    let average = this.usageOf(this.priced);
    if (options.startUsage) this.tryPlan(options.startUsage);
    this.tryPlan(average);
    let step = 0.5;
    let poor = 0;
    let round = 1;
    const prices = new Float64Array(limits.length);
    let boundPrices = best.slice();
    for (; round < options.rounds && !options.shouldStop(); round++) {
      if (this.closed(bound)) break;
      // Relative excess of the averaged flows: limits differ in unit and size.
      const excess = this.relativeExcess(average);
      let norm = 0;
      for (let r = 0; r < limits.length; r++) if (excess[r] > 0 || best[r] > 0) norm += excess[r] * excess[r];
      if (norm < 1e-18) break;
      const target = this.bestOutcome ? this.bestValue : bound + Math.abs(bound) * 0.05;
      const length = (step * Math.max(target - bound, Math.abs(bound) * 1e-4 + 1)) / norm;
      for (let r = 0; r < limits.length; r++) {
        prices[r] = Math.max(0, best[r] + (length * excess[r]) / Math.max(1, limits[r].capacity));
      }
      const value = this.evaluate(prices, false);
      const usage = this.usageOf(this.priced);
      const weight = round < 5 ? 0.5 : 0.25;
      average = average.map((old, g) => old.map((x, k) => (1 - weight) * x + weight * usage[g][k]));
      if (value > bound) {
        const direction = this.relativeExcess(usage);
        let agreement = 0;
        for (let r = 0; r < limits.length; r++) agreement += direction[r] * excess[r];
        if (agreement > 0) step = Math.min(2, step * 1.5);
        bound = value;
        best.set(prices);
        boundPrices = prices.slice();
        poor = 0;
      } else if (++poor >= 3) {
        step = Math.max(1e-4, step * 0.66);
        poor = 0;
      }
      if (round < 4 || round % 3 === 0) this.tryPlan(average);
      options.onRound?.(round, this.gap(bound));
    }
    this.tryPlan(average);
    this.evaluate(boundPrices, false);
    this.restorePlan();
    const outcome = this.bestOutcome ?? { unmet: [0, 0, 0], cost: 0 };
    const unmet = this.components.map((c, g) => partsOf(c, this.planned[g]).unmet);
    const usage = this.bestCaps;
    return {
      plan: this.planned,
      outcome,
      unmet,
      usage,
      bound,
      value: this.bestValue,
      prices: boundPrices,
      priced: this.priced,
      rounds: round,
    };
  }

  private gap(bound: number): number {
    return (this.bestValue - bound) / Math.max(1, Math.abs(bound));
  }

  private closed(bound: number): boolean {
    return this.gap(bound) <= this.options.gap;
  }

  /** The bound at these prices: every component at its optimum, what is paid for the limits taken off. */
  private evaluate(prices: Float64Array, cold: boolean): number {
    const { components, limits, priced } = this;
    const paid = components.map((c) => new Float64Array(c.inlets.length));
    limits.forEach((limit, r) => {
      if (prices[r] > 0) for (const claim of limit.claims) paid[claim.group][claim.inlet] += prices[r] * claim.draw;
    });
    let bound = 0;
    components.forEach((component, g) => {
      // Whole prices keep the simplex exact; rounding down keeps the bound a bound.
      const whole = paid[g].map(Math.floor);
      priceInlets(component, priced[g], whole);
      if (cold) priced[g].solve();
      else priced[g].resolve();
      const usage = inletUsage(component, priced[g]);
      // The network's cost has −price on what is left; what leaves pays the price.
      const parts = partsOf(component, priced[g]);
      bound += this.penalised(g, parts);
      for (let k = 0; k < whole.length; k++) bound += whole[k] * usage[k];
    });
    limits.forEach((limit, r) => {
      bound -= prices[r] * limit.capacity;
    });
    return bound;
  }

  /** Cost and the penalty of what is unmet beyond the least. */
  private penalised(g: number, parts: Outcome): number {
    const { unit, penalty } = this.components[g];
    let sum = parts.cost;
    for (let p = 0; p < 3; p++) sum += ((parts.unmet[p] - this.options.leastUnmet[g][p]) / unit) * penalty[p];
    return sum;
  }

  private usageOf(solvers: SiftingSolver[]): Float64Array[] {
    return this.components.map((c, g) => inletUsage(c, solvers[g]));
  }

  private relativeExcess(usage: Float64Array[]): Float64Array {
    return Float64Array.from(this.limits, (limit) => {
      const used = limit.claims.reduce((sum, c) => sum + c.draw * usage[c.group][c.inlet], 0);
      return (used - limit.capacity) / Math.max(1, limit.capacity);
    });
  }

  /** A plan within the limits from a usage near them. */
  private tryPlan(usage: Float64Array[]): void {
    const { components, limits, planned, options } = this;
    const first = !this.plannedOnce;
    this.plannedOnce = true;
    let caps = shareOut(components, limits, usage, null);
    components.forEach((component, g) => {
      capInlets(component, planned[g], caps[g]);
      if (first) planned[g].solve();
      else planned[g].resolve();
    });
    if (options.shouldStop() && !first) return;
    const current = this.usageOf(planned);
    for (let sweep = 0; sweep < 2; sweep++) {
      for (let g = 0; g < components.length; g++) {
        caps = shareOut(components, limits, current, g);
        capInlets(components[g], planned[g], caps[g]);
        planned[g].resolve();
        current[g] = inletUsage(components[g], planned[g]);
      }
    }
    if (worstExcess(limits, current) > 1e-12 || planned.some((s) => s.simplex.infeasibility() > 0)) return;
    const outcome: Outcome = { unmet: [0, 0, 0], cost: 0 };
    let value = 0;
    components.forEach((component, g) => {
      const parts = partsOf(component, planned[g]);
      value += this.penalised(g, parts);
      outcome.cost += parts.cost;
      for (let p = 0; p < 3; p++) outcome.unmet[p] += parts.unmet[p];
    });
    if (value < this.bestValue || this.bestOutcome === null) {
      this.bestValue = value;
      this.bestOutcome = outcome;
      this.bestCaps = current;
    }
  }

  private restorePlan(): void {
    this.components.forEach((component, g) => {
      capInlets(component, this.planned[g], this.bestCaps[g]);
      this.planned[g].resolve();
    });
  }
}

/** Unmet and unpriced cost of a solved component. */
function partsOf(component: Component, solver: SiftingSolver): Outcome {
  const parts = objectiveParts(component, solver);
  const { simplex, fixedBase } = solver;
  for (const inlet of component.inlets) {
    for (const arc of [inlet.leftArc, inlet.keptArc]) {
      if (arc < 0) continue;
      // What a price has taken off the cost of leaving goods behind.
      parts.cost += simplex.flow[fixedBase + arc] * (component.network.fixedCost[arc] - simplex.cost[fixedBase + arc]);
    }
  }
  return parts;
}
