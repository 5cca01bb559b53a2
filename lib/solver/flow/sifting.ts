import { BestArcs, type RunArrays } from "./runs";
import { NetworkSimplex } from "./simplex";

/**
 * Minimum-cost flow by sifting: a network simplex over a few good arcs, grown by pricing until no arc is left out that
 * could improve it. The start is an approximate one: prices of the tails from a sample of the heads (a transportation
 * problem with few sources has few prices, and a part of the sinks tells them well), then a regret-ordered greedy
 * under those prices, installed as a basis.
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
}

export interface SiftOptions {
  shouldStop?: () => boolean;
  /** Arcs a run brings in at a scan. */
  arcsPerScan?: number;
  /** Sample one head in this many for the starting prices; 0 = no sample. */
  sampleStep?: number;
}

/** One head in this many makes the sample, and one in this many of those the sample's own start. */
const SAMPLE_STEP = 4;

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
  private readonly tails: Int32Array;
  /** Potentials of all nodes at the present scan, Infinity at dead tails. */
  private readonly prices: Float64Array;
  readonly fixedBase: number;

  constructor(
    readonly network: SiftedNetwork,
    readonly options: SiftOptions = {},
  ) {
    const { runs, nodeCount } = network;
    const perScan = options.arcsPerScan ?? 5;
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
    this.tails = liveTails(network);
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
    const step = this.options.sampleStep ?? SAMPLE_STEP;
    const prices = new Float64Array(this.network.nodeCount);
    const runs = this.network.runs;
    if (step > 1 && runs.count / step >= 200) this.samplePrices(step, prices);
    this.openEpoch(prices);
    for (let r = 0; r < runs.count; r++) this.scanRun(r);
    this.simplex.install(this.crash(prices));
    return this.sift();
  }

  /** Solves on from the present basis after supplies, fixed costs or fixed capacities changed. */
  resolve(): "optimal" | "stopped" {
    this.simplex.install(this.simplex.basis());
    return this.sift();
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
    const { runs } = this.network;
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
    const { best, simplex } = this;
    const { runs } = this.network;
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

  /** Prices of the tails from a problem over every `step`-th run head, all else scaled to fit. */
  private samplePrices(step: number, prices: Float64Array): void {
    const { runs, supply, nodeCount, dead } = this.network;
    const sampled = new Uint8Array(nodeCount);
    const isHead = new Uint8Array(nodeCount);
    const chosen: number[] = [];
    let seenHeads = 0;
    let all = 0;
    let part = 0;
    for (let r = 0; r < runs.count; r++) {
      const u = runs.head[r];
      if (isHead[u] === 0) {
        isHead[u] = 1;
        all -= supply[u];
        if (seenHeads++ % step === 0) {
          sampled[u] = 1;
          part -= supply[u];
        }
      }
      if (sampled[u] === 1) chosen.push(r);
    }
    if (part <= 0) return;
    const scaled = new Float64Array(nodeCount);
    let sum = 0;
    let largest = 0;
    for (let u = 0; u < nodeCount; u++) {
      if (isHead[u] === 1) scaled[u] = sampled[u] === 1 ? supply[u] : 0;
      else scaled[u] = Math.round((supply[u] * part) / all);
      sum += scaled[u];
      if (scaled[u] > scaled[largest]) largest = u;
    }
    scaled[largest] -= sum;
    const keptFixed: number[] = [];
    for (let k = 0; k < this.network.fixedHead.length; k++) {
      const head = this.network.fixedHead[k];
      if (isHead[head] === 0 || sampled[head] === 1) keptFixed.push(k);
    }
    const sub = new SiftingSolver(
      {
        nodeCount,
        supply: scaled,
        fixedTail: Int32Array.from(keptFixed, (k) => this.network.fixedTail[k]),
        fixedHead: Int32Array.from(keptFixed, (k) => this.network.fixedHead[k]),
        fixedCost: Float64Array.from(keptFixed, (k) => this.network.fixedCost[k]),
        fixedCapacity: Float64Array.from(keptFixed, (k) => Math.ceil((this.network.fixedCapacity[k] * part) / all)),
        runs: {
          count: chosen.length,
          head: Int32Array.from(chosen, (r) => runs.head[r]),
          costStart: Int32Array.from(chosen, (r) => runs.costStart[r]),
          tailStart: Int32Array.from(chosen, (r) => runs.tailStart[r]),
          shift: Int32Array.from(chosen, (r) => runs.shift[r]),
          length: Int32Array.from(chosen, (r) => runs.length[r]),
          cost: runs.cost,
          tail: runs.tail,
        },
        dead,
      },
      { ...this.options, sampleStep: this.options.sampleStep ?? SAMPLE_STEP },
    );
    sub.solve();
    prices.set(sub.simplex.potential.subarray(0, nodeCount));
  }

  /**
   * A near-feasible forest: heads in falling order of regret (second-best less best value under `prices`) take from their
   * best tail with supply left. Each arc used exhausts its head or its tail, so the arcs used form a forest.
   */
  private crash(prices: Float64Array): Int32Array {
    const { simplex } = this;
    const { nodeCount, supply } = this.network;
    const { tail, head, cost, arcCount } = simplex;
    const start = new Int32Array(nodeCount + 2);
    for (let arc = nodeCount; arc < arcCount; arc++) start[head[arc] + 2]++;
    for (let u = 2; u <= nodeCount + 1; u++) start[u] += start[u - 1];
    const into = new Int32Array(arcCount - nodeCount);
    for (let arc = nodeCount; arc < arcCount; arc++) into[start[head[arc] + 1]++] = arc;

    const keys = new Float64Array(nodeCount);
    let heads = 0;
    const scale = 2 ** 21;
    for (let u = 0; u < nodeCount; u++) {
      if (supply[u] >= 0) continue;
      let first = Infinity;
      let second = Infinity;
      for (let p = start[u]; p < start[u + 1]; p++) {
        const x = cost[into[p]] + prices[tail[into[p]]];
        if (x < first) {
          second = first;
          first = x;
        } else if (x < second) second = x;
      }
      // A node many arcs lead to is where leftovers go: it takes last.
      const regret = start[u + 1] - start[u] > 64 ? -1 : Math.min(2 ** 31, second - first || 0);
      keys[heads++] = -Math.floor(regret) * scale + u;
    }
    const order = keys.subarray(0, heads).sort();
    const left = Float64Array.from(supply);
    const basis: number[] = [];
    for (let h = 0; h < heads; h++) {
      const u = ((order[h] % scale) + scale) % scale;
      let need = -left[u];
      while (need > 0) {
        let chosen = -1;
        let least = Infinity;
        for (let p = start[u]; p < start[u + 1]; p++) {
          const from = tail[into[p]];
          if (left[from] <= 0) continue;
          const x = cost[into[p]] + prices[from];
          if (x < least) {
            least = x;
            chosen = into[p];
          }
        }
        if (chosen < 0) break;
        const amount = Math.min(need, left[tail[chosen]]);
        left[tail[chosen]] -= amount;
        need -= amount;
        basis.push(chosen);
      }
    }
    return Int32Array.from(basis);
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
