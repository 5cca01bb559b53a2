import { describe, expect, it } from "vitest";
import { certifyPlan } from "./certify";
import { buildComponent } from "./component";
import { fairShares } from "./fairness";
import { highsOptimum, type RowProblem } from "@/tests/support/highs";
import { indexProblem } from "./instance";
import type { AllocationProblem } from "./problem-model";
import { randomProblem } from "@/tests/support/random-problem";
import { ReachBook } from "./reach";
import { solveAllocation } from "./solve";

/** Who may be served from where, one goods, one lot a store: rows of the transportation polytope in served units. */
function transportRows(problem: AllocationProblem): RowProblem {
  const S = problem.stores.length;
  const columns: RowProblem["columns"] = problem.lines.map((l, k) => ({ name: `y${k}`, cost: 0, upper: l.quantity }));
  const rows: RowProblem["rows"] = problem.lines.map((_, k) => ({
    terms: [[k, -1]] as [number, number][],
    sense: "=",
    right: 0,
  }));
  problem.stores.forEach((store, i) => {
    const stock = Math.max(0, store.lots[0].quantity - (store.reserveFloor.g0 ?? 0));
    const terms: [number, number][] = [];
    problem.lines.forEach((line, k) => {
      const limit = problem.classLimits[line.priority].maxDistanceM;
      const distance = problem.travel.distanceM[k * S + i];
      if ((limit !== null && distance > limit) || line.forbiddenStoreIds.includes(store.id)) return;
      rows[k].terms.push([columns.length, 1]);
      terms.push([columns.length, 1]);
      columns.push({ name: `x${k}_${i}`, cost: 0 });
    });
    rows.push({ terms, sense: "<=", right: stock });
  });
  return { columns, rows };
}

/** The lexicographic max-min vector by successive LPs: raise all free lines, find who is stuck, fix them, go on. */
async function byLinearPrograms(problem: AllocationProblem): Promise<number[]> {
  const served = new Array<number>(problem.lines.length).fill(0);
  const fixed: number[] = [];
  const slope = problem.lines.map((l) => l.quantity * l.fairnessWeight);
  for (const priority of [1, 2, 3]) {
    let free = problem.lines.flatMap((l, k) => (l.priority === priority ? [k] : []));
    while (free.length > 0) {
      const base = transportRows(problem);
      for (const k of fixed) base.rows.push({ terms: [[k, 1]], sense: ">=", right: served[k] - 1e-7 });
      const level = { columns: [...base.columns, { name: "t", cost: -1 }], rows: [...base.rows] };
      for (const k of free)
        level.rows.push({
          terms: [
            [k, 1],
            [level.columns.length - 1, -slope[k]],
          ],
          sense: ">=",
          right: 0,
        });
      const best = await highsOptimum(level);
      if (!best) throw new Error("no common fill");
      const t = -best.value;
      const stuck: number[] = [];
      for (const k of free) {
        const alone = { columns: base.columns.map((c, j) => ({ ...c, cost: j === k ? -1 : 0 })), rows: [...base.rows] };
        for (const j of free) alone.rows.push({ terms: [[j, 1]], sense: ">=", right: t * slope[j] - 1e-7 });
        const most = await highsOptimum(alone);
        if (most && -most.value <= t * slope[k] + 1e-5) stuck.push(k);
      }
      if (stuck.length === 0) throw new Error("nobody is stuck");
      for (const k of stuck) {
        served[k] = t * slope[k];
        fixed.push(k);
      }
      free = free.filter((k) => !stuck.includes(k));
    }
  }
  return served;
}

describe("fair shares", { timeout: 120_000 }, () => {
  it("are the lexicographic max-min vector of successive LPs on 200 instances, whole units within one", async () => {
    for (let seed = 1; seed <= 200; seed++) {
      const problem = randomProblem({
        seed,
        stores: 2 + (seed % 3),
        places: 3 + (seed % 4),
        goods: 1,
        preset: "fair",
        supplyRatio: 0.3 + (seed % 6) * 0.15,
        maxDistanceM: seed % 3 === 0 ? null : 30_000 + (seed % 5) * 6_000,
        weights: seed % 2 === 0,
        forbidden: seed % 4 === 0,
        floors: seed % 5 === 0,
        largestNeed: 90,
      });
      const instance = indexProblem(problem);
      const shares = fairShares(buildComponent(instance, new ReachBook(instance), [0], null));
      const judged = await byLinearPrograms(problem);
      for (let k = 0; k < judged.length; k++) {
        expect(Math.abs(shares.served[k] - judged[k]), `seed ${seed} line ${k}`).toBeLessThan(
          1e-6 * Math.max(1, judged[k]) + 1e-5,
        );
      }
      const result = solveAllocation(problem, { planOnly: true });
      if (result.status === "invalid") throw new Error("refused");
      result.plan.lineFills.forEach((fill, k) => {
        expect(Math.abs(fill.served - judged[k]), `seed ${seed} line ${k}`).toBeLessThan(1 + 1e-5);
      });
      expect(result.plan.certified, `seed ${seed}`).toBe(true);
    }
  });

  it("an unfair plan is found out", () => {
    const problem = randomProblem({ seed: 4, stores: 3, places: 8, goods: 1, preset: "fair", supplyRatio: 0.5 });
    const greedy = solveAllocation(
      { ...problem, objective: { ...problem.objective, preset: "lifeFirst" } },
      { planOnly: true },
    );
    if (greedy.status === "invalid") throw new Error("refused");
    const report = certifyPlan(problem, greedy.plan);
    expect(report.violations).toEqual([]);
    expect(report.unfair).not.toBeNull();
    expect(report.certified).toBe(false);
  });
});
