import { buildComponent, type Component } from "./component";
import { type GroupSolution, objectiveParts } from "./group";
import type { Instance } from "./instance";
import type { LevelPrice, Sensitivity } from "./model";
import { PriceReader } from "./prices";
import type { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";

interface Candidate {
  group: GroupSolution;
  solver: SiftingSolver;
  component: Component;
  kind: "stock" | "reserveFloor";
  block: number;
  store: number;
  gain: LevelPrice;
  price: number;
  amount: number;
}

/**
 * The ten changes worth most by their dual prices, each then tried and solved again from the optimal basis. Gains are
 * measured in the classes' own units served; under `fair` the trial is priced by class totals, as fairness has no price.
 */
export function sensitivities(instance: Instance, reaches: ReachBook, solved: GroupSolution[]): Sensitivity[] {
  const { problem } = instance;
  const S = problem.stores.length;
  const candidates: Candidate[] = [];
  for (const group of solved) {
    const { component, solver } = openForTrial(instance, reaches, group);
    const reader = new PriceReader(component, solver.simplex.potential, S);
    component.blocks.forEach((block, b) => {
      if (block.from !== block.to) return;
      for (let i = 0; i < S; i++) {
        const price = reader.scarcity(b, i, 0);
        if (price <= 0) continue;
        const floor = instance.floorAt[block.from][i];
        const stock = instance.lotsAt[block.from][i].reduce((sum, lot) => sum + lot.quantity, 0);
        const twentieth = Math.max(1, Math.round(stock / 20 / component.unit)) * component.unit;
        const common = { group, solver, component, block: b, store: i, price, gain: reader.levels(price) };
        candidates.push({ ...common, kind: "stock", amount: twentieth });
        if (floor >= component.unit) {
          const amount = Math.floor(Math.min(floor, twentieth) / component.unit) * component.unit;
          candidates.push({ ...common, kind: "reserveFloor", amount });
        }
      }
    });
  }
  candidates.sort((a, b) => compareGain(b.gain, a.gain) || a.store - b.store);
  return candidates.slice(0, 10).map((candidate) => tryOut(instance, candidate));
}

/** Higher classes first, then cost. */
function compareGain(a: LevelPrice, b: LevelPrice): number {
  return a.unmet[0] - b.unmet[0] || a.unmet[1] - b.unmet[1] || a.unmet[2] - b.unmet[2] || a.cost - b.cost;
}

/** The solved network without the fairness box, so that more stock may serve more. */
function openForTrial(
  instance: Instance,
  reaches: ReachBook,
  group: GroupSolution,
): { component: Component; solver: SiftingSolver } {
  if (!group.shares) return group;
  const component = buildComponent(instance, reaches, group.component.goods, null);
  const solver = new SiftingSolver(component.network);
  solver.solve();
  return { component, solver };
}

function tryOut(instance: Instance, candidate: Candidate): Sensitivity {
  const { component, solver, block, store } = candidate;
  const { problem } = instance;
  const { simplex } = solver;
  const node = block * problem.stores.length + store;
  const servedBefore = servedOf(component, solver);
  const before = objectiveParts(component, solver);
  const units = candidate.amount / component.unit;
  simplex.supply[node] += units;
  simplex.supply[component.leftNode] -= units;
  solver.resolve();
  const after = objectiveParts(component, solver);
  const servedAfter = servedOf(component, solver);
  const raised = component.lines.filter((_, k) => servedAfter[k] > servedBefore[k]);
  simplex.supply[node] -= units;
  simplex.supply[component.leftNode] += units;
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

/** Units served to each line. */
function servedOf(component: Component, { simplex, fixedBase }: SiftingSolver): Float64Array {
  return Float64Array.from(component.lines, (_, k) => {
    const rounding = component.roundingArc[k];
    const unmet =
      simplex.flow[fixedBase + component.unmetArc[k]] + (rounding >= 0 ? simplex.flow[fixedBase + rounding] : 0);
    return -component.network.supply[component.firstLine + k] - unmet;
  });
}
