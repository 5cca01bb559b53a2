import { describe, expect, it } from "vitest";
import type { Progress } from "./answer-model";
import { everyLimit } from "@/tests/support/every-limit";
import { randomProblem } from "@/tests/support/random-problem";
import { certifyPlan } from "./certify";
import { solveAllocation } from "./solve";
import { solveOnWorkers } from "./worker";

describe("solving on worker threads", () => {
  const city = randomProblem({ seed: 5, stores: 8, places: 60, goods: 3, preset: "fair", supplyRatio: 0.7 });

  it("finds the plan of one thread, goods class by goods class, and says how far it is", async () => {
    const heard: Progress[] = [];
    const result = await solveOnWorkers(city, { threads: 2, onProgress: (p) => heard.push(p) });
    const alone = solveAllocation(city);
    if (result.status === "invalid" || alone.status === "invalid") throw new Error("refused");
    expect(result.status).toBe("optimal");
    expect(result.plan.certified).toBe(true);
    expect(result.plan.kpis.cost).toBe(alone.plan.kpis.cost);
    expect(result.plan.kpis.unmetByClass).toEqual(alone.plan.kpis.unmetByClass);
    expect(result.plan.lineFills.map((f) => f.lineId)).toEqual(city.lines.map((l) => l.id));
    expect(result.plan.explanations.map((e) => e.lineId)).toEqual(city.lines.map((l) => l.id));
    expect(result.plan.baselines.map((b) => b.kpis.unmetByClass)).toEqual(
      alone.plan.baselines.map((b) => b.kpis.unmetByClass),
    );
    // The first feasible plan's figures come among the parts' and can only get better.
    expect(heard.map((p) => p.done).filter((done, k, all) => done !== all[k - 1] && done > 0)).toEqual([1, 2, 3]);
    const known = heard.flatMap((p) => (p.unmetByClass ? [p.unmetByClass] : []));
    expect(known.length).toBeGreaterThan(0);
    expect(known.at(-1)).toEqual(alone.plan.kpis.unmetByClass);
    for (const unmet of known) expect(unmet[0]).toBeGreaterThanOrEqual(alone.plan.kpis.unmetByClass[0]);
  }, 60_000);

  it("solves the whole where throughput binds", async () => {
    const tight = randomProblem({
      seed: 6,
      stores: 5,
      places: 12,
      goods: 3,
      preset: "lifeFirst",
      supplyRatio: 1.2,
      throughputRatio: 0.5,
    });
    const result = await solveOnWorkers(tight, { threads: 2, planOnly: true });
    const alone = solveAllocation(tight, { planOnly: true });
    if (result.status === "invalid" || alone.status === "invalid") throw new Error("refused");
    expect(result.plan.kpis.cost).toBe(alone.plan.kpis.cost);
    expect(result.plan.certified).toBe(true);
  }, 60_000);

  it("says the same would help on any number of threads, throughput or not, and its progress never goes back", async () => {
    for (const seed of [2, 4]) {
      const problem = everyLimit({ seed, preset: "lifeFirst", goods: 3, throughput: true });
      const alone = solveAllocation(problem);
      const done: number[] = [];
      const onProgress = (p: Progress) => (p.phase === "flow" ? done.push(p.done) : 0);
      const result = await solveOnWorkers(problem, { threads: 2, onProgress });
      if (result.status === "invalid" || alone.status === "invalid") throw new Error("refused");
      expect(result.plan.sensitivities).toEqual(alone.plan.sensitivities);
      expect(result.plan.explanations.map((e) => e.remedies)).toEqual(alone.plan.explanations.map((e) => e.remedies));
      expect(done).toEqual([...done].sort((a, b) => a - b));
    }
  }, 60_000);

  it("stops when told, and refuses bad input without a thread", async () => {
    const stopped = await solveOnWorkers(city, { threads: 1, signal: AbortSignal.abort() });
    expect(stopped.status).toBe("stoppedEarly");
    if (stopped.status === "invalid") throw new Error("refused");
    expect(stopped.plan.assignments.length).toBeGreaterThan(0);
    expect(certifyPlan(city, stopped.plan).violations).toEqual([]);
    const wrong = { ...city, lines: [{ ...city.lines[0], quantity: -3 }] };
    expect(await solveOnWorkers(wrong)).toMatchObject({ status: "invalid", problems: [{ code: "negativeQuantity" }] });
  }, 60_000);
});
