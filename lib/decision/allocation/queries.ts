import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, visible } from "@/lib/platform/auth/reach";
import { type Db, read, withWiderReach } from "@/lib/platform/db/access";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import type { PlanKpis } from "@/lib/solver/flow/plan-model";
import { PLAN_PLACE } from "./commands/access";
import { previewRules } from "@/lib/solver/flow/ration-preview";
import { type PlanOptions, planOptions } from "./schema";
import { isComputed, resultOf, storedProblem } from "./stored";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "plan.read")) throw new NotFound({ key: "errors.notAllowed" });
}

const uuid = (id: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id);
export const kpisOf = (value: unknown): PlanKpis | null =>
  value && typeof value === "object" ? (value as PlanKpis) : null;

/** A page of plans, newest first. */
export function listPlans(actor: Actor, filter: { state?: string; incidentId?: string }, cursor: Cursor) {
  gate(actor);
  return read(actor, async (db) => {
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.allocationPlan.findMany({
        where: {
          AND: [
            visible(actor, "plan.read", PLAN_PLACE),
            { id },
            filter.state ? { state: filter.state } : {},
            filter.incidentId ? { incidentId: filter.incidentId } : {},
          ],
        },
        orderBy,
        take,
        select: {
          id: true,
          number: true,
          name: true,
          state: true,
          objective: true,
          areaCode: true,
          horizonDays: true,
          createdAt: true,
          businessAt: true,
          kpis: true,
          options: true,
          _count: { select: { lines: true } },
        },
      }),
    );
    const areas = await db.area.findMany({
      where: { code: { in: page.rows.map((row) => row.areaCode) } },
      select: { code: true, name: true, nameEn: true },
    });
    const names = new Map(areas.map((area) => [area.code, area]));
    return {
      ...page,
      rows: page.rows.map(({ options, ...row }) => ({
        ...row,
        area: names.get(row.areaCode) ?? { name: row.areaCode, nameEn: null },
        weighing: planOptions.parse(options).weighing,
        kpis: kpisOf(row.kpis),
      })),
    };
  });
}

const siteFields = {
  id: true,
  name: true,
  nameEn: true,
  areaCode: true,
  lon: true,
  lat: true,
  precision: true,
  kind: true,
} as const;

/**
 * A plan with its lines and result. Its sites and demands may lie outside the person's areas (a store of the next district): names and
 * figures of the plan's own lines are shown all the same, since whoever may read a plan may read the whole of it.
 */
export async function getPlan(actor: Actor, id: string) {
  gate(actor);
  const plan = await read(actor, async (db) => {
    const row = uuid(id)
      ? await db.allocationPlan.findFirst({
          where: { AND: [visible(actor, "plan.read", PLAN_PLACE), { id }] },
          omit: { problem: true },
          include: {
            incident: { select: { id: true, nameZh: true, nameEn: true } },
            supersedes: { select: { id: true, number: true, kpis: true, objective: true, options: true } },
            supersededBy: { select: { id: true, number: true, state: true } },
          },
        })
      : null;
    if (!row) return null;
    const lines = await withWiderReach(db, actor, () =>
      db.allocationLine.findMany({
        where: { planId: row.id },
        orderBy: { position: "asc" },
        include: {
          fromSite: { select: siteFields },
          toSite: { select: siteFields },
          lot: { select: { number: true, expiresOn: true } },
          goods: { select: { id: true, nameZh: true, nameEn: true, baseUnit: true } },
          demandLine: {
            select: { id: true, goodsId: true, demand: { select: { id: true, number: true, priority: true } } },
          },
        },
      }),
    );
    const result = resultOf(row.result);
    const asked = result && "lineFills" in result ? result.lineFills.map((fill) => fill.lineId) : [];
    const demandLines = await withWiderReach(db, actor, () =>
      db.demandLine.findMany({
        where: { id: { in: asked } },
        include: {
          goods: { select: { id: true, nameZh: true, nameEn: true, baseUnit: true } },
          demand: { select: { id: true, number: true, priority: true, site: { select: siteFields } } },
        },
      }),
    );
    const stores =
      result && "sensitivities" in result
        ? await db.site.findMany({
            where: { id: { in: storesNamed(result) } },
            select: { id: true, name: true, nameEn: true },
          })
        : [];
    const scarce = isComputed(result) ? result.scarce.map((one) => one.goodsId) : [];
    const goods = await db.goods.findMany({
      where: { id: { in: [...planOptions.parse(row.options).goodsIds, ...scarce] } },
      select: { id: true, nameZh: true, nameEn: true, baseUnit: true },
    });
    const options = planOptions.parse(row.options);
    const named = await namesOfChoices(db, options);
    const area = await db.area.findUnique({ where: { code: row.areaCode }, select: { name: true, nameEn: true } });
    const transfers = await db.transferOrder.count({ where: { planId: row.id } });
    return {
      ...row,
      supersedes: row.supersedes && {
        ...row.supersedes,
        weighing: planOptions.parse(row.supersedes.options).weighing,
      },
      result,
      kpis: kpisOf(row.kpis),
      options,
      named,
      lines,
      demandLines,
      stores,
      goods,
      area: area ?? { name: row.areaCode, nameEn: null },
      transfers,
    };
  });
  if (!plan) throw new NotFound();
  return plan;
}
export type PlanDetail = Awaited<ReturnType<typeof getPlan>>;

/** Names of the sites and areas a plan's limits and weights speak of. */
async function namesOfChoices(db: Db, { ways, throughput, closedAreas, weighing }: PlanOptions) {
  const weights = weighing.by === "stated" ? weighing.weights : [];
  const siteIds = [
    ...ways.flatMap((way) => (way.toSiteId ? [way.fromSiteId, way.toSiteId] : [way.fromSiteId])),
    ...throughput.map((one) => one.siteId),
    ...weights.flatMap((one) => one.siteId ?? []),
  ];
  const areaCodes = [...closedAreas, ...weights.flatMap((one) => one.areaCode ?? [])];
  const sites = await db.site.findMany({
    where: { id: { in: siteIds } },
    select: { id: true, name: true, nameEn: true },
  });
  const areas = await db.area.findMany({ where: { code: { in: areaCodes } }, select: { code: true, name: true } });
  return { sites, areas };
}

/**
 * What each rule of division would give the lines of a goods that is scarce in a plan, from the problem the plan was computed of, the
 * higher class and the larger need first, and whether some store's throughput is limited, which a preview of one goods does not know of.
 * Null where the plan has no such goods.
 */
export async function rulePreview(actor: Actor, id: string, goodsId: string) {
  gate(actor);
  if (!uuid(id) || !uuid(goodsId)) return null;
  const plan = await read(actor, (db) =>
    db.allocationPlan.findFirst({
      where: { AND: [visible(actor, "plan.read", PLAN_PLACE), { id }] },
      select: { problem: true, result: true },
    }),
  );
  const result = plan ? resultOf(plan.result) : null;
  if (!plan || !isComputed(result) || !result.scarce.some((one) => one.goodsId === goodsId)) return null;
  const problem = storedProblem(plan.problem);
  if (!problem) return null;
  const classOf = new Map(problem.lines.map((line) => [line.id, line.priority]));
  const lines = previewRules(problem, goodsId).map((line) => ({ ...line, priority: classOf.get(line.lineId) ?? 3 }));
  lines.sort((a, b) => a.priority - b.priority || b.need - a.need || (a.lineId < b.lineId ? -1 : 1));
  return { lines, limited: problem.stores.some((store) => store.outboundThroughputKg !== null) };
}
export type RulePreview = NonNullable<Awaited<ReturnType<typeof rulePreview>>>;

function storesNamed(result: Exclude<ReturnType<typeof resultOf>, null>): string[] {
  if (!("sensitivities" in result)) return [];
  return [
    ...result.sensitivities.map((one) => one.storeId),
    ...result.explanations.flatMap((one) => [
      one.limitStoreId,
      one.nextBest?.storeId,
      ...one.remedies.map((remedy) => remedy.storeId),
    ]),
  ].filter((id): id is string => typeof id === "string");
}

/** What another plan was asked otherwise: its figures are then of other needs or other stock, and a reader is told. */
export type PlanDifference = "area" | "goods" | "horizon" | "needs" | "stock";

interface Asked {
  areaCode: string;
  horizonDays: number;
  options: unknown;
}

/** In what two plans' questions differ: area, goods, horizon, whether estimated needs count, whether stand-ins and reserves may be used. */
export function differencesOf(one: Asked, other: Asked): PlanDifference[] {
  const [a, b] = [planOptions.parse(one.options), planOptions.parse(other.options)];
  const goods = (options: PlanOptions) => [...options.goodsIds].sort().join();
  const differs: Record<PlanDifference, boolean> = {
    area: one.areaCode !== other.areaCode,
    goods: goods(a) !== goods(b),
    horizon: one.horizonDays !== other.horizonDays,
    needs: a.estimates !== b.estimates,
    stock: a.floors !== b.floors || a.substitution !== b.substitution,
  };
  return (Object.keys(differs) as PlanDifference[]).filter((key) => differs[key]);
}

/** Other computed plans of the same incident, to compare with, and in what they were asked otherwise. */
export function comparablePlans(actor: Actor, plan: Asked & { id: string; incidentId: string }) {
  gate(actor);
  return read(actor, async (db) => {
    const rows = await db.allocationPlan.findMany({
      where: {
        AND: [
          visible(actor, "plan.read", PLAN_PLACE),
          { incidentId: plan.incidentId, id: { not: plan.id }, state: { notIn: ["draft"] } },
        ],
      },
      orderBy: { id: "desc" },
      take: 30,
      select: {
        id: true,
        number: true,
        name: true,
        objective: true,
        kpis: true,
        areaCode: true,
        horizonDays: true,
        options: true,
      },
    });
    return rows.flatMap(({ areaCode, horizonDays, options, ...row }) => {
      const kpis = kpisOf(row.kpis);
      const { weighing } = planOptions.parse(options);
      return kpis ? [{ ...row, kpis, weighing, differs: differencesOf(plan, { areaCode, horizonDays, options }) }] : [];
    });
  });
}
