import type { Cost, Plan, Problem } from "./model";

/** Work out the money of a plan again from its routes and say what differs from what it claims. */
export function checkCost(problem: Problem, plan: Plan, servedBy: Map<number, number>): string[] {
  const sum: Cost = {
    ...{ unservedMandatory: 0, fixed: 0, distance: 0, duty: 0, late: 0, balance: 0, moved: 0, lostPrizes: 0, total: 0 },
  };
  for (const route of plan.routes) {
    const vehicle = problem.vehicles[route.vehicle];
    const dutyS = route.returnS - route.departS;
    sum.fixed += vehicle.fixedCost ?? 0;
    sum.distance += route.distanceM * (vehicle.distanceCostPerM ?? 0);
    sum.duty += dutyS * (vehicle.dutyCostPerS ?? 0);
    if (problem.balance && dutyS > problem.balance.fairShareS)
      sum.balance += (dutyS - problem.balance.fairShareS) * problem.balance.pricePerS;
    for (const visit of route.visits) {
      if (visit.kind !== "stop") continue;
      const { dueS, lateCostPerS } = problem.stops[visit.stop];
      if (dueS !== undefined && visit.startS > dueS) sum.late += (visit.startS - dueS) * (lateCostPerS ?? 0);
    }
  }
  problem.stops.forEach((stop, row) => {
    const vehicle = servedBy.get(row);
    const before = problem.previous?.vehicleOfStop[row] ?? -1;
    if (vehicle === undefined) {
      if (stop.prize === undefined) sum.unservedMandatory++;
      else sum.lostPrizes += stop.prize;
    } else if (before >= 0 && before !== vehicle) sum.moved += problem.previous?.pricePerMovedStop ?? 0;
  });
  sum.total = sum.fixed + sum.distance + sum.duty + sum.late + sum.balance + sum.moved + sum.lostPrizes;
  const tolerance = 1e-6 * Math.max(1, Math.abs(sum.total));
  return (Object.keys(sum) as (keyof Cost)[]).flatMap((part) =>
    Math.abs(sum[part] - plan.cost[part]) <= tolerance ? [] : [`${part}: ${sum[part]}, not ${plan.cost[part]}`],
  );
}
