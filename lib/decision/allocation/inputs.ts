import type { Actor } from "@/lib/platform/auth/actor";
import { rangeEnd } from "@/lib/platform/auth/reach";
import { businessTime, dayOf, minuteOfDay } from "@/lib/platform/clock/clock";
import type { Db } from "@/lib/platform/db/access";
import { pointOf } from "@/lib/platform/places/distance";
import { openNeedsWithin } from "@/lib/operation/demand/queries/needs";
import { STORE_KINDS } from "@/lib/operation/transport/stores";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { type Weighed, weighNeeds } from "./figures";
import { clampFrozen } from "./rules/frozen";
import { unbrokenPack } from "./rules/packs";
import type { GoodsRow, LotRow, PlanInputs, SiteRow } from "./rules/problem";
import { solverWeight } from "./rules/weights";
import { type ObjectiveChoice, planOptions } from "./schema";
import { standing } from "./standing";
import { NO_WEIGHING } from "./weighing-schema";

/** Whole days since 1970 of a Wuhan calendar day. */
export const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

export interface StockRow {
  lotId: string;
  goodsId: string;
  siteId: string;
  available: bigint;
  /** Base units a pack; null when loose. */
  packSize: bigint | null;
  expiresOn: Date | null;
}

/** Shelf stock of stores at work inside an area that may be promised: base units, good, not recalled, not expired. */
async function issuableStock(db: Db, areaCode: string, today: string): Promise<StockRow[]> {
  return db.$queryRaw<StockRow[]>`
    SELECT b.lot_id AS "lotId", b.goods_id AS "goodsId", b.site_id AS "siteId", sum(b.on_hand - b.reserved)::bigint AS available, l.pack_size AS "packSize", l.expires_on AS "expiresOn"
    FROM stock_balance b
    JOIN place p ON p.id = b.place_id AND p.kind = 'shelf'
    JOIN lot l ON l.id = b.lot_id
    JOIN goods g ON g.id = b.goods_id
    JOIN site s ON s.id = b.site_id AND s.active AND s.kind = ANY (${[...STORE_KINDS]}::site_kind[])
    WHERE b.area_code >= ${areaCode} AND b.area_code < ${rangeEnd(areaCode)} AND b.on_hand > b.reserved
      AND l.unit = g.base_unit AND l.condition = 'good' AND NOT l.recalled AND (l.expires_on IS NULL OR l.expires_on >= ${today}::date)
    GROUP BY b.lot_id, b.goods_id, b.site_id, l.pack_size, l.expires_on
    ORDER BY b.site_id, b.goods_id, l.expires_on NULLS LAST, b.lot_id`;
}

/** Free stock together with what the orders of the plan before hold of it. */
function withHeld(free: readonly StockRow[], held: readonly StockRow[]): StockRow[] {
  const rows = new Map(free.map((row) => [`${row.siteId}/${row.lotId}`, row]));
  for (const row of held) {
    const key = `${row.siteId}/${row.lotId}`;
    const there = rows.get(key);
    rows.set(key, there ? { ...there, available: there.available + row.available } : row);
  }
  return [...rows.values()];
}

/** A need that could not take part, with why. */
export interface LeftOut {
  lineId: string;
  number: string;
  site: string;
  goods: string;
  goodsEn: string;
  why: "amountUnknown" | "estimateOnly";
}

/** Why lines of the plan that is replaced were frozen, by need, store and lot. */
export type FrozenReasons = ReadonlyMap<string, string>;
export const frozenKey = (needId: string, siteId: string, lotId: string): string => `${needId}/${siteId}/${lotId}`;

export interface Choices {
  incidentId: string;
  areaCode: string;
  objective: ObjectiveChoice;
  horizonDays: number;
  options: unknown;
  supersedesId: string | null;
}

/** What a plan is computed from, and what of it is told beside its result. */
export interface Gathered {
  inputs: PlanInputs;
  leftOut: LeftOut[];
  weighed: Weighed;
  frozenReasons: FrozenReasons;
}

/**
 * Everything a plan is computed from, read in one transaction: needs of the incident in the area, stock that may be promised, sites,
 * floors, rules, what the shares are weighed by, and what the plan it replaces promised and froze.
 */
export async function gatherInputs(db: Db, actor: Actor, choices: Choices): Promise<Gathered> {
  const options = planOptions.parse(choices.options);
  const { now } = await businessTime(db);
  const today = dayOf(now);
  const filter = {
    incidentId: choices.incidentId,
    areaCode: choices.areaCode,
    ...(options.goodsIds.length > 0 ? { goodsIds: options.goodsIds } : {}),
  };
  const before = await standing(db, choices.supersedesId, filter, today);
  const open = await openNeedsWithin(db, actor, filter);
  const leftOut: LeftOut[] = [];
  const needs = open.flatMap((need) => {
    const why =
      need.remaining === null ? "amountUnknown" : need.estimated && !options.estimates ? "estimateOnly" : null;
    if (why)
      leftOut.push({
        lineId: need.lineId,
        number: need.number,
        site: need.site.name,
        goods: need.goods.nameZh,
        goodsEn: need.goods.nameEn,
        why,
      });
    if (why || need.remaining === null) return [];
    return [
      {
        lineId: need.lineId,
        siteId: need.site.id,
        goodsId: need.goods.id,
        quantity: Number(before.needs.get(need.lineId)?.quantity ?? need.remaining),
        priority: need.priority as Priority,
        filedAt: need.submittedAt,
      },
    ];
  });
  // Needs that the orders of the plan before meet wholly are not open, and take part all the same: their promises may move.
  const listed = new Set(open.map((need) => need.lineId));
  for (const need of before.needs.values())
    if (!listed.has(need.lineId)) needs.push({ ...need, quantity: Number(need.quantity) });
  // Lines go in the order filed: that is what "first come, first served" beside the plan means.
  needs.sort((a, b) => a.filedAt.getTime() - b.filedAt.getTime() || (a.lineId < b.lineId ? -1 : 1));
  const weighed = await weighNeeds(db, choices.objective === "fair" ? options.weighing : NO_WEIGHING, needs);
  const weightOf = new Map(weighed.weights.map((one) => [one.lineId, solverWeight(one)]));
  const wanted = new Set(needs.map((need) => need.goodsId));
  const rules = options.substitution
    ? await db.substitution.findMany({ where: { active: true, goodsId: { in: [...wanted] } } })
    : [];
  const useful = new Set([...wanted, ...rules.map((rule) => rule.substituteId)]);
  const stock = withHeld(await issuableStock(db, choices.areaCode, today), before.stock).filter((row) =>
    useful.has(row.goodsId),
  );
  const lots: LotRow[] = stock.map((row) => ({
    lotId: row.lotId,
    goodsId: row.goodsId,
    siteId: row.siteId,
    available: Number(row.available),
    expiresOnDay: row.expiresOn ? Math.floor(row.expiresOn.getTime() / 86_400_000) : null,
  }));
  const siteIds = [...new Set([...lots.map((lot) => lot.siteId), ...needs.map((need) => need.siteId)])];
  const sites = new Map(
    (await db.site.findMany({ where: { id: { in: siteIds } } })).map((site): [string, SiteRow] => [
      site.id,
      {
        id: site.id,
        areaCode: site.areaCode,
        point: pointOf(site),
        storageClasses: site.storageClasses,
        throughputKgPerDay: site.throughputKgPerDay === null ? null : Number(site.throughputKgPerDay),
      },
    ]),
  );
  const of = (ids: Iterable<string>): SiteRow[] => [...new Set(ids)].sort().flatMap((id) => sites.get(id) ?? []);
  const goods: GoodsRow[] = (
    await db.goods.findMany({ where: { id: { in: [...useful] } }, orderBy: { id: "asc" } })
  ).map((row) => ({
    id: row.id,
    weightG: row.weightG,
    storageClass: row.storageClass,
    packSize: row.packBreaking
      ? 1
      : unbrokenPack(stock.flatMap((lot) => (lot.goodsId === row.id ? [Number(lot.packSize ?? 1n)] : []))),
  }));
  const floors = await db.stockLevel.findMany({
    where: { siteId: { in: siteIds }, goodsId: { in: [...useful] }, floor: { gt: 0 } },
  });
  const stillThere = new Set(lots.map((lot) => `${lot.siteId}/${lot.lotId}`));
  const stillNeeded = new Set(needs.map((need) => need.lineId));
  const kept = before.lines.filter(
    (line) => stillNeeded.has(line.demandLineId) && stillThere.has(`${line.fromSiteId}/${line.lotId}`),
  );
  return {
    leftOut,
    weighed,
    frozenReasons: new Map(
      kept.flatMap((line) =>
        line.frozen && line.frozenReason
          ? [[frozenKey(line.demandLineId, line.fromSiteId, line.lotId), line.frozenReason] as const]
          : [],
      ),
    ),
    inputs: {
      today: dayNumber(today),
      departMin: minuteOfDay(now),
      horizonDays: choices.horizonDays,
      objective: choices.objective,
      options,
      needs: needs.map(({ filedAt: _, ...need }) => ({ ...need, weight: weightOf.get(need.lineId) ?? 1 })),
      lots,
      stores: of(lots.map((lot) => lot.siteId)),
      places: of(needs.map((need) => need.siteId)),
      goods,
      substitutions: rules.map((rule) => ({
        goodsId: rule.goodsId,
        substituteId: rule.substituteId,
        ratioNeed: rule.ratioNeed,
        ratioSubstitute: rule.ratioSubstitute,
      })),
      floors: floors.map((level) => ({ siteId: level.siteId, goodsId: level.goodsId, floor: Number(level.floor) })),
      previous: kept.map((line) => ({
        lineId: line.demandLineId,
        storeId: line.fromSiteId,
        lotId: line.lotId,
        quantity: Number(line.quantity),
      })),
      frozen: clampFrozen(
        kept.filter((line) => line.frozen),
        needs,
        lots,
      ),
    },
  };
}
