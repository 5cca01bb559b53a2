import type { Component } from "./component";
import { capInlets, inletUsage, priceInlets, type SharedLimit, shareOut, worstExcess } from "./coupling";
import { gatherRoom } from "./gather-room";
import { objectiveParts } from "./group";
import type { JointFlow } from "./joint-flow";
import { roundOneByOne } from "./joint-rounding";
import { SiftingSolver } from "./sifting";
import { deepPenalty, deepUnits } from "./whole-units";

/** Unmet units of each class and cost, of one plan or one bound. */
export interface Outcome {
  unmet: [number, number, number];
  cost: number;
}

/**
 * The best plan found that keeps the limits. Each component gets its part of every limit (resources shared out), is solved
 * exactly within it, and then takes turns at what is still left, which can only improve.
 */
export class SharedPlan {
  /** One a component; at the best plan after `putBack`. */
  readonly solvers: SiftingSolver[];
  /** Null while no plan has kept the limits. */
  best: Outcome | null = null;
  /** Cost and penalties of the best one. */
  value = Infinity;
  /** What leaves each inlet in the best one. */
  usage: Float64Array[] = [];
  isTried = false;
  /** The best plan is put back whole even when the solve is to stop. */
  private isPuttingBack = false;

  /** @param leastUnmet units of unmet need of each class each component cannot go below: they are no penalty */
  constructor(
    private readonly components: readonly Component[],
    private readonly limits: SharedLimit[],
    private readonly leastUnmet: readonly [number, number, number][],
    private readonly shouldStop: () => boolean,
  ) {
    const stops = () => !this.isPuttingBack && shouldStop();
    this.solvers = components.map((c) => new SiftingSolver(c.network, { shouldStop: stops }));
  }

  /** A plan within the limits from a usage near them: everyone within a part of its own, then turns at what is left. */
  tryUsage(usage: Float64Array[]): void {
    const { solvers } = this;
    const first = !this.isTried;
    this.isTried = true;
    const caps = shareOut([...this.components], this.limits, usage, null);
    this.components.forEach((component, g) => {
      capInlets(component, solvers[g], caps[g]);
      if (first) solvers[g].solve();
      else solvers[g].resolve();
    });
    if (this.shouldStop() && !first) return;
    const current = this.currentUsage();
    for (let sweep = 0; sweep < 6; sweep++) {
      if (sweep >= 2 && solvers.every((s) => s.simplex.infeasibility() === 0)) break;
      this.takeTurns(current, null);
    }
    this.keepIfBest(current);
  }

  /**
   * From the best plan so far: everyone moves once at the given payments, which gives up what is worth more to others, then
   * turns at what is left at no price.
   */
  improve(payments: Float64Array[]): void {
    if (!this.best || this.shouldStop()) return;
    this.restore();
    const current = this.currentUsage();
    this.takeTurns(current, payments);
    this.takeTurns(current, null);
    this.takeTurns(current, null);
    this.keepIfBest(current);
  }

  /** Whole units around the flow of all components, rounded in this order; `paid` as `roundOneByOne` takes it. */
  tryTogether(
    joint: JointFlow,
    order: readonly number[],
    paid: (prices: Float64Array, group: number) => Float64Array,
  ): void {
    const { components, limits, solvers, shouldStop } = this;
    const whole = roundOneByOne(components, limits, joint, solvers, order, paid, shouldStop);
    if (!whole) return;
    this.tryUsage(whole);
    const short = (g: number) => this.shortOf(g);
    if (components.every((_, g) => short(g) === 0)) return;
    const usage = this.currentUsage();
    if (gatherRoom(components, limits, solvers, usage, short, shouldStop)) this.keepIfBest(usage);
  }

  /** Leaves the solvers at the best plan. */
  putBack(): void {
    this.isPuttingBack = true;
    if (this.best) this.restore();
  }

  /** `unit`s that a component is short of what is to be served. */
  private shortOf(g: number): number {
    return this.solvers[g].simplex.infeasibility() + deepUnits(this.components[g], this.solvers[g]);
  }

  private currentUsage(): Float64Array[] {
    return this.components.map((c, g) => inletUsage(c, this.solvers[g]));
  }

  /** Each component in turn is solved within its use and all that is left; `current` follows. */
  private takeTurns(current: Float64Array[], payments: Float64Array[] | null): void {
    const { limits, solvers } = this;
    const all = [...this.components];
    all.forEach((component, g) => {
      capInlets(component, solvers[g], shareOut(all, limits, current, g)[g]);
      priceInlets(component, solvers[g], payments ? payments[g] : new Float64Array(component.inlets.length));
      solvers[g].resolve();
      current[g] = inletUsage(component, solvers[g]);
    });
  }

  private keepIfBest(current: Float64Array[]): void {
    const { components, limits, solvers } = this;
    if (worstExcess(limits, current) > 1e-12 || solvers.some((s) => s.simplex.infeasibility() > 0)) return;
    const outcome: Outcome = { unmet: [0, 0, 0], cost: 0 };
    let value = 0;
    components.forEach((component, g) => {
      const parts = partsOf(component, solvers[g]);
      value += penalised(component, solvers[g], parts, this.leastUnmet[g]);
      outcome.cost += parts.cost;
      for (let p = 0; p < 3; p++) outcome.unmet[p] += parts.unmet[p];
    });
    if (value < this.value || this.best === null) {
      this.value = value;
      this.best = outcome;
      this.usage = current;
    }
  }

  private restore(): void {
    this.components.forEach((component, g) => {
      capInlets(component, this.solvers[g], this.usage[g]);
      priceInlets(component, this.solvers[g], new Float64Array(component.inlets.length));
      this.solvers[g].resolve();
    });
  }
}

/** Unmet and unpriced cost of a solved component. */
export function partsOf(component: Component, solver: SiftingSolver): Outcome {
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

/** Cost of a solved component's parts and the penalty of what is unmet beyond the least, and of what is below a box. */
export function penalised(
  component: Component,
  solver: SiftingSolver,
  parts: Outcome,
  leastUnmet: readonly number[],
): number {
  const { unit, penalty } = component;
  let sum = parts.cost + deepPenalty(component, solver);
  for (let p = 0; p < 3; p++) sum += ((parts.unmet[p] - leastUnmet[p]) / unit) * penalty[p];
  return sum;
}
