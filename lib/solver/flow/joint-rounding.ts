import type { Component } from "./component";
import { capInlets, inletUsage, priceInlets, type SharedLimit } from "./coupling";
import type { JointFlow } from "./joint-flow";
import type { SiftingSolver } from "./sifting";

/**
 * Whole units from the flow of all components together: one goods after the other, best the heaviest first, each solved whole
 * within what the flow lets leave, rounded up where the store can still send it; the flow of the others then makes room
 * around it. Pieces of a unit are lost of the last goods only. Where no room is left for the rest, its parts of units are given back as they were.
 *
 * @param solvers solved before; they are left at the whole units found
 * @param order   components in the order they are rounded
 * @param paid    what a unit leaving each inlet of a component pays at these prices of the limits
 * @returns what leaves each inlet, whole for the goods rounded; null when stopped
 */
export function roundOneByOne(
  components: readonly Component[],
  limits: readonly SharedLimit[],
  joint: JointFlow,
  solvers: readonly SiftingSolver[],
  order: readonly number[],
  paid: (prices: Float64Array, group: number) => Float64Array,
  shouldStop: () => boolean,
): Float64Array[] | null {
  const usage = components.map((_, g) => joint.usageOf(g));
  const room = limits.map((limit) => limit.capacity);
  for (const [k, g] of order.entries()) {
    const component = components[g];
    const most = usage[g].map((units) => Math.ceil(units - 1e-6));
    limits.forEach((limit, r) => {
      for (const { group, inlet, draw } of limit.claims)
        if (group === g) most[inlet] = Math.min(most[inlet], Math.floor(room[r] / draw + 1e-9));
    });
    capInlets(component, solvers[g], most);
    priceInlets(component, solvers[g], paid(joint.prices(), g));
    solvers[g].resolve();
    if (shouldStop()) return null;
    usage[g] = inletUsage(component, solvers[g]);
    limits.forEach((limit, r) => {
      for (const { group, inlet, draw } of limit.claims) if (group === g) room[r] -= draw * usage[g][inlet];
    });
    if (k === order.length - 1) break;
    joint.cap(g, usage[g]);
    if (!joint.resolve()) break;
    for (const other of order.slice(k + 1)) usage[other] = joint.usageOf(other);
  }
  return usage;
}
