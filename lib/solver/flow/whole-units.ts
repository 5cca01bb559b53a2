import { type Component, DEEP_STEPS } from "./component";
import { capInlets, inletUsage, type SharedLimit, shareOut } from "./coupling";
import { SiftingSolver } from "./sifting";

/** A plan of whole units that keeps the shared limits, by component. */
export interface WholePlan {
  /** What leaves each inlet. */
  usage: Float64Array[];
  /** `unit`s served of each class. */
  served: [number, number, number][];
}

/** Sweeps over all components; each can only bring more, and nearly all comes in the first. */
const SWEEPS = 8;

/**
 * Whole units around shares that goods have together: first everybody's share rounded down, then, class by class, one
 * unit more for as many as the limits still let through. Each component is solved within what it has and all that is left, in turns,
 * from a usage that serves the shares rounded down as fractions. Carrying costs nothing here.
 *
 * @param components built costless, with the box of whole units around the shares
 */
export function wholeUnits(
  components: readonly Component[],
  limits: SharedLimit[],
  start: Float64Array[],
  shouldStop: () => boolean,
): WholePlan | null {
  const all = [...components];
  const solvers = all.map((component) => new SiftingSolver(component.network, { shouldStop }));
  const caps = shareOut(all, limits, start, null);
  all.forEach((component, g) => {
    capInlets(component, solvers[g], caps[g]);
    priceRounding(component, solvers[g], 0);
    solvers[g].solve();
  });
  const usage = all.map((component, g) => inletUsage(component, solvers[g]));
  const takeTurns = (upTo: number): number => {
    let unserved = 0;
    for (const [g, component] of all.entries()) {
      capInlets(component, solvers[g], shareOut(all, limits, usage, g)[g]);
      priceRounding(component, solvers[g], upTo);
      solvers[g].resolve();
      usage[g] = inletUsage(component, solvers[g]);
      unserved += wanted(component, solvers[g], upTo);
    }
    return unserved;
  };
  for (const upTo of [0, 1, 2, 3]) {
    let last = Infinity;
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      const unserved = takeTurns(upTo);
      if (shouldStop()) return null;
      if (unserved === 0 || unserved >= last) break;
      last = unserved;
    }
  }
  return { usage, served: all.map((component, g) => servedByClass(component, solvers[g])) };
}

/** Units beyond the shares rounded down are wanted by classes up to `upTo`; the others would rather not have them. */
function priceRounding(
  { lines, roundingArc, network }: Component,
  { simplex, fixedBase }: SiftingSolver,
  upTo: number,
): void {
  lines.forEach(({ priority }, k) => {
    const arc = roundingArc[k];
    if (arc >= 0) simplex.cost[fixedBase + arc] = priority <= upTo ? network.fixedCost[arc] : -1;
  });
}

/** `unit`s short of what is wanted. */
function wanted(
  { lines, unmetArc, roundingArc }: Component,
  { simplex, fixedBase }: SiftingSolver,
  upTo: number,
): number {
  let sum = 0;
  lines.forEach(({ priority }, k) => {
    sum += simplex.flow[fixedBase + unmetArc[k]];
    if (roundingArc[k] >= 0 && priority <= upTo) sum += simplex.flow[fixedBase + roundingArc[k]];
  });
  return sum;
}

function servedByClass(component: Component, { simplex, fixedBase }: SiftingSolver): [number, number, number] {
  const { lines, unmetArc, roundingArc, network, firstLine } = component;
  const served: [number, number, number] = [0, 0, 0];
  lines.forEach(({ priority }, k) => {
    const rounding = roundingArc[k] >= 0 ? simplex.flow[fixedBase + roundingArc[k]] : 0;
    served[priority - 1] -= network.supply[firstLine + k] + simplex.flow[fixedBase + unmetArc[k]] + rounding;
  });
  return served;
}

/** What the shares rounded down miss costs this beyond the class's own penalty; see the box of `buildComponent`. */
export function deepPenalty(component: Component, { simplex, fixedBase }: SiftingSolver): number {
  if (!component.box) return 0;
  let units = 0;
  for (const arc of component.unmetArc) units += simplex.flow[fixedBase + arc];
  return units * DEEP_STEPS * component.classStep;
}
