import { type Issue, readIssues } from "./assign";
import { buildComponent, type Component, type ServedBox } from "./component";
import { type FairShares, fairShares } from "./fairness";
import type { Instance } from "./instance";
import { awardBox, awardsByRule } from "./rationed";
import type { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";

/** One goods class solved. */
export interface GroupSolution {
  component: Component;
  solver: SiftingSolver;
  shares: FairShares | null;
  /** What fairness and rules of division have fixed before the cost level. */
  box: ServedBox | null;
  /** The solution before rules of division were applied: what its prices say of a line's amount still holds. */
  undivided: { component: Component; solver: SiftingSolver } | null;
  issues: Issue[];
  /** Units of need unmet by class, base units (frozen parts are met); the least there is while nothing is shared. */
  unmet: [number, number, number];
  /** Cost units: carrying and prices, less the keep price of what is issued, less the move price of kept promises. */
  cost: number;
  stopped: boolean;
}

/** Solves one group of goods: fair shares and rules of division first, then one min-cost flow for classes and cost. */
export function solveGroup(
  instance: Instance,
  reaches: ReachBook,
  goods: number[],
  fair: boolean,
  shouldStop?: () => boolean,
): GroupSolution {
  const open = buildComponent(instance, reaches, goods, null);
  const shares = fair && open.lines.length > 0 ? fairShares(open) : null;
  const plain = shares ? buildComponent(instance, reaches, goods, shares.box) : open;
  const plainSolver = new SiftingSolver(plain.network, { shouldStop });
  let stopped = plainSolver.solve() === "stopped";
  const divided = stopped ? null : divide(instance, open, plain, plainSolver, shares?.box ?? null);
  const component = divided ? buildComponent(instance, reaches, goods, divided) : plain;
  const solver = divided ? new SiftingSolver(component.network, { shouldStop }) : plainSolver;
  if (divided) stopped = solver.solve() === "stopped";
  const parts = objectiveParts(component, solver);
  return {
    component,
    solver,
    shares,
    box: divided ?? shares?.box ?? null,
    undivided: divided ? { component: plain, solver: plainSolver } : null,
    issues: stopped ? [] : readIssues(instance, component, solver),
    cost: parts.cost,
    // Rules of division change who is served, not how many.
    unmet: divided ? objectiveParts(plain, plainSolver).unmet : parts.unmet,
    stopped,
  };
}

/**
 * The box of awards where goods of the group are divided by a named rule, or null: each such goods in turn, the lines of
 * the others held at what the solved network serves them.
 */
export function divide(
  instance: Instance,
  open: Component,
  solvedComponent: Component,
  solver: SiftingSolver,
  before: ServedBox | null,
): ServedBox | null {
  const rules = open.goods.flatMap((goods) => {
    const rule = instance.ruleOf.get(goods);
    return rule ? [{ goods, rule }] : [];
  });
  if (rules.length === 0) return null;
  const served = servedUnits(solvedComponent, solver);
  let box = before;
  for (const { goods, rule } of rules) box = awardBox(open, awardsByRule(open, goods, rule, served), box);
  return box;
}

/** True when the network's own units are whole packs and whole conversions already. */
export function isWhole({ component }: GroupSolution): boolean {
  return (
    component.lines.every((l) => l.line.packSize === component.unit) &&
    component.blocks.every((b) => b.ratioNum === 1 || component.unit % b.ratioNum === 0)
  );
}

/** `unit`s served to each line of a solved component. */
export function servedUnits(component: Component, { simplex, fixedBase }: SiftingSolver): Float64Array {
  return Float64Array.from(component.lines, (_, k) => {
    const rounding = component.roundingArc[k];
    const unmet =
      simplex.flow[fixedBase + component.unmetArc[k]] + (rounding >= 0 ? simplex.flow[fixedBase + rounding] : 0);
    return -component.network.supply[component.firstLine + k] - unmet;
  });
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
