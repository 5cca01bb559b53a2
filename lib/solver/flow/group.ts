import { type Issue, readIssues } from "./assign";
import { buildComponent, type Component } from "./component";
import { type FairShares, fairShares } from "./fairness";
import type { Instance } from "./instance";
import type { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";

/** One goods class solved. */
export interface GroupSolution {
  component: Component;
  solver: SiftingSolver;
  shares: FairShares | null;
  issues: Issue[];
  /** Units of need unmet by class, base units (frozen parts are met); the least there is while nothing is shared. */
  unmet: [number, number, number];
  /** Cost units: carrying and prices, less the keep price of what is issued, less the move price of kept promises. */
  cost: number;
  stopped: boolean;
}

/** Solves one group of goods: fair shares first when asked for, then one min-cost flow for classes and cost. */
export function solveGroup(
  instance: Instance,
  reaches: ReachBook,
  goods: number[],
  fair: boolean,
  shouldStop?: () => boolean,
): GroupSolution {
  let component = buildComponent(instance, reaches, goods, null);
  let shares: FairShares | null = null;
  if (fair && component.lines.length > 0) {
    shares = fairShares(component);
    component = buildComponent(instance, reaches, goods, shares.box);
  }
  const solver = new SiftingSolver(component.network, { shouldStop });
  const stopped = solver.solve() === "stopped";
  const issues = stopped ? [] : readIssues(instance, component, solver);
  return {
    component,
    solver,
    shares,
    issues,
    ...objectiveParts(component, solver),
    stopped,
  };
}

/** Unmet units by class and the cost of a solved component. */
export function objectiveParts(
  component: Component,
  solver: SiftingSolver,
): { unmet: [number, number, number]; cost: number } {
  const { simplex, fixedBase } = solver;
  const { fixedTail } = component.network;
  const unmet: [number, number, number] = [0, 0, 0];
  component.lines.forEach((line, k) => {
    let units = simplex.flow[fixedBase + component.unmetArc[k]];
    if (component.roundingArc[k] >= 0) units += simplex.flow[fixedBase + component.roundingArc[k]];
    // What the box leaves out of the need, and what does not fill a pack.
    const offered = -component.network.supply[component.firstLine + k];
    unmet[line.priority - 1] += line.open - (offered - units) * component.unit;
  });
  let cost = 0;
  const penalties = new Uint8Array(fixedTail.length);
  for (const arc of component.unmetArc) penalties[arc] = 1;
  for (const arc of component.roundingArc) if (arc >= 0) penalties[arc] = 1;
  for (let arc = fixedBase; arc < simplex.arcCount; arc++) {
    const k = arc - fixedBase;
    if (k < penalties.length && penalties[k] === 1) continue;
    cost += simplex.flow[arc] * simplex.cost[arc];
  }
  return { unmet, cost: cost - component.keepEverything };
}
