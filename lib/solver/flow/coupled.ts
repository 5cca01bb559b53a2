import { buildComponent, type ServedBox, type ServiceLevel } from "./component";
import { asAlone, sharesTogether, solveFairTogether } from "./coupled-fair";
import {
  boundsInSum,
  type CoupledOptions,
  type CoupledResult,
  finish,
  servedUnits,
  sumByClass,
  type UnmetBound,
} from "./coupled-result";
import { capNetwork, inletUsage, type SharedLimit, sharedLimits, worstExcess } from "./coupling";
import { type Decomposition, decompose } from "./decompose";
import { divide, type GroupSolution, isWhole, objectiveParts } from "./group";
import type { Instance } from "./instance";
import { levelComponents, type LevelProof, paymentsAt, proveAlone } from "./level-proofs";
import type { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";

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
  const unmetBound = boundsInSum(sumByClass(least));
  const nothing = { limits, levelProofs: [], bottlenecks: [] };
  const costAlone = alone.reduce((sum, s) => sum + s.cost, 0);
  const usage = alone.map((s) => inletUsage(s.component, s.solver));
  if (limits.length === 0 || worstExcess(limits, usage) <= 0) {
    // Where rules divide goods, or packs are mixed, the plan's own networks say what it serves, not what could be.
    const proofs = alone.some((s) => s.undivided || !isWhole(s));
    const levelProofs = proofs ? proofsAlone(instance, reaches, alone, least, options.shouldStop).levelProofs : [];
    return { ...nothing, groups: alone, unmetBound, costBound: costAlone, decomposition: null, levelProofs };
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
  const asIfAlone = (rounds: number) =>
    decompose(rebuilt, limits, { ...common, rounds, leastUnmet: least, joint: rounds > 1 ? "served" : undefined });
  const provenAlone = (found: Decomposition): CoupledResult => ({
    ...nothing,
    groups: finish(instance, alone, rebuilt, found),
    costBound: found.bound,
    decomposition: found,
    ...proofsAlone(instance, reaches, alone, found.unmet, options.shouldStop),
  });
  // Cost and penalties together are bounded; what the plan itself pays in penalties comes off.
  const stopped = (found: Decomposition): CoupledResult => ({
    ...nothing,
    groups: finish(instance, alone, rebuilt, found),
    unmetBound,
    costBound: found.bound - (found.value - found.outcome.cost),
    decomposition: found,
  });
  if (instance.problem.objective.preset === "fair") {
    // A plan to fall back on, then what everybody should have.
    const quick = asIfAlone(1);
    if (!quick.feasible) return null;
    const found = sharesTogether(alone, limits, options.shouldStop);
    if (!found) return stopped(quick);
    if (asAlone(found, alone)) {
      const first = asIfAlone(common.rounds);
      if (first.feasible && sameUnmet(first.unmet, least)) return provenAlone(first);
    }
    return solveFairTogether(instance, reaches, alone, limits, found, { ...common, leastStep }) ?? stopped(quick);
  }
  const first = asIfAlone(common.rounds);
  if (!first.feasible) return null;
  if (sameUnmet(first.unmet, least)) return provenAlone(first);
  return byClass(instance, reaches, alone, limits, least, first, { ...common, leastStep }) ?? stopped(first);
}

/** Bounds and proofs of the unmet levels as if nothing were shared: no class of any goods can have more than alone. */
function proofsAlone(
  instance: Instance,
  reaches: ReachBook,
  alone: GroupSolution[],
  unmet: readonly [number, number, number][],
  shouldStop: () => boolean,
): Pick<CoupledResult, "unmetBound" | "levelProofs"> {
  const unmetBound = boundsInSum([0, 0, 0]);
  // Nothing unmet needs no proof.
  const open = ([0, 1, 2] as const).filter((p) => unmet.some((units) => units[p] > 0));
  if (open.length === 0 || shouldStop()) return { unmetBound, levelProofs: [] };
  const proved = proveAlone(
    instance,
    reaches,
    alone.map((s) => s.component),
    open,
  );
  proved.forEach(({ bound }, k) => {
    unmetBound[open[k]].least = bound;
  });
  return { unmetBound, levelProofs: proved.map(({ proof }) => proof) };
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
  const unmetBound = boundsInSum([0, 0, 0]);
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
    const { components, step } = levelComponents(instance, reaches, groups, p, fixed);
    // The plan keeps what each goods serves of the classes above; the bound only what they serve in all.
    const wide = levelComponents(instance, reaches, groups, p, null, step).components;
    const above = sumByClass(unmet);
    const level = decompose(components, limits, {
      ...common,
      gap: 1e-9,
      slack: step * 0.999,
      leastUnmet: least,
      startUsage,
      joint: "unmet",
      wide: { components: wide, most: above.slice(0, p), start: step },
    });
    if (common.shouldStop() || !level.feasible) return null;
    const worth = [0, 1, 2].map((q) => (level.classPrices[q] ?? 0) / step) as UnmetBound["worth"];
    const sum = least.reduce((total, u) => total + u[p], 0);
    unmetBound[p] = { least: worth.reduce((total, w, q) => total + w * above[q], sum + level.bound / step), worth };
    const proofs = wide.map((component, g) => ({
      component,
      solver: level.priced[g],
      paid: paymentsAt(component.inlets.length, limits, level.prices, g),
      unmetPrice: level.classPrices,
    }));
    levelProofs.push({ priority: (p + 1) as 1 | 2 | 3, proofs, prices: level.prices });
    unmet = level.unmet;
    startUsage = level.usage;
    components.forEach((component, k) => {
      fixed[k][p] = servedUnits(component, unmet[k][p], p);
    });
  }
  const proved = nearly ? proofsAlone(instance, reaches, alone, unmet, common.shouldStop) : { unmetBound, levelProofs };
  const boxes = goods.map((g, k): ServedBox | null => {
    if (!alone[k].box) return null;
    const open = buildComponent(instance, reaches, g, null);
    capNetwork(open, startUsage[k]);
    const solver = new SiftingSolver(open.network);
    solver.solve();
    // Awards are of what these stores give each class when the higher is served first: the plan has to serve as many.
    const within = objectiveParts(open, solver).unmet;
    unmet = unmet.map((units, g) => (g === k ? within : units));
    for (const p of [0, 1, 2]) fixed[k][p] = servedUnits(open, within[p], p);
    return divide(instance, open, open, solver, null);
  });
  const components = goods.map((g, k) => {
    const box = boxes[k];
    const fixedServed = fixed[k];
    return buildComponent(instance, reaches, g, box, { steps: [3, 2, 1], fixedServed, leastStep: common.leastStep });
  });
  const last = decompose(components, limits, {
    ...common,
    leastUnmet: unmet,
    startUsage,
    startPrices: first.prices,
    joint: "served",
  });
  if (!last.feasible) return null;
  const finished = finish(instance, alone, components, last).map((s, k) => {
    const box = boxes[k];
    return box ? { ...s, box } : s;
  });
  return { groups: finished, costBound: last.bound, limits, decomposition: last, bottlenecks: [], ...proved };
}

/** What a unit leaving each inlet of group g pays for shared limits, whole cost units. */
export function inletPayments({ groups, limits, decomposition }: CoupledResult, g: number): Float64Array {
  const inlets = groups[g].component.inlets.length;
  return decomposition ? paymentsAt(inlets, limits, decomposition.prices, g) : new Float64Array(inlets);
}

function sameUnmet(a: [number, number, number][], b: [number, number, number][]): boolean {
  return a.every((units, g) => units.every((u, p) => u === b[g][p]));
}
