import { buildComponent, type Component, type ServedBox, type ServiceLevel } from "./component";
import { type CoupledResult, finish, type UnmetBound } from "./coupled-result";
import { coupledShares, type CoupledShares } from "./coupled-shares";
import { capNetwork, type SharedLimit } from "./coupling";
import { decompose, type DecomposeOptions } from "./decompose";
import { divide, type GroupSolution } from "./group";
import type { Instance } from "./instance";
import type { ReachBook } from "./reach";
import { ServiceProgram } from "./service-program";
import { SiftingSolver } from "./sifting";
import { type WholePlan, wholeUnits } from "./whole-units";

/** True when goods that share limits get what each would get alone: nothing has to be levelled between them. */
export function asAlone(found: CoupledShares, alone: readonly GroupSolution[]): boolean {
  return found.shares.every(({ served }, g) =>
    served.every((units, k) => Math.abs(units - (alone[g].shares?.served[k] ?? NaN)) <= 1e-6 * Math.max(1, units)),
  );
}

/** Shares of all goods together; null when stopped. */
export function sharesTogether(
  alone: readonly GroupSolution[],
  limits: readonly SharedLimit[],
  shouldStop: () => boolean,
): CoupledShares | null {
  return coupledShares(
    alone.map((s) => s.component),
    limits,
    shouldStop,
  );
}

/**
 * A plan of whole units around the shares that goods have together, then least cost with the classes of each goods
 * served as many units, every line within its box. Null when stopped before a whole plan.
 */
export function solveFairTogether(
  instance: Instance,
  reaches: ReachBook,
  alone: GroupSolution[],
  limits: SharedLimit[],
  found: CoupledShares,
  common: Omit<DecomposeOptions, "leastUnmet"> & { leastStep: number },
): CoupledResult | null {
  const { leastStep } = common;
  const build = (k: number, box: ServedBox | null, service: Partial<ServiceLevel>) =>
    buildComponent(instance, reaches, alone[k].component.goods, box, {
      steps: [3, 2, 1],
      fixedServed: [null, null, null],
      leastStep,
      ...service,
    });
  const boxed = alone.map((_, k) => build(k, found.shares[k].box, { costless: true }));
  const whole = roundShares(boxed, alone, limits, found, build, common);
  if (!whole) return null;
  const usage = whole.usage;
  const served = whole.served;
  const boxes = found.shares.map(({ box }, k): ServedBox => {
    const open = build(k, null, {});
    const plain = build(k, box, {});
    capNetwork(open, usage[k]);
    capNetwork(plain, usage[k]);
    if (!plain.goods.some((goods) => instance.ruleOf.has(goods))) return box;
    const solver = new SiftingSolver(plain.network);
    solver.solve();
    return divide(instance, open, plain, solver, box) ?? box;
  });
  const components = alone.map((_, k) => build(k, boxes[k], { fixedServed: served[k] }));
  const unmet = components.map((component, k) => unmetOf(component, served[k]));
  const last = decompose(components, limits, { ...common, leastUnmet: unmet, startUsage: usage, joint: "served" });
  if (!last.feasible) return null;
  const groups = finish(instance, alone, components, last).map((s, k) => ({
    ...s,
    box: boxes[k],
    shares: found.shares[k],
  }));
  return {
    groups,
    costBound: last.bound,
    limits,
    decomposition: last,
    unmetBound: unmetAsFair(groups),
    levelProofs: [],
    bottlenecks: found.bottlenecks,
  };
}

/**
 * Whole units around the shares, from what leaves the inlets when the shares rounded down, or the shares themselves, are served
 * as fractions. Where units do not fit at first, turns are taken in the other order, and at last prices move goods that others need more:
 * the plan that misses fewest units is taken.
 */
function roundShares(
  boxed: Component[],
  alone: readonly GroupSolution[],
  limits: SharedLimit[],
  found: CoupledShares,
  build: (k: number, box: ServedBox, service: Partial<ServiceLevel>) => Component,
  common: Omit<DecomposeOptions, "leastUnmet"> & { leastStep: number },
): WholePlan | null {
  const { shouldStop, leastStep } = common;
  const program = new ServiceProgram(boxed, limits, shouldStop);
  let best: WholePlan | null = null;
  const attempt = (start: Float64Array[] | null, lastFirst: boolean): boolean => {
    if (!start || shouldStop()) return false;
    const made = wholeUnits(boxed, limits, start, lastFirst, shouldStop);
    if (made && (best === null || made.short < best.short)) best = made;
    return best?.short === 0;
  };
  const low = found.shares.map((s) => s.box.low);
  const floors = program.leavingFor(low);
  if (attempt(floors, false) || attempt(floors, true)) return best;
  const exact = program.leavingFor(found.shares.map((s) => s.served.map((units) => units * (1 - 1e-9))));
  if (attempt(exact, false) || attempt(exact, true)) return best;
  if (best === null || shouldStop()) return null;
  const least = alone.map((_, k) => build(k, { low: low[k], high: low[k] }, { costless: true }));
  const priced = decompose(least, limits, {
    ...common,
    gap: 0,
    slack: leastStep / 2,
    leastUnmet: least.map((component, k) => unmetOf(component, servedIn(component, low[k]))),
    startUsage: (best as WholePlan).usage,
  });
  if (priced.feasible && !attempt(priced.usage, false)) attempt(priced.usage, true);
  return best;
}

/** Open base units unmet by class when so many `unit`s of each are served. */
function unmetOf({ lines, unit }: Component, [a, b, c]: readonly number[]): [number, number, number] {
  const unmet: [number, number, number] = [-a * unit, -b * unit, -c * unit];
  for (const line of lines) unmet[line.priority - 1] += line.open;
  return unmet;
}

function servedIn({ lines }: Component, served: Float64Array): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  lines.forEach(({ priority }, k) => {
    sum[priority - 1] += served[k];
  });
  return sum;
}

/** What any plan as fair as this one leaves unmet: the shares are the same in all of them. */
function unmetAsFair(groups: readonly GroupSolution[]): CoupledResult["unmetBound"] {
  const bound = ([1, 2, 3] as const).map((priority): UnmetBound => {
    let least = 0;
    for (const { component, shares } of groups) {
      component.lines.forEach((line, k) => {
        if (line.priority === priority) least += line.open - (shares?.served[k] ?? 0) * component.unit;
      });
    }
    return { least, worth: [0, 0, 0] };
  });
  return bound as CoupledResult["unmetBound"];
}
