import type { Component } from "./component";
import type { SharedLimit } from "./coupling";
import { gramsAUnit, type Joined, join, mustStay } from "./joint-network";
import { SiftingSolver } from "./sifting";

/**
 * Shared throughput as one network. Counted in grams instead of units, everything that leaves a store draws alike on its
 * throughput: the linear relaxation of all goods together is then a minimum-cost flow of one commodity, since a line takes
 * but its own goods. What is left behind at a store passes through one more node, which has to take at least what
 * the store cannot send; its potential is the price of a gram. Costs are rounded to parts of the dearest, so prices are very
 * nearly the best ones: a bound is found with them by solving the components themselves.
 */
export class JointFlow {
  readonly solver: SiftingSolver;
  /** Grams that must stay at the store of each limit; below 0 where all could be sent. */
  private readonly stays: Float64Array;

  private constructor(
    private readonly components: readonly Component[],
    private readonly limits: readonly SharedLimit[],
    /** Grams a `unit` of each component. */
    readonly grams: Float64Array,
    private readonly joined: Joined,
    shouldStop: () => boolean,
  ) {
    this.solver = new SiftingSolver(joined.network, { shouldStop });
    this.stays = Float64Array.from(limits, (limit) => mustStay(components, limit, grams));
  }

  /**
   * Null where grams do not make the draws alike (conversions at a ratio, substitutes of another weight) and where the
   * network would be too large.
   *
   * @param unmet base units of each class left unmet by each component, exactly; null = as the penalties of the components'
   *              networks make it, where those are the only costs
   */
  static of(
    components: readonly Component[],
    limits: readonly SharedLimit[],
    unmet: readonly (readonly [number, number, number])[] | null,
    shouldStop: () => boolean,
  ): JointFlow | null {
    const grams = gramsAUnit(components, limits);
    const joined = grams && join(components, limits, grams, unmet);
    return grams && joined ? new JointFlow(components, limits, grams, joined, shouldStop) : null;
  }

  /** False when stopped, or when the limits do not let so much be served. */
  solve(): boolean {
    return this.solver.solve() === "optimal" && this.solver.simplex.infeasibility() === 0;
  }

  /** Lets everything leave again that `cap` has held back, and solves on from the last basis. */
  restore(): boolean {
    const { simplex, fixedBase } = this.solver;
    const { supply, fixedCapacity } = this.joined.network;
    simplex.supply.set(supply);
    simplex.capacity.set(fixedCapacity, fixedBase);
    this.limits.forEach((limit, r) => {
      this.stays[r] = mustStay(this.components, limit, this.grams);
    });
    return this.resolve();
  }

  /** As `solve`, on from the last basis. */
  resolve(): boolean {
    return this.solver.resolve() === "optimal" && this.solver.simplex.infeasibility() === 0;
  }

  /** What leaves each inlet of a component, `unit`s and parts of them. */
  usageOf(c: number): Float64Array {
    const { flow } = this.solver.simplex;
    const first = this.solver.fixedBase + this.joined.firstArc[c];
    return Float64Array.from(this.components[c].inlets, ({ node, leftArc, issueArc }) => {
      if (issueArc >= 0) return flow[first + issueArc] / this.grams[c];
      return (this.solver.simplex.supply[this.joined.offset[c] + node] - flow[first + leftArc]) / this.grams[c];
    });
  }

  /** Price of each limit, cost units a unit of the limit. */
  prices(): Float64Array {
    const { potential } = this.solver.simplex;
    const { firstStore, left, parts } = this.joined;
    return Float64Array.from(this.limits, (_, r) => Math.max(0, potential[firstStore + r] - potential[left]) / parts);
  }

  /** Lets no more than `most` `unit`s leave each inlet of a component. */
  cap(c: number, most: Float64Array): void {
    const { simplex, fixedBase } = this.solver;
    const { offset, firstArc, left, firstStore, storeOf } = this.joined;
    this.components[c].inlets.forEach(({ node, issueArc }, e) => {
      if (issueArc >= 0) {
        simplex.capacity[fixedBase + firstArc[c] + issueArc] = most[e] * this.grams[c];
        return;
      }
      const before = simplex.supply[offset[c] + node];
      const after = Math.min(before, most[e] * this.grams[c]);
      simplex.supply[offset[c] + node] = after;
      simplex.supply[left] += before - after;
      const r = storeOf[c][e];
      if (r < 0) return;
      const stayed = Math.max(0, this.stays[r]);
      this.stays[r] -= before - after;
      const eased = stayed - Math.max(0, this.stays[r]);
      simplex.supply[firstStore + r] += eased;
      simplex.supply[left] -= eased;
    });
  }
}
