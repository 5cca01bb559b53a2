import { describe, expect, it } from "vitest";
import { coupledShape, evenStocks, judgedShares, wholeWithinOne } from "@/tests/support/coupled-judge";
import { randomProblem } from "@/tests/support/random-problem";
import { certifyPlan } from "./certify";
import { buildComponent, goodsGroups } from "./component";
import { coupledShares } from "./coupled-shares";
import { sharedLimits } from "./coupling";
import { indexProblem } from "./instance";
import { loadIntegerSolver } from "./integer-solver";
import { ReachBook } from "./reach";
import { solveAllocation } from "./solve";

/** Of 80 seeds; the judge finds no plan within one unit for these either. */
const MOST_AWAY = 2;

describe("shares of goods that share limits", { timeout: 300_000 }, () => {
  it("are the lexicographic max-min vector over all goods, by successive LPs on 80 instances", async () => {
    let coupled = 0;
    let worst = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const problem = evenStocks(randomProblem(coupledShape(seed)));
      const instance = indexProblem(problem);
      const reaches = new ReachBook(instance);
      const components = goodsGroups(instance).map((goods) => buildComponent(instance, reaches, goods, null));
      const limits = sharedLimits(instance, components);
      if (limits.length > 0) coupled++;
      const found = coupledShares(components, limits, () => false);
      if (!found) throw new Error("stopped");
      const judged = await judgedShares(problem);
      components.forEach((component, c) => {
        component.lines.forEach(({ line, position }, k) => {
          const fill = found.shares[c].served[k] / (line.quantity * line.fairnessWeight);
          const right = judged[position] / (line.quantity * line.fairnessWeight);
          worst = Math.max(worst, Math.abs(fill - right));
          expect(Math.abs(fill - right), `seed ${seed} ${line.id}: ${fill} or ${right}`).toBeLessThan(1e-6);
        });
      });
    }
    expect(coupled).toBeGreaterThan(60);
    expect(worst).toBeLessThan(1e-6);
  });

  it("are what every line of the plan gets, within one whole unit, wherever HiGHS finds such a plan; the checker proves it or refuses it", async () => {
    const integerSolver = await loadIntegerSolver();
    let byPrices = 0;
    let converted = 0;
    const away: string[] = [];
    const missed: string[] = [];
    for (let seed = 1; seed <= 80; seed++) {
      const problem = evenStocks(randomProblem(coupledShape(seed)));
      const result = solveAllocation(problem, { planOnly: true, integerSolver });
      if (result.status === "invalid") throw new Error("refused");
      const { plan } = result;
      if (plan.shareCertificates.length > 0) byPrices++;
      if (problem.substitutions.some((rule) => rule.ratioNum !== rule.ratioDen)) converted++;
      const judged = await judgedShares(problem);
      const off = Math.max(...plan.lineFills.map((f, k) => Math.abs(f.served - judged[k])));
      const report = certifyPlan(problem, plan);
      expect(report, `seed ${seed}`).toMatchObject({ violations: [], levelsProved: true });
      // The checker knows nothing of HiGHS: it must find by itself who is away from the share.
      expect(report.sharesProved, `seed ${seed}: ${off}`).toBe(off < 1 + 1e-5);
      expect(plan.certified, `seed ${seed}`).toBe(report.certified);
      if (off < 1 + 1e-5) {
        expect(plan.wholeUnits?.outcome ?? "best", `seed ${seed}`).toBe("best");
        expect(plan.wholeUnits?.away ?? [], `seed ${seed}`).toEqual([]);
        continue;
      }
      away.push(`seed ${seed}`);
      expect(report.certified, `seed ${seed}`).toBe(false);
      if (await wholeWithinOne(problem, judged)) missed.push(`seed ${seed}`);
      // That none fits is said of the plan, with who is away and by how much.
      expect(plan.wholeUnits?.outcome, `seed ${seed}`).toBe("noneWithinOneUnit");
      for (const { lineId, share, served } of plan.wholeUnits?.away ?? []) {
        const k = problem.lines.findIndex((line) => line.id === lineId);
        expect(share, `seed ${seed} ${lineId}`).toBeCloseTo(judged[k], 4);
        expect(served, `seed ${seed} ${lineId}`).toBe(plan.lineFills[k].served);
      }
      expect(plan.wholeUnits?.away.length, `seed ${seed}`).toBe(
        plan.lineFills.filter((f, k) => Math.abs(f.served - judged[k]) > 1 + 1e-5).length,
      );
    }
    expect(byPrices).toBeGreaterThan(50);
    expect(converted).toBe(22);
    expect(missed, "a plan within one unit of every share exists and was not found").toEqual([]);
    // Conversions at a ratio only: an issue that counts two does not come within one of every share.
    expect(away.length, away.join(", ")).toBeLessThanOrEqual(MOST_AWAY);
  });

  it("are missed by more than a unit without the integer solver, which is what it is for", () => {
    let open = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const result = solveAllocation(evenStocks(randomProblem(coupledShape(seed))), { planOnly: true });
      if (result.status === "invalid") throw new Error("refused");
      if (result.plan.wholeUnits?.away.length) {
        open++;
        expect(result.plan.wholeUnits.outcome, `seed ${seed}`).toBe("notProved");
        expect(result.plan.certified, `seed ${seed}`).toBe(false);
      }
    }
    expect(open).toBeGreaterThan(2);
  });

  it("are believed only with the prices that prove them, and only for a plan that has them", () => {
    let held = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const problem = evenStocks(randomProblem(coupledShape(seed)));
      const result = solveAllocation(problem, { planOnly: true });
      if (result.status === "invalid") throw new Error("refused");
      const { plan } = result;
      if (plan.shareCertificates.length === 0 || !certifyPlan(problem, plan).sharesProved) continue;
      // Where nothing can come from anywhere there is nothing to price, and no fill to raise.
      const at = plan.shareCertificates.findIndex((one) => one.fill > 0);
      if (at < 0) continue;
      held++;
      const bottleneck = plan.shareCertificates[at];
      const instead = (one: typeof bottleneck) => ({
        ...plan,
        shareCertificates: plan.shareCertificates.with(at, one),
      });
      const raised = instead({ ...bottleneck, fill: bottleneck.fill * 1.2 + 0.1 });
      expect(certifyPlan(problem, raised).sharesProved, `seed ${seed}`).toBe(false);
      const free = bottleneck.certificates.map((c) => ({
        ...c,
        throughput: [],
        sharedStock: [],
        stores: [],
        lots: [],
      }));
      expect(certifyPlan(problem, instead({ ...bottleneck, certificates: free })).sharesProved, `seed ${seed}`).toBe(
        false,
      );
      const greedy = solveAllocation(
        { ...problem, objective: { ...problem.objective, preset: "lifeFirst" } },
        { planOnly: true },
      );
      if (greedy.status === "invalid") throw new Error("refused");
      const apart = greedy.plan.lineFills.some((f, k) => Math.abs(f.served - plan.lineFills[k].served) > 3);
      if (!apart) continue;
      const borrowed = { ...greedy.plan, shareCertificates: plan.shareCertificates };
      expect(certifyPlan(problem, borrowed).sharesProved, `seed ${seed}`).toBe(false);
    }
    expect(held).toBeGreaterThan(5);
  });
});
