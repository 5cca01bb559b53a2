import type { MinCostProblem, MinCostSolution } from "./mincost";

/** Sums of whole numbers below this are exact. */
const EXACT = Number.MAX_SAFE_INTEGER;

/**
 * Checks a minimum-cost flow by itself, arc by arc: balance at every node, bounds, and reduced costs (no arc with room
 * has a negative one, no arc with flow above its lower bound a positive one). Together they prove the optimum. Shares no
 * code with the solver. Sums that could pass 2^53 are not exact and prove nothing. Returns null, or what is wrong.
 */
export function faultOfFlow(problem: MinCostProblem, solution: MinCostSolution): string | null {
  const { nodeCount, supply, from, to, cost, capacity, lower } = problem;
  const { arcs, flows, potential } = solution;
  const balance = Float64Array.from(supply);
  const carries = new Map<number, number>();
  let objective = 0;
  for (let k = 0; k < arcs.length; k++) {
    const a = arcs[k];
    if (!(a >= 0 && a < from.length)) return `no arc ${a}`;
    if (carries.has(a)) return `arc ${a} is given twice`;
    carries.set(a, flows[k]);
    const ofArc = flows[k] * cost[a];
    objective += ofArc;
    if (Math.abs(ofArc) > EXACT || Math.abs(objective) > EXACT) return "sums of the objective pass 2^53";
    for (const [node, by] of [
      [from[a], -flows[k]],
      [to[a], flows[k]],
    ]) {
      balance[node] += by;
      if (Math.abs(balance[node]) > EXACT) return `sums at node ${node} pass 2^53`;
    }
  }
  for (let u = 0; u < nodeCount; u++) {
    if (balance[u] !== 0) return `node ${u} is off balance by ${balance[u]}`;
    if (!(Math.abs(potential[u]) < EXACT / 4)) return `node ${u} has no exact price: ${potential[u]}`;
  }
  if (objective !== solution.objective) return `objective is ${objective}, not ${solution.objective}`;
  for (let a = 0; a < from.length; a++) {
    const floor = lower ? lower[a] : 0;
    const most = capacity ? capacity[a] : Infinity;
    const flow = carries.get(a) ?? 0;
    if (!(flow >= floor && flow <= most)) return `arc ${a} carries ${flow}, not ${floor} to ${most}`;
    const reduced = cost[a] + potential[from[a]] - potential[to[a]];
    if (reduced < 0 && flow < most) return `arc ${a} would lower the cost`;
    if (reduced > 0 && flow > floor) return `arc ${a} is dearer than its ends`;
  }
  return null;
}
