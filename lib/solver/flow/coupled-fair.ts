import { buildComponent, type ServedBox, type ServiceLevel } from "./component";
import { type CoupledResult, finish, type UnmetBound } from "./coupled-result";
import { coupledShares, type CoupledShares } from "./coupled-shares";
import { capNetwork, type SharedLimit } from "./coupling";
import { decompose, type DecomposeOptions } from "./decompose";
import { divide, type GroupSolution } from "./group";
import type { Instance } from "./instance";
import type { ReachBook } from "./reach";
import { ServiceProgram } from "./service-program";
import { SiftingSolver } from "./sifting";
import { wholeUnits } from "./whole-units";

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
  const { leastStep, shouldStop } = common;
  const build = (k: number, box: ServedBox | null, service: Partial<ServiceLevel>) =>
    buildComponent(instance, reaches, alone[k].component.goods, box, {
      steps: [3, 2, 1],
      fixedServed: [null, null, null],
      leastStep,
      ...service,
    });
  const boxed = alone.map((_, k) => build(k, found.shares[k].box, { costless: true }));
  // What may leave each inlet when everybody has at least the share rounded down.
  const program = new ServiceProgram(boxed, limits, shouldStop);
  const start = program.leavingFor(found.shares.map((s) => s.box.low));
  if (!start || shouldStop()) return null;
  const whole = wholeUnits(boxed, limits, start, shouldStop);
  if (!whole) return null;
  const boxes = found.shares.map(({ box }, k): ServedBox => {
    const open = build(k, null, {});
    const plain = build(k, box, {});
    capNetwork(open, whole.usage[k]);
    capNetwork(plain, whole.usage[k]);
    if (!plain.goods.some((goods) => instance.ruleOf.has(goods))) return box;
    const solver = new SiftingSolver(plain.network);
    solver.solve();
    return divide(instance, open, plain, solver, box) ?? box;
  });
  const components = alone.map((_, k) => build(k, boxes[k], { fixedServed: whole.served[k] }));
  const unmet = components.map(({ lines, unit }, k) => {
    const [a, b, c] = whole.served[k];
    const left: [number, number, number] = [-a * unit, -b * unit, -c * unit];
    for (const line of lines) left[line.priority - 1] += line.open;
    return left;
  });
  const last = decompose(components, limits, { ...common, leastUnmet: unmet, startUsage: whole.usage });
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
