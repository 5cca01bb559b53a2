import { describe, expect, it } from "vitest";
import { computePlan } from "@/lib/decision/allocation/commands/compute";
import { replan } from "@/lib/decision/allocation/commands/create";
import { movePlan } from "@/lib/decision/allocation/commands/move";
import { readNote } from "@/lib/decision/allocation/progress-note";
import { getPlan } from "@/lib/decision/allocation/queries";
import { write } from "@/lib/platform/db/access";
import { cancelTask, taskState } from "@/lib/platform/jobs/tasks";
import { setup } from "../support/actors";
import { draftPlan, planningStage, resultOf } from "../support/allocation";
import { AREAS, aSite, anIncident, someGoods, stocked } from "../support/world";

const PLACES = 260;
const GOODS = 10;
const STORES = 10;

const { cast } = planningStage();

/** Many places in need of many goods from stores that may send little a day: a plan that takes its time. */
async function crowded() {
  const incident = await anIncident();
  const goods: Awaited<ReturnType<typeof someGoods>>[] = [];
  for (let g = 0; g < GOODS; g++) goods.push(await someGoods({ packBreaking: true }));
  const stores: Awaited<ReturnType<typeof aSite>>[] = [];
  for (let s = 0; s < STORES; s++) {
    const store = await aSite(s % 2 === 0 ? AREAS.districtA : AREAS.districtB);
    stores.push(store);
    for (const [g, one] of goods.entries()) await stocked(store, one, BigInt(1500 + 211 * ((s + 3 * g) % 7)));
  }
  const sites: Awaited<ReturnType<typeof aSite>>[] = [];
  for (let p = 0; p < PLACES; p++) sites.push(await aSite(p % 2 === 0 ? AREAS.districtA : AREAS.districtB, "hospital"));
  await write(setup, async (db) => {
    const requests = await db.demandRequest.createManyAndReturn({
      data: sites.map((site, p) => ({
        incidentId: incident.id,
        siteId: site.id,
        areaCode: site.areaCode,
        priority: (["lifeSaving", "urgent", "routine"] as const)[p % 3] ?? "routine",
        businessAt: new Date(),
        submittedAt: new Date(),
        confirmedAt: new Date(),
      })),
      select: { id: true, areaCode: true },
    });
    const ids = requests.map(({ id }) => id);
    await db.demandLine.createMany({
      data: requests.flatMap(({ id, areaCode }, p) =>
        goods.map((one, g) => ({
          demandId: id,
          areaCode,
          position: g + 1,
          goodsId: one.id,
          quantity: BigInt(20 + 10 * ((p * 7 + g * 13) % 9)),
        })),
      ),
    });
    for (const state of ["submitted", "verified", "approved"])
      await db.demandRequest.updateMany({ where: { id: { in: ids } }, data: { state } });
    for (let tens = 0; tens < 9; tens++) {
      const quantity = BigInt(20 + 10 * tens);
      await db.demandLine.updateMany({
        where: { demandId: { in: ids }, quantity },
        data: { approvedQuantity: quantity },
      });
    }
  });
  return { incident, goods, stores };
}

describe("a computation that is stopped while it runs", () => {
  it("has shown progress and a first plan's fill, ends at once, and leaves a plan that can be taken on", async () => {
    const { incident, stores } = await crowded();
    const { id, taskId } = await draftPlan(
      cast.commander,
      { incident },
      {
        objective: "fair",
        horizonDays: 1,
        limits: { throughput: stores.map((store) => ({ siteId: store.id, kgPerDay: 700 })) },
      },
    );
    const computing = computePlan(cast.commander, id, taskId);
    let task = await taskState(cast.commander, taskId);
    const began = Date.now();
    while ((!task || !readNote(task.note)?.fills) && Date.now() - began < 60_000) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      task = await taskState(cast.commander, taskId);
    }
    expect(task?.state).toBe("running");
    expect(readNote(task?.note ?? "")?.fills?.some((fill) => (fill ?? 0) > 0)).toBe(true);
    expect((await getPlan(cast.commander, id)).state).toBe("draft");

    await cancelTask(cast.commander, taskId);
    await computing;
    expect((await taskState(cast.commander, taskId))?.state).toBe("cancelled");
    const plan = await getPlan(cast.commander, id);
    expect(plan.state).toBe("computed");
    const result = resultOf(plan);
    expect(result.status).toBe("stoppedEarly");
    expect(result.certified).toBe(false);
    expect(plan.lines.length).toBeGreaterThan(0);

    // Computed anew it is another plan's document; this one goes its own way.
    const anew = await replan(cast.commander, { id, version: plan.version });
    expect(anew.id).not.toBe(id);
    const submitted = await movePlan(cast.commander, { id, version: plan.version, move: "submit" });
    expect(submitted.version).toBeGreaterThan(plan.version);
    expect((await getPlan(cast.commander, id)).state).toBe("submitted");
  }, 300_000);
});
