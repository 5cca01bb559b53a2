import { describe, expect, it } from "vitest";
import { adoptPlan } from "@/lib/decision/allocation/commands/adopt";
import { computePlan } from "@/lib/decision/allocation/commands/compute";
import { chooseRule, freezeLine } from "@/lib/decision/allocation/commands/create";
import { getPlan, rulePreview } from "@/lib/decision/allocation/queries";
import { type PlanLimits, planLimits } from "@/lib/decision/allocation/schema";
import { Role } from "@/lib/platform/db/generated/enums";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { type RationingRule, RATIONING_RULES } from "@/lib/solver/flow/rationing";
import { actorAs } from "../support/actors";
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

/** Three hospitals that need 100, 200 and 300 of one goods, and two stores with so much of it in all. */
async function contest(estate: bigint) {
  const incident = await anIncident();
  const goods = await someGoods();
  const near = await aSite(AREAS.districtA);
  const far = await aSite(AREAS.districtB);
  const lots = [await stocked(near, goods, estate / 2n), await stocked(far, goods, estate - estate / 2n)];
  const lines: string[] = [];
  const hospitals = [];
  for (const quantity of [100n, 200n, 300n]) {
    const hospital = await aSite(quantity === 100n ? AREAS.districtA : AREAS.districtB, "hospital");
    hospitals.push(hospital);
    lines.push((await approvedDemand(incident.id, hospital, goods.id, quantity, "urgent")).line.id);
  }
  return { incident, goods, near, far, lots, lines, hospitals };
}
type Contest = Awaited<ReturnType<typeof contest>>;

const computed = (here: Contest, limits: Partial<PlanLimits> = {}) => computedPlan(cast.commander, here, { limits });
type Plan = Awaited<ReturnType<typeof computed>>;

async function withRule(plan: Plan, goodsId: string, rule: RationingRule | "objective") {
  const next = await chooseRule(cast.commander, { id: plan.id, version: plan.version, goodsId, rule });
  await computePlan(cast.commander, next.id, next.taskId);
  return getPlan(cast.commander, next.id);
}

const awards = (plan: Plan, here: Contest) =>
  here.lines.map((line) =>
    plan.lines.filter((one) => one.demandLineId === line).reduce((sum, one) => sum + Number(one.counts), 0),
  );

const SITE_ROLES: Role[] = ["warehouseOperator", "hospitalRequester", "communityWorker", "supplierDesk"];

const KNOWN: [bigint, Record<RationingRule, number[]>][] = [
  [100n, { proportional: [17, 33, 50], equalAwards: [33, 33, 34], equalLosses: [0, 0, 100], talmud: [33, 33, 34] }],
  [
    300n,
    { proportional: [50, 100, 150], equalAwards: [100, 100, 100], equalLosses: [0, 100, 200], talmud: [50, 100, 150] },
  ],
];

describe("a rule for a scarce goods", () => {
  for (const [estate, answers] of KNOWN)
    it(`divides ${estate} among claims of 100, 200 and 300 as the rule is known to, previewed before and said as the reason`, async () => {
      const here = await contest(estate);
      const plan = await computed(here);
      expect(resultOf(plan).scarce).toEqual([{ goodsId: here.goods.id, supply: Number(estate), need: 600, lines: 3 }]);
      const preview = await rulePreview(cast.commander, plan.id, here.goods.id);
      if (!preview) throw new Error("no preview");
      const previewed = new Map(preview.lines.map((line) => [line.lineId, line]));
      expect(here.lines.map((line) => previewed.get(line)?.optimum)).toEqual(awards(plan, here));
      for (const rule of RATIONING_RULES) {
        expect(here.lines.map((line) => previewed.get(line)?.byRule[rule])).toEqual(answers[rule]);
        const ruled = await withRule(plan, here.goods.id, rule);
        expect(awards(ruled, here)).toEqual(answers[rule]);
        const result = resultOf(ruled);
        expect(result.certified).toBe(true);
        expect(result.status).toBe("optimal");
        for (const why of result.explanations)
          if (why.unmet > 0) expect(why).toMatchObject({ limit: "awardedByRule", rule });
        expect(result.alternatives.map((one) => one.kind)).toEqual(["withoutRules"]);
        expect(ruled.options.rationing).toEqual([{ goodsId: here.goods.id, rule }]);
        expect(ruled.supersedesId).toBe(plan.id);
      }
    });

  it("stays when the plan is computed again, goes when left to the objective, and is carried out when adopted", async () => {
    const here = await contest(300n);
    const ruled = await withRule(await computed(here), here.goods.id, "equalAwards");
    const anew = await replanned(cast.commander, ruled);
    expect(awards(anew, here)).toEqual([100, 100, 100]);
    const free = await withRule(anew, here.goods.id, "objective");
    expect(free.options.rationing).toEqual([]);
    const { version } = await approvedPlan(cast, anew);
    const done = await adoptPlan(cast.commander, { id: anew.id, version, leaveConflicts: false });
    expect(done).toMatchObject({ state: "adopted", conflicts: 0 });
  });

  it("serves the higher class first and divides only within each", async () => {
    const here = await contest(300n);
    const { line: grave } = await approvedDemand(
      here.incident.id,
      here.hospitals[0] as Contest["hospitals"][number],
      here.goods.id,
      120n,
      "lifeSaving",
    );
    const ruled = await withRule(await computed(here), here.goods.id, "equalAwards");
    const served = new Map(resultOf(ruled).lineFills.map((fill) => [fill.lineId, fill.served]));
    expect(served.get(grave.id)).toBe(120);
    expect(here.lines.map((line) => served.get(line))).toEqual([60, 60, 60]);
  });

  it("is chosen only by those who plan, for goods that are scarce, on the plan as it is now", async () => {
    const here = await contest(300n);
    const plan = await computed(here);
    const input = { id: plan.id, version: plan.version, goodsId: here.goods.id, rule: "talmud" as const };
    const planners: Role[] = ["commander", "reserveOfficer"];
    for (const role of Object.values(Role).filter((one) => !planners.includes(one))) {
      const place = { areaCode: AREAS.city, ...(SITE_ROLES.includes(role) ? { siteId: here.near.id } : {}) };
      await expect(chooseRule(await actorAs(role, place), input), role).rejects.toBeInstanceOf(NotFound);
    }
    const stranger = await actorAs("commander", { areaCode: AREAS.districtB }, "stranger");
    await expect(chooseRule(stranger, input)).rejects.toBeInstanceOf(NotFound);
    await expect(rulePreview(stranger, plan.id, here.goods.id)).resolves.toBeNull();
    expect((await chooseRule(cast.officer, input)).id).toBeTruthy();
    await expect(chooseRule(cast.commander, { ...input, version: plan.version + 1 })).rejects.toBeInstanceOf(Conflict);
    const plenty = await contest(900n);
    const enough = await computed(plenty);
    expect(resultOf(enough).scarce).toEqual([]);
    await expect(
      chooseRule(cast.commander, { ...input, id: enough.id, version: enough.version, goodsId: plenty.goods.id }),
    ).rejects.toBeInstanceOf(BadInput);
    const { id } = await draftPlan(cast.commander, { incident: here.incident }, { objective: "fair" });
    await expect(chooseRule(cast.commander, { ...input, id, version: 1 })).rejects.toBeInstanceOf(Refusal);
  });

  it("chosen twice with the same key makes one plan", async () => {
    const here = await contest(300n);
    const plan = await computed(here);
    const input = { id: plan.id, version: plan.version, goodsId: here.goods.id, rule: "talmud" as const };
    const [first, second] = await Promise.all([
      chooseRule(cast.commander, input, "rule-once"),
      chooseRule(cast.commander, input, "rule-once"),
    ]);
    expect(first).toEqual(second);
  });
});

describe("limits of a plan", () => {
  it("keep forbidden sources, closed roads, sealed areas, throughput and reach, and the explanation names them", async () => {
    const here = await contest(600n);
    const from = (plan: Plan, site: { id: string }) =>
      plan.lines.filter((line) => line.fromSiteId === site.id).reduce((sum, line) => sum + Number(line.quantity), 0);
    const limitOf = (plan: Plan, at: number) =>
      resultOf(plan).explanations.find((one) => one.lineId === here.lines[at])?.limit;
    expect(awards(await computed(here), here)).toEqual([100, 200, 300]);

    const way = { fromSiteId: here.near.id, toSiteId: null };
    const forbidden = await computed(here, { ways: [{ kind: "forbidden", ...way }] });
    expect(from(forbidden, here.near)).toBe(0);
    expect(from(forbidden, here.far)).toBe(300);
    const [small] = here.hospitals as [Contest["hospitals"][number]];
    const closed = await computed(here, {
      ways: [
        { kind: "closed", fromSiteId: here.near.id, toSiteId: small.id },
        { kind: "closed", fromSiteId: here.far.id, toSiteId: small.id },
      ],
    });
    expect(awards(closed, here)).toEqual([0, 200, 300]);
    expect(limitOf(closed, 0)).toBe("routeClosed");

    const sealed = await computed(here, { closedAreas: [AREAS.districtB] });
    // The two hospitals in the sealed district have its own store alone; the third has the other.
    expect(from(sealed, here.far)).toBe(300);
    expect(awards(sealed, here)[0]).toBe(100);

    const slow = await computed(here, { throughput: [{ siteId: here.near.id, kgPerDay: 0 }] });
    expect(from(slow, here.near)).toBe(0);
    expect(slow.named.sites.map((site) => site.id)).toEqual([here.near.id]);
  });

  it("given anew on a plan that was computed replace the old ones and leave the other choices", async () => {
    const here = await contest(300n);
    const ruled = await withRule(await computed(here), here.goods.id, "equalAwards");
    const limits = planLimits.parse({ ways: [{ kind: "forbidden", fromSiteId: here.near.id }], ringKm: "0" });
    const anew = await replanned(cast.commander, ruled, limits);
    expect(anew.options).toMatchObject({ ringKm: 0, rationing: [{ rule: "equalAwards" }] });
    expect(awards(anew, here)).toEqual([50, 50, 50]);
  });

  it("say what a frozen line costs against the same plan without it", async () => {
    const here = await contest(300n);
    const plan = await computed(here);
    const [line] = plan.lines;
    if (!line) throw new Error("no line");
    await freezeLine(cast.commander, { id: plan.id, lineId: line.id, frozen: true, reason: "已装车" });
    const anew = await replanned(cast.commander, plan);
    expect(resultOf(anew).alternatives.map((one) => one.kind)).toEqual(["unfrozen"]);
    const without = resultOf(anew).alternatives[0]?.kpis;
    expect(anew.kpis?.unmetByClass[1]).toBeGreaterThanOrEqual(without?.unmetByClass[1] ?? 0);
  });
});
