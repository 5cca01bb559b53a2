import type { MinCostProblem, MinCostSolution } from "./mincost";

/**
 * Checks a minimum-cost flow by itself, arc by arc: balance at every node, bounds, and reduced costs (no arc with room
 * has a negative one, no arc with flow above its lower bound a positive one). Together they prove the optimum. Shares no
 * code with the solver. Returns null, or what is wrong.
 */
export function faultOfFlow(problem: MinCostProblem, solution: MinCostSolution): string | null {
  const { nodeCount, supply, from, to, cost, capacity, lower } = problem;
  const { arcs, flows, potential } = solution;
  const balance = Float64Array.from(supply);
  let objective = 0;
  const carries = new Map<number, number>();
  for (let k = 0; k < arcs.length; k++) {
    const a = arcs[k];
    balance[from[a]] -= flows[k];
    balance[to[a]] += flows[k];
    objective += flows[k] * cost[a];
    carries.set(a, flows[k]);
  }
  for (let u = 0; u < nodeCount; u++) if (balance[u] !== 0) return `node ${u} is off balance by ${balance[u]}`;
  if (objective !== solution.objective) return `objective is ${objective}, not ${solution.objective}`;
  for (let k = 0; k < arcs.length; k++) {
    const a = arcs[k];
    const floor = lower ? lower[a] : 0;
    if (flows[k] < floor || flows[k] > (capacity ? capacity[a] : Infinity)) return `arc ${a} carries ${flows[k]}`;
    if (flows[k] > floor && cost[a] + potential[from[a]] - potential[to[a]] > 0)
      return `arc ${a} is dearer than its ends`;
  }
  for (let a = 0; a < from.length; a++) {
    if (cost[a] + potential[from[a]] - potential[to[a]] >= 0) continue;
    if ((carries.get(a) ?? 0) < (capacity ? capacity[a] : Infinity)) return `arc ${a} would lower the cost`;
  }
  if (lower)
    for (let a = 0; a < from.length; a++) if ((carries.get(a) ?? 0) < lower[a]) return `arc ${a} is below its bound`;
  return null;
}
