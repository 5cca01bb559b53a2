import { describe, expect, it } from "vitest";
import { adoptPlan } from "@/lib/decision/allocation/commands/adopt";
import { computePlan } from "@/lib/decision/allocation/commands/compute";
import { freezeLine } from "@/lib/decision/allocation/commands/create";
import { movePlan } from "@/lib/decision/allocation/commands/move";
import { getPlan } from "@/lib/decision/allocation/queries";
import { read, write } from "@/lib/platform/db/access";
import { Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { cancelTask } from "@/lib/platform/jobs/tasks";
import { reserve } from "@/lib/platform/ledger/reserve";
import { actorAs, setup } from "../support/actors";
import {
  approvedDemand,
  approvedPlan,
  computedPlan,
  draftPlan,
  planningStage,
  replanned,
  resultOf,
} from "../support/allocation";
import { AREAS, aSite, anIncident, someGoods, stocked } from "../support/world";

const { cast } = planningStage();

/** Two stores, two hospitals, one kind of goods: 100 in stock, 80 life-saving and 60 routine wanted. */
async function world({ packSize }: { packSize?: bigint } = {}) {
  const incident = await anIncident();
  const goods = await someGoods({ packBreaking: packSize === undefined });
  const store = await aSite(AREAS.districtA);
  const far = await aSite(AREAS.districtB);
  const hospital = await aSite(AREAS.districtA, "hospital");
  const clinic = await aSite(AREAS.districtB, "hospital");
  const near = await stocked(store, goods, 70n, { packSize });
  await stocked(far, goods, 30n, { packSize });
  const grave = await approvedDemand(incident.id, hospital, goods.id, 80n, "lifeSaving");
  const routine = await approvedDemand(incident.id, clinic, goods.id, 60n, "routine");
  return { incident, goods, store, far, hospital, clinic, grave, routine, near };
}

const computed = (here: Awaited<ReturnType<typeof world>>, objective: "lifeFirst" | "fair" | "fastest" = "lifeFirst") =>
  computedPlan(cast.commander, here, { objective });
async function approved(here: Awaited<ReturnType<typeof world>>) {
  const plan = await computed(here);
  return { plan, version: (await approvedPlan(cast, plan)).version };
}

describe("an allocation plan", () => {
  it("serves life-saving need before routine need, is certified, and says why the rest is unmet", async () => {
    const here = await world();
    const plan = await computed(here);
    expect(plan.state).toBe("computed");
    const result = resultOf(plan);
    expect(result.status).toBe("optimal");
    expect(result.certified).toBe(true);
    const served = (lineId: string) =>
      plan.lines.filter((line) => line.demandLineId === lineId).reduce((sum, line) => sum + line.counts, 0n);
    expect(served(here.grave.line.id)).toBe(80n);
    expect(served(here.routine.line.id)).toBe(20n);
    const why = result.explanations.find((one) => one.lineId === here.routine.line.id);
    expect(why).toMatchObject({ unmet: 40 });
    expect(["stockExhausted", "higherClassServedFirst"]).toContain(why?.limit);
    expect(result.baselines.map((one) => one.rule).sort()).toEqual(["firstComeFirstServed", "nearestStore"]);
  });

  it("breaks no pack of goods that are given out by the pack, and states what that costs", async () => {
    const here = await world({ packSize: 20n });
    const plan = await computed(here);
    const result = resultOf(plan);
    expect(result.certified).toBe(true);
    expect(plan.lines.length).toBeGreaterThan(0);
    for (const line of plan.lines) expect(line.quantity % 20n).toBe(0n);
    // 70 and 30 hold three packs and one: four in all, and the grave need takes them.
    const given = plan.lines.reduce((sum, line) => sum + line.quantity, 0n);
    expect(given).toBe(80n);
    expect(plan.lines.every((line) => line.demandLineId === here.grave.line.id)).toBe(true);
  });

  it("keeps every store above its reserve floor", async () => {
    const here = await world();
    await write(setup, (db) =>
      db.stockLevel.create({
        data: { siteId: here.store.id, goodsId: here.goods.id, areaCode: here.store.areaCode, floor: 50n },
      }),
    );
    const plan = await computed(here);
    const fromStore = plan.lines
      .filter((line) => line.fromSiteId === here.store.id)
      .reduce((sum, line) => sum + line.quantity, 0n);
    expect(fromStore).toBe(20n);
  });

  it("needs a second person to approve", async () => {
    const here = await world();
    const plan = await computed(here);
    const { version } = await movePlan(cast.commander, { id: plan.id, version: plan.version, move: "submit" });
    await expect(movePlan(cast.commander, { id: plan.id, version, move: "approve" })).rejects.toBeInstanceOf(Refusal);
    await expect(movePlan(cast.officer, { id: plan.id, version, move: "approve" })).rejects.toBeInstanceOf(NotFound);
    await movePlan(cast.deputy, { id: plan.id, version, move: "approve" });
  });

  it("is approved and rejected by nobody who had it computed, whoever submitted it", async () => {
    const plan = await computed(await world());
    const { version } = await movePlan(cast.deputy, { id: plan.id, version: plan.version, move: "submit" });
    for (const move of ["approve", "reject"] as const)
      for (const writer of [cast.commander, cast.deputy])
        await expect(movePlan(writer, { id: plan.id, version, move, reason: "测试" })).rejects.toMatchObject({
          reason: { key: "errors.fourEyes" },
        });
    await expect(
      write(setup, (db) =>
        db.allocationPlan.update({
          where: { id: plan.id },
          data: { state: "approved", approvedById: cast.commander.personId },
        }),
      ),
    ).rejects.toMatchObject({ reason: { key: "errors.fourEyes" } });
    const third = await actorAs("commander", { areaCode: AREAS.city }, "third");
    expect(await movePlan(third, { id: plan.id, version, move: "approve" })).toMatchObject({ state: "approved" });
  });

  it("when adopted reserves its lots and releases one transfer order a pair of places, in one transaction", async () => {
    const here = await world();
    const { plan, version } = await approved(here);
    const done = await adoptPlan(cast.commander, { id: plan.id, version, leaveConflicts: false }, "adopt-once");
    expect(done).toMatchObject({ state: "adopted", adopted: plan.lines.length, conflicts: 0 });
    const reserved = await read(setup, (db) =>
      db.stockReservation.aggregate({
        where: { documentKind: "transferOrder", state: "active", placeId: here.near.shelf },
        _sum: { quantity: true },
      }),
    );
    expect(reserved._sum.quantity).toBe(70n);
    const transfers = await read(setup, (db) =>
      db.transferOrder.findMany({ where: { planId: plan.id }, include: { lines: true } }),
    );
    expect(transfers.every((transfer) => transfer.state === "released")).toBe(true);
    expect(transfers.flatMap((transfer) => transfer.lines).reduce((sum, line) => sum + line.quantity, 0n)).toBe(100n);
    const line = await read(setup, (db) => db.demandLine.findUniqueOrThrow({ where: { id: here.grave.line.id } }));
    expect(line.promised).toBe(80n);
    expect(await adoptPlan(cast.commander, { id: plan.id, version, leaveConflicts: false }, "adopt-once")).toEqual(
      done,
    );
  });

  it("adopted by two people at once happens once", async () => {
    const here = await world();
    const { plan, version } = await approved(here);
    const both = await Promise.allSettled([
      adoptPlan(cast.commander, { id: plan.id, version, leaveConflicts: false }),
      adoptPlan(cast.deputy, { id: plan.id, version, leaveConflicts: false }),
    ]);
    expect(both.filter((one) => one.status === "fulfilled").length).toBe(1);
    const lost = both.find((one) => one.status === "rejected") as PromiseRejectedResult;
    expect(lost.reason instanceof Conflict || lost.reason instanceof Refusal).toBe(true);
    const lines = await read(setup, (db) =>
      db.transferLine.aggregate({ where: { transfer: { planId: plan.id } }, _sum: { quantity: true } }),
    );
    expect(lines._sum.quantity).toBe(100n);
  });

  it("names every line that no longer fits, changes nothing, and can adopt the others", async () => {
    const here = await world();
    const { plan, version } = await approved(here);
    // Somebody else takes 60 of the 70 at the near store.
    await write(setup, (db) =>
      reserve(db, setup, { documentKind: "test", documentId: here.store.id }, [
        { placeId: here.near.shelf, lotId: here.near.lot.id, quantity: 60n },
      ]),
    );
    const refusal = (await adoptPlan(cast.commander, { id: plan.id, version, leaveConflicts: false }).catch(
      (error: unknown) => error,
    )) as Refusal;
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.items.length).toBeGreaterThan(0);
    expect(refusal.items[0]?.key).toBe("allocation.conflicts.stockShort");
    expect(await read(setup, (db) => db.transferOrder.count({ where: { planId: plan.id } }))).toBe(0);
    const partly = await adoptPlan(cast.commander, { id: plan.id, version, leaveConflicts: true });
    expect(partly.state).toBe("partlyAdopted");
    expect(partly.adopted + partly.conflicts).toBe(plan.lines.length);
    const left = await read(setup, (db) =>
      db.allocationLine.findMany({ where: { planId: plan.id, status: "conflict" } }),
    );
    expect(left.length).toBe(partly.conflicts);
  });

  it("lets nothing stand in for a need once the rule that allowed it is withdrawn", async () => {
    const incident = await anIncident();
    const [need, other] = [await someGoods(), await someGoods()];
    const store = await aSite(AREAS.districtA);
    await stocked(store, other, 100n);
    const rule = await write(setup, (db) =>
      db.substitution.create({
        data: { goodsId: need.id, substituteId: other.id, ratioNeed: 1, ratioSubstitute: 2, reason: "测试" },
      }),
    );
    const hospital = await aSite(AREAS.districtA, "hospital");
    const { line } = await approvedDemand(incident.id, hospital, need.id, 20n, "urgent");
    const plan = await computedPlan(cast.commander, { incident, goods: need });
    expect(plan.lines).toMatchObject([{ goodsId: other.id, quantity: 40n, counts: 20n }]);
    const { version } = await approvedPlan(cast, plan);
    const set = (data: { active?: boolean; ratioSubstitute?: number }) =>
      write(setup, (db) => db.substitution.update({ where: { id: rule.id }, data }));
    const adopt = () => adoptPlan(cast.commander, { id: plan.id, version, leaveConflicts: false });
    for (const change of [{ active: false }, { active: true, ratioSubstitute: 4 }]) {
      await set(change);
      await expect(adopt()).rejects.toMatchObject({ items: [{ key: "allocation.conflicts.ruleGone" }] });
    }
    await set({ ratioSubstitute: 2 });
    await adopt();
    const promised = await read(setup, (db) => db.demandLine.findUniqueOrThrow({ where: { id: line.id } }));
    expect(promised.promised).toBe(20n);
  });

  it("computed anew keeps frozen lines and is superseded only when the new one is adopted", async () => {
    const here = await world();
    const plan = await computed(here);
    const [first] = plan.lines;
    if (!first) throw new Error("no lines");
    await freezeLine(cast.commander, { id: plan.id, lineId: first.id, frozen: true, reason: "已电话确认" });
    const anew = await replanned(cast.commander, plan);
    expect(
      anew.lines.some(
        (line) =>
          line.frozen &&
          line.demandLineId === first.demandLineId &&
          line.lotId === first.lotId &&
          line.quantity === first.quantity,
      ),
    ).toBe(true);
    expect(anew.lines.filter((line) => line.frozen).map((line) => line.frozenReason)).toEqual(["已电话确认"]);
    expect((await getPlan(cast.commander, plan.id)).state).toBe("computed");
    const { version } = await approvedPlan(cast, anew);
    await adoptPlan(cast.commander, { id: anew.id, version, leaveConflicts: false });
    expect((await getPlan(cast.commander, plan.id)).state).toBe("superseded");
  });

  it("stopped while it computes keeps the best plan so far: whole, within stock and floors, never proven by pretence", async () => {
    const here = await world();
    const { id, taskId } = await draftPlan(cast.commander, here);
    await cancelTask(cast.commander, taskId);
    await computePlan(cast.commander, id, taskId);
    const plan = await getPlan(cast.commander, id);
    expect(plan.state).toBe("computed");
    const result = resultOf(plan);
    expect(result.status === "stoppedEarly" || result.certified).toBe(true);
    expect(result.status === "stoppedEarly" && result.certified).toBe(false);
    const served = (lineId: string) =>
      plan.lines.filter((line) => line.demandLineId === lineId).reduce((sum, line) => sum + line.counts, 0n);
    expect(served(here.grave.line.id)).toBe(80n);
    expect(served(here.routine.line.id)).toBe(20n);
  });

  it("is not seen from outside its area", async () => {
    const here = await world();
    const plan = await computed(here);
    const stranger = await actorAs("commander", { areaCode: AREAS.districtB });
    await expect(getPlan(stranger, plan.id)).rejects.toBeInstanceOf(NotFound);
    await expect(
      adoptPlan(stranger, { id: plan.id, version: plan.version, leaveConflicts: false }),
    ).rejects.toBeInstanceOf(NotFound);
  });
});
