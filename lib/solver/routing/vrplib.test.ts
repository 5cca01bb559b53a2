import { expect, test } from "vitest";
import { readVrplib, writeSolution } from "@/tests/support/vrplib";
import { check } from "./check";
import { solve } from "./solve";

/** A file in the form of the MDVRPTW files of the PyVRP instance set: a specification block, then sections by tab. */
const multiDepot = `NAME: small
COMMENT: "Two depots, three vehicles of which one stands at the first"
TYPE: MDVRPTW
DIMENSION: 7
VEHICLES: 3
CAPACITY: 20
VEHICLES_MAX_DURATION: 90
EDGE_WEIGHT_TYPE: EUC_2D
NODE_COORD_SECTION
1\t0\t0
2\t100\t0
# clients
3\t0\t10
4\t0\t20
5\t100\t10
6\t100\t30
7\t90\t0
DEMAND_SECTION
1\t0
2\t0
3\t8
4\t8
5\t8
6\t8
7\t4
SERVICE_TIME_SECTION
1\t0
2\t0
3\t5
4\t5
5\t5
6\t5
7\t5
TIME_WINDOW_SECTION
1\t0\t200
2\t0\t200
3\t0\t200
4\t0\t200
5\t0\t12
6\t0\t200
7\t0\t11
VEHICLES_DEPOT_SECTION
1\t1
2\t2
3\t2
DEPOT_SECTION
1
2
EOF
`;

const solved = (text: string) => {
  const instance = readVrplib(text);
  const plan = solve(instance.problem, { seed: 1, now: () => 0, maxIterations: 5000 });
  expect(check(instance.problem, plan)).toEqual([]);
  return { instance, plan, cost: plan.cost.total / instance.costScale };
};

test("several depots with time windows: every vehicle at its own depot, hours, service and longest duty kept", () => {
  const { instance, plan, cost } = solved(multiDepot);
  expect(instance.problem.vehicles.map((vehicle) => vehicle.startDepot)).toEqual([0, 1, 1]);
  expect(instance.problem.vehicles[0]).toMatchObject({ capacity: [20], maxDutyS: 90_000, shiftEndS: 200_000 });
  expect(instance.problem.stops[2]).toMatchObject({ delivery: [8], serviceS: 5000, opensS: 0, closesS: 12_000 });
  // 40 from the first depot; at the second, 10 and 11 are both due at once, so two vehicles: 60 + 20.
  expect(plan.unserved).toEqual([]);
  expect(cost).toBe(120);
  expect(writeSolution(instance, plan)).toContain("Cost 120\n");
});

test("without vehicle depots all vehicles stand at the first; what they cannot reach in time is named", () => {
  const { instance, plan } = solved(multiDepot.replace(/VEHICLES_DEPOT_SECTION\n1\t1\n2\t2\n3\t2\n/, ""));
  expect(instance.problem.vehicles.map((vehicle) => vehicle.startDepot)).toEqual([0, 0, 0]);
  expect(plan.unserved.map((left) => instance.problem.stops[left.stop].id).sort()).toEqual(["5", "6", "7"]);
});

test("reloading at a listed depot makes one vehicle enough; each vehicle's own limit counts", () => {
  const reloading = `${multiDepot
    .replace("VEHICLES: 3", "VEHICLES: 2")
    .replace("CAPACITY: 20", "CAPACITY: 8")
    .replace("VEHICLES_MAX_DURATION: 90\n", "")
    .replaceAll("\t12\n", "\t200\n")
    .replaceAll("\t11\n", "\t200\n")
    .replace("3\t2\nDEPOT", "DEPOT")
    .replace(
      "EOF\n",
      "",
    )}VEHICLES_RELOAD_DEPOT_SECTION\n1\t1\n2\t1\t2\nVEHICLES_MAX_RELOADS_SECTION\n1\t1\n2\t5\nEOF\n`;
  const { instance, plan, cost } = solved(reloading);
  expect(instance.problem.vehicles.map((vehicle) => vehicle.maxTrips)).toEqual([2, 6]);
  expect(plan.unserved).toEqual([]);
  expect(cost).toBe(20 + 40 + 20 + 60 + 20);
  const elsewhere = reloading.replace("1\t1\n2\t1\t2", "1\t2\n2\t1\t2");
  expect(() => readVrplib(elsewhere)).toThrow("vehicle 1 reloads only at depots other than its own");
});

test("prizes: zero means the visit is required", () => {
  const prizes = multiDepot
    .replace("TYPE: MDVRPTW", "TYPE: MDVRPTWPC")
    .replace("DEPOT_SECTION\n1\n", "PRIZE_SECTION\n1\t0\n2\t0\n3\t0\n4\t0\n5\t0\n6\t0\n7\t19\nDEPOT_SECTION\n1\n");
  const { instance, plan, cost } = solved(prizes);
  expect(plan.unserved).toEqual([{ stop: 4, reason: "prize" }]);
  expect(instance.problem.stops.filter((stop) => stop.prize === undefined)).toHaveLength(4);
  expect(cost).toBe(40 + 60 + 19);
});

test.each(["RELEASE_TIME", "MUTUALLY_EXCLUSIVE_GROUP"])("what is not modelled is refused by name: %s", (section) => {
  expect(() => readVrplib(multiDepot.replace("EOF", `${section}_SECTION\n1\t0\nEOF`))).toThrow(section);
});
