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
 * Proves the unmet levels as if nothing were shared, for all goods together. What lines can be served of one goods is a
 * polymatroid: the most for the classes down to this one in all is reached with the most for each above, so units of the classes above
 * count like the class's own. `bound` is the least that can go unmet of the class and those above it; with what a plan
 * leaves unmet above taken off, the least of the class itself. Where sharing takes nothing from the class this is the whole proof.
 *
 * One solve with all costs proves every level: classes are whole steps apart and carrying never comes to half a step, so
 * a price rounded to steps says which class a unit more would serve. Prices of 1 where that is this class or one above, 0 elsewhere, are
 * optimal for the level (complementary slackness holds for every threshold of prices at which it holds), and nothing is
 * solved at no cost, where all arcs are as good as one another.
 */
export function proveAlone(
  instance: Instance,
  reaches: ReachBook,
  groups: readonly { goods: number[] }[],
  levels: readonly (0 | 1 | 2)[],
): { proof: LevelProof; bound: number }[] {
  const proved = levels.map((p) => ({
    bound: 0,
    proof: { priority: (p + 1) as 1 | 2 | 3, proofs: [] as Proof[], prices: null },
  }));
  for (const { goods } of groups) {
    const component = buildComponent(instance, reaches, goods, null);
    const solver = new SiftingSolver(component.network);
    solver.solve();
    const { unmet } = objectiveParts(component, solver);
    levels.forEach((p, k) => {
      for (let q = 0; q <= p; q++) proved[k].bound += unmet[q];
      proved[k].proof.proofs.push(stepsFrom(component, solver.simplex.potential, p));
    });
  }
  return proved;
}

/** The proof of level p by a solved component: a price where a unit more would serve class p or one above. */
function stepsFrom(component: Component, solved: Float64Array, p: 0 | 1 | 2): Proof {
  const { unit, classStep, leftNode, inlets, blocks } = component;
  const potential = new Float64Array(component.network.nodeCount);
  for (const { node, block, lots } of inlets) {
    const { ratioNum, ratioDen } = blocks[block];
    // Issuing a unit also saves what keeping it would cost.
    const kept = Math.ceil((lots[0].keepPrice * ratioDen) / ratioNum) * unit;
    const steps = Math.round((solved[node] - solved[leftNode] + kept) / classStep);
    if (steps >= 3 - p) potential[node] = LEVEL_STEP * unit;
  }
  const penalty = [0, 1, 2].map((q) => (q <= p ? LEVEL_STEP * unit : 0)) as Component["penalty"];
  return { component: { ...component, costless: true, penalty }, solver: { simplex: { potential } }, paid: null };
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
