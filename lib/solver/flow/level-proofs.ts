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
 * Networks of one unmet level: carrying is free and only the class counts, at the same step for a base unit in each. The
 * classes above are served as `fixed` says (by group, `unit`s); without it they are free, at no charge of their own.
 * A step is taken that is large enough; it is returned with them.
 */
export function levelComponents(
  instance: Instance,
  reaches: ReachBook,
  groups: readonly { goods: number[]; unit: number }[],
  p: 0 | 1 | 2,
  fixed: readonly ServiceLevel["fixedServed"][] | null,
  leastStep = LEVEL_STEP,
): { components: Component[]; step: number } {
  const build = (step: number) =>
    groups.map(({ goods, unit }, k) => {
      const steps: ServiceLevel["steps"] = [0, 0, 0];
      steps[p] = unit;
      const above = [0, 1, 2].map((q) => (fixed && q < p ? fixed[k][q] : null)) as ServiceLevel["fixedServed"];
      return buildComponent(instance, reaches, goods, null, {
        steps,
        fixedServed: above,
        leastStep: step,
        costless: true,
      });
    });
  const components = build(leastStep);
  const step = components.reduce((most, c) => Math.max(most, c.classStep), leastStep);
  return { components: step > leastStep ? build(step) : components, step };
}

/**
 * Proves one level as if nothing were shared, for all goods together. What lines can be served of one goods is a
 * polymatroid: the most for the classes down to this one in all is reached with the most for each above, so units of the classes above
 * count like the class's own. `bound` is the least that can go unmet of the class and those above it; with what a plan
 * leaves unmet above taken off, the least of the class itself. Where sharing takes nothing from the class this is the whole proof.
 */
export function proveAlone(
  instance: Instance,
  reaches: ReachBook,
  groups: readonly { goods: number[]; unit: number }[],
  p: 0 | 1 | 2,
): { proof: LevelProof; bound: number } {
  let bound = 0;
  const proofs = groups.map(({ goods, unit }): Proof => {
    const steps = [0, 1, 2].map((q) => (q <= p ? unit : 0)) as ServiceLevel["steps"];
    const service: ServiceLevel = {
      steps,
      fixedServed: [null, null, null],
      leastStep: LEVEL_STEP,
      costless: true,
    };
    const component = buildComponent(instance, reaches, goods, null, service);
    const solver = new SiftingSolver(component.network);
    solver.solve();
    const { unmet } = objectiveParts(component, solver);
    for (let q = 0; q <= p; q++) bound += unmet[q];
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
