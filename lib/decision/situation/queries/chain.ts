import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { StageKey } from "../rules";
import { within } from "./within";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Documents that stand in a stage, by kind: a transfer until it leaves, then its shipment, so that no load is counted twice. */
const IN_STAGE = {
  delivery: ["announced", "arrived", "counted", "inspected"],
  transferOrder: ["released", "picking", "picked"],
  transport: ["departed"],
  distribution: ["arrived", "counted"],
} as const;

const ONE = { area: ["d.area_code"] };
const TWO = { area: ["d.from_area_code", "d.to_area_code"] };

/** Where a document kind lies and what of it counts towards which stage. */
const KINDS = [
  { kind: "delivery", table: "delivery", stage: "procurement", states: IN_STAGE.delivery, columns: ONE },
  { kind: "transferOrder", table: "transfer_order", stage: "transport", states: IN_STAGE.transferOrder, columns: TWO },
  { kind: "shipment", table: "shipment", stage: "transport", states: IN_STAGE.transport, columns: TWO },
  { kind: "shipment", table: "shipment", stage: "distribution", states: IN_STAGE.distribution, columns: TWO },
] as const;

export interface StageCount {
  stage: StageKey;
  kind: "delivery" | "transferOrder" | "shipment";
  state: string;
  now: number;
}

/** How many documents stand in each state of each stage now. One index scan a kind over what is open. */
export async function stageCounts(db: Db, actor: Actor): Promise<StageCount[]> {
  const parts = KINDS.map(
    ({ kind, table, stage, states, columns }) =>
      Prisma.sql`SELECT ${stage}::text AS stage, ${kind}::text AS kind, d.state, count(*)::int AS now FROM ${Prisma.raw(table)} d
        WHERE d.state IN (${Prisma.join([...states])}) AND ${within(actor, "situation.read", columns)} GROUP BY d.state`,
  );
  return db.$queryRaw<StageCount[]>`${Prisma.join(parts, " UNION ALL ")}`;
}

/**
 * How many documents stood in each stage 24 hours ago (business time). A document that has moved since stood in the state its first move
 * since then left; one that has not stood where it stands. What was made since did not exist. Reads one day's moves, not the history.
 */
export async function stageCountsYesterday(db: Db, actor: Actor, now: Date): Promise<Map<StageKey, number>> {
  const then = new Date(now.getTime() - DAY_MS);
  const parts = KINDS.map(
    ({ kind, table, stage, states, columns }) =>
      Prisma.sql`SELECT ${stage}::text AS stage, d.id FROM ${Prisma.raw(table)} d
        WHERE d.state IN (${Prisma.join([...states])}) AND d.business_at <= ${then} AND ${within(actor, "situation.read", columns)}
          AND NOT EXISTS (SELECT FROM moved m WHERE m.kind = ${kind} AND m.id = d.id)
      UNION ALL
      SELECT ${stage}::text, d.id FROM moved m JOIN ${Prisma.raw(table)} d ON d.id = m.id
        WHERE m.kind = ${kind} AND m.was IN (${Prisma.join([...states])}) AND d.business_at <= ${then} AND ${within(actor, "situation.read", columns)}`,
  );
  const rows = await db.$queryRaw<{ stage: StageKey; load: number }[]>`
    WITH moved AS MATERIALIZED (
      SELECT e.document_kind AS kind, e.document_id::uuid AS id, (array_agg(e.payload ->> 'from' ORDER BY e.id))[1] AS was
      FROM event e WHERE e.type IN ('delivery.moved', 'transferOrder.moved', 'shipment.moved') AND e.business_at > ${then} AND e.business_at <= ${now}
      GROUP BY 1, 2)
    SELECT stage, count(*)::int AS load FROM (${Prisma.join(parts, " UNION ALL ")}) s GROUP BY stage`;
  return new Map(rows.map((row) => [row.stage, row.load]));
}

export interface StageTime {
  stage: StageKey;
  /** 0 = the last 24 hours, 1 = the 24 hours before. */
  day: number;
  medianHours: number;
  /** How many the median is of. */
  measured: number;
}

/** A median rests on the latest so many of each day, so that a very busy day costs no more. */
const MOST_MEASURED = 500;

/**
 * Median hours in a stage of what left it in the last 24 hours and in the 24 hours before (business time): delivery from arrival to
 * acceptance; goods from the first arrival of their lot at the store to picking; shipment from departure to arrival, and from arrival to
 * signature. What was recorded in one instant (an imported receipt) was not measured and is left out.
 */
export async function stageTimes(db: Db, actor: Actor, now: Date): Promise<StageTime[]> {
  const start = (day: number) => new Date(now.getTime() - (day + 1) * DAY_MS);
  const end = (day: number) => new Date(now.getTime() - day * DAY_MS);
  const moved = (day: number, type: string, to: readonly string[]) => Prisma.sql`(
    SELECT e.document_id::uuid AS id, e.business_at AS ended FROM event e
    WHERE e.type = ${type} AND e.business_at > ${start(day)} AND e.business_at <= ${end(day)} AND e.payload ->> 'to' IN (${Prisma.join([...to])})
    ORDER BY e.business_at DESC LIMIT ${MOST_MEASURED})`;
  const parts = [0, 1].flatMap((day) => [
    Prisma.sql`SELECT 'procurement'::text AS stage, ${day}::int AS day, m.ended - coalesce(d.arrived_at, d.business_at) AS took
      FROM ${moved(day, "delivery.moved", ["accepted", "partlyAccepted"])} m JOIN delivery d ON d.id = m.id WHERE ${within(actor, "situation.read", ONE)}`,
    Prisma.sql`SELECT 'storage', ${day}::int, p.business_at - (SELECT f.business_at FROM stock_entry f WHERE f.lot_id = p.lot_id AND f.to_site_id = p.from_site_id ORDER BY f.id LIMIT 1)
      FROM (SELECT d.lot_id, d.from_site_id, d.business_at FROM stock_entry d
        WHERE d.kind = 'pick' AND d.business_at > ${start(day)} AND d.business_at <= ${end(day)} AND ${within(actor, "situation.read", { area: ["d.from_area_code"] })}
        ORDER BY d.business_at DESC LIMIT ${MOST_MEASURED}) p`,
    Prisma.sql`SELECT 'transport', ${day}::int, m.ended - d.departed_at
      FROM ${moved(day, "shipment.moved", ["arrived"])} m JOIN shipment d ON d.id = m.id WHERE ${within(actor, "situation.read", TWO)}`,
    Prisma.sql`SELECT 'distribution', ${day}::int, m.ended - d.arrived_at
      FROM ${moved(day, "shipment.moved", ["accepted"])} m JOIN shipment d ON d.id = m.id WHERE ${within(actor, "situation.read", TWO)}`,
  ]);
  return db.$queryRaw<StageTime[]>`
    SELECT stage, day, (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM took)) / 3600)::float8 AS "medianHours", count(*)::int AS measured
    FROM (${Prisma.join(parts, " UNION ALL ")}) t WHERE took > interval '0' GROUP BY stage, day`;
}

/** Goods on the shelves: their known weight now and 24 hours ago, and what the weight leaves out. */
export interface ShelfStock {
  kg: number;
  kgYesterday: number;
  lots: number;
  /** Lots whose weight is not known, or that are counted in packs of unknown size: not in the kilograms. */
  lotsUnweighed: number;
}

/**
 * Shelf stock by weight within reach. Yesterday's is today's less what moved since the full hour that began within the hour before this
 * time yesterday (business time), read from the roll-up by hour and, behind its mark, from the entries that are newer.
 */
export async function shelfStock(db: Db, actor: Actor, now: Date): Promise<ShelfStock> {
  const then = new Date(Math.floor((now.getTime() - DAY_MS) / HOUR_MS) * HOUR_MS);
  const reach = (column: string) => within(actor, "situation.read", { area: [column] });
  const [row] = await db.$queryRaw<{ kg: number; lots: number; lotsUnweighed: number; kgGained: number }[]>`
    WITH held AS (
      SELECT count(*)::int AS lots, count(*) FILTER (WHERE g.weight_g IS NULL OR l.unit <> g.base_unit)::int AS unweighed,
        coalesce(sum(b.on_hand * g.weight_g) FILTER (WHERE l.unit = g.base_unit), 0) / 1000 AS kg
      FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind = 'shelf' JOIN lot l ON l.id = b.lot_id JOIN goods g ON g.id = b.goods_id
      WHERE b.held AND ${reach("b.area_code")}),
    moved AS (
      SELECT h.goods_id, h.net FROM stock_hour h WHERE h.hour >= ${then} AND ${reach("h.area_code")}
      UNION ALL
      SELECT m.goods_id, m.delta FROM stock_day_mark k, shelf_movements(k.last_entry_id, 9223372036854775807) m
      WHERE m.hour >= ${then} AND ${reach("m.area_code")}),
    gained AS (
      SELECT sum(n.net * g.weight_g) / 1000 AS kg FROM (SELECT goods_id, sum(net) AS net FROM moved GROUP BY 1) n JOIN goods g ON g.id = n.goods_id)
    SELECT held.kg::float8 AS kg, held.lots, held.unweighed AS "lotsUnweighed", coalesce(gained.kg, 0)::float8 AS "kgGained" FROM held, gained`;
  if (!row) return { kg: 0, kgYesterday: 0, lots: 0, lotsUnweighed: 0 };
  return {
    kg: row.kg,
    kgYesterday: Math.max(0, row.kg - row.kgGained),
    lots: row.lots,
    lotsUnweighed: row.lotsUnweighed,
  };
}
