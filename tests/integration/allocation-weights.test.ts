import { describe, expect, it } from "vitest";
import { computePlan } from "@/lib/decision/allocation/commands/compute";
import { replan } from "@/lib/decision/allocation/commands/create";
import { comparablePlans, getPlan, type PlanDetail } from "@/lib/decision/allocation/queries";
import { planLimits } from "@/lib/decision/allocation/schema";
import type { Weighing } from "@/lib/decision/allocation/weighing-schema";
import { read, write } from "@/lib/platform/db/access";
import type { SiteKind } from "@/lib/platform/db/generated/enums";
import { setup } from "../support/actors";
import { approvedDemand, computedPlan, planningStage, resultOf } from "../support/allocation";
import { AREAS, aSite, anIncident, someGoods, stocked } from "../support/world";

const { cast } = planningStage();

interface Wanting {
  kind?: SiteKind;
  areaCode?: string;
  need: bigint;
  beds?: number;
  population?: number;
  beneficiaries?: number;
}

/** One store with some goods, and places that want more of them together than it has. */
async function scarcity(stock: bigint, wanting: Wanting[]) {
  const incident = await anIncident();
  const goods = await someGoods({ packBreaking: true });
  const store = await aSite(AREAS.districtA);
  await stocked(store, goods, stock);
  const lines: string[] = [];
  const sites: { id: string; name: string }[] = [];
  for (const { kind = "hospital", areaCode = AREAS.districtA, need, beds, population, beneficiaries } of wanting) {
    const made = await aSite(areaCode, kind);
    const site = await write(setup, (db) => db.site.update({ where: { id: made.id }, data: { beds, population } }));
    const { demand, line } = await approvedDemand(incident.id, site, goods.id, need, "urgent");
    if (beneficiaries !== undefined)
      await write(setup, (db) => db.demandRequest.update({ where: { id: demand.id }, data: { beneficiaries } }));
    lines.push(line.id);
    sites.push(site);
  }
  return { incident, goods, store, lines, sites };
}
type Here = Awaited<ReturnType<typeof scarcity>>;

const fairPlan = (here: Here, weighing?: Weighing): Promise<PlanDetail> =>
  computedPlan(cast.commander, here, { objective: "fair", ...(weighing ? { weighing } : {}) });

/** What each place gets, in the order they were made. */
const given = (here: Here, plan: PlanDetail): number[] =>
  here.lines.map((id) =>
    Number(plan.lines.filter((line) => line.demandLineId === id).reduce((sum, line) => sum + line.counts, 0n)),
  );
const stating = (...weights: Extract<Weighing, { by: "stated" }>["weights"]): Weighing => ({ by: "stated", weights });
const row = { areaCode: null, siteId: null };

describe("a fair plan", () => {
  it("gives every bed the same, whatever was asked for, and is certified", async () => {
    const here = await scarcity(300n, [
      { need: 900n, beds: 200 },
      { need: 600n, beds: 100 },
    ]);
    expect(given(here, await fairPlan(here))).toEqual([180, 120]);
    const plan = await fairPlan(here, { by: "beds" });
    expect(given(here, plan)).toEqual([200, 100]);
    const result = resultOf(plan);
    expect(result).toMatchObject({ status: "optimal", certified: true });
    expect(result.weighed.weights.map(({ figure, basis }) => ({ figure, basis }))).toEqual(
      expect.arrayContaining([
        { figure: 200, basis: "figure" },
        { figure: 100, basis: "figure" },
      ]),
    );
    expect(result.weighed.withoutFigure).toEqual([]);
  });

  it("gives nobody more than needed: what a large place does not want goes to the others", async () => {
    const here = await scarcity(300n, [
      { need: 100n, beds: 1_000 },
      { need: 400n, beds: 30 },
      { need: 400n, beds: 70 },
    ]);
    expect(given(here, await fairPlan(here, { by: "beds" }))).toEqual([100, 60, 140]);
  });

  it("counts places without a figure by their need, and names them", async () => {
    const here = await scarcity(500n, [{ need: 600n, beds: 100 }, { need: 200n, beds: 100 }, { need: 200n }]);
    const plan = await fairPlan(here, { by: "beds" });
    // 1,000 are needed and 500 are there: the one without a figure gets half its need, the others divide the rest by beds.
    expect(given(here, plan)).toEqual([200, 200, 100]);
    expect(resultOf(plan).weighed.withoutFigure.map((one) => one.site)).toEqual([here.sites[2]?.name]);
  });

  it("reads people from the site, from the community a point serves, or from the request", async () => {
    const community = `${AREAS.districtA}001001`;
    await write(setup, async (db) => {
      await db.area.create({
        data: { code: community.slice(0, 9), level: 4, name: "测试街道", parentCode: AREAS.districtA },
      });
      await db.area.create({
        data: { code: community, level: 5, name: "测试社区", parentCode: community.slice(0, 9), population: 3_000 },
      });
    });
    const people = await scarcity(400n, [
      { kind: "communityPoint", areaCode: community, need: 500n },
      { kind: "communityPoint", need: 500n, population: 1_000 },
    ]);
    expect(given(people, await fairPlan(people, { by: "population" }))).toEqual([300, 100]);
    const requests = await scarcity(400n, [
      { need: 500n, beneficiaries: 10 },
      { need: 500n, beneficiaries: 90 },
    ]);
    expect(given(requests, await fairPlan(requests, { by: "beneficiaries" }))).toEqual([40, 360]);
  });

  it("fills hospitals twice as far where they count double, and one site as an officer says of it", async () => {
    const here = await scarcity(300n, [{ need: 300n }, { kind: "communityPoint", need: 300n }]);
    expect(given(here, await fairPlan(here, stating({ ...row, of: "hospital", weight: 2 })))).toEqual([200, 100]);
    const site = here.sites[1] as { id: string };
    const both = stating({ ...row, of: "hospital", weight: 2 }, { ...row, of: "site", siteId: site.id, weight: 4 });
    const plan = await fairPlan(here, both);
    expect(given(here, plan)).toEqual([100, 200]);
    expect(plan.named.sites.map((one) => one.id)).toContain(site.id);
  });

  it("says beside itself what it would be without the weights", async () => {
    const here = await scarcity(300n, [{ need: 300n }, { kind: "communityPoint", need: 300n }]);
    const plan = await fairPlan(here, stating({ ...row, of: "hospital", weight: 2 }));
    const without = resultOf(plan).alternatives.find((one) => one.kind === "unweighted");
    expect(plan.kpis?.minimumFill).toBeCloseTo(1 / 3);
    expect(without?.kpis.minimumFill).toBeCloseTo(1 / 2);
    const alike = await fairPlan(here, stating({ ...row, of: "organisation", weight: 2 }));
    expect(resultOf(alike).alternatives).toEqual([]);
  });

  it("keeps its weights when it is computed anew, takes others where they are stated, and its history tells", async () => {
    const here = await scarcity(300n, [
      { need: 300n, beds: 100 },
      { need: 300n, beds: 200 },
    ]);
    const plan = await fairPlan(here, { by: "beds" });
    const anew = async (weighing?: Weighing) => {
      const next = await replan(cast.commander, {
        id: plan.id,
        version: plan.version,
        limits: planLimits.parse({ ringKm: 7 }),
        ...(weighing ? { weighing } : {}),
      });
      await computePlan(cast.commander, next.id, next.taskId);
      return getPlan(cast.commander, next.id);
    };
    const same = await anew();
    expect(same.options.weighing).toEqual({ by: "beds" });
    expect(given(here, same)).toEqual([100, 200]);
    const other = await anew({ by: "none" });
    expect(given(here, other)).toEqual([150, 150]);
    expect(other.supersedes?.weighing).toEqual({ by: "beds" });
    const compared = await comparablePlans(cast.commander, other);
    expect(compared.map((one) => one.weighing)).toContainEqual({ by: "beds" });
    const facts = async (id: string) =>
      (
        await read(setup, (db) =>
          db.event.findFirstOrThrow({ where: { documentId: id, type: "allocationPlan.created" } }),
        )
      ).payload;
    expect(await facts(same.id)).toMatchObject({ facts: { weighing: "beds" } });
    expect(await facts(other.id)).not.toMatchObject({ facts: { weighing: expect.anything() } });
  });

  it("takes no weight of an area or a site that does not exist, and another objective takes none", async () => {
    const here = await scarcity(10n, [{ need: 20n }]);
    const nowhere = stating(
      { ...row, of: "area", areaCode: "990101", weight: 2 },
      { ...row, of: "site", siteId: "0198a000-0000-7000-8000-000000000001", weight: 2 },
    );
    await expect(fairPlan(here, nowhere)).rejects.toMatchObject({
      fields: {
        "weighing.weights.0.areaCode": { key: "errors.notFound" },
        "weighing.weights.1.siteId": { key: "errors.notFound" },
      },
    });
    const { id, version } = await computedPlan(cast.commander, here);
    await expect(replan(cast.commander, { id, version, weighing: { by: "beds" } })).rejects.toMatchObject({
      fields: { "weighing.by": { key: "allocation.errors.weighingNeedsFair" } },
    });
  });
});
