import { coarsened, headsByStanding } from "./coarse";
import { crash } from "./crash";
import { DualSimplex } from "./dual";
import { BestArcs, type RunArrays } from "./runs";
import { NetworkSimplex } from "./simplex";

/**
 * Minimum-cost flow by sifting: a network simplex over a few good arcs, grown by pricing until no arc is left out that
 * could improve it. The start is an approximate one: prices of the tails from smaller problems in which heads of like
 * standing are one (`coarse.ts`), each started by the prices of the one before, then a regret-ordered greedy under those
 * prices, installed as a basis (`crash.ts`).
 */
export interface SiftedNetwork {
  nodeCount: number;
  /** Positive = source. Sums to 0. */
  supply: Float64Array;
  /** Arcs always in use. */
  fixedTail: Int32Array;
  fixedHead: Int32Array;
  fixedCost: Float64Array;
  fixedCapacity: Float64Array;
  runs: RunArrays;
  /** Tails that can send nothing: pricing passes them by. */
  dead: Uint8Array | null;
  /**
   * Costs of the run arcs to go by first, in the layout of `runs.cost`, where those are all alike and so tell nothing. Fixed
   * costs count up to `MOST_TIMES` as much as long as they are gone by.
   */
  guide?: RunArrays["cost"];
}

export interface SiftOptions {
  shouldStop?: () => boolean;
  /** Arcs a run brings in at a scan. */
  arcsPerScan?: number;
  /** Heads that stand together in each smaller problem for the starting prices; 0 = no smaller problems. */
  sampleStep?: number;
}

/** Every smaller problem has one head for this many of the next larger one. */
const SAMPLE_STEP = 3;
/** Fewer heads than this make no smaller problem. */
const LEAST_SAMPLE = 400;
/** Fewer heads a tail than this tell nothing of its price. */
const HEADS_A_TAIL = 2;
const ARCS_PER_SCAN = 4;
const MOST_TIMES = 2 ** 10;

export class SiftingSolver {
  readonly simplex: NetworkSimplex;
  scans = 0;
  private readonly best: BestArcs;
  private readonly firstOfRun: Int32Array;
  private nextOfRun: Int32Array;
  /** Position within its run of every arc brought in; fixed arcs come first and have −1. */
  private positionOfArc: Int32Array;
  private runOfArc: Int32Array;
  private readonly restValue: Float64Array;
  private readonly epochOfRun: Int32Array;
  /** Tails' potentials at each scan, in the order of `tails`. */
  private epochPrices: Float64Array[] = [];
  /** Potentials of all nodes at the present scan, Infinity at dead tails. */
  private readonly prices: Float64Array;
  readonly fixedBase: number;
  private dual: DualSimplex | null = null;
  /** The runs at the costs gone by at present. */
  private runs: RunArrays;

  constructor(
    readonly network: SiftedNetwork,
    readonly options: SiftOptions = {},
    private readonly tails = liveTails(network),
  ) {
    const { runs, nodeCount } = network;
    this.runs = runs;
    const perScan = options.arcsPerScan ?? ARCS_PER_SCAN;
    const fixedCount = network.fixedTail.length;
    const reserve = fixedCount + Math.ceil(runs.count * (perScan + 1)) + 1024;
    this.simplex = new NetworkSimplex(nodeCount, reserve);
    this.best = new BestArcs(perScan);
    this.firstOfRun = new Int32Array(runs.count).fill(-1);
    this.nextOfRun = new Int32Array(nodeCount + reserve);
    this.positionOfArc = new Int32Array(nodeCount + reserve);
    this.runOfArc = new Int32Array(nodeCount + reserve);
    this.restValue = new Float64Array(runs.count);
    this.epochOfRun = new Int32Array(runs.count).fill(-1);
    this.prices = new Float64Array(nodeCount);
    this.fixedBase = nodeCount;
    this.simplex.supply.set(network.supply);
    for (let k = 0; k < fixedCount; k++) {
      const arc = this.simplex.addArc(
        network.fixedTail[k],
        network.fixedHead[k],
        network.fixedCost[k],
        network.fixedCapacity[k],
      );
      this.positionOfArc[arc] = -1;
    }
  }

  /** Solves from scratch. */
  solve(): "optimal" | "stopped" {
    const { guide, fixedCost, runs, nodeCount } = this.network;
    if (!guide) return this.solveCosts(this.network);
    // A power of two, so that costs come back to the bit; what the simplex makes of them has to stay exact.
    const dearest = fixedCost.reduce((most, cost) => Math.max(most, Math.abs(cost)), 1);
    let times = MOST_TIMES;
    while (times > 1 && dearest * times * nodeCount > Number.MAX_SAFE_INTEGER / 4) times /= 2;
    this.goBy(guide, times);
    const status = this.solveCosts({ ...this.network, runs: this.runs, fixedCost: fixedCost.map((c) => c * times) });
    this.goBy(runs.cost, 1 / times);
    return status === "stopped" ? status : this.resolve();
  }

  /** Sets the costs of all run arcs; those of the fixed arcs are multiplied. */
  private goBy(cost: RunArrays["cost"], times: number): void {
    const { simplex, fixedBase } = this;
    const firstRun = fixedBase + this.network.fixedTail.length;
    this.runs = { ...this.network.runs, cost };
    for (let arc = fixedBase; arc < firstRun; arc++) simplex.cost[arc] *= times;
    for (let arc = firstRun; arc < simplex.arcCount; arc++)
      simplex.cost[arc] = cost[this.runs.costStart[this.runOfArc[arc]] + this.positionOfArc[arc]];
    // What was known of arcs left out is of other costs.
    this.restValue.fill(-Infinity);
  }

  private solveCosts(network: SiftedNetwork): "optimal" | "stopped" {
    const step = this.options.sampleStep ?? SAMPLE_STEP;
    const prices = new Float64Array(network.nodeCount);
    if (step > 1) {
      let size = 1;
      const least = Math.max(LEAST_SAMPLE, HEADS_A_TAIL * this.tails.length);
      while (network.runs.count / (size * step) >= least) size *= step;
      for (; size > 1; size /= step) {
        const order = headsByStanding(network, prices);
        const coarse = new SiftingSolver(coarsened(network, order, size), this.options, this.tails);
        coarse.solveFrom(prices);
        prices.set(coarse.simplex.potential.subarray(0, prices.length));
      }
    }
    return this.solveFrom(prices);
  }

  /** Solves from near-optimal prices of the tails. */
  private solveFrom(prices: Float64Array): "optimal" | "stopped" {
    this.openEpoch(prices);
    for (let r = 0; r < this.runs.count; r++) this.scanRun(r);
    this.simplex.install(crash(this.simplex, this.network.supply, prices));
    return this.sift();
  }

  /** Solves on from the present basis after supplies, fixed costs or fixed capacities changed. */
  resolve(): "optimal" | "stopped" {
    this.simplex.reinstall();
    return this.sift();
  }

  /**
   * Solves on from the present basis after nothing but supplies changed: by the dual simplex, a few pivots for each arc the
   * change overdraws. What was solved last must have been optimal and feasible.
   */
  rebalance(): "optimal" | "stopped" {
    this.dual ??= new DualSimplex(this.simplex);
    if (!this.dual.run(this.options.shouldStop)) return this.resolve();
    return this.price() === 0 ? "optimal" : this.sift();
  }

  /** Calls `visit` for every run arc that carries flow. */
  forEachFlow(visit: (run: number, position: number, flow: number) => void): void {
    const { simplex } = this;
    for (let arc = this.fixedBase + this.network.fixedTail.length; arc < simplex.arcCount; arc++) {
      if (simplex.flow[arc] > 0) visit(this.runOfArc[arc], this.positionOfArc[arc], simplex.flow[arc]);
    }
  }

  private sift(): "optimal" | "stopped" {
    for (;;) {
      if (this.simplex.run(this.options.shouldStop) === "stopped") return "stopped";
      if (this.price() === 0) return "optimal";
    }
  }

  /** Brings in arcs of every run that may hold one of negative reduced cost; returns how many had one. */
  private price(): number {
    const { runs } = this;
    const potential = this.simplex.potential;
    const fall = new Float64Array(this.epochPrices.length);
    for (let epoch = 0; epoch < this.epochPrices.length; epoch++) {
      const old = this.epochPrices[epoch];
      let least = Infinity;
      for (let k = 0; k < this.tails.length; k++) {
        const rise = potential[this.tails[k]] - old[k];
        if (rise < least) least = rise;
      }
      fall[epoch] = least;
    }
    this.openEpoch(potential);
    let violated = 0;
    for (let r = 0; r < runs.count; r++) {
      if (potential[runs.head[r]] <= this.restValue[r] + fall[this.epochOfRun[r]]) continue;
      if (this.scanRun(r)) violated++;
    }
    return violated;
  }

  /** Scans one run and adds its best arcs; true when an arc not yet in use has negative reduced cost. */
  private scanRun(r: number): boolean {
    const { best, simplex, runs } = this;
    this.scans++;
    best.scan(runs, r, this.prices);
    this.restValue[r] = best.restValue;
    this.epochOfRun[r] = this.epochPrices.length - 1;
    const head = runs.head[r];
    const headPotential = simplex.potential[head];
    let found = best.restValue < headPotential;
    for (let p = 0; p < best.count; p++) {
      const k = best.position[p];
      let arc = this.firstOfRun[r];
      while (arc >= 0 && this.positionOfArc[arc] !== k) arc = this.nextOfRun[arc];
      if (arc >= 0) continue;
      arc = simplex.addArc(
        runs.tail[runs.tailStart[r] + k] + runs.shift[r],
        head,
        runs.cost[runs.costStart[r] + k],
        Infinity,
      );
      if (arc >= this.nextOfRun.length) this.grow();
      this.positionOfArc[arc] = k;
      this.runOfArc[arc] = r;
      this.nextOfRun[arc] = this.firstOfRun[r];
      this.firstOfRun[r] = arc;
      if (best.value[p] < headPotential) found = true;
    }
    return found;
  }

  private openEpoch(potential: Float64Array): void {
    const { prices, tails } = this;
    prices.set(potential.subarray(0, prices.length));
    const dead = this.network.dead;
    if (dead) for (let u = 0; u < dead.length; u++) if (dead[u] === 1) prices[u] = Infinity;
    const snapshot = new Float64Array(tails.length);
    for (let k = 0; k < tails.length; k++) snapshot[k] = potential[tails[k]];
    this.epochPrices.push(snapshot);
  }

  private grow(): void {
    const size = this.simplex.tail.length;
    const next = new Int32Array(size);
    next.set(this.nextOfRun);
    this.nextOfRun = next;
    const position = new Int32Array(size);
    position.set(this.positionOfArc);
    this.positionOfArc = position;
    const run = new Int32Array(size);
    run.set(this.runOfArc);
    this.runOfArc = run;
  }
}

/** Nodes that runs start from, dead ones left out. */
function liveTails({ runs, dead, nodeCount }: SiftedNetwork): Int32Array {
  const isTail = new Uint8Array(nodeCount);
  for (let r = 0; r < runs.count; r++) {
    const base = runs.tailStart[r];
    const shift = runs.shift[r];
    // Runs of a dense matrix share one row of tails.
    if (r > 0 && base === runs.tailStart[r - 1] && shift === runs.shift[r - 1] && runs.length[r] === runs.length[r - 1])
      continue;
    for (let k = 0; k < runs.length[r]; k++) {
      const u = runs.tail[base + k] + shift;
      if (dead === null || dead[u] === 0) isTail[u] = 1;
    }
  }
  const tails: number[] = [];
  for (let u = 0; u < nodeCount; u++) if (isTail[u] === 1) tails.push(u);
  return Int32Array.from(tails);
}
