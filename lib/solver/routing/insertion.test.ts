import { expect, test } from "vitest";
import { load } from "./best";
import { Blinks } from "./blinks";
import { compile, rows } from "./compile";
import { Insertion } from "./insertion";
import type { Problem } from "./model";
import { Random } from "./random";
import { State } from "./state";
import { travelTable } from "./travel";

/** A line of stops one kilometre apart from a depot at its end; vehicles for one parcel each, every next one dearer. */
function line(count: number): Problem {
  const size = count + 1;
  return {
    travel: {
      kind: "matrix",
      size,
      distanceM: Int32Array.from({ length: size * size }, (_, i) => 1000 * Math.abs(Math.floor(i / size) - (i % size))),
    },
    dimensions: ["parcels"],
    depots: [{ id: "hub", location: 0 }],
    vehicles: Array.from({ length: count }, (_, v) => ({
      id: `v${v}`,
      startDepot: 0,
      capacity: [1],
      distanceCostPerM: 1 + v,
    })),
    stops: Array.from({ length: count }, (_, s) => ({ id: `s${s}`, location: s + 1, delivery: [1] })),
  };
}

test("the last unused vehicle is found, though many kinds are cheaper", () => {
  const problem = line(12);
  const instance = compile(problem, travelTable(problem.travel), rows(12), rows(12));
  const state = new State(instance);
  load(
    state,
    Array.from({ length: 12 }, (_, v) => (v < 11 ? [v] : [])),
  );
  const insertion = new Insertion(state, new Blinks(new Random(1)));
  insertion.expect(Int32Array.of(11), 1);
  expect(insertion.search(11, 12, Number.POSITIVE_INFINITY)).toBe(true);
  expect(insertion.place).toMatchObject({ route: 11, delta: 12 * 24_000 });
});

test("a place in a route with room is found wherever the route runs, and none where all are full", () => {
  const problem = line(12);
  problem.vehicles[5].capacity = [2];
  const instance = compile(problem, travelTable(problem.travel), rows(12), rows(12));
  const state = new State(instance);
  load(
    state,
    Array.from({ length: 12 }, (_, v) => (v < 11 ? [v] : [])),
  );
  const insertion = new Insertion(state, new Blinks(new Random(1)));
  insertion.routeLimit = 11;
  insertion.expect(Int32Array.of(11), 1);
  expect(insertion.search(11, 2, Number.POSITIVE_INFINITY)).toBe(true);
  // Vehicle 5 drives to kilometre 6 and back; on to kilometre 12 is 12 km more at 6 a metre.
  expect(insertion.place).toMatchObject({ route: 5, delta: 6 * 12_000 });
  state.beginStep();
  insertion.apply(11);
  state.remove(10);
  insertion.routeLimit = 10;
  insertion.expect(Int32Array.of(10), 1);
  expect(insertion.search(10, 2, Number.POSITIVE_INFINITY)).toBe(false);
});
