import { PriceBundle } from "./bundle";
import type { Component } from "./component";
import { inletUsage, priceInlets, type SharedLimit } from "./coupling";
import { JointFlow } from "./joint-flow";
import { paymentsAt } from "./level-proofs";
import { type Outcome, partsOf, penalised, SharedPlan } from "./shared-plan";
import { SiftingSolver } from "./sifting";

export interface DecomposeOptions {
  shouldStop: () => boolean;
  /** Most evaluations of the prices. */
  rounds: number;
  /** Stop when the gap of the penalised objective is below this share of the cost bound. */
  gap: number;
  /** Stop when plan and bound are nearer than this. */
  slack?: number;
  onRound?: (round: number, gap: number) => void;
  /** Units of unmet need of each class each component cannot go below. */
  leastUnmet: [number, number, number][];
  /** A usage that keeps the limits, where one is known. */
  startUsage?: Float64Array[];
  /**
   * Prices and plan come from the flow of all components together first: `served` where just `leastUnmet` goes unmet, `unmet`
   * where nothing but what goes unmet costs.
   */
  joint?: "served" | "unmet";
  /** Prices to start from, where they give a better bound than none. */
  startPrices?: Float64Array;
  /**
   * Other networks to find the bound on, with the same inlets: in them the classes above are free, and kept to what goes
   * unmet of each in all components together (`most`, base units) by a price of its own, which is first tried at `start`.
   */
  wide?: { components: Component[]; most: number[]; start: number };
}

/** A gap of the cost that only whole units explain, and the rounds still worth their time then. */
const NEAR_ENOUGH = 5e-3;
const ROUNDS_AFTER = 9;
/** Rounds for a plan to go on from, where the limits do not let so much be served. */
const ROUNDS_IN_VAIN = 4;
/** Fewer lines than this leave time for rounding in every order. */
const FEW_LINES = 3000;

export interface Decomposition {
  /** Solvers of the best plan found, one a component, limits kept; meaningless unless `feasible`. */
  plan: SiftingSolver[];
  /** False when it was stopped before any plan kept the limits. */
  feasible: boolean;
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
  /** Price of an unmet base unit of each class that `wide` keeps, whole cost units. */
  classPrices: number[];
  /** Solvers at those prices. */
  priced: SiftingSolver[];
  rounds: number;
}

/**
 * Flows coupled by shared limits, decomposed by prices (Lagrangean relaxation). Any prices give a bound: every component
 * is solved alone with its inlets made dearer. Prices move by a proximal bundle (`bundle.ts`), whose combination of the
 * flows nearly keeps the limits; from it each component gets its part of every limit (resources shared
 * out), is solved exactly within it, and then takes turns at what is still left, which can only improve. The bound and
 * the plan close on each other; the gap that remains is stated.
 */
export function decompose(components: Component[], limits: SharedLimit[], options: DecomposeOptions): Decomposition {
  return new Decomposer(components, limits, options).run();
}

class Decomposer {
  private readonly priced: SiftingSolver[];
  /** Networks of the bound, and how much of each class they may leave unmet in all. */
  private readonly bounded: Component[];
  private readonly most: number[];
  private readonly plan: SharedPlan;
  /** The flow of all components says that `leastUnmet` is out of reach. */
  private inVain = false;
  /** Usage of every column in the bundle. */
  private readonly columns: Float64Array[][];

  constructor(
    private readonly components: Component[],
    private readonly limits: SharedLimit[],
    private readonly options: DecomposeOptions,
  ) {
    const { shouldStop } = options;
    this.columns = components.map(() => []);
    this.bounded = options.wide?.components ?? components;
    this.most = options.wide?.most ?? [];
    this.priced = this.bounded.map((c) => new SiftingSolver(c.network, { shouldStop }));
    this.plan = new SharedPlan(components, limits, options.leastUnmet, shouldStop);
  }

  run(): Decomposition {
    const { limits, options, components, plan } = this;
    const capacity = Float64Array.from([...limits.map((limit) => limit.capacity), ...this.most]);
    let best: Float64Array = new Float64Array(capacity.length);
    // A class may have to be met whole: its excess is measured by what it needs.
    const scale = capacity.map((most, r) => Math.max(1, r < limits.length ? most : this.needOf(r - limits.length)));
    const bundle = new PriceBundle(components.length, capacity, best, scale);
    // A solve that was cut short bounds nothing.
    const proven = (value: number) => (options.shouldStop() ? -Infinity : value);
    let bound = proven(this.evaluate(best, bundle, true));
    const start = options.startPrices ?? (this.most.length > 0 ? this.startOfClasses(capacity.length) : null);
    if (start) {
      const value = proven(this.evaluate(start, bundle, false));
      if (value > bound) {
        bound = value;
        best = start;
        bundle.recentre(best);
      }
    }
    if (options.startUsage) plan.tryUsage(options.startUsage);
    const together = options.joint ? this.startTogether(bundle) : null;
    if (together && proven(together.bound) > bound) {
      bound = together.bound;
      best = together.prices;
      bundle.recentre(best);
    }
    const most = this.inVain ? ROUNDS_IN_VAIN : together && this.gap(bound) <= NEAR_ENOUGH ? ROUNDS_AFTER : Infinity;
    const rounds = Math.min(options.rounds, most);
    plan.tryUsage(components.map((c, g) => inletUsage(c, this.priced[g])));
    let poor = 0;
    let round = 1;
    for (; round < rounds && !options.shouldStop() && !this.closed(bound); round++) {
      if (bundle.weight === 0) {
        const norm = bundle.excessNorm();
        if (norm === 0) break;
        bundle.weight = Math.max(1, (plan.best ? plan.value : bound * 1.05) - bound) / (norm * norm);
      }
      const prices = bundle.next();
      const hoped = bundle.boundOf(prices) - bound;
      const value = proven(this.evaluate(prices, bundle, false));
      if (value > bound) {
        if (value - bound > 0.3 * hoped) bundle.weight *= 2;
        bound = value;
        best = prices;
        bundle.recentre(prices);
        poor = 0;
      } else if (++poor >= 4) {
        bundle.weight *= 0.7;
        poor = 0;
      }
      if (round < 4 || round % 4 === 0) plan.tryUsage(this.combined(bundle));
      if (round % 4 === 2) plan.improve(this.payments(best));
      options.onRound?.(round, this.gap(bound));
    }
    plan.tryUsage(this.combined(bundle));
    plan.improve(this.payments(best));
    // Prices at their best again, for those who read them; what was stopped proves nothing.
    if (!options.shouldStop()) this.evaluate(best, null, false);
    plan.putBack();
    const outcome = plan.best ?? { unmet: [0, 0, 0], cost: 0 };
    const unmet = components.map((c, g) => partsOf(c, plan.solvers[g]).unmet);
    return {
      plan: plan.solvers,
      feasible: plan.best !== null,
      outcome,
      unmet,
      usage: plan.usage,
      bound,
      value: plan.value,
      prices: best.slice(0, limits.length),
      classPrices: this.classPrices(best),
      priced: this.priced,
      rounds: round,
    };
  }

  /** The bundle's combination of what each component's inlets let out. */
  private combined(bundle: PriceBundle): Float64Array[] {
    return this.components.map((component, g) => {
      const usage = new Float64Array(component.inlets.length);
      bundle.sharesOf(g).forEach((share, k) => {
        if (share > 0) for (let e = 0; e < usage.length; e++) usage[e] += share * this.columns[g][k][e];
      });
      return usage;
    });
  }

  private gap(bound: number): number {
    return (this.plan.value - bound) / Math.max(1, Math.abs(bound));
  }

  private closed(bound: number): boolean {
    return this.gap(bound) <= this.options.gap || this.plan.value - bound < (this.options.slack ?? 0);
  }

  /** The bound at these prices: every component at its optimum, what is paid for the limits taken off. */
  private evaluate(prices: Float64Array, bundle: PriceBundle | null, cold: boolean): number {
    const { bounded, limits, priced, most } = this;
    const paid = this.payments(prices);
    const ofClass = this.classPrices(prices);
    let bound = 0;
    bounded.forEach((component, g) => {
      const whole = paid[g];
      priceInlets(component, priced[g], whole);
      if (most.length > 0) priceUnmet(component, priced[g], ofClass);
      if (cold) priced[g].solve();
      else priced[g].resolve();
      const usage = inletUsage(component, priced[g]);
      // The network's cost has −price on what is left; what leaves pays the price.
      const parts = partsOf(component, priced[g]);
      // Networks of plan and bound charge the same.
      const value = penalised(this.components[g], priced[g], parts, this.options.leastUnmet[g]);
      bound += value;
      for (let k = 0; k < whole.length; k++) bound += whole[k] * usage[k];
      ofClass.forEach((price, p) => {
        bound += price * parts.unmet[p];
      });
      if (!bundle) return;
      const use = new Float64Array(limits.length + most.length);
      for (let p = 0; p < most.length; p++) use[limits.length + p] = parts.unmet[p];
      limits.forEach((limit, r) => {
        for (const claim of limit.claims) if (claim.group === g) use[r] += claim.draw * usage[claim.inlet];
      });
      const dropped = bundle.add(g, value, use);
      this.columns[g].push(usage);
      if (dropped >= 0) this.columns[g].splice(dropped, 1);
    });
    limits.forEach((limit, r) => {
      bound -= prices[r] * limit.capacity;
    });
    ofClass.forEach((price, p) => {
      bound -= price * most[p];
    });
    return bound;
  }

  /** Whole, so that the simplex stays exact; any price that is not negative gives a bound. */
  private classPrices(prices: Float64Array): number[] {
    return this.most.map((_, p) => Math.floor(prices[this.limits.length + p]));
  }

  private startOfClasses(size: number): Float64Array {
    return new Float64Array(size).fill(this.options.wide?.start ?? 0, this.limits.length);
  }

  private needOf(p: number): number {
    let need = 0;
    for (const { lines } of this.bounded) for (const line of lines) if (line.priority === p + 1) need += line.open;
    return need;
  }

  /** What a unit leaving each inlet pays: whole, which keeps the simplex exact, and rounded down, which keeps a bound a bound. */
  private payments(prices: Float64Array): Float64Array[] {
    return this.components.map((c, g) => paymentsAt(c.inlets.length, this.limits, prices, g));
  }

  /**
   * From the flow of all components together, where it can be had: its prices, which are very nearly the best, and whole
   * units around its flows. Returns the prices and their bound.
   */
  private startTogether(bundle: PriceBundle): { prices: Float64Array; bound: number } | null {
    const { components, limits, options } = this;
    const unmet = options.joint === "served" ? options.leastUnmet : null;
    const joint = JointFlow.of(components, limits, unmet, options.shouldStop);
    if (!joint?.solve()) {
      this.inVain = joint !== null && !options.shouldStop();
      return null;
    }
    const prices = this.startOfClasses(this.limits.length + this.most.length);
    prices.set(joint.prices());
    // One heavy unit of a class above makes room for many light ones: where none of it goes unmet it costs as much as they all.
    const dearer = Math.ceil(
      joint.grams.reduce((a, b) => Math.max(a, b)) / joint.grams.reduce((a, b) => Math.min(a, b)),
    );
    this.most.forEach((units, q) => {
      if (units === 0) prices[this.limits.length + q] *= 1 + dearer;
    });
    const bound = this.evaluate(prices, bundle, false);
    if (!this.plan.isTried) this.plan.tryUsage(components.map((_, g) => joint.usageOf(g)));
    const paid = (atPrices: Float64Array, g: number) => paymentsAt(components[g].inlets.length, limits, atPrices, g);
    const order = components.map((_, g) => g).sort((a, b) => joint.grams[b] - joint.grams[a]);
    const lines = components.reduce((sum, component) => sum + component.lines.length, 0);
    const orders = Math.min(components.length, lines < FEW_LINES ? 6 : 2);
    // Where units do not fit in one order they may in another; who goes without is worth every one of them.
    const enough = options.joint === "served" ? NEAR_ENOUGH : 0;
    for (let first = 0; first < orders && !options.shouldStop() && this.gap(bound) > enough; first++) {
      if (first > 0 && !joint.restore()) break;
      this.plan.tryTogether(joint, [...order.slice(first), ...order.slice(0, first)], paid);
    }
    return { prices, bound };
  }
}

/** Makes an unmet base unit of each class dearer by its price. */
function priceUnmet(
  { lines, unmetArc, network, unit }: Component,
  { simplex, fixedBase }: SiftingSolver,
  price: number[],
): void {
  lines.forEach(({ priority }, k) => {
    const arc = unmetArc[k];
    simplex.cost[fixedBase + arc] = network.fixedCost[arc] + (price[priority - 1] ?? 0) * unit;
  });
}
