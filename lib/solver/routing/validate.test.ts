import { describe, expect, test } from "vitest";
import { type InputFault, RoutingInputError } from "./errors";
import type { Problem } from "./model";
import { solve } from "./solve";

const fine = (): Problem => ({
  travel: { kind: "matrix", size: 3, distanceM: [0, 5, 6, 5, 0, 7, 6, 7, 0] },
  dimensions: ["kg"],
  depots: [{ id: "d", location: 0 }],
  vehicles: [{ id: "v", startDepot: 0, capacity: [10] }],
  stops: [
    { id: "a", location: 1, delivery: [3] },
    { id: "b", location: 2, delivery: [4] },
  ],
});

const cases: [string, InputFault, string, number, (problem: Problem) => void][] = [
  ["a negative demand", "negative", "stops", 1, (p) => (p.stops[1].delivery = [-1])],
  ["a fraction of a unit", "not-a-whole-number", "stops", 0, (p) => (p.stops[0].delivery = [0.5])],
  ["a demand that is not a number", "not-a-whole-number", "stops", 0, (p) => (p.stops[0].delivery = [Number.NaN])],
  ["an amount beyond all bounds", "too-large", "stops", 0, (p) => (p.stops[0].delivery = [1e15])],
  ["too few dimensions", "wrong-length", "stops", 1, (p) => (p.stops[1].delivery = [])],
  [
    "a window that closes first",
    "closes-before-it-opens",
    "stops",
    1,
    (p) => Object.assign(p.stops[1], { opensS: 9, closesS: 8 }),
  ],
  [
    "a shift that ends first",
    "closes-before-it-opens",
    "vehicles",
    0,
    (p) => Object.assign(p.vehicles[0], { shiftStartS: 9, shiftEndS: 8 }),
  ],
  ["a prize that is not a number", "bad-number", "stops", 0, (p) => (p.stops[0].prize = Number.NaN)],
  ["a negative price", "negative", "vehicles", 0, (p) => (p.vehicles[0].distanceCostPerM = -1)],
  ["a place that does not exist", "unknown-location", "stops", 1, (p) => (p.stops[1].location = 3)],
  ["a depot that does not exist", "unknown-depot", "vehicles", 0, (p) => (p.vehicles[0].startDepot = 1)],
  ["a vehicle that does not exist", "unknown-vehicle", "stops", 0, (p) => (p.stops[0].requiredVehicles = ["x"])],
  [
    "a visited stop that does not exist",
    "unknown-stop",
    "vehicles",
    0,
    (p) => (p.vehicles[0].visited = [{ stop: 7, startedS: 0 }]),
  ],
  [
    "a matrix of the wrong size",
    "wrong-length",
    "travel",
    -1,
    (p) => (p.travel = { kind: "matrix", size: 4, distanceM: [0] }),
  ],
  [
    "a matrix with a hole",
    "not-a-whole-number",
    "travel",
    1,
    (p) => (p.travel = { kind: "matrix", size: 3, distanceM: [0, 5, 6, 5, 0, Number.NaN, 6, 7, 0] }),
  ],
  [
    "a matrix entry below zero",
    "negative",
    "travel",
    2,
    (p) => (p.travel = { kind: "matrix", size: 3, distanceM: [0, 5, 6, 5, 0, 7, 6, -7, 0] }),
  ],
  ["no vehicle", "no-vehicle", "vehicles", -1, (p) => (p.vehicles = [])],
  ["no depot", "no-depot", "depots", -1, (p) => (p.depots = [])],
  ["one id twice", "duplicate-id", "stops", 1, (p) => (p.stops[1].id = "a")],
  [
    "a stop visited twice",
    "visited-twice",
    "vehicles",
    0,
    (p) =>
      (p.vehicles[0].visited = [
        { stop: 0, startedS: 1 },
        { stop: 0, startedS: 2 },
      ]),
  ],
  [
    "a point off the globe",
    "bad-number",
    "travel",
    1,
    (p) =>
      (p.travel = { kind: "points", longitude: [0, 0, 0], latitude: [0, 91, 0], detourPercent: 140, speedMPerS: 5 }),
  ],
  [
    "a promise to nobody",
    "unknown-vehicle",
    "previous",
    1,
    (p) => (p.previous = { vehicleOfStop: [0, 4], pricePerMovedStop: 1 }),
  ],
  [
    "a vehicle that is already too late",
    "running-route-breaks-a-rule",
    "vehicles",
    0,
    (p) => Object.assign(p.vehicles[0], { shiftStartS: 0, shiftEndS: 50, visited: [{ stop: 0, startedS: 48 }] }),
  ],
];

describe("bad input is refused by name and row", () => {
  test("the example itself is fine", () => {
    expect(solve(fine(), { seed: 1, now: () => 0, maxIterations: 10 }).unserved).toEqual([]);
  });
  for (const [name, fault, table, row, spoil] of cases)
    test(name, () => {
      const problem = fine();
      spoil(problem);
      try {
        solve(problem, { seed: 1, now: () => 0, maxIterations: 10 });
        expect.unreachable("accepted");
      } catch (error) {
        expect(error).toBeInstanceOf(RoutingInputError);
        expect(error).toMatchObject({ fault, table, row });
      }
    });
});
