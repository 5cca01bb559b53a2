import { coverRows } from "@/lib/operation/storage/queries/cover";
import { UNDER_WAY } from "@/lib/operation/transport/shipment/machine";
import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, TWO_ENDS, visible } from "@/lib/platform/auth/reach";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { shortestCover, STAGES, type StageFigures, type StageKey, stuckStage } from "../rules";
import { shelfStock, stageCounts, stageCountsYesterday, stageTimes } from "./chain";
import { lastHour } from "./changes";
import { gravestNeeds, openNeedsSummary } from "./needs";
import { situationGate } from "./within";
import { decisionsWithin } from "./work/list";

const KG_PER_TONNE = 1000;

async function chain(db: Db, actor: Actor, now: Date) {
  const counts = await stageCounts(db, actor);
  const before = await stageCountsYesterday(db, actor, now);
  const times = await stageTimes(db, actor, now);
  const shelf = await shelfStock(db, actor, now);
  const time = (key: StageKey, day: number) => times.find((row) => row.stage === key && row.day === day);
  const stages = STAGES.map((key): StageFigures & { measured: number } => ({
    key,
    load:
      key === "storage"
        ? shelf.kg / KG_PER_TONNE
        : counts.filter((row) => row.stage === key).reduce((sum, row) => sum + row.now, 0),
    loadYesterday: key === "storage" ? shelf.kgYesterday / KG_PER_TONNE : (before.get(key) ?? 0),
    medianHours: time(key, 0)?.medianHours ?? null,
    medianHoursYesterday: time(key, 1)?.medianHours ?? null,
    measured: time(key, 0)?.measured ?? 0,
  }));
  const cases = await db.discrepancy.count({
    where: {
      AND: [visible(actor, "situation.read", { area: ["fromAreaCode", "toAreaCode"] }), { state: { not: "resolved" } }],
    },
  });
  return { stages, counts, shelf, cases, stuck: stuckStage(stages) };
}

const site = {
  select: { id: true, name: true, nameEn: true, areaCode: true, lon: true, lat: true, precision: true },
} as const;

/** Shipments on the road that the map draws, longest under way first. */
const MOST_FLOWS = 100;

async function flows(db: Db, actor: Actor) {
  if (!canSomewhere(actor, "shipment.read")) return [];
  return db.shipment.findMany({
    where: { AND: [visible(actor, "shipment.read", TWO_ENDS), { state: { in: [...UNDER_WAY] } }] },
    select: {
      id: true,
      number: true,
      state: true,
      expectedAt: true,
      fromSite: site,
      toSite: site,
      _count: { select: { lines: true } },
    },
    orderBy: [{ departedAt: "asc" }, { id: "asc" }],
    take: MOST_FLOWS,
  });
}

/** Goods shown that run out first. */
const COVER_ROWS = 8;

async function cover(db: Db, actor: Actor) {
  if (!canSomewhere(actor, "stock.read")) return { shortest: [], stores: [], unknown: 0 };
  const rows = await coverRows(db, actor, {});
  const known = rows
    .flatMap((row) => (row.cover.days === null ? [] : [{ ...row, days: row.cover.days }]))
    .sort((a, b) => a.days - b.days);
  const first = known.slice(0, COVER_ROWS);
  const bySite = shortestCover(rows);
  const sites = await db.site.findMany({ where: { id: { in: [...bySite.keys()] } }, ...site });
  const goods = await db.goods.findMany({
    where: { id: { in: first.map((row) => row.goodsId) } },
    select: { id: true, nameZh: true, nameEn: true, baseUnit: true },
  });
  return {
    shortest: first.map((row) => ({
      siteId: row.siteId,
      goodsId: row.goodsId,
      days: row.days,
      basis: row.cover.basis,
      onHand: row.onHand,
      site: sites.find((one) => one.id === row.siteId) ?? null,
      goods: goods.find((one) => one.id === row.goodsId) ?? null,
    })),
    stores: sites.map((one) => ({ ...one, coverDays: bySite.get(one.id) ?? null })),
    unknown: rows.length - known.length,
  };
}

/** Rows beside the tables. */
const NEED_ROWS = 8;
const CHANGE_ROWS = 10;
const DECISION_ROWS = 6;

/**
 * The whole situation within reach: the chain against yesterday, unmet needs by class, age and place, days of cover, what is on the road,
 * what changed in the last hour, and the business clock. The parts are read side by side, each in a transaction of its own, and all of the
 * same business time. Every figure comes from open documents, balances, roll-ups or a window of time; none reads the whole ledger.
 * @throws NotFound when no assignment opens the situation
 */
export async function situation(actor: Actor) {
  situationGate(actor);
  const { now, scenario } = await read(actor, businessTime);
  const [shown, wanted, covered, stages] = await Promise.all([
    read(actor, async (db) => ({
      districts: await db.area.findMany({
        where: { level: 3 },
        select: { code: true, name: true, nameEn: true, lon: true, lat: true, precision: true },
      }),
      flows: await flows(db, actor),
      decisions: await decisionsWithin({ db, actor, now }, DECISION_ROWS),
      changes: await lastHour(db, actor, CHANGE_ROWS),
    })),
    read(actor, async (db) => ({
      ...(await openNeedsSummary(db, actor, now)),
      gravest: await gravestNeeds(db, actor, NEED_ROWS),
    })),
    read(actor, (db) => cover(db, actor)),
    read(actor, (db) => chain(db, actor, now)),
  ]);
  return { now, scenario, day: dayOf(now), chain: stages, cover: covered, ...wanted, ...shown };
}
export type Situation = Awaited<ReturnType<typeof situation>>;
