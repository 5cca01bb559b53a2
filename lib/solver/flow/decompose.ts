import { PriceBundle } from "./bundle";
import type { Component } from "./component";
import { capInlets, inletUsage, priceInlets, type SharedLimit, shareOut, worstExcess } from "./coupling";
import { objectiveParts } from "./group";
import { gatherRoom } from "./gather-room";
import { JointFlow } from "./joint-flow";
import { roundOneByOne } from "./joint-rounding";
import { SiftingSolver } from "./sifting";
import { deepPenalty, deepUnits } from "./whole-units";

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
  private readonly planned: SiftingSolver[];
  private bestOutcome: Outcome | null = null;
  private bestValue = Infinity;
  private bestCaps: Float64Array[] = [];
  private plannedOnce = false;
  /** The best plan is put back whole even when the solve is to stop. */
  private restoring = false;
  /** The flow of all components says that `leastUnmet` is out of reach. */
  private inVain = false;
  /** Usage of every column in the bundle. */
  private readonly columns: Float64Array[][];

  constructor(
    private readonly components: Component[],
    private readonly limits: SharedLimit[],
    private readonly options: DecomposeOptions,
  ) {
    const shouldStop = () => !this.restoring && options.shouldStop();
    this.columns = components.map(() => []);
    this.bounded = options.wide?.components ?? components;
    this.most = options.wide?.most ?? [];
    this.priced = this.bounded.map((c) => new SiftingSolver(c.network, { shouldStop }));
    this.planned = components.map((c) => new SiftingSolver(c.network, { shouldStop }));
  }

  run(): Decomposition {
    const { limits, options, components } = this;
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
    if (options.startUsage) this.tryPlan(options.startUsage);
    const together = options.joint ? this.startTogether(bundle) : null;
    if (together && proven(together.bound) > bound) {
      bound = together.bound;
      best = together.prices;
      bundle.recentre(best);
    }
    const most = this.inVain ? ROUNDS_IN_VAIN : together && this.gap(bound) <= NEAR_ENOUGH ? ROUNDS_AFTER : Infinity;
    const rounds = Math.min(options.rounds, most);
    this.tryPlan(this.usageOf(this.priced));
    let poor = 0;
    let round = 1;
    for (; round < rounds && !options.shouldStop() && !this.closed(bound); round++) {
      if (bundle.weight === 0) {
        const norm = bundle.excessNorm();
        if (norm === 0) break;
        bundle.weight = Math.max(1, (this.bestOutcome ? this.bestValue : bound * 1.05) - bound) / (norm * norm);
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
      if (round < 4 || round % 4 === 0) this.tryPlan(this.combined(bundle));
      if (round % 4 === 2) this.improvePlan(best);
      options.onRound?.(round, this.gap(bound));
    }
    this.tryPlan(this.combined(bundle));
    this.improvePlan(best);
    // Prices at their best again, for those who read them; what was stopped proves nothing.
    if (!options.shouldStop()) this.evaluate(best, null, false);
    this.restoring = true;
    if (this.bestOutcome) this.restorePlan();
    const outcome = this.bestOutcome ?? { unmet: [0, 0, 0], cost: 0 };
    const unmet = this.components.map((c, g) => partsOf(c, this.planned[g]).unmet);
    const usage = this.bestCaps;
    return {
      plan: this.planned,
      feasible: this.bestOutcome !== null,
      outcome,
      unmet,
      usage,
      bound,
      value: this.bestValue,
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
    return (this.bestValue - bound) / Math.max(1, Math.abs(bound));
  }

  private closed(bound: number): boolean {
    return this.gap(bound) <= this.options.gap || this.bestValue - bound < (this.options.slack ?? 0);
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
      const value = this.penalised(g, parts, priced[g]);
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
    const paid = this.components.map((c) => new Float64Array(c.inlets.length));
    this.limits.forEach((limit, r) => {
      if (prices[r] > 0) for (const claim of limit.claims) paid[claim.group][claim.inlet] += prices[r] * claim.draw;
    });
    return paid.map((list) => list.map(Math.floor));
  }

  /** Cost and the penalty of what is unmet beyond the least, and of what is below a box. */
  private penalised(g: number, parts: Outcome, solver: SiftingSolver): number {
    // Networks of plan and bound charge the same.
    const { unit, penalty } = this.components[g];
    let sum = parts.cost + deepPenalty(this.components[g], solver);
    for (let p = 0; p < 3; p++) sum += ((parts.unmet[p] - this.options.leastUnmet[g][p]) / unit) * penalty[p];
    return sum;
  }

  private usageOf(solvers: SiftingSolver[]): Float64Array[] {
    return this.components.map((c, g) => inletUsage(c, solvers[g]));
  }

  /**
   * From the flow of all components together, where it can be had: its prices, which are very nearly the best, and whole
   * units around its flows. Returns the prices and their bound.
   */
  private startTogether(bundle: PriceBundle): { prices: Float64Array; bound: number } | null {
    const { components, options } = this;
    const unmet = options.joint === "served" ? options.leastUnmet : null;
    const joint = JointFlow.of(components, this.limits, unmet, options.shouldStop);
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
    if (!this.plannedOnce) this.tryPlan(components.map((_, g) => joint.usageOf(g)));
    const order = components.map((_, g) => g).sort((a, b) => joint.grams[b] - joint.grams[a]);
    const lines = components.reduce((sum, component) => sum + component.lines.length, 0);
    const orders = Math.min(components.length, lines < FEW_LINES ? 6 : 2);
    // Where units do not fit in one order they may in another; who goes without is worth every one of them.
    const enough = options.joint === "served" ? NEAR_ENOUGH : 0;
    for (let first = 0; first < orders && !options.shouldStop() && this.gap(bound) > enough; first++) {
      if (first > 0 && !joint.restore()) break;
      this.planTogether(joint, [...order.slice(first), ...order.slice(0, first)]);
    }
    return { prices, bound };
  }

  /** Whole units around the flow of all components, rounded in this order. */
  private planTogether(joint: JointFlow, order: readonly number[]): void {
    const { components, limits, planned, options } = this;
    const paid = (prices: Float64Array, g: number) => this.payments(prices)[g];
    const whole = roundOneByOne(components, limits, joint, planned, order, paid, options.shouldStop);
    if (!whole) return;
    this.tryPlan(whole);
    const short = (g: number) => this.shortOf(g);
    if (components.every((_, g) => short(g) === 0)) return;
    const usage = this.usageOf(planned);
    if (gatherRoom(components, limits, planned, usage, short, options.shouldStop)) this.keepIfBest(usage);
  }

  /** `unit`s that a planned component is short of what is to be served. */
  private shortOf(g: number): number {
    const component = this.components[g];
    return this.planned[g].simplex.infeasibility() + deepUnits(component, this.planned[g]);
  }

  /** A plan within the limits from a usage near them: everyone within a part of its own, then turns at what is left. */
  private tryPlan(usage: Float64Array[]): void {
    const { components, limits, planned, options } = this;
    const first = !this.plannedOnce;
    this.plannedOnce = true;
    const caps = shareOut(components, limits, usage, null);
    components.forEach((component, g) => {
      capInlets(component, planned[g], caps[g]);
      if (first) planned[g].solve();
      else planned[g].resolve();
    });
    if (options.shouldStop() && !first) return;
    const current = this.usageOf(planned);
    for (let sweep = 0; sweep < 6; sweep++) {
      if (sweep >= 2 && this.planned.every((s) => s.simplex.infeasibility() === 0)) break;
      this.takeTurns(current, null);
    }
    this.keepIfBest(current);
  }

  /**
   * From the best plan so far: everyone moves once at the given prices, which gives up what is worth more to others, then
   * turns at what is left at no price.
   */
  private improvePlan(prices: Float64Array): void {
    if (!this.bestOutcome || this.options.shouldStop()) return;
    this.restorePlan();
    const current = this.usageOf(this.planned);
    this.takeTurns(current, this.payments(prices));
    this.takeTurns(current, null);
    this.takeTurns(current, null);
    this.keepIfBest(current);
  }

  /** Each component in turn is solved within its use and all that is left; `current` follows. */
  private takeTurns(current: Float64Array[], payments: Float64Array[] | null): void {
    const { components, limits, planned } = this;
    components.forEach((component, g) => {
      capInlets(component, planned[g], shareOut(components, limits, current, g)[g]);
      priceInlets(component, planned[g], payments ? payments[g] : new Float64Array(component.inlets.length));
      planned[g].resolve();
      current[g] = inletUsage(component, planned[g]);
    });
  }

  private keepIfBest(current: Float64Array[]): void {
    const { components, limits, planned } = this;
    if (worstExcess(limits, current) > 1e-12 || planned.some((s) => s.simplex.infeasibility() > 0)) return;
    const outcome: Outcome = { unmet: [0, 0, 0], cost: 0 };
    let value = 0;
    components.forEach((component, g) => {
      const parts = partsOf(component, planned[g]);
      value += this.penalised(g, parts, planned[g]);
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
      priceInlets(component, this.planned[g], new Float64Array(component.inlets.length));
      this.planned[g].resolve();
    });
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
