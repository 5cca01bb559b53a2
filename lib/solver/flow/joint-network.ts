import type { Component } from "./component";
import type { SharedLimit } from "./coupling";
import type { SiftedNetwork } from "./sifting";

/** More arcs than this are not copied into one network. */
const MOST_ARCS = 80_000_000;
/** Costs a gram are counted as whole parts of the dearest one. */
const COST_PARTS = 2 ** 30;
/** Where carrying is free, costs of carrying that break ties are parts of the dearest too: far below a gram unmet. */
const GUIDE_PARTS = 2 ** 12;

/** Grams a `unit` of each component; null where its inlets draw differently or a limit is not throughput. */
export function gramsAUnit(components: readonly Component[], limits: readonly SharedLimit[]): Float64Array | null {
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

/** All components in one network. */
export interface Joined {
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

/**
 * The network of all components, quantities in grams; null where it would have too many arcs.
 *
 * @param unmet as `JointFlow.of` takes it
 */
export function join(
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
export function mustStay(
  components: readonly Component[],
  { capacity, claims }: SharedLimit,
  grams: Float64Array,
): number {
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
