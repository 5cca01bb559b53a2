import { describe, expect, it } from "vitest";
import type { InputProblem } from "./answer-model";
import type { AllocationPlan } from "./plan-model";
import type { AllocationProblem, DemandLine, Store } from "./problem-model";
import { randomProblem } from "@/tests/support/random-problem";
import { solveAllocation } from "./solve";

const line = (id: string, placeId: string, quantity: number, more: Partial<DemandLine> = {}): DemandLine => ({
  id,
  placeId,
  goodsId: "masks",
  quantity,
  priority: 2,
  fairnessWeight: 1,
  minShelfLifeDays: 0,
  packSize: 1,
  storageClasses: [],
  forbiddenStoreIds: [],
  frozen: [],
  ...more,
});

const store = (id: string, quantity: number, more: Partial<Store> = {}): Store => ({
  id,
  areaCode: "420102",
  storageClass: "ambient",
  lots: [{ id: `${id}-lot`, goodsId: "masks", quantity, expiresOnDay: null }],
  reserveFloor: {},
  outboundThroughputKg: null,
  ...more,
});

const none = { maxDistanceM: null, maxLeadTimeMin: null };

/** Two stores, two places: hankou is near p1, wuchang near p2. */
function town(more: Partial<AllocationProblem> = {}): AllocationProblem {
  return {
    today: 18_300,
    goods: [{ id: "masks", weightG: 10 }],
    substitutions: [],
    stores: [store("hankou", 100), store("wuchang", 100)],
    places: [
      { id: "p1", areaCode: "420102" },
      { id: "p2", areaCode: "420106" },
    ],
    lines: [line("a", "p1", 60), line("b", "p2", 60)],
    travel: { distanceM: Int32Array.of(1000, 9000, 8000, 2000), closed: [] },
    classLimits: { 1: none, 2: none, 3: none },
    rings: [],
    objective: { preset: "lifeFirst", cost: "distance", expiry: { price: 0, windowDays: 30 } },
    ...more,
  };
}

function plan(problem: AllocationProblem): AllocationPlan {
  const result = solveAllocation(problem);
  if (result.status === "invalid") throw new Error(JSON.stringify(result.problems));
  expect(result.plan.certified).toBe(true);
  return result.plan;
}

const shipped = (p: AllocationPlan) =>
  p.assignments.map((a) => `${a.storeId}>${a.lineId}:${a.quantityIssued}${a.frozen ? "!" : ""}`).sort();

const explained = (p: AllocationPlan, lineId: string) => {
  const found = p.explanations.find((e) => e.lineId === lineId);
  if (!found) throw new Error(`no explanation of ${lineId}`);
  return found;
};

describe("a plan", () => {
  it("serves each place from its near store and names the next best", () => {
    const p = plan(town());
    expect(shipped(p)).toEqual(["hankou>a:60", "wuchang>b:60"]);
    expect(explained(p, "a")).toMatchObject({
      limit: "met",
      unmet: 0,
      nextBest: { storeId: "wuchang", extraCost: 8000 },
    });
    expect(p.kpis).toMatchObject({ fillRate: 1, cost: 60_000 + 120_000, shipments: 2, maxSourcesPerPlace: 1 });
  });

  it("serves life-saving before urgent, and says who came first", () => {
    const p = plan(
      town({
        stores: [store("hankou", 50)],
        travel: { distanceM: Int32Array.of(1000, 8000), closed: [] },
        lines: [line("a", "p1", 60), line("b", "p2", 40, { priority: 1 })],
      }),
    );
    expect(shipped(p)).toEqual(["hankou>a:10", "hankou>b:40"]);
    expect(explained(p, "a")).toMatchObject({ limit: "higherClassServedFirst", unmet: 50, dual: { unmet: [0, 1, 0] } });
    expect(explained(p, "a").remedies[0]).toMatchObject({ code: "addStock", storeId: "hankou", amount: 50 });
  });

  it("shares fairly inside a class where asked", () => {
    const scarce = {
      stores: [store("hankou", 30), store("wuchang", 30)],
      objective: { ...town().objective, preset: "fair" as const },
    };
    expect(plan(town(scarce)).lineFills.map((f) => f.served)).toEqual([30, 30]);
    const weighted = plan(
      town({ ...scarce, lines: [line("a", "p1", 60, { fairnessWeight: 2 }), line("b", "p2", 60)] }),
    );
    expect(weighted.lineFills.map((f) => f.served)).toEqual([40, 20]);
  });

  it("names the limit that binds and what would lift it", () => {
    const limitOf = (more: Partial<AllocationProblem>, lines: Partial<DemandLine> = {}) =>
      explained(plan(town({ lines: [line("a", "p1", 150, lines)], ...more })), "a");
    expect(
      limitOf({
        stores: [store("hankou", 100, { reserveFloor: { masks: 40 } })],
        travel: { distanceM: Int32Array.of(1000, 8000), closed: [] },
      }),
    ).toMatchObject({
      limit: "reserveFloor",
      limitStoreId: "hankou",
      unmet: 90,
      remedies: [{ code: "lowerReserveFloor", amount: 40, gainQuantity: 40 }, { code: "addStock" }],
    });
    const near = { ...town().classLimits, 2: { maxDistanceM: 5000, maxLeadTimeMin: null } };
    expect(limitOf({ classLimits: near }).remedies).toContainEqual(
      expect.objectContaining({ code: "relaxMaxDistance", storeId: "wuchang", amount: 4000, gainQuantity: 50 }),
    );
    expect(
      limitOf({ travel: { ...town().travel, closed: [{ storeId: "wuchang", placeId: "p1" }] } }).remedies[0],
    ).toMatchObject({ code: "openRoute", storeId: "wuchang" });
    expect(limitOf({}, { forbiddenStoreIds: ["hankou", "wuchang"] })).toMatchObject({
      limit: "forbiddenSource",
      unmet: 150,
    });
    expect(limitOf({}, { storageClasses: ["cold"] })).toMatchObject({ limit: "storageClass" });
    expect(
      limitOf({
        stores: [store("hankou", 100, { outboundThroughputKg: 0 })],
        travel: { distanceM: Int32Array.of(1000, 8000), closed: [] },
      }),
    ).toMatchObject({
      limit: "storeThroughput",
      // More stock could not leave either.
      remedies: [{ code: "raiseThroughput", amount: 1, gainQuantity: 100 }],
    });
    expect(
      limitOf({ stores: [store("hankou", 0)], travel: { distanceM: Int32Array.of(1000, 8000), closed: [] } }),
    ).toMatchObject({ limit: "noStockOfGoods" });
    expect(limitOf({}, { closed: true })).toMatchObject({ limit: "frozenLine", unmet: 150 });
    const old = store("hankou", 0, { lots: [{ id: "old", goodsId: "masks", quantity: 90, expiresOnDay: 18_305 }] });
    const row = { travel: { distanceM: Int32Array.of(1000, 8000), closed: [] } };
    expect(limitOf({ stores: [old], ...row }, { minShelfLifeDays: 10 })).toMatchObject({
      limit: "shelfLife",
      remedies: [{ code: "relaxShelfLife", amount: 5 }],
    });
    expect(limitOf({ stores: [store("hankou", 145)], ...row }, { packSize: 10 })).toMatchObject({
      limit: "packRounding",
      unmet: 10,
    });
  });

  it("says so when what is open is less than one conversion of a stand-in, and not that stock has run out", () => {
    const p = plan(
      town({
        goods: [
          { id: "masks", weightG: 10 },
          { id: "other", weightG: 10 },
        ],
        substitutions: [{ fromGoodsId: "other", toGoodsId: "masks", ratioNum: 2, ratioDen: 3, price: 1000 }],
        stores: [
          store("hankou", 0, { lots: [{ id: "o", goodsId: "other", quantity: 100, expiresOnDay: null }] }),
          store("wuchang", 0),
        ],
        lines: [line("a", "p1", 7)],
        travel: { distanceM: Int32Array.of(1000, 9000, 8000, 2000), closed: [] },
      }),
    );
    expect(explained(p, "a")).toMatchObject({
      limit: "ratioRounding",
      limitStoreId: "hankou",
      unmet: 1,
      remedies: [{ code: "addStock", goodsId: "masks", amount: 1, gainQuantity: 1 }],
    });
  });

  it("issues the earliest expiry first and saves what would expire", () => {
    const lots = [
      { id: "late", goodsId: "masks", quantity: 50, expiresOnDay: 18_400 },
      { id: "soon", goodsId: "masks", quantity: 50, expiresOnDay: 18_310 },
    ];
    const p = plan(town({ stores: [store("hankou", 0, { lots }), store("wuchang", 100)] }));
    expect(p.assignments.filter((a) => a.lineId === "a").map((a) => [a.lotId, a.quantityIssued])).toEqual([
      ["soon", 50],
      ["late", 10],
    ]);
    const priced = plan(
      town({
        stores: [store("hankou", 0, { lots }), store("wuchang", 100)],
        lines: [line("b", "p2", 60)],
        objective: { ...town().objective, expiry: { price: 20_000, windowDays: 30 } },
      }),
    );
    expect(shipped(priced)).toEqual(["hankou>b:50", "wuchang>b:10"]);
    expect(priced.kpis).toMatchObject({ expiringSaved: 50, expiringLeft: 0 });
  });

  it("keeps promises when moving them costs more than it saves, and frozen parts always", () => {
    const previous = (movePrice: number) => ({
      movePrice,
      assignments: [{ lineId: "a", storeId: "wuchang", lotId: "wuchang-lot", quantity: 60 }],
    });
    expect(shipped(plan(town({ previous: previous(20_000) })))).toEqual(
      ["wuchang>a:60", "hankou>b:20", "wuchang>b:40"].sort(),
    );
    const moved = plan(town({ previous: previous(100) }));
    expect(shipped(moved)).toEqual(["hankou>a:60", "wuchang>b:60"]);
    expect(moved.kpis.quantityMoved).toBe(60);
    const frozen = plan(
      town({
        lines: [
          line("a", "p1", 60, { frozen: [{ storeId: "wuchang", lotId: "wuchang-lot", quantity: 50 }] }),
          line("b", "p2", 60),
        ],
      }),
    );
    expect(shipped(frozen)).toEqual(["hankou>a:10", "hankou>b:10", "wuchang>a:50!", "wuchang>b:50"]);
  });

  it("prices rings of mutual aid and counts time when speed is asked", () => {
    const rings = [
      { id: "community", prefixLength: 6, price: 0 },
      { id: "region", prefixLength: 0, price: 5000 },
    ];
    const p = plan(town({ rings }));
    expect(p.kpis.cost).toBe(60_000 + 60 * (2000 + 5000));
    const fast = plan(
      town({
        travel: {
          distanceM: Int32Array.of(1000, 9000, 8000, 2000),
          leadTimeMin: Int32Array.of(300, 20, 30, 200),
          closed: [],
        },
        objective: { ...town().objective, preset: "fastest" },
      }),
    );
    expect(shipped(fast)).toEqual(["hankou>b:60", "wuchang>a:60"]);
  });

  it("ranks the changes worth most, each tried", () => {
    const p = plan(town({ stores: [store("hankou", 20, { reserveFloor: { masks: 5 } }), store("wuchang", 40)] }));
    expect(p.sensitivities.length).toBe(3);
    for (const s of p.sensitivities) {
      expect(s.gainPerUnit.unmet).toEqual([0, 1, 0]);
      expect(s.servedMore).toEqual([0, s.amount, 0]);
      expect(s.linesRaised).toBeGreaterThan(0);
    }
  });

  it("is never behind the yardsticks on any class, and the same every time", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const problem = randomProblem({
        seed,
        stores: 6,
        places: 30,
        goods: 2,
        preset: "lifeFirst",
        supplyRatio: 0.7,
        maxDistanceM: 60_000,
        floors: true,
      });
      const p = plan(problem);
      expect(p.baselines.map((b) => b.rule)).toEqual(["firstComeFirstServed", "nearestStore"]);
      for (const baseline of p.baselines) {
        let ours = 0;
        let theirs = 0;
        for (let c = 0; c < 3; c++) {
          ours += p.kpis.unmetByClass[c];
          theirs += baseline.kpis.unmetByClass[c];
          expect(ours).toBeLessThanOrEqual(theirs);
        }
      }
      const again = solveAllocation(problem);
      expect(again.status === "invalid" ? null : again.plan.assignments).toEqual(p.assignments);
    }
  });
});

describe("bad input", () => {
  const faultsOf = (more: Partial<AllocationProblem>): InputProblem["code"][] => {
    const result = solveAllocation(town(more));
    return result.status === "invalid" ? result.problems.map((p) => p.code) : [];
  };

  it("is named, never thrown", () => {
    expect(faultsOf({ lines: [line("a", "p1", -1)] })).toEqual(["negativeQuantity"]);
    expect(faultsOf({ lines: [line("a", "p1", 1.5)] })).toEqual(["notWhole"]);
    expect(faultsOf({ lines: [line("a", "p1", Number.NaN)] })).toEqual(["notWhole"]);
    expect(faultsOf({ lines: [line("a", "p1", 1e13)] })).toEqual(["tooLarge"]);
    expect(faultsOf({ lines: [line("a", "nowhere", 1)] })).toEqual(["unknownReference"]);
    expect(faultsOf({ lines: [line("a", "p1", 1), line("a", "p1", 1)] })).toEqual(["duplicateId"]);
    expect(faultsOf({ lines: [] })).toEqual(["noLines"]);
    expect(faultsOf({ lines: [line("a", "p1", 1, { packSize: 0 })] })).toEqual(["badPack"]);
    for (const fairnessWeight of [0, 0.99, 1_000_001, Number.NaN])
      expect(faultsOf({ lines: [line("a", "p1", 1, { fairnessWeight })] }), String(fairnessWeight)).toEqual([
        "badWeight",
      ]);
    expect(faultsOf({ travel: { distanceM: Int32Array.of(1), closed: [] } })).toEqual(["wrongMatrixSize"]);
    expect(
      faultsOf({ substitutions: [{ fromGoodsId: "masks", toGoodsId: "masks", ratioNum: 1, ratioDen: 1 }] }),
    ).toEqual(["badRatio"]);
    const frozen = [{ storeId: "hankou", lotId: "hankou-lot", quantity: 101 }];
    expect(faultsOf({ lines: [line("a", "p1", 200, { frozen })] })).toEqual(["frozenExceedsStock"]);
  });

  it("needs nobody can reach are answers with a warning, not faults", () => {
    const result = solveAllocation(town({ travel: { distanceM: Int32Array.of(-1, -1, 8000, 2000), closed: [] } }));
    if (result.status === "invalid") throw new Error("refused");
    expect(result.warnings).toContainEqual({ code: "disconnectedPlace", subject: "p1", parameters: {} });
    expect(result.plan.lineFills.map((f) => f.served)).toEqual([0, 60]);
    expect(explained(result.plan, "a").limit).toBe("routeClosed");
  });

  it("stops when told, with what it has", () => {
    const result = solveAllocation(town(), { shouldStop: () => true });
    expect(result.status).toBe("stoppedEarly");
    let clock = 0;
    const late = solveAllocation(town(), { now: () => (clock += 100), timeLimitMs: 50 });
    expect(late.status).toBe("stoppedEarly");
  });
});
