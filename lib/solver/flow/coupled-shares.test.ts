import { describe, expect, it } from "vitest";
import { coupledShape, evenStocks, judgedShares } from "@/tests/support/coupled-judge";
import { randomProblem } from "@/tests/support/random-problem";
import { certifyPlan } from "./certify";
import { buildComponent, goodsGroups } from "./component";
import { coupledShares } from "./coupled-shares";
import { sharedLimits } from "./coupling";
import { indexProblem } from "./instance";
import { ReachBook } from "./reach";
import { solveAllocation } from "./solve";

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

  it("are what every line of the plan gets, within one whole unit, and the checker proves it", async () => {
    let byPrices = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const problem = evenStocks(randomProblem(coupledShape(seed)));
      const judged = await judgedShares(problem);
      const result = solveAllocation(problem, { planOnly: true });
      if (result.status === "invalid") throw new Error("refused");
      const { plan } = result;
      if (plan.shareCertificates.length > 0) byPrices++;
      const off = plan.lineFills.map((f, k) => Math.abs(f.served - judged[k]));
      const report = certifyPlan(problem, plan);
      expect({ seed, off: Math.max(...off) < 1 + 1e-5, ...report }).toMatchObject({
        seed,
        off: true,
        certified: true,
        levelsProved: true,
        sharesProved: true,
        violations: [],
        unfair: null,
      });
    }
    expect(byPrices).toBeGreaterThan(50);
  });
});
