import { describe, expect, test } from "vitest";
import { check, type Rule } from "./check";
import type { Plan, Problem } from "./model";
import { solve } from "./solve";

/** Two depots, two vans and six stops on a line, 100 m apart, using every rule. */
function line(): Problem {
  const size = 8;
  const distanceM = Array.from({ length: size * size }, (_, at) => 100 * Math.abs(Math.floor(at / size) - (at % size)));
  return {
    travel: { kind: "matrix", size, distanceM, closed: [{ from: 7, to: 2 }] },
    dimensions: ["kg"],
    depots: [
      { id: "west", location: 0, opensS: 0, closesS: 5000 },
      { id: "east", location: 7, opensS: 0, closesS: 5000 },
    ],
    vehicles: [
      {
        ...{ id: "a", startDepot: 0, capacity: [30], fixedCost: 10, distanceCostPerM: 1, dutyCostPerS: 1 },
        ...{ shiftStartS: 0, shiftEndS: 4000, maxDistanceM: 3000, maxDutyS: 3500, maxTrips: 2, reloadS: 20 },
        ...{ skills: ["cold"], breaks: [{ earliestS: 200, latestS: 300, durationS: 60 }] },
        ...{ visited: [{ stop: 0, startedS: 120 }], departedS: 10 },
      },
      { id: "b", startDepot: 1, capacity: [30], fixedCost: 10, distanceCostPerM: 1, shiftStartS: 0, shiftEndS: 4000 },
    ],
    stops: Array.from({ length: 6 }, (_, row) => ({
      id: `s${row}`,
      ...{ location: row + 1, delivery: [9], serviceS: 30, opensS: 100 * row, closesS: 100 * row + 1800 },
      ...{ dueS: 100 * row + 900, lateCostPerS: 1 },
      ...(row === 1 && { skills: ["cold"] }),
      ...(row === 2 && { forbiddenVehicles: ["b"] }),
      ...(row === 5 && { requiredVehicles: ["b"], prize: 5000 }),
    })),
    balance: { fairShareS: 1000, pricePerS: 1 },
    previous: { vehicleOfStop: [0, 0, 0, 0, 1, 1], pricePerMovedStop: 7 },
  };
}

const copy = (plan: Plan): Plan => structuredClone(plan);
const route = (plan: Plan, vehicle: number) => plan.routes.find((r) => r.vehicle === vehicle) as Plan["routes"][number];
const stops = (plan: Plan, vehicle: number) => route(plan, vehicle).visits.filter((visit) => visit.kind === "stop");

describe("the checker", () => {
  const problem = line();
  const good = solve(problem, { seed: 1, now: () => 0, maxIterations: 2000 });

  test("finds nothing in a good plan that serves everybody", () => {
    expect(check(problem, good)).toEqual([]);
    expect(good.unserved).toEqual([]);
  });

  const broken: [Rule, (plan: Plan, problem: Problem) => void][] = [
    ["unknown-vehicle", (plan) => (plan.routes[0].vehicle = 9)],
    ["vehicle-used-twice", (plan) => plan.routes.push({ ...route(plan, 1), visits: [] })],
    ["unknown-stop", (plan) => (stops(plan, 1)[0].stop = 99)],
    ["stop-served-twice", (plan) => route(plan, 1).visits.push(stops(plan, 1)[0])],
    ["stop-forgotten", (plan) => route(plan, 1).visits.pop()],
    ["stop-both-served-and-unserved", (plan) => plan.unserved.push({ stop: 5, reason: "prize" })],
    ["skill", (_, p) => (p.stops[1].skills = ["cold", "sealed"])],
    ["required-vehicle", (_, p) => (p.stops[5].requiredVehicles = ["a"])],
    ["forbidden-vehicle", (_, p) => (p.stops[5].forbiddenVehicles = ["b"])],
    ["capacity", (_, p) => (p.vehicles[1].capacity = [8])],
    [
      "trips",
      (plan, p) => {
        p.vehicles[0].maxTrips = 1;
        route(plan, 0).visits.push({ kind: "reload", depot: 0, arriveS: 3000, startS: 3000, leaveS: 3020 });
      },
    ],
    ["closed-road", (_, p) => (p.travel.closed = [{ from: 7, to: p.stops[stops(good, 1)[0].stop].location }])],
    ["travel-time", (plan) => (stops(plan, 1)[0].arriveS -= 50)],
    ["service-time", (plan) => (stops(plan, 1)[0].leaveS += 5)],
    ["window", (_, p) => (p.stops[5].closesS = 100)],
    ["shift", (_, p) => (p.vehicles[1].shiftEndS = 100)],
    ["depot-hours", (_, p) => (p.depots[1].closesS = 100)],
    ["break", (plan) => (route(plan, 0).visits = route(plan, 0).visits.filter((visit) => visit.kind !== "break"))],
    ["max-distance", (_, p) => (p.vehicles[0].maxDistanceM = 10)],
    ["max-duty", (_, p) => (p.vehicles[0].maxDutyS = 10)],
    ["visited", (_, p) => (p.vehicles[0].visited = [{ stop: 0, startedS: 121 }])],
    ["distance", (plan) => (route(plan, 1).distanceM += 500)],
    ["cost", (plan) => (plan.cost.late += 1)],
  ];
  for (const [rule, breakIt] of broken)
    test(`names ${rule}`, () => {
      const plan = copy(good);
      const changed = structuredClone(problem);
      breakIt(plan, changed);
      expect(check(changed, plan).map((violation) => violation.rule)).toContain(rule);
    });
});
