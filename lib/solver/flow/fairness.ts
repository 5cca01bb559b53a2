import type { Component, ServedBox } from "./component";
import { MaxFlow } from "./maxflow";
import { commonParameter, fairCurve, type ShareCurve, shareAt } from "./share-curves";

/** A fill level found: every line in it is held there by the same bottleneck. */
export interface FillLevel {
  /** served ÷ (need × weight) of the lines the bottleneck holds. */
  fill: number;
  lines: number;
}

export interface FairShares {
  /** The lexicographically largest vector of fill, as served `unit`s a line; exact to about 1e-9. */
  served: Float64Array;
  levels: FillLevel[];
  /** Whole-unit box around it that holds a whole-unit plan of the same class totals. */
  box: ServedBox;
}

/**
 * The lexicographically optimal vector of fill, class by class.
 *
 * What the lines of a transportation network can be served is a polymatroid, and so it stays after the classes above
 * are fixed; its lexicographically optimal base (Megiddo 1974; Fujishige 1980) is found bottleneck by bottleneck: raise
 * all free lines together to fill t, by Newton's method on the minimum cut (the cut that breaks gives the next t), and
 * when the largest t is found fix the lines on the far side of its cut there. Lines that may draw on the same stock are
 * one group: their shares follow from t alone. A base of an integral polymatroid meets every whole-unit box around it in
 * a whole-unit base, hence `box`.
 */
export function fairShares(component: Component): FairShares {
  const graph = new ShareGraph(component);
  const { lines, unit } = component;
  const need = Float64Array.from(lines, (l) => Math.floor(l.open / unit));
  // Frozen parts are served already: fill starts from them.
  const curves = lines.map((l, k) =>
    fairCurve((l.line.quantity / unit) * l.line.fairnessWeight, l.frozen / unit, need[k]),
  );
  const served = new Float64Array(lines.length);
  const levels: FillLevel[] = [];
  for (const priority of [1, 2, 3] as const) {
    const free = lines.flatMap((l, k) => (l.priority === priority ? [k] : []));
    for (const { parameter, fixed } of raiseAll(graph, served, free, curves)) {
      const held = fixed.filter((k) => served[k] < need[k] - 1e-9);
      if (parameter < Infinity && held.length > 0) levels.push({ fill: parameter, lines: held.length });
    }
  }
  return { served, levels, box: wholeBox(served) };
}

/** Whole units around shares: one box of at most one unit a line. */
export function wholeBox(served: Float64Array): ServedBox {
  const low = new Float64Array(served.length);
  const high = new Float64Array(served.length);
  for (let k = 0; k < served.length; k++) {
    const nearest = nearWhole(served[k]);
    low[k] = nearest ?? Math.floor(served[k]);
    high[k] = nearest ?? Math.ceil(served[k]);
  }
  return { low, high };
}

/** The whole number a share stands for, or null when it is a fraction. */
export function nearWhole(share: number): number | null {
  const nearest = Math.round(share);
  return Math.abs(share - nearest) <= 1e-6 * Math.max(1, nearest * 1e-3) ? nearest : null;
}

/**
 * Raises the free lines together along their curves, bottleneck by bottleneck, and writes what they come to into `served`.
 * Yields each bottleneck with the lines it fixes as soon as `served` holds their shares; a caller may move them then, as
 * long as their sum stays (the bottleneck lets through no more and no less).
 */
export function* raiseAll(
  graph: ShareGraph,
  served: Float64Array,
  lines: readonly number[],
  curves: readonly ShareCurve[],
): Generator<{ parameter: number; fixed: number[] }> {
  let free = [...lines];
  while (free.length > 0) {
    const { parameter, fixed } = raise(graph, served, free, curves);
    for (const k of fixed) served[k] = shareAt(curves[k], parameter);
    yield { parameter, fixed };
    const done = new Set(fixed);
    free = free.filter((k) => !done.has(k));
  }
}

/** One bottleneck: the largest common parameter of the free lines, and the lines that cannot go beyond it. */
function raise(
  graph: ShareGraph,
  served: Float64Array,
  free: number[],
  curves: readonly ShareCurve[],
): { parameter: number; fixed: number[] } {
  let parameter = Infinity;
  let fixed = free;
  for (;;) {
    const demand = graph.demand(served, free, (k) => shareAt(curves[k], parameter));
    const cut = graph.violatedGroups(demand);
    if (cut === null) return { parameter, fixed };
    const inside = free.filter((k) => cut.has(graph.groupOfLine[k]));
    const room = graph.roomIn(cut, demand, served);
    const next = commonParameter(
      inside.map((k) => curves[k]),
      Math.max(0, room),
    );
    if (!(next < parameter)) return { parameter, fixed: inside.length > 0 ? inside : free };
    parameter = next;
    fixed = inside;
  }
}

/** Stock on one side, groups of lines that may draw on the same stock nodes on the other. */
export class ShareGraph {
  readonly groupOfLine: Int32Array;
  private readonly groups: number;
  private readonly flow: MaxFlow;
  private readonly groupArc: Int32Array;
  private readonly firstGroup: number;
  private floors = 0;
  private sent = 0;

  constructor(component: Component) {
    const { network, lines, firstLine, unmetNode, leftNode } = component;
    const { groupOfLine, tailsOf } = linesByTails(component);
    this.groupOfLine = groupOfLine;
    this.groups = tailsOf.length;

    // Nodes: the component's own up to its lines are kept; groups take new numbers.
    const nodes = network.nodeCount + this.groups + 2;
    this.firstGroup = network.nodeCount;
    const source = nodes - 2;
    const sink = nodes - 1;
    this.flow = new MaxFlow(nodes, source, sink);
    for (let u = 0; u < network.nodeCount; u++) {
      if (u >= unmetNode && u <= leftNode) continue;
      const isLine = u >= firstLine && u < firstLine + lines.length;
      if (!isLine && network.supply[u] > 0) this.flow.addArc(source, u, network.supply[u]);
      // A floor is kept first.
      if (!isLine && network.supply[u] < 0) {
        this.flow.addArc(u, sink, -network.supply[u]);
        this.floors -= network.supply[u];
      }
    }
    for (let a = 0; a < network.fixedTail.length; a++) {
      const tail = network.fixedTail[a];
      const head = network.fixedHead[a];
      if (
        (tail >= unmetNode && tail < leftNode) ||
        head === leftNode ||
        (head >= firstLine && head < firstLine + lines.length)
      )
        continue;
      this.flow.addArc(tail, head, network.fixedCapacity[a]);
    }
    tailsOf.forEach((tails, g) => {
      for (const tail of tails) this.flow.addArc(tail, this.firstGroup + g, Infinity);
    });
    this.groupArc = Int32Array.from({ length: this.groups }, (_, g) => this.flow.addArc(this.firstGroup + g, sink, 0));
    this.flow.seal();
  }

  /** Demand of every group: fixed lines as served, free lines as `share` says. */
  demand(served: Float64Array, free: number[], share: (k: number) => number): Float64Array {
    const total = new Float64Array(this.groups);
    for (let k = 0; k < served.length; k++) total[this.groupOfLine[k]] += served[k];
    for (const k of free) total[this.groupOfLine[k]] += share(k);
    return total;
  }

  /** Groups on the starved side of a minimum cut, or null when every group can have its demand. */
  violatedGroups(demand: Float64Array): Set<number> | null {
    let wanted = this.floors;
    for (let g = 0; g < this.groups; g++) {
      this.flow.setCapacity(this.groupArc[g], demand[g]);
      wanted += demand[g];
    }
    this.sent = this.flow.solve();
    if (this.sent >= wanted - 1e-9 * Math.max(100, wanted)) return null;
    const starved = this.flow.starvedSide();
    const cut = new Set<number>();
    for (let g = 0; g < this.groups; g++) if (starved[this.firstGroup + g] === 1) cut.add(g);
    return cut;
  }

  /** What the cut found last lets through to its groups, beyond what lines already fixed take there. */
  roomIn(cut: Set<number>, demand: Float64Array, served: Float64Array): number {
    let room = this.sent - this.floors;
    for (let g = 0; g < this.groups; g++) if (!cut.has(g)) room -= demand[g];
    for (let k = 0; k < served.length; k++) if (cut.has(this.groupOfLine[k])) room -= served[k];
    return Math.max(0, room);
  }
}

/** Lines that may draw on the same stock nodes, as one group each. */
export function linesByTails(component: Component): { groupOfLine: Int32Array; tailsOf: number[][] } {
  const { lines, runLine } = component;
  const { runs } = component.network;
  const runsOf: number[][] = lines.map(() => []);
  for (let r = 0; r < runs.count; r++) runsOf[runLine[r]].push(r);
  const ids = new Map<string, number>();
  const tailsOf: number[][] = [];
  const groupOfLine = new Int32Array(lines.length);
  // Runs of a dense matrix share their row of tails: the text of one row is made once.
  const rowText = new Map<string, string>();
  for (let k = 0; k < lines.length; k++) {
    const parts = runsOf[k].map((r) => {
      const key = `${runs.tailStart[r]}|${runs.shift[r]}|${runs.length[r]}`;
      let text = rowText.get(key);
      if (text === undefined) {
        text = liveTails(component, r).join(",");
        rowText.set(key, text);
      }
      return text;
    });
    const signature = parts.filter((text) => text !== "").join(";");
    let group = ids.get(signature);
    if (group === undefined) {
      group = tailsOf.length;
      ids.set(signature, group);
      tailsOf.push(runsOf[k].flatMap((r) => liveTails(component, r)));
    }
    groupOfLine[k] = group;
  }
  return { groupOfLine, tailsOf };
}

function liveTails(component: Component, r: number): number[] {
  const { runs, dead } = component.network;
  const tails: number[] = [];
  for (let k = 0; k < runs.length[r]; k++) {
    const u = runs.tail[runs.tailStart[r] + k] + runs.shift[r];
    if (dead === null || dead[u] === 0) tails.push(u);
  }
  return tails;
}
