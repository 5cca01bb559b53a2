import { buildComponent, type Component } from "./component";
import type { CoupledResult } from "./coupled-result";
import { capInlets, inletUsage } from "./coupling";
import { type GroupSolution, objectiveParts, servedUnits } from "./group";
import type { Instance } from "./instance";
import type { LevelPrice, Sensitivity } from "./plan-model";
import { PriceReader } from "./prices";
import type { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";

interface Candidate {
  component: Component;
  solver: SiftingSolver;
  kind: Sensitivity["kind"];
  block: number;
  store: number;
  gain: LevelPrice;
  /** Base units, or kg of throughput. */
  amount: number;
  /** Inlet and units of it that the change lets through. */
  inlet: number;
  units: number;
}

/**
 * For problems too large to try changes one by one (`sensitivity.ts`): the ten changes worth most by their dual prices among
 * stores that have stock, each then tried and solved again from the optimal basis. Under `fair` the trial is judged by class
 * totals, as fairness has no price. A trial of throughput gives all of it to one goods class, so its gain is at least the
 * one stated.
 */
export function sensitivitiesByPrice(instance: Instance, reaches: ReachBook, coupled: CoupledResult): Sensitivity[] {
  const candidates: Candidate[] = [];
  const throttled = throttledStores(coupled);
  for (const group of coupled.groups) {
    const { component, solver } = openForTrial(instance, reaches, group, coupled);
    candidates.push(...candidatesOf(instance, component, solver, throttled));
  }
  candidates.sort((a, b) => compareGain(b.gain, a.gain) || a.store - b.store);
  const best: Candidate[] = [];
  for (const c of candidates) {
    const same = (other: Candidate) =>
      other.kind === c.kind &&
      other.store === c.store &&
      (c.kind === "throughput" || other.component === c.component) &&
      other.block === c.block;
    if (best.length < 10 && !best.some(same)) best.push(c);
  }
  return best.map((candidate) => tryOut(instance, candidate));
}

function candidatesOf(
  instance: Instance,
  component: Component,
  solver: SiftingSolver,
  throttled: Set<number>,
): Candidate[] {
  const { problem } = instance;
  const reader = new PriceReader(component, solver.simplex.potential, problem.stores.length);
  const { unit } = component;
  return component.inlets.flatMap((inlet, k): Candidate[] => {
    const block = component.blocks[inlet.block];
    if (block.from !== block.to) return [];
    const price = reader.ofNode(inlet.issueArc >= 0 ? headOf(component, inlet.issueArc) : inlet.node);
    if (price <= 0) return [];
    const stock = inlet.lots.reduce((sum, lot) => sum + lot.quantity, 0);
    const units = Math.max(1, Math.round(stock / 20 / unit));
    const common = { component, solver, block: inlet.block, store: inlet.store, inlet: k };
    const gain = reader.levels(price);
    if (throttled.has(inlet.store)) {
      const kg = Math.max(1, Math.round((units * unit * problem.goods[block.from].weightG) / 1000));
      const perKg = scaled(gain, 1000 / Math.max(1, problem.goods[block.from].weightG));
      return [{ ...common, kind: "throughput", gain: perKg, amount: kg, units }];
    }
    const floor = instance.floorAt[block.from][inlet.store];
    const list: Candidate[] = [{ ...common, kind: "stock", gain, amount: units * unit, units }];
    const lower = Math.min(Math.floor(floor / unit), units);
    if (lower > 0) list.push({ ...common, kind: "reserveFloor", gain, amount: lower * unit, units: lower });
    return list;
  });
}

function headOf(component: Component, arc: number): number {
  return component.network.fixedHead[arc];
}

function scaled(price: LevelPrice, by: number): LevelPrice {
  return { unmet: price.unmet.map((u) => u * by) as [number, number, number], cost: price.cost * by };
}

/** Stores whose throughput has a price: more stock there would not leave. */
function throttledStores({ decomposition, limits }: CoupledResult): Set<number> {
  const stores = new Set<number>();
  limits.forEach((limit, r) => {
    if (limit.kind === "throughput" && (decomposition?.prices[r] ?? 0) > 0) stores.add(limit.store);
  });
  return stores;
}

/** Higher classes first, then cost. */
function compareGain(a: LevelPrice, b: LevelPrice): number {
  return a.unmet[0] - b.unmet[0] || a.unmet[1] - b.unmet[1] || a.unmet[2] - b.unmet[2] || a.cost - b.cost;
}

/** The solved network with nothing fixed that more stock could change: no fairness box, no class totals. */
function openForTrial(
  instance: Instance,
  reaches: ReachBook,
  group: GroupSolution,
  { decomposition }: CoupledResult,
): { component: Component; solver: SiftingSolver } {
  if (!group.box && !decomposition) return group;
  const component = buildComponent(instance, reaches, group.component.goods, null);
  const solver = new SiftingSolver(component.network);
  if (decomposition) capInlets(component, solver, inletUsage(group.component, group.solver));
  solver.solve();
  return { component, solver };
}

function tryOut(instance: Instance, candidate: Candidate): Sensitivity {
  const { component, solver, block, store, units } = candidate;
  const { problem } = instance;
  const { simplex, fixedBase } = solver;
  const inlet = component.inlets[candidate.inlet];
  const before = objectiveParts(component, solver);
  const servedBefore = servedUnits(component, solver);
  const letThrough = (by: number) => {
    if (inlet.issueArc >= 0) simplex.capacity[fixedBase + inlet.issueArc] += by;
    simplex.supply[inlet.node] += by;
    simplex.supply[component.leftNode] -= by;
  };
  letThrough(units);
  solver.resolve();
  const after = objectiveParts(component, solver);
  const servedAfter = servedUnits(component, solver);
  const raised = component.lines.filter((_, k) => servedAfter[k] > servedBefore[k]);
  letThrough(-units);
  solver.resolve();
  return {
    kind: candidate.kind,
    storeId: problem.stores[store].id,
    goodsId: problem.goods[component.blocks[block].from].id,
    gainPerUnit: candidate.gain,
    amount: candidate.amount,
    servedMore: [0, 1, 2].map((p) => before.unmet[p] - after.unmet[p]) as [number, number, number],
    costChange: after.cost - before.cost,
    linesRaised: raised.length,
    placesRaised: new Set(raised.map((l) => l.place)).size,
  };
}
