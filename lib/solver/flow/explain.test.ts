import { describe, expect, it } from "vitest";
import { everyLimit } from "@/tests/support/every-limit";
import { LimitsJudge } from "@/tests/support/limits-judge";
import type { AllocationPlan, Remedy } from "./plan-model";
import type { AllocationProblem } from "./problem-model";
import { solveAllocation } from "./solve";

function solved(problem: AllocationProblem, planOnly = true): AllocationPlan {
  const result = solveAllocation(problem, { planOnly });
  if (result.status === "invalid") throw new Error(JSON.stringify(result.problems));
  return result.plan;
}

const reached = (problem: AllocationProblem) => new LimitsJudge(problem).value(solved(problem).assignments);

/** The problem with a remedy carried out. */
function after(problem: AllocationProblem, lineAt: number, remedy: Remedy): AllocationProblem {
  const { amount = 0, goodsId = "" } = remedy;
  const changed = structuredClone(problem);
  const line = changed.lines[lineAt];
  const store = changed.stores.find((s) => s.id === remedy.storeId) ?? changed.stores[0];
  const place = changed.places.findIndex((p) => p.id === line.placeId);
  const pair = place * changed.stores.length + changed.stores.indexOf(store);
  const limits = changed.classLimits[line.priority];
  const { travel } = changed;
  const carryOut: Record<Remedy["code"], () => void> = {
    addStock: () => store.lots.push({ id: "more", goodsId, quantity: amount, expiresOnDay: null }),
    lowerReserveFloor: () => {
      store.reserveFloor[goodsId] = Math.max(0, store.reserveFloor[goodsId] - amount);
    },
    raiseThroughput: () => {
      store.outboundThroughputKg = (store.outboundThroughputKg ?? 0) + amount;
    },
    relaxMaxDistance: () => {
      limits.maxDistanceM = (limits.maxDistanceM ?? 0) + amount;
    },
    relaxMaxLeadTime: () => {
      limits.maxLeadTimeMin = (limits.maxLeadTimeMin ?? 0) + amount;
    },
    openRoute: () => {
      travel.closed = travel.closed.filter((c) => c.storeId !== store.id || c.placeId !== line.placeId);
      if (travel.distanceM[pair] >= 0) return;
      travel.distanceM[pair] = 0;
      if (travel.leadTimeMin) travel.leadTimeMin[pair] = 0;
    },
    relaxShelfLife: () => {
      line.minShelfLifeDays -= amount;
    },
    acceptStorageClass: () => line.storageClasses.push(store.storageClass),
    allowSource: () => {
      line.forbiddenStoreIds = line.forbiddenStoreIds.filter((id) => id !== store.id);
    },
    acceptLoosePacks: () => {
      line.packSize = 1;
    },
    addSubstitution: () => {},
  };
  carryOut[remedy.code]();
  return changed;
}

const seeds = Array.from({ length: 40 }, (_, k) => k + 1);
const problemOf = (seed: number) =>
  everyLimit({ seed, preset: (["lifeFirst", "fastest", "fair"] as const)[seed % 3], noExpiryPrice: true });

describe("explanations, carried out and solved again", { timeout: 120_000 }, () => {
  it("every remedy gains the line's class what it says", () => {
    const seen = new Map<string, number>();
    for (const seed of seeds) {
      const problem = problemOf(seed);
      const before = reached(problem);
      for (const { lineId, remedies } of solved(problem, false).explanations) {
        const at = problem.lines.findIndex((l) => l.id === lineId);
        const p = problem.lines[at].priority - 1;
        for (const remedy of remedies) {
          const now = reached(after(problem, at, remedy));
          const label = `seed ${seed} ${lineId} ${remedy.code}`;
          // A limit of the class, or a road, lets its lines of other goods gain as well.
          if (remedy.code.startsWith("relaxMax") || remedy.code === "openRoute")
            expect(before[p] - now[p], label).toBeGreaterThanOrEqual(remedy.gainQuantity ?? Infinity);
          else expect(before[p] - now[p], label).toBe(remedy.gainQuantity);
          expect(remedy.gainQuantity).toBeGreaterThan(0);
          seen.set(remedy.code, (seen.get(remedy.code) ?? 0) + 1);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(6);
  });

  it("a limit at a store is named only where lifting it helps the class, and a need that can be met is not called unmet", () => {
    for (const seed of seeds) {
      const problem = problemOf(seed);
      const plan = solved(problem, false);
      for (const one of plan.explanations) {
        const at = problem.lines.findIndex((l) => l.id === one.lineId);
        expect(one.unmet).toBe(Math.max(0, problem.lines[at].quantity - plan.lineFills[at].served));
        expect(one.limit === "met").toBe(one.unmet === 0);
        const lifts = { reserveFloor: "lowerReserveFloor", storeThroughput: "raiseThroughput" } as const;
        if (one.limit in lifts) {
          const code = lifts[one.limit as keyof typeof lifts];
          expect(one.remedies.some((r) => r.code === code && r.storeId === one.limitStoreId)).toBe(true);
        }
      }
    }
  });

  it("the next best source has a lot the line may take", () => {
    for (const seed of seeds) {
      for (const { nextBest } of solved(problemOf(seed), false).explanations)
        if (nextBest) expect(nextBest.lotId).not.toBeNull();
    }
  });
});

describe("the ten changes worth most", { timeout: 120_000 }, () => {
  const change = (problem: AllocationProblem, kind: string, storeId: string, goodsId: string, amount: number) => {
    const changed = structuredClone(problem);
    const store = changed.stores.find((s) => s.id === storeId) as (typeof changed.stores)[number];
    if (kind === "stock") store.lots.push({ id: "more", goodsId, quantity: amount, expiresOnDay: null });
    else store.reserveFloor[goodsId] -= amount;
    return changed;
  };
  /** Fewer unmet first, class by class, then cheaper. */
  const compare = (a: readonly number[], b: readonly number[]) => {
    const k = a.findIndex((value, p) => Math.abs(value - b[p]) > 1e-6);
    return k < 0 ? 0 : a[k] - b[k];
  };

  it("are the ten among all single units of stock and floors at any store, and gain what they say", () => {
    let changes = 0;
    for (const seed of seeds.filter((s) => s % 3 !== 2)) {
      const problem = problemOf(seed);
      const before = reached(problem);
      const plan = solved(problem, false);
      const named = new Set(plan.sensitivities.map((s) => `${s.kind}|${s.storeId}|${s.goodsId}`));
      for (const s of plan.sensitivities) {
        const now = reached(change(problem, s.kind, s.storeId, s.goodsId ?? "", s.amount));
        expect(
          [0, 1, 2].map((p) => before[p] - now[p]),
          `seed ${seed} ${s.storeId}`,
        ).toEqual(s.servedMore);
        expect(now[3] - before[3], `seed ${seed} ${s.storeId}`).toBeCloseTo(s.costChange, 6);
        changes++;
      }
      const all = problem.stores.flatMap((store) =>
        problem.goods.flatMap(({ id }) =>
          (store.reserveFloor[id] > 0 ? ["stock", "reserveFloor"] : ["stock"]).map((kind) => ({
            key: `${kind}|${store.id}|${id}`,
            value: reached(change(problem, kind, store.id, id, 1)),
          })),
        ),
      );
      const useful = all.filter((one) => compare(one.value, before) < 0).sort((a, b) => compare(a.value, b.value));
      expect(plan.sensitivities.length).toBe(Math.min(10, useful.length));
      const tenth = useful.at(Math.min(10, useful.length) - 1);
      const missing = useful.filter((one) => !named.has(one.key) && tenth && compare(one.value, tenth.value) < 0);
      expect(missing, `seed ${seed}`).toEqual([]);
    }
    expect(changes).toBeGreaterThan(50);
  });
});
