import { readIssues } from "./assign";
import { buildComponent, type Component, type ServedBox, type ServiceLevel } from "./component";
import { capNetwork, inletUsage, type SharedLimit, sharedLimits, worstExcess } from "./coupling";
import { type Decomposition, decompose } from "./decompose";
import { fairShares } from "./fairness";
import { divide, type GroupSolution } from "./group";
import type { Instance } from "./instance";
import { levelComponents, type LevelProof, paymentsAt, proveAlone } from "./level-proofs";
import type { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";

/** What is proven of the levels when components share limits. */
export interface CoupledResult {
  groups: GroupSolution[];
  /** Least unmet units of each class, given what the classes above got. */
  unmetBound: [number, number, number];
  /** Least cost (as `GroupSolution.cost`) of serving each class of each component what this plan serves. */
  costBound: number;
  limits: SharedLimit[];
  /** Price of each limit and the solvers at those prices. */
  decomposition: Decomposition | null;
  /** Proofs of the unmet levels that the groups' own networks do not prove. */
  levelProofs: LevelProof[];
}

export interface CoupledOptions {
  shouldStop: () => boolean;
  onRound?: (round: number, gap: number) => void;
  rounds?: number;
  gap?: number;
}

/**
 * Closes over shared throughput and converted stock. First with every class served as if nothing were shared: where
 * that can be had, the unmet levels are proven and only the cost remains. Otherwise class by class, each with the classes above
 * fixed at what they got, and the cost at last with all of them fixed.
 *
 * Stopped on the way, the best plan so far is taken, with what is proven so far; null when none keeps the limits yet.
 */
export function solveCoupled(
  instance: Instance,
  reaches: ReachBook,
  alone: GroupSolution[],
  options: CoupledOptions,
): CoupledResult | null {
  const components = alone.map((s) => s.component);
  const limits = sharedLimits(instance, components);
  const least = alone.map((s) => s.unmet);
  const unmetBound = sumByClass(least);
  const costAlone = alone.reduce((sum, s) => sum + s.cost, 0);
  const usage = alone.map((s) => inletUsage(s.component, s.solver));
  if (limits.length === 0 || worstExcess(limits, usage) <= 0) {
    const divided = alone.some((s) => s.undivided);
    const levelProofs = divided
      ? proofsAlone(
          instance,
          reaches,
          alone,
          alone.map((s) => s.unmet),
          options.shouldStop,
        ).levelProofs
      : [];
    return { groups: alone, unmetBound, costBound: costAlone, limits, decomposition: null, levelProofs };
  }
  const common = {
    shouldStop: options.shouldStop,
    rounds: options.rounds ?? (instance.lines.length < 3000 ? 100 : 60),
    gap: options.gap ?? 5e-4,
    onRound: options.onRound,
  };
  const leastStep = Math.max(...components.map((c) => c.classStep));
  const boxes = alone.map((s) => s.box);
  const service: ServiceLevel = { steps: [3, 2, 1], fixedServed: [null, null, null], leastStep };
  const rebuilt = components.map((c, g) => buildComponent(instance, reaches, c.goods, boxes[g], service));
  const first = decompose(rebuilt, limits, { ...common, leastUnmet: least });
  if (!first.feasible) return null;
  if (sameUnmet(first.unmet, least)) {
    return {
      groups: finish(instance, alone, rebuilt, first),
      costBound: first.bound,
      limits,
      decomposition: first,
      ...proofsAlone(instance, reaches, alone, least, options.shouldStop),
    };
  }
  const levelled = byClass(instance, reaches, alone, limits, least, first, { ...common, leastStep });
  if (levelled) return levelled;
  // Cost and penalties together are bounded; what the plan itself pays in penalties comes off.
  const penalties = first.value - first.outcome.cost;
  const groups = finish(instance, alone, rebuilt, first);
  return { groups, unmetBound, costBound: first.bound - penalties, limits, decomposition: first, levelProofs: [] };
}

/** Bounds and proofs of the unmet levels as if nothing were shared, the classes above served as the plan serves them. */
function proofsAlone(
  instance: Instance,
  reaches: ReachBook,
  alone: GroupSolution[],
  unmet: readonly [number, number, number][],
  shouldStop: () => boolean,
): Pick<CoupledResult, "unmetBound" | "levelProofs"> {
  const groups = alone.map(({ component: { goods, unit } }) => ({ goods, unit }));
  const fixed = alone.map(
    ({ component }, k) => [0, 1, 2].map((p) => servedUnits(component, unmet[k][p], p)) as [number, number, number],
  );
  const unmetBound: [number, number, number] = [0, 0, 0];
  const levelProofs: LevelProof[] = [];
  for (const p of [0, 1, 2] as const) {
    // Nothing unmet needs no proof.
    if (shouldStop() || unmet.every((units) => units[p] === 0)) continue;
    const { proof, bound } = proveAlone(instance, reaches, groups, fixed, p);
    unmetBound[p] = bound;
    levelProofs.push(proof);
  }
  return { unmetBound, levelProofs };
}

/** Throughput or conversion keeps some class below what it could have alone: one level after the other. Null when stopped before the end. */
function byClass(
  instance: Instance,
  reaches: ReachBook,
  alone: GroupSolution[],
  limits: SharedLimit[],
  least: [number, number, number][],
  first: Decomposition,
  common: Omit<Parameters<typeof decompose>[2], "leastUnmet"> & { leastStep: number },
): CoupledResult | null {
  const goods = alone.map((s) => s.component.goods);
  const groups = alone.map(({ component: { goods, unit } }) => ({ goods, unit }));
  const fixed = alone.map((): ServiceLevel["fixedServed"] => [null, null, null]);
  const unmetBound: [number, number, number] = [0, 0, 0];
  const levelProofs: LevelProof[] = [];
  let startUsage = first.usage;
  let unmet = first.unmet;
  // A few units short of the bound, as whole units make it, need no levels of their own.
  const short = sumByClass(first.unmet).map((units, p) => units - sumByClass(least)[p]);
  const nearly = short.every((units, p) => units <= 1e-4 * sumByClass(first.unmet)[p]);
  for (const p of [0, 1, 2] as const) {
    if (nearly) {
      fixed.forEach((served, k) => {
        served[p] = servedUnits(alone[k].component, unmet[k][p], p);
      });
      continue;
    }
    const { components, step } = levelComponents(instance, reaches, groups, fixed, p);
    const slack = step * 0.999;
    const level = decompose(components, limits, { ...common, gap: 1e-9, slack, leastUnmet: least, startUsage });
    if (common.shouldStop() || !level.feasible) return null;
    const sum = least.reduce((total, u) => total + u[p], 0);
    unmetBound[p] = Math.max(0, sum + Math.ceil(level.bound / step - 1e-6));
    const proofs = components.map((component, g) => ({
      component,
      solver: level.priced[g],
      paid: paymentsAt(component.inlets.length, limits, level.prices, g),
    }));
    levelProofs.push({ priority: (p + 1) as 1 | 2 | 3, proofs, prices: level.prices });
    unmet = level.unmet;
    startUsage = level.usage;
    components.forEach((component, k) => {
      fixed[k][p] = servedUnits(component, unmet[k][p], p);
    });
  }
  const proved = nearly ? proofsAlone(instance, reaches, alone, unmet, common.shouldStop) : { unmetBound, levelProofs };
  const fair = instance.problem.objective.preset === "fair";
  const boxes = goods.map((g, k): ServedBox | null => {
    if (!alone[k].box) return null;
    const within = (box: ServedBox | null) => {
      const component = buildComponent(instance, reaches, g, box);
      capNetwork(component, startUsage[k]);
      return { component, solver: new SiftingSolver(component.network) };
    };
    const open = within(null);
    const fairBox = fair ? fairShares(open.component).box : null;
    const plain = fairBox ? within(fairBox) : open;
    plain.solver.solve();
    return divide(instance, open.component, plain.component, plain.solver, fairBox) ?? fairBox;
  });
  const components = goods.map((g, k) => {
    const box = boxes[k];
    const fixedServed = fixed[k];
    return buildComponent(instance, reaches, g, box, { steps: [3, 2, 1], fixedServed, leastStep: common.leastStep });
  });
  const last = decompose(components, limits, { ...common, leastUnmet: unmet, startUsage, startPrices: first.prices });
  if (!last.feasible) return null;
  const finished = finish(instance, alone, components, last).map((s, k) => {
    const box = boxes[k];
    return box ? { ...s, box, shares: s.shares && { ...s.shares, box } } : s;
  });
  return { groups: finished, costBound: last.bound, limits, decomposition: last, ...proved };
}

/** What a unit leaving each inlet of group g pays for shared limits, whole cost units. */
export function inletPayments({ groups, limits, decomposition }: CoupledResult, g: number): Float64Array {
  const inlets = groups[g].component.inlets.length;
  return decomposition ? paymentsAt(inlets, limits, decomposition.prices, g) : new Float64Array(inlets);
}

/** Units of class p served when `unmet` base units of it are not. */
function servedUnits(component: Component, unmet: number, p: number): number {
  let open = 0;
  for (const line of component.lines) if (line.priority === p + 1) open += line.open;
  return Math.round((open - unmet) / component.unit);
}

function finish(
  instance: Instance,
  alone: GroupSolution[],
  components: Component[],
  found: Decomposition,
): GroupSolution[] {
  return alone.map((s, g) => {
    const issues = readIssues(instance, components[g], found.plan[g]);
    return {
      ...s,
      component: components[g],
      solver: found.plan[g],
      issues,
      unmet: found.unmet[g],
      cost: 0,
    };
  });
}

function sameUnmet(a: [number, number, number][], b: [number, number, number][]): boolean {
  return a.every((units, g) => units.every((u, p) => u === b[g][p]));
}

function sumByClass(list: [number, number, number][]): [number, number, number] {
  return [0, 1, 2].map((p) => list.reduce((sum, u) => sum + u[p], 0)) as [number, number, number];
}
