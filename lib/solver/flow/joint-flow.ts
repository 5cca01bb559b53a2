import type { Component } from "./component";
import type { SharedLimit } from "./coupling";
import { type SiftedNetwork, SiftingSolver } from "./sifting";

/** More arcs than this are not copied into one network. */
const MOST_ARCS = 80_000_000;
/** Costs a gram are counted as whole parts of the dearest one. */
const COST_PARTS = 2 ** 30;
/** Where carrying is free, costs of carrying that break ties are parts of the dearest too: far below a gram unmet. */
const GUIDE_PARTS = 2 ** 12;

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

/** Grams a `unit` of each component; null where its inlets draw differently or a limit is not throughput. */
function gramsAUnit(components: readonly Component[], limits: readonly SharedLimit[]): Float64Array | null {
  const grams = new Float64Array(components.length);
  const limited = new Set<string>();
  for (const { kind, claims } of limits) {
    if (kind !== "throughput") return null;
    for (const { group, inlet, draw } of claims) {
      if (grams[group] !== 0 && grams[group] !== draw) return null;
      if (limited.has(`${group}|${inlet}`)) return null;
      limited.add(`${group}|${inlet}`);
      grams[group] = draw;
    }
  }
  return grams.map((draw) => (draw > 0 ? draw : 1));
}

interface Joined {
  network: SiftedNetwork;
  /** First node and first fixed arc of each component. */
  offset: number[];
  firstArc: number[];
  /** Limit of each inlet, −1 where none binds. */
  storeOf: Int32Array[];
  left: number;
  /** Node of limit r is `firstStore + r`. */
  firstStore: number;
  /** Parts a cost unit. */
  parts: number;
}

function join(
  components: readonly Component[],
  limits: readonly SharedLimit[],
  grams: Float64Array,
  unmet: readonly (readonly [number, number, number])[] | null,
): Joined | null {
  const offset: number[] = [];
  let nodes = 0;
  let runs = 0;
  let arcs = 0;
  let fixed = 0;
  for (const { network } of components) {
    offset.push(nodes);
    nodes += network.nodeCount;
    runs += network.runs.count;
    fixed += network.fixedTail.length;
    for (let r = 0; r < network.runs.count; r++) arcs += network.runs.length[r];
  }
  if (arcs > MOST_ARCS) return null;
  const firstStore = nodes;
  const left = nodes + limits.length;
  nodes = left + 1;
  const parts = partsOfCost(components, grams, unmet === null);
  const supply = new Float64Array(nodes);
  const dead = new Uint8Array(nodes);
  const fixedTail = new Int32Array(fixed + limits.length);
  const fixedHead = new Int32Array(fixed + limits.length);
  const fixedCost = new Float64Array(fixed + limits.length);
  const fixedCapacity = new Float64Array(fixed + limits.length);
  const storeOf = components.map((component) => new Int32Array(component.inlets.length).fill(-1));
  limits.forEach((limit, r) => {
    for (const claim of limit.claims) storeOf[claim.group][claim.inlet] = r;
  });
  const firstArc: number[] = [];
  const tails = tailArrays(components);
  const guided = components.every(({ network }) => network.guide !== undefined);
  const guideParts = guided ? GUIDE_PARTS / dearestGuide(components, grams) : 0;
  const costs = new Int32Array(arcs);
  const joined = {
    count: runs,
    head: new Int32Array(runs),
    costStart: new Int32Array(runs),
    tailStart: new Int32Array(runs),
    shift: new Int32Array(runs),
    length: new Int32Array(runs),
    cost: guided ? new Int32Array(arcs) : costs,
    tail: tails.all,
  };
  let run = 0;
  let filled = 0;
  let at = 0;
  components.forEach((component, c) => {
    const { network, leftNode } = component;
    const first = offset[c];
    for (let u = 0; u < network.nodeCount; u++) supply[first + u] = network.supply[u] * grams[c];
    supply[first + leftNode] = 0;
    if (network.dead) dead.set(network.dead, first);
    if (unmet) {
      unmetSupply(component, unmet[c]).forEach((units, p) => {
        supply[first + component.unmetNode + p] = units * grams[c];
      });
    }
    const begin = at;
    firstArc.push(begin);
    const scale = parts / grams[c];
    for (let k = 0; k < network.fixedTail.length; k++, at++) {
      const head = network.fixedHead[k];
      fixedTail[at] = first + network.fixedTail[k];
      fixedHead[at] = head === leftNode ? left : first + head;
      fixedCost[at] = Math.round(network.fixedCost[k] * scale);
      fixedCapacity[at] = network.fixedCapacity[k] * grams[c];
      // So much is served: nobody's unmet units go to what is left.
      const tail = network.fixedTail[k];
      if (unmet && head === leftNode && tail >= component.unmetNode && tail < component.unmetNode + 3)
        fixedCapacity[at] = 0;
    }
    component.lines.forEach((_, k) => {
      if (!unmet) return;
      fixedCost[begin + component.unmetArc[k]] = 0;
      if (component.roundingArc[k] < 0) return;
      fixedCost[begin + component.roundingArc[k]] = 0;
      // Nobody goes below the box.
      fixedCapacity[begin + component.unmetArc[k]] = 0;
    });
    component.inlets.forEach(({ leftArc }, e) => {
      if (storeOf[c][e] >= 0) fixedHead[begin + leftArc] = firstStore + storeOf[c][e];
    });
    const { runs: own, guide } = network;
    const runCost = guided && guide ? guide : own.cost;
    const runScale = guided ? guideParts / grams[c] : scale;
    for (let r = 0; r < own.count; r++, run++) {
      joined.head[run] = first + own.head[r];
      joined.tailStart[run] = tails.base[c] + own.tailStart[r];
      joined.shift[run] = first + own.shift[r];
      joined.length[run] = own.length[r];
      joined.costStart[run] = filled;
      for (let k = own.costStart[r]; k < own.costStart[r] + own.length[r]; k++)
        costs[filled++] = Math.round(runCost[k] * runScale);
    }
  });
  limits.forEach((limit, r) => {
    supply[firstStore + r] = -Math.max(0, mustStay(components, limit, grams));
    fixedTail[at] = firstStore + r;
    fixedHead[at] = left;
    fixedCapacity[at++] = Infinity;
  });
  for (let u = 0; u < left; u++) supply[left] -= supply[u];
  const guide = guided ? costs : undefined;
  const network = {
    nodeCount: nodes,
    supply,
    fixedTail,
    fixedHead,
    fixedCost,
    fixedCapacity,
    runs: joined,
    dead,
    guide,
  };
  return { network, offset, firstArc, storeOf, left, firstStore, parts };
}

/** Grams that a store cannot send, beyond what its reserve floors keep; below 0 where it can send all. */
function mustStay(components: readonly Component[], { capacity, claims }: SharedLimit, grams: Float64Array): number {
  let stays = -capacity;
  const floors = new Set<string>();
  for (const { group, inlet } of claims) {
    const { inlets, network } = components[group];
    const { supply, keptArc } = inlets[inlet];
    stays += supply * grams[group];
    if (keptArc < 0) continue;
    const kept = network.fixedHead[keptArc];
    if (floors.has(`${group}|${kept}`)) continue;
    floors.add(`${group}|${kept}`);
    stays += network.supply[kept] * grams[group];
  }
  return stays;
}

/** `unit`s of each class that the sources of unmet need bring. */
function unmetSupply({ lines, unit, network, firstLine }: Component, unmet: readonly number[]): number[] {
  const open = [0, 0, 0];
  const high = [0, 0, 0];
  lines.forEach((line, k) => {
    open[line.priority - 1] += line.open;
    high[line.priority - 1] -= network.supply[firstLine + k];
  });
  return high.map((units, p) => units - Math.round((open[p] - unmet[p]) / unit));
}

/** Parts a cost unit, so that the dearest gram is `COST_PARTS`. */
function partsOfCost(components: readonly Component[], grams: Float64Array, penalised: boolean): number {
  let dearest = 0;
  components.forEach(({ network, unmetArc, roundingArc }, c) => {
    const penalties = new Set(penalised ? [] : [...unmetArc, ...roundingArc]);
    network.fixedCost.forEach((cost, k) => {
      if (!penalties.has(k)) dearest = Math.max(dearest, Math.abs(cost) / grams[c]);
    });
    const { cost, costStart, length, count } = network.runs;
    for (let r = 0; r < count; r++)
      for (let k = 0; k < length[r]; k++) dearest = Math.max(dearest, cost[costStart[r] + k] / grams[c]);
  });
  return COST_PARTS / Math.max(1e-9, dearest);
}

/** The dearest carrying of a gram, where carrying is free and only breaks ties. */
function dearestGuide(components: readonly Component[], grams: Float64Array): number {
  let dearest = 1e-9;
  components.forEach(({ network: { guide, runs } }, c) => {
    for (let r = 0; guide && r < runs.count; r++)
      for (let k = 0; k < runs.length[r]; k++) dearest = Math.max(dearest, guide[runs.costStart[r] + k] / grams[c]);
  });
  return dearest;
}

/** Tails of all components one after the other; those who share an array share it here. */
function tailArrays(components: readonly Component[]): { all: Int32Array; base: number[] } {
  const known = new Map<Int32Array, number>();
  let size = 0;
  const base = components.map(({ network: { runs } }) => {
    const at = known.get(runs.tail) ?? size;
    if (at === size && !known.has(runs.tail)) {
      known.set(runs.tail, size);
      size += runs.tail.length;
    }
    return at;
  });
  const all = new Int32Array(size);
  for (const [tail, at] of known) all.set(tail, at);
  return { all, base };
}
