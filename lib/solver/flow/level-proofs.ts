import { buildComponent, type Component, type ServiceLevel } from "./component";
import type { SharedLimit } from "./coupling";
import { objectiveParts } from "./group";
import type { Instance } from "./instance";
import type { Proof } from "./prices";
import type { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";

/** Networks whose prices prove how little of one class can go unmet, with the price of each shared limit they were found at. */
export interface LevelProof {
  priority: 1 | 2 | 3;
  proofs: Proof[];
  /** Null: nothing shared had a price. */
  prices: Float64Array | null;
}

/** What one unmet base unit costs where nothing else does: far above the rounding of prices to whole numbers. */
const LEVEL_STEP = 2 ** 20;

/**
 * Networks of one unmet level: only the class counts, carrying is free, and the classes above are served as `fixed` says
 * (by group, `unit`s). One base unit costs the same step in each, which is returned with them.
 */
export function levelComponents(
  instance: Instance,
  reaches: ReachBook,
  groups: readonly { goods: number[]; unit: number }[],
  fixed: readonly ServiceLevel["fixedServed"][],
  p: 0 | 1 | 2,
): { components: Component[]; step: number } {
  const build = (step: number) =>
    groups.map(({ goods, unit }, k) => {
      const steps: ServiceLevel["steps"] = [0, 0, 0];
      steps[p] = unit;
      const above = fixed[k].map((served, q) => (q < p ? served : null)) as ServiceLevel["fixedServed"];
      return buildComponent(instance, reaches, goods, null, {
        steps,
        fixedServed: above,
        leastStep: step,
        costless: true,
      });
    });
  const components = build(LEVEL_STEP);
  const step = components.reduce((most, c) => Math.max(most, c.classStep), LEVEL_STEP);
  return { components: step > LEVEL_STEP ? build(step) : components, step };
}

/**
 * Proves one level group by group, as if nothing were shared; `bound` is the least that can go unmet of the class with
 * the classes above served as `fixed` says. Where sharing takes nothing from the class this is the whole proof.
 */
export function proveAlone(
  instance: Instance,
  reaches: ReachBook,
  groups: readonly { goods: number[]; unit: number }[],
  fixed: readonly ServiceLevel["fixedServed"][],
  p: 0 | 1 | 2,
): { proof: LevelProof; bound: number } {
  const { components } = levelComponents(instance, reaches, groups, fixed, p);
  let bound = 0;
  const proofs = components.map((component): Proof => {
    const solver = new SiftingSolver(component.network);
    solver.solve();
    bound += objectiveParts(component, solver).unmet[p];
    return { component, solver, paid: null };
  });
  return { proof: { priority: (p + 1) as 1 | 2 | 3, proofs, prices: null }, bound };
}

/** What a unit leaving each inlet of group g pays for shared limits at these prices, whole cost units. */
export function paymentsAt(
  inlets: number,
  limits: readonly SharedLimit[],
  prices: Float64Array,
  g: number,
): Float64Array {
  const paid = new Float64Array(inlets);
  limits.forEach((limit, r) => {
    for (const claim of limit.claims) if (claim.group === g) paid[claim.inlet] += prices[r] * claim.draw;
  });
  return paid.map(Math.floor);
}
