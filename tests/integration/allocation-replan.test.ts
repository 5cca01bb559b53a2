import { describe, expect, it } from "vitest";
import { adoptPlan } from "@/lib/decision/allocation/commands/adopt";
import { freezeLine } from "@/lib/decision/allocation/commands/create";
import { movePlan } from "@/lib/decision/allocation/commands/move";
import { getPlan, type PlanDetail } from "@/lib/decision/allocation/queries";
import type { PlanLimits } from "@/lib/decision/allocation/schema";
import { isComputed } from "@/lib/decision/allocation/stored";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import { read, write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { reserve } from "@/lib/platform/ledger/reserve";
import { actorAs, setup } from "../support/actors";
import { approvedDemand, approvedPlan, computedPlan, planningStage, replanned } from "../support/allocation";
import { AREAS, aSite, anIncident, someGoods, stocked } from "../support/world";

const { cast } = planningStage();

/** Two stores of 100 each, one hospital near the first that needs 60. */
async function world() {
  const incident = await anIncident();
  const goods = await someGoods({ packBreaking: true });
  const near = await aSite(AREAS.districtA);
  const far = await aSite(AREAS.districtB);
  const hospital = await aSite(AREAS.districtA, "hospital");
  const lot = await stocked(near, goods, 100n);
  const other = await stocked(far, goods, 100n);
  const need = await approvedDemand(incident.id, hospital, goods.id, 60n, "routine");
  return { incident, goods, near, far, hospital, lot, other, need };
}
type World = Awaited<ReturnType<typeof world>>;

async function adopted(plan: PlanDetail) {
  const { version } = await approvedPlan(cast, plan);
  await adoptPlan(cast.commander, { id: plan.id, version, leaveConflicts: false });
  return getPlan(cast.commander, plan.id);
}
const again = (plan: PlanDetail, limits?: Partial<PlanLimits>) => replanned(cast.commander, plan, limits);
const sent = (plan: PlanDetail) =>
  plan.lines.map((line) => ({ from: line.fromSiteId, to: line.demandLineId, quantity: line.quantity }));
const orders = (planId: string) =>
  read(setup, (db) =>
    db.transferOrder.findMany({ where: { planId }, include: { lines: true }, orderBy: { number: "asc" } }),
  );
const promised = async (here: World) =>
  (await read(setup, (db) => db.demandLine.findUniqueOrThrow({ where: { id: here.need.line.id } }))).promised;
const reservedOf = async (lotId: string) =>
  (
    await read(setup, (db) =>
      db.stockReservation.aggregate({ where: { lotId, state: "active" }, _sum: { quantity: true } }),
    )
  )._sum.quantity ?? 0n;
const forbidden = (site: { id: string }) => ({
  ways: [{ kind: "forbidden" as const, fromSiteId: site.id, toSiteId: null }],
});

describe("re-planning from an adopted plan", () => {
  it("leaves promises where they are, keeps their orders, and gives new need what is left", async () => {
    const here = await world();
    const first = await adopted(await computedPlan(cast.commander, here));
    expect(sent(first)).toEqual([{ from: here.near.id, to: here.need.line.id, quantity: 60n }]);
    const [order] = await orders(first.id);
    const more = await approvedDemand(here.incident.id, here.hospital, here.goods.id, 30n, "urgent");
    const next = await again(first);
    expect(sent(next)).toHaveLength(2);
    expect(sent(next)).toContainEqual({ from: here.near.id, to: here.need.line.id, quantity: 60n });
    expect(sent(next)).toContainEqual({ from: here.near.id, to: more.line.id, quantity: 30n });
    const done = await adopted(next);
    expect(done.state).toBe("adopted");
    expect((await orders(done.id)).map((one) => one.id)).toContain(order?.id);
    expect(await orders(done.id)).toHaveLength(2);
    expect(await promised(here)).toBe(60n);
    expect(await reservedOf(here.lot.lot.id)).toBe(90n);
  });

  it("moves what a closed road stops: the old order gives way, its stock is free, and the need is promised once", async () => {
    const here = await world();
    const first = await adopted(await computedPlan(cast.commander, here));
    const [order] = await orders(first.id);
    const next = await again(first, forbidden(here.near));
    expect(sent(next)).toEqual([{ from: here.far.id, to: here.need.line.id, quantity: 60n }]);
    expect(await reservedOf(here.lot.lot.id)).toBe(60n);
    await adopted(next);
    expect((await orders(first.id)).map((one) => [one.id, one.state])).toEqual([[order?.id, "cancelled"]]);
    expect(await reservedOf(here.lot.lot.id)).toBe(0n);
    expect(await reservedOf(here.other.lot.id)).toBe(60n);
    expect(await promised(here)).toBe(60n);
    expect((await getPlan(cast.commander, first.id)).lines.map((line) => line.status)).toEqual(["skipped"]);
  });

  it("takes stock promised to routine need for life-saving need filed later", async () => {
    const here = await world();
    await write(setup, (db) =>
      reserve(db, setup, { documentKind: "test", documentId: here.near.id }, [
        { placeId: here.lot.shelf, lotId: here.lot.lot.id, quantity: 40n },
        { placeId: here.other.shelf, lotId: here.other.lot.id, quantity: 100n },
      ]),
    );
    const first = await adopted(await computedPlan(cast.commander, here));
    const grave = await approvedDemand(here.incident.id, here.hospital, here.goods.id, 50n, "lifeSaving");
    const next = await again(first);
    expect(sent(next)).toContainEqual({ from: here.near.id, to: grave.line.id, quantity: 50n });
    expect(sent(next)).toContainEqual({ from: here.near.id, to: here.need.line.id, quantity: 10n });
    await adopted(next);
    expect(await promised(here)).toBe(10n);
    expect(await reservedOf(here.lot.lot.id)).toBe(100n);
  });

  it("neither moves nor repeats what is being picked, frozen or not", async () => {
    const here = await world();
    const plan = await computedPlan(cast.commander, here);
    const [line] = plan.lines;
    await freezeLine(cast.commander, { id: plan.id, lineId: line?.id ?? "", frozen: true, reason: "已电话确认" });
    const first = await adopted(plan);
    const picker = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.near.id });
    const [order] = await orders(first.id);
    if (!order) throw new Error("no order");
    await pickTransfer(picker, {
      id: order.id,
      version: order.version,
      picks: [{ lineId: order.lines[0]?.id ?? "", lotId: here.lot.lot.id, placeId: here.lot.shelf, quantity: 5n }],
    });
    await approvedDemand(here.incident.id, here.hospital, here.goods.id, 30n, "urgent");
    const next = await again(first);
    expect(isComputed(next.result)).toBe(true);
    expect(sent(next).map((one) => one.quantity)).toEqual([30n]);
    await adopted(next);
    expect(await promised(here)).toBe(60n);
  });

  it("adopted after picking began names the lines that counted on the order, and the order stays", async () => {
    const here = await world();
    const first = await adopted(await computedPlan(cast.commander, here));
    const next = await again(first, forbidden(here.near));
    const { version } = await approvedPlan(cast, next);
    const [order] = await orders(first.id);
    if (!order) throw new Error("no order");
    const picker = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.near.id }, "picker");
    await pickTransfer(picker, {
      id: order.id,
      version: order.version,
      picks: [{ lineId: order.lines[0]?.id ?? "", lotId: here.lot.lot.id, placeId: here.lot.shelf, quantity: 5n }],
    });
    await expect(adoptPlan(cast.commander, { id: next.id, version, leaveConflicts: false })).rejects.toMatchObject({
      items: [{ key: "allocation.conflicts.needGone" }],
    });
    expect((await orders(first.id)).map((one) => one.state)).toEqual(["picking"]);
    expect(await promised(here)).toBe(60n);
  });

  it("keeps of a frozen line what the lot and the need still allow", async () => {
    const here = await world();
    const plan = await computedPlan(cast.commander, here);
    const [line] = plan.lines;
    await freezeLine(cast.commander, { id: plan.id, lineId: line?.id ?? "", frozen: true, reason: "已电话确认" });
    await write(setup, (db) =>
      reserve(db, setup, { documentKind: "test", documentId: here.near.id }, [
        { placeId: here.lot.shelf, lotId: here.lot.lot.id, quantity: 80n },
      ]),
    );
    const next = await again(await getPlan(cast.commander, plan.id));
    expect(isComputed(next.result)).toBe(true);
    expect(sent(next)).toContainEqual({ from: here.near.id, to: here.need.line.id, quantity: 20n });
    expect(sent(next)).toContainEqual({ from: here.far.id, to: here.need.line.id, quantity: 40n });
    await adopted(next);
    expect(await promised(here)).toBe(60n);
  });
});

describe("adopting a plan", () => {
  it("is not finished while a line in conflict is left, whatever other lines are adopted", async () => {
    const here = await world();
    const clinic = await aSite(AREAS.districtA, "hospital");
    await approvedDemand(here.incident.id, clinic, here.goods.id, 20n, "routine");
    const plan = await computedPlan(cast.commander, here);
    expect(plan.lines).toHaveLength(2);
    const { version } = await approvedPlan(cast, plan);
    const [one, two] = plan.lines;
    await write(setup, (db) =>
      db.demandLine.update({ where: { id: one?.demandLineId }, data: { cancelledReason: "已自行解决" } }),
    );
    const some = await adoptPlan(cast.commander, { id: plan.id, version, leaveConflicts: true });
    expect(some).toMatchObject({ state: "partlyAdopted", adopted: 1, conflicts: 1 });
    expect(two).toBeTruthy();
    const now = await getPlan(cast.commander, plan.id);
    await expect(
      adoptPlan(cast.commander, { id: plan.id, version: now.version, leaveConflicts: true }),
    ).rejects.toBeInstanceOf(Refusal);
    expect((await getPlan(cast.commander, plan.id)).state).toBe("partlyAdopted");
  });

  it("by chosen lines leaves the plan partly adopted while one of the others is in conflict", async () => {
    const here = await world();
    const clinics = [await aSite(AREAS.districtA, "hospital"), await aSite(AREAS.districtA, "hospital")];
    for (const clinic of clinics) await approvedDemand(here.incident.id, clinic, here.goods.id, 20n, "routine");
    const plan = await computedPlan(cast.commander, here);
    const [a, b, c] = plan.lines;
    if (!a || !b || !c) throw new Error("three lines expected");
    const { version } = await approvedPlan(cast, plan);
    await write(setup, (db) =>
      db.demandLine.update({ where: { id: a.demandLineId }, data: { cancelledReason: "已自行解决" } }),
    );
    await adoptPlan(cast.commander, { id: plan.id, version, lineIds: [a.id, b.id], leaveConflicts: true });
    const now = await getPlan(cast.commander, plan.id);
    const last = await adoptPlan(cast.commander, {
      id: plan.id,
      version: now.version,
      lineIds: [c.id],
      leaveConflicts: false,
    });
    expect(last.state).toBe("partlyAdopted");
  });

  it("by two plans at once for the same need and other stores promises the need once and names the line of the later", async () => {
    const here = await world();
    const plans = [
      await computedPlan(cast.commander, here),
      await computedPlan(cast.commander, here, { limits: forbidden(here.near) }),
    ];
    const versions = await Promise.all(plans.map((plan) => approvedPlan(cast, plan)));
    const both = await Promise.allSettled(
      plans.map((plan, at) =>
        adoptPlan(cast.commander, { id: plan.id, version: versions[at]?.version ?? 0, leaveConflicts: false }),
      ),
    );
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const lost = both.find((one) => one.status === "rejected") as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ items: [{ key: "allocation.conflicts.needGone" }] });
    expect(await promised(here)).toBe(60n);
  });

  it("is approved by nobody who made it, also when somebody else submitted it", async () => {
    const here = await world();
    const plan = await computedPlan(cast.commander, here);
    const { version } = await movePlan(cast.officer, { id: plan.id, version: plan.version, move: "submit" });
    await expect(movePlan(cast.commander, { id: plan.id, version, move: "approve" })).rejects.toBeInstanceOf(Refusal);
    await expect(
      write(setup, (db) =>
        db.allocationPlan.update({ where: { id: plan.id }, data: { approvedById: cast.commander.personId } }),
      ),
    ).rejects.toThrow();
    await movePlan(cast.deputy, { id: plan.id, version, move: "approve" });
  });

  it("supersedes a partly adopted plan it replaces, whose rest can then not be adopted", async () => {
    const here = await world();
    const clinic = await aSite(AREAS.districtA, "hospital");
    await approvedDemand(here.incident.id, clinic, here.goods.id, 20n, "routine");
    const plan = await computedPlan(cast.commander, here);
    const { version } = await approvedPlan(cast, plan);
    await adoptPlan(cast.commander, {
      id: plan.id,
      version,
      lineIds: [plan.lines[0]?.id ?? ""],
      leaveConflicts: false,
    });
    const next = await again(await getPlan(cast.commander, plan.id));
    expect(next.lines).toHaveLength(2);
    await adopted(next);
    expect((await getPlan(cast.commander, plan.id)).state).toBe("superseded");
    expect(await promised(here)).toBe(60n);
    expect(await reservedOf(here.lot.lot.id)).toBe(80n);
  });
});
