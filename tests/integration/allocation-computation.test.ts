import { describe, expect, it } from "vitest";
import { computeAgain, stopComputing } from "@/lib/decision/allocation/commands/computation";
import { computePlan } from "@/lib/decision/allocation/commands/compute";
import { comparablePlans, differencesOf, getPlan } from "@/lib/decision/allocation/queries";
import { isComputed } from "@/lib/decision/allocation/stored";
import { read, write } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { SILENT_MS, taskState } from "@/lib/platform/jobs/tasks";
import { actorAs, setup } from "../support/actors";
import { approvedDemand, computedPlan, draftPlan, planningStage, resultOf } from "../support/allocation";
import { AREAS, aSite, anIncident, someGoods, stocked } from "../support/world";

const { cast } = planningStage();

/** One store of 100, one hospital that needs 60, and a plan of them nobody computed yet. */
async function waiting() {
  const incident = await anIncident();
  const goods = await someGoods({ packBreaking: true });
  await stocked(await aSite(AREAS.districtA), goods, 100n);
  await approvedDemand(incident.id, await aSite(AREAS.districtA, "hospital"), goods.id, 60n, "urgent");
  return draftPlan(cast.commander, { incident, goods });
}
const longAgo = () => new Date(Date.now() - SILENT_MS - 5_000);
const setTask = (id: string, data: { createdAt?: Date; state?: string; heartbeatAt?: Date }) =>
  write(setup, (db) => db.task.update({ where: { id }, data }));

describe("a plan whose computation came to nothing", () => {
  it("is told as lost when its process stopped before or while computing, and is computed again as the same document", async () => {
    for (const lost of [
      { createdAt: longAgo() },
      { state: "running", createdAt: longAgo(), heartbeatAt: longAgo() },
      { state: "failed" },
    ]) {
      const { id, taskId } = await waiting();
      expect((await taskState(cast.commander, taskId))?.state).toBe("queued");
      await setTask(taskId, lost);
      expect(["lost", "failed"]).toContain((await taskState(cast.commander, taskId))?.state);
      const { version } = await getPlan(cast.commander, id);
      const again = await computeAgain(cast.commander, { id, version });
      expect(again.id).toBe(id);
      await computePlan(cast.commander, again.id, again.taskId);
      const plan = await getPlan(cast.commander, id);
      expect(plan.state).toBe("computed");
      expect(plan.lines.map((line) => line.quantity)).toEqual([60n]);
    }
  });

  it("ignores what the old task brings after all", async () => {
    const { id, taskId } = await waiting();
    await setTask(taskId, { createdAt: longAgo() });
    const again = await computeAgain(cast.commander, { id, version: (await getPlan(cast.commander, id)).version });
    await computePlan(cast.commander, id, taskId);
    expect((await getPlan(cast.commander, id)).state).toBe("draft");
    await computePlan(cast.commander, id, again.taskId);
    expect((await getPlan(cast.commander, id)).lines).toHaveLength(1);
  });

  it("is computed again by nobody while it is being computed, nor once it is there, nor by who may not plan", async () => {
    const { id, taskId } = await waiting();
    await expect(computeAgain(cast.commander, { id, version: 1 })).rejects.toBeInstanceOf(Refusal);
    await setTask(taskId, { createdAt: longAgo() });
    const dispatcher = await actorAs("transportDispatcher", { areaCode: AREAS.city });
    await expect(computeAgain(dispatcher, { id, version: 1 })).rejects.toBeInstanceOf(NotFound);
    const again = await computeAgain(cast.commander, { id, version: 1 });
    await computePlan(cast.commander, id, again.taskId);
    const { version } = await getPlan(cast.commander, id);
    await expect(computeAgain(cast.commander, { id, version })).rejects.toBeInstanceOf(Refusal);
  });
});

describe("a computation", () => {
  it("is stopped only by who may plan in its area", async () => {
    const { taskId } = await waiting();
    const strangers = [
      await actorAs("auditor", { areaCode: AREAS.city }),
      await actorAs("driver", { areaCode: AREAS.city }),
      await actorAs("commander", { areaCode: AREAS.districtB }, "stranger"),
    ];
    for (const stranger of strangers)
      await expect(stopComputing(stranger, { taskId })).rejects.toBeInstanceOf(NotFound);
    const asked = () => read(setup, (db) => db.task.findUniqueOrThrow({ where: { id: taskId } }));
    expect((await asked()).cancelRequested).toBe(false);
    await stopComputing(cast.commander, { taskId });
    expect((await asked()).cancelRequested).toBe(true);
  });

  it("compares with first come, first served by the time needs were filed, whatever their class", async () => {
    const incident = await anIncident();
    const goods = await someGoods({ packBreaking: true });
    await stocked(await aSite(AREAS.districtA), goods, 50n);
    const early = await approvedDemand(incident.id, await aSite(AREAS.districtA, "hospital"), goods.id, 50n, "routine");
    await write(setup, (db) =>
      db.demandRequest.update({
        where: { id: early.demand.id },
        data: { submittedAt: new Date(Date.now() - 3_600_000) },
      }),
    );
    await approvedDemand(incident.id, await aSite(AREAS.districtA, "hospital"), goods.id, 50n, "lifeSaving");
    const plan = await computedPlan(cast.commander, { incident, goods });
    const fcfs = resultOf(plan).baselines.find((one) => one.rule === "firstComeFirstServed");
    const fill = (priority: number) => fcfs?.kpis.fillRateByClass.find((one) => one.priority === priority)?.fillRate;
    expect([fill(1), fill(3)]).toEqual([0, 1]);
    expect(plan.kpis?.fillRateByClass.find((one) => one.priority === 1)?.fillRate).toBe(1);
  });
});

describe("a plan", () => {
  it("compared with one of other goods or another horizon says in what they differ", async () => {
    const incident = await anIncident();
    const [one, two] = [await someGoods({ packBreaking: true }), await someGoods({ packBreaking: true })];
    const hospital = await aSite(AREAS.districtA, "hospital");
    for (const goods of [one, two]) {
      await stocked(await aSite(AREAS.districtA), goods, 50n);
      await approvedDemand(incident.id, hospital, goods.id, 30n, "urgent");
    }
    const plan = await computedPlan(cast.commander, { incident, goods: one });
    const same = await computedPlan(cast.commander, { incident, goods: one }, { objective: "fair" });
    const other = await computedPlan(cast.commander, { incident, goods: two });
    const differs = new Map((await comparablePlans(cast.commander, plan)).map((each) => [each.id, each.differs]));
    expect(differs.get(same.id)).toEqual([]);
    expect(differs.get(other.id)).toEqual(["goods"]);
    expect(differencesOf(plan, { ...plan, horizonDays: 7, areaCode: AREAS.districtA })).toEqual(["area", "horizon"]);
  });

  it("takes from stores at work alone: neither from a closed one nor from a place that keeps no stock", async () => {
    const incident = await anIncident();
    const goods = await someGoods({ packBreaking: true });
    const [closed, hospital] = [await aSite(AREAS.districtA), await aSite(AREAS.districtA, "hospital")];
    await stocked(closed, goods, 50n);
    await write(setup, (db) => db.site.update({ where: { id: closed.id }, data: { active: false } }));
    await stocked(await aSite(AREAS.districtA, "hospital"), goods, 50n);
    await approvedDemand(incident.id, hospital, goods.id, 30n, "urgent");
    expect((await computedPlan(cast.commander, { incident, goods })).lines).toEqual([]);
  });

  it("of amounts beyond reckoning is answered by name and never with a wrong figure", async () => {
    const incident = await anIncident();
    const goods = await someGoods({ packBreaking: true });
    await stocked(await aSite(AREAS.districtA), goods, 10n ** 15n);
    for (let at = 0; at < 5; at++)
      await approvedDemand(incident.id, await aSite(AREAS.districtA, "hospital"), goods.id, 10n ** 15n, "urgent");
    const { result, lines } = await computedPlan(cast.commander, { incident, goods });
    if (!result || isComputed(result)) throw new Error("a plan was computed");
    expect(result.status).toBe("invalid");
    expect(new Set(result.problems.map((problem) => problem.code))).toEqual(new Set(["tooLarge", "overflow"]));
    expect(lines).toEqual([]);
  });
});
