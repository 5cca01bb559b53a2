import type { Component } from "./component";
import type { SharedLimit } from "./coupling";
import { type FairShares, wholeBox } from "./fairness";
import { type LimitPrices, ServiceProgram } from "./service-program";

/** One bottleneck of what goods share: nobody of the class whom it holds can be raised without lowering somebody worse off. */
export interface Bottleneck {
  priority: 1 | 2 | 3;
  /** Fill at which it holds them. */
  fill: number;
  prices: LimitPrices;
}

export interface CoupledShares {
  /** By component, as `fairShares` gives them for one. */
  shares: FairShares[];
  bottlenecks: Bottleneck[];
}

/** Lines of one class in one group: they are raised, and held, together. */
interface Cell {
  component: number;
  group: number;
  lines: number[];
  /** Pieces t ↦ slope × (clamp(t, from, to) − from), lines of the same bends together. */
  pieces: { from: number; to: number; slope: number }[];
  /** Fill at which it is held; null while free. */
  held: number | null;
}

/**
 * The lexicographically largest vector of fill over all lines of a class of all components together, class after class.
 *
 * What the components can be served together is a polyhedron, no polymatroid: throughput counts grams. All free lines
 * are raised together to fill t; `ServiceProgram` says whether that can be served, or refutes it by prices (Farkas),
 * under which Σ worth × served ≤ what the limits are worth for every plan: the largest t that keeps that inequality is tried next
 * (Newton's method, as on the cuts of one component). At the largest t that can be served the inequality holds with
 * equality, so every line of positive worth has the same share in every optimal vector: it is held there, and the others
 * go on (Megiddo 1974; Ogryczak, Pióro and Tomaszewski 2005). Null when stopped.
 */
export function coupledShares(
  components: readonly Component[],
  limits: readonly SharedLimit[],
  shouldStop: () => boolean,
): CoupledShares | null {
  const program = new ServiceProgram(components, limits, shouldStop);
  const demand = components.map((_, c) => new Float64Array(program.groupsOf(c)));
  const bottlenecks: Bottleneck[] = [];
  const served = components.map((component) => new Float64Array(component.lines.length));
  const levels = components.map((): FairShares["levels"] => []);
  for (const priority of [1, 2, 3] as const) {
    const cells = cellsOf(components, program, priority);
    const settled = demand.map((groups) => groups.slice());
    let free = cells;
    while (free.length > 0) {
      let fill = Infinity;
      let prices: LimitPrices | null = null;
      let dust = 0;
      for (;;) {
        for (const [c, groups] of demand.entries()) groups.set(settled[c].map((units) => units * (1 - dust)));
        for (const cell of free) demand[cell.component][cell.group] += shareOf(cell, fill);
        const refuted = program.refute(demand);
        if (shouldStop()) return null;
        if (refuted === null) break;
        if (!free.some((cell) => refuted.worth[cell.component][cell.group] > 0)) {
          // What is held already lies on its limits to the last digit: only rounding refutes it.
          dust = Math.max(1e-13, dust * 4);
          if (dust > 1e-8) throw new Error("shares already held cannot be served");
          continue;
        }
        const next = largestFill(free, refuted, settled);
        if (!(next < fill)) break;
        fill = next;
        prices = refuted;
      }
      const worth = prices?.worth;
      const stuck = worth ? free.filter((cell) => worth[cell.component][cell.group] > 0) : free;
      if (prices) bottlenecks.push({ priority, fill, prices });
      for (const cell of stuck) {
        cell.held = fill;
        settled[cell.component][cell.group] += shareOf(cell, fill);
        const short = cell.pieces.some((piece) => piece.to > fill);
        if (short) levels[cell.component].push({ fill, lines: cell.lines.length });
      }
      free = free.filter((cell) => cell.held === null);
    }
    for (const cell of cells) {
      const fill = cell.held as number;
      const component = components[cell.component];
      for (const k of cell.lines) served[cell.component][k] = lineShare(component, k, fill);
    }
    for (const [c, groups] of demand.entries()) groups.set(settled[c]);
  }
  return {
    shares: served.map((own, c) => ({ served: own, levels: levels[c], box: wholeBox(own) })),
    bottlenecks,
  };
}

function cellsOf(components: readonly Component[], program: ServiceProgram, priority: number): Cell[] {
  const cells: Cell[] = [];
  components.forEach((component, c) => {
    const byGroup = new Map<number, Cell>();
    const bends = new Map<Cell, Map<string, Cell["pieces"][number]>>();
    component.lines.forEach((line, k) => {
      if (line.priority !== priority) return;
      const group = program.groupOfLine(c, k);
      let cell = byGroup.get(group);
      if (!cell) {
        cell = { component: c, group, lines: [], pieces: [], held: null };
        byGroup.set(group, cell);
        bends.set(cell, new Map());
        cells.push(cell);
      }
      cell.lines.push(k);
      const { slope, from, to } = curveOf(component, k);
      if (!(to > from)) return;
      const own = bends.get(cell) as Map<string, Cell["pieces"][number]>;
      const piece = own.get(`${from}|${to}`);
      if (piece) piece.slope += slope;
      else own.set(`${from}|${to}`, { from, to, slope });
    });
    for (const [cell, own] of bends) cell.pieces = [...own.values()];
  });
  return cells;
}

/** served(t) = slope × (clamp(t, from, to) − from): fill counts what is frozen already. */
function curveOf({ lines, unit }: Component, k: number): { slope: number; from: number; to: number } {
  const { line, frozen, open } = lines[k];
  const slope = (line.quantity / unit) * line.fairnessWeight;
  const base = frozen / unit;
  return { slope, from: base / slope, to: (base + Math.floor(open / unit)) / slope };
}

function lineShare(component: Component, k: number, fill: number): number {
  const { slope, from, to } = curveOf(component, k);
  if (fill >= to) return Math.floor(component.lines[k].open / component.unit);
  return Math.max(0, slope * (fill - from));
}

function shareOf(cell: Cell, fill: number): number {
  let sum = 0;
  for (const { from, to, slope } of cell.pieces) if (fill > from) sum += slope * (Math.min(fill, to) - from);
  return sum;
}

/** The largest fill of the free cells that Σ worth × share ≤ worth of the limits allows: down the bends, exactly. */
function largestFill(free: readonly Cell[], { worth, limit }: LimitPrices, settled: readonly Float64Array[]): number {
  let room = limit;
  settled.forEach((groups, c) => {
    for (let g = 0; g < groups.length; g++) room -= worth[c][g] * groups[g];
  });
  const bends: { at: number; change: number }[] = [];
  for (const cell of free) {
    const own = worth[cell.component][cell.group];
    if (own <= 0) continue;
    for (const { from, to, slope } of cell.pieces) {
      bends.push({ at: from, change: own * slope }, { at: to, change: -own * slope });
    }
  }
  bends.sort((a, b) => a.at - b.at);
  let level = 0;
  let rate = 0;
  let fill = 0;
  let least = 0;
  for (const { change } of bends) least = Math.max(least, Math.abs(change));
  for (const bend of bends) {
    const gain = rate * (bend.at - fill);
    if (level + gain >= room && rate > 0) return fill + Math.max(0, room - level) / rate;
    level += gain;
    fill = bend.at;
    rate += bend.change;
    if (rate < 1e-12 * least) rate = 0;
  }
  return Infinity;
}
