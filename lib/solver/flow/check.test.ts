import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everyLimit } from "@/tests/support/every-limit";
import { LimitsJudge } from "@/tests/support/limits-judge";
import { certifyPlan } from "./certify";
import { checkProblem } from "./check";
import type { AllocationProblem } from "./problem-model";
import { solveAllocation } from "./solve";

/** What is wrong with one number, by what is said of it. */
const WRONG: [unknown, string][] = [
  [Number.NaN, "notWhole"],
  [1.5, "notWhole"],
  ["5", "notWhole"],
  [undefined, "notWhole"],
  [Number.POSITIVE_INFINITY, "notWhole"],
  [-1, "negativeQuantity"],
  [2 ** 53, "tooLarge"],
];

type Edit = (problem: AllocationProblem, value: never) => void;

/** Every number of a problem that must be whole, not negative and not too large; with the subject it is about. */
const NUMBERS: [subject: string, edit: Edit][] = [
  ["l0", (p, v) => Object.assign(p.lines[0], { quantity: v })],
  ["l0", (p, v) => Object.assign(p.lines[0], { minShelfLifeDays: v })],
  ["x", (p, v) => p.stores[0].lots.push({ id: "x", goodsId: "g0", quantity: v, expiresOnDay: null })],
  ["s0", (p, v) => Object.assign(p.stores[0], { outboundThroughputKg: v })],
  ["s0", (p, v) => Object.assign(p.stores[0].reserveFloor, { g0: v })],
  ["g0", (p, v) => Object.assign(p.goods[0], { weightG: v })],
  ["r", (p, v) => Object.assign(p, { rings: [{ id: "r", prefixLength: 0, price: v }] })],
  ["r", (p, v) => Object.assign(p, { rings: [{ id: "r", prefixLength: v, price: 0 }] })],
  ["objective", (p, v) => Object.assign(p.objective.expiry, { price: v })],
  ["objective", (p, v) => Object.assign(p.objective.expiry, { windowDays: v })],
  ["previous", (p, v) => Object.assign(p, { previous: { movePrice: v, assignments: [] } })],
  [
    "l0",
    (p, v) =>
      Object.assign(p, {
        previous: { movePrice: 1, assignments: [{ lineId: "l0", storeId: "s0", lotId: "x", quantity: v }] },
      }),
  ],
];

/** Other single faults: code, subject, and how to make it. */
const FAULTS: [code: string, subject: string, edit: (problem: AllocationProblem) => void][] = [
  ["unknownReference", "l0", (p) => Object.assign(p.lines[0], { priority: 4 })],
  ["unknownReference", "l0", (p) => Object.assign(p.lines[0], { placeId: "nowhere" })],
  ["unknownReference", "l0", (p) => p.lines[0].forbiddenStoreIds.push("nobody")],
  ["unknownReference", "l0", (p) => p.lines[0].frozen.push({ storeId: "nobody", lotId: "x", quantity: 1 })],
  ["unknownReference", "objective", (p) => Object.assign(p.objective, { preset: "cheapest" })],
  ["unknownReference", "objective", (p) => Object.assign(p.objective, { cost: "money" })],
  ["unknownReference", "g0", (p) => Object.assign(p, { rationing: [{ goodsId: "g0", rule: "lottery" }] })],
  ["unknownReference", "travel.closed", (p) => p.travel.closed.push({ storeId: "s0", placeId: "nowhere" })],
  ["badPack", "l0", (p) => Object.assign(p.lines[0], { packSize: 0 })],
  ["badPack", "l0", (p) => Object.assign(p.lines[0], { packSize: 1e16 })],
  ["badWeight", "l0", (p) => Object.assign(p.lines[0], { fairnessWeight: 0.5 })],
  ["badWeight", "l0", (p) => Object.assign(p.lines[0], { fairnessWeight: 1_000_001 })],
  ["notWhole", "problem", (p) => Object.assign(p, { today: Number.NaN })],
  ["tooLarge", "problem", (p) => Object.assign(p, { today: 1e12 })],
  ["notWhole", "class 1", (p) => Object.assign(p.classLimits[1], { maxDistanceM: Number.NaN })],
  ["negativeQuantity", "class 3", (p) => Object.assign(p.classLimits[3], { maxLeadTimeMin: -1 })],
  [
    "negativeQuantity",
    "travel.leadTimeMin",
    (p) => {
      p.travel.distanceM[0] = 5;
      p.travel.leadTimeMin = new Int32Array(p.travel.distanceM.length);
      p.travel.leadTimeMin[0] = -5;
    },
  ],
  ["wrongMatrixSize", "travel.distanceM", (p) => Object.assign(p.travel, { distanceM: new Int32Array(99) })],
  ["wrongMatrixSize", "travel.leadTimeMin", (p) => Object.assign(p.travel, { leadTimeMin: new Int32Array(99) })],
  ["duplicateId", "l0", (p) => p.lines.push({ ...p.lines[0], frozen: [] })],
  [
    "duplicateId",
    "g0→g1",
    (p) => {
      const rule = { fromGoodsId: "g0", toGoodsId: "g1", ratioNum: 1, ratioDen: 1 };
      p.substitutions = [rule, { ...rule, ratioNum: 2 }];
    },
  ],
  [
    "badRatio",
    "g0→g1",
    (p) => {
      p.substitutions = [{ fromGoodsId: "g0", toGoodsId: "g1", ratioNum: 0, ratioDen: 1 }];
    },
  ],
  [
    "overflow",
    "g0",
    (p) => {
      p.objective.expiry.price = 1e9;
      for (const line of p.lines) if (line.goodsId === "g0") line.packSize = 1_000_000_000;
    },
  ],
];

const base = (seed: number) => {
  const problem = everyLimit({ seed, preset: "lifeFirst", goods: 2 });
  return { ...problem, substitutions: [] };
};

describe("bad input", () => {
  it("with one fault gets that one named, with what it is about, and is never solved or thrown at", () => {
    const wrong = fc.oneof(
      fc.tuple(fc.constantFrom(...NUMBERS), fc.constantFrom(...WRONG)).map(([[subject, edit], [value, code]]) => ({
        code,
        subject,
        edit: (p: AllocationProblem) => edit(p, value as never),
      })),
      fc.constantFrom(...FAULTS).map(([code, subject, edit]) => ({ code, subject, edit })),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), wrong, (seed, { code, subject, edit }) => {
        const problem = base(seed);
        edit(problem);
        const result = solveAllocation(problem);
        expect(result).toMatchObject({ status: "invalid", problems: [{ code, subject }] });
        if (result.status === "invalid") expect(new Set(result.problems.map((p) => p.code)).size).toBe(1);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it("is not what problems of every limit are", () => {
    for (let seed = 1; seed <= 200; seed++)
      expect(checkProblem(everyLimit({ seed, preset: "fair", previous: true, throughput: true }))).toEqual([]);
  });
});

describe("values at their bounds", () => {
  /** A store and a place. */
  const plain = (more: Partial<AllocationProblem> = {}): AllocationProblem => {
    const problem = everyLimit({ seed: 1, preset: "lifeFirst", goods: 1 });
    const none = { maxDistanceM: null, maxLeadTimeMin: null };
    const [line] = problem.lines;
    return {
      ...problem,
      goods: [{ id: "g0", weightG: 1_000_000 }],
      substitutions: [],
      stores: [
        {
          id: "s0",
          areaCode: "",
          storageClass: "ambient",
          lots: [{ id: "lot", goodsId: "g0", quantity: 1e9, expiresOnDay: null }],
          reserveFloor: {},
          outboundThroughputKg: null,
        },
      ],
      places: [{ id: "p0", areaCode: "" }],
      lines: [
        { ...line, id: "l0", placeId: "p0", quantity: 1e9 + 1, priority: 1, frozen: [], closed: false, packSize: 1 },
      ],
      travel: { distanceM: Int32Array.of(0), closed: [] },
      classLimits: { 1: none, 2: none, 3: none },
      rings: [],
      objective: { preset: "lifeFirst", cost: "distance", expiry: { price: 0, windowDays: 0 } },
      ...more,
    };
  };
  const solved = (problem: AllocationProblem) => {
    const result = solveAllocation(problem);
    if (result.status === "invalid") throw new Error(JSON.stringify(result.problems));
    expect(new LimitsJudge(problem).violations(result.plan.assignments)).toEqual([]);
    expect(certifyPlan(problem, result.plan).certified).toBe(true);
    expect(JSON.stringify(result.plan)).not.toContain("null,null");
    return result.plan;
  };
  const served = (problem: AllocationProblem) => solved(problem).kpis.unmetByClass;

  it("are solved right: billions of units, nothing in stock, nothing let out, no stores, no way, all closed, all expired", () => {
    expect(served(plain())).toEqual([1, 0, 0]);
    const { stores, lines } = plain();
    const [store] = stores;
    const all = [1e9 + 1, 0, 0];
    expect(served(plain({ stores: [{ ...store, lots: [] }] }))).toEqual(all);
    expect(served(plain({ stores: [{ ...store, lots: [{ ...store.lots[0], quantity: 0 }] }] }))).toEqual(all);
    expect(served(plain({ stores: [{ ...store, outboundThroughputKg: 0 }] }))).toEqual(all);
    expect(served(plain({ stores: [{ ...store, outboundThroughputKg: 1e12 }] }))).toEqual([1, 0, 0]);
    expect(served(plain({ stores: [{ ...store, reserveFloor: { g0: 1e12 } }] }))).toEqual(all);
    expect(served(plain({ stores: [], travel: { distanceM: new Int32Array(0), closed: [] } }))).toEqual(all);
    expect(served(plain({ travel: { distanceM: Int32Array.of(-1), closed: [] } }))).toEqual(all);
    expect(served(plain({ lines: [{ ...lines[0], closed: true }] }))).toEqual(all);
    const expired = { ...store.lots[0], expiresOnDay: plain().today - 1 };
    const window = { preset: "fair" as const, cost: "time" as const, expiry: { price: 9, windowDays: 0 } };
    expect(served(plain({ stores: [{ ...store, lots: [expired] }], objective: window }))).toEqual(all);
  });

  it("costs beyond 32 bits are exact: large packs over long ways, heavy goods by tonne-km", () => {
    const { lines } = plain();
    const far = { distanceM: Int32Array.of(3_000_000), closed: [] };
    const packs = solved(plain({ travel: far, lines: [{ ...lines[0], packSize: 10_000, quantity: 20_000 }] }));
    expect(packs.kpis).toMatchObject({ unmetByClass: [0, 0, 0], cost: 20_000 * 3_000_000 });
    const byWeight = { preset: "lifeFirst" as const, cost: "tonneKm" as const, expiry: { price: 0, windowDays: 0 } };
    const heavy = solved(plain({ travel: far, objective: byWeight, lines: [{ ...lines[0], quantity: 20 }] }));
    expect(heavy.kpis.cost).toBe(20 * 3_000_000 * 1000);
  });

  it("more frozen than is needed is issued as stated, and nothing is short for it", () => {
    const { lines } = plain();
    const frozen = [{ storeId: "s0", lotId: "lot", quantity: 300 }];
    const plan = solved(plain({ lines: [{ ...lines[0], quantity: 100, frozen }] }));
    expect(plan.assignments.map((a) => [a.quantityIssued, a.frozen])).toEqual([[300, true]]);
    expect(plan.levels.filter((l) => l.gap !== 0 || l.value < 0)).toEqual([]);
  });
});
