import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { type Movement, post } from "@/lib/platform/ledger/post";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type Moved, moveWithin } from "@/lib/platform/workflow/run";
import { baseUnitsIn, stockedAs } from "../rules/packs";
import type { CountDeliveryInput } from "../schema/delivery";
import { type DeliveryRow, deliveryAccess, loadDeliveries } from "./access";
import { lotOfLine } from "./line-lot";
import { ReceivingPlaces } from "./places";

/** A line as counted: what the ledger gets. */
export interface CountedLine {
  lineId: string;
  /** In the line's unit. */
  counted: bigint;
  baseUnitsPerUnit: bigint | null;
  batch: string;
  producedOn: Date | null;
  expiresOn: Date | null;
}

export interface CountedDelivery {
  delivery: DeliveryRow;
  lines: readonly CountedLine[];
  /** Business time of the receipt. */
  at: Date;
}

/**
 * What counting does, for one delivery or a batch: writes the counts, makes one lot a line (in base units when the pack size is
 * known, else counted in the pack itself) and posts donor or supplier → dock. The rows in memory are brought up to date.
 */
export async function recordCounts(db: Db, actor: Actor, batch: readonly CountedDelivery[]): Promise<void> {
  const all = batch.flatMap(({ delivery, lines, at }) =>
    lines.map((count) => {
      const line = delivery.lines.find((candidate) => candidate.id === count.lineId);
      if (!line) throw new Error(`delivery ${delivery.number} has no line ${count.lineId}`);
      return { delivery, line, count, at };
    }),
  );
  if (all.length === 0) return;
  await db.$executeRaw`UPDATE delivery_line l SET counted = c.counted, base_units_per_unit = c.each, batch = c.batch,
      produced_on = c.produced_on, expires_on = c.expires_on
    FROM unnest(${all.map(({ line }) => line.id)}::uuid[], ${all.map(({ count }) => count.counted)}::bigint[],
      ${all.map(({ count }) => count.baseUnitsPerUnit)}::bigint[], ${all.map(({ count }) => count.batch)}::text[],
      ${all.map(({ count }) => count.producedOn)}::date[], ${all.map(({ count }) => count.expiresOn)}::date[])
      AS c (id, counted, each, batch, produced_on, expires_on)
    WHERE l.id = c.id`;
  for (const { line, count } of all)
    Object.assign(line, {
      counted: count.counted,
      baseUnitsPerUnit: count.baseUnitsPerUnit,
      batch: count.batch,
      producedOn: count.producedOn,
      expiresOn: count.expiresOn,
    });

  const present = all.filter(({ count }) => count.counted > 0n);
  const lots = await db.lot.createManyAndReturn({
    data: present.map(({ delivery, line }) => lotOfLine(delivery, line)),
    select: { id: true, sourceId: true },
  });
  const lotOf = new Map(lots.map((lot) => [lot.sourceId, lot.id]));
  const places = new ReceivingPlaces(db);
  const movements: Movement[] = [];
  for (const { delivery, line, count, at } of present)
    movements.push({
      kind: "receive",
      lotId: lotOf.get(line.id) as string,
      fromPlaceId: await places.party(delivery),
      toPlaceId: await places.dock(delivery),
      quantity: count.counted * stockedAs(line, line.goods.baseUnit).each,
      lineId: line.id,
      documentId: delivery.id,
      businessAt: at,
    });
  const [first] = batch;
  if (first) await post(db, actor, { documentKind: "delivery", documentId: null, businessAt: first.at }, movements);
}

/** Refuses to take in what is under review as a likely repeat of another delivery. */
export function refuseSuspected(delivery: { duplicateState: string | null }): void {
  if (delivery.duplicateState === "suspected") throw new Refusal({ key: "procurement.refusals.duplicateUnderReview" });
}

/** Adds the lines of goods nobody announced: announced stays empty, so that they show as over-delivery. */
async function addExtraLines(
  db: Db,
  delivery: DeliveryRow,
  extra: CountDeliveryInput["extra"],
): Promise<CountedLine[]> {
  if (extra.length === 0) return [];
  const goods = await db.goods.findMany({
    where: { id: { in: extra.map((line) => line.goodsId) }, active: true },
    select: { id: true, baseUnit: true, packs: true },
  });
  const known = new Map(goods.map((row) => [row.id, row]));
  const next = delivery.lines.reduce((most, line) => Math.max(most, line.position), -1) + 1;
  const made = await db.deliveryLine.createManyAndReturn({
    data: extra.map((line, i) => {
      const row = known.get(line.goodsId);
      if (!row) throw new BadInput({ [`extra.${i}.goodsId`]: { key: "errors.notFound" } });
      return {
        deliveryId: delivery.id,
        areaCode: delivery.areaCode,
        position: next + i,
        goodsId: line.goodsId,
        unit: line.unit,
        spec: line.spec,
        baseUnitsPerUnit: line.unit === row.baseUnit ? 1n : (line.baseUnitsPerUnit ?? baseUnitsIn(line, row)),
      };
    }),
  });
  const [fresh] = await loadDeliveries(db, [delivery.id]);
  if (fresh) delivery.lines = fresh.lines;
  return made.map((row) => {
    const line = extra[row.position - next] as CountDeliveryInput["extra"][number];
    return {
      lineId: row.id,
      counted: line.counted,
      baseUnitsPerUnit: row.baseUnitsPerUnit,
      batch: line.batch,
      producedOn: line.producedOn ?? null,
      expiresOn: line.expiresOn ?? null,
    };
  });
}

function checkedCounts(delivery: DeliveryRow, input: CountDeliveryInput): CountedLine[] {
  const given = new Map(input.lines.map((line) => [line.lineId, line]));
  const missing = delivery.lines.filter((line) => !given.has(line.id));
  if (missing.length > 0)
    throw new Refusal(
      { key: "procurement.refusals.linesNotCounted", params: { count: missing.length } },
      missing.map((line) => ({
        key: "procurement.refusals.lineNamed",
        params: { goods: line.goods.nameZh, goodsEn: line.goods.nameEn, position: line.position + 1 },
      })),
    );
  const faults: Record<string, { key: "errors.notFound" | "procurement.refusals.expiresBeforeProduced" }> = {};
  input.lines.forEach((line, i) => {
    if (!delivery.lines.some((own) => own.id === line.lineId))
      faults[`lines.${i}.counted`] = { key: "errors.notFound" };
    if (line.producedOn && line.expiresOn && line.expiresOn < line.producedOn)
      faults[`lines.${i}.expiresOn`] = { key: "procurement.refusals.expiresBeforeProduced" };
  });
  if (Object.keys(faults).length > 0) throw new BadInput(faults);
  return delivery.lines.map((line) => {
    const count = given.get(line.id) as CountDeliveryInput["lines"][number];
    return {
      lineId: line.id,
      counted: count.counted,
      baseUnitsPerUnit: line.baseUnitsPerUnit ?? count.baseUnitsPerUnit ?? baseUnitsIn(line, line.goods),
      batch: count.batch || line.batch,
      producedOn: count.producedOn ?? line.producedOn,
      expiresOn: count.expiresOn ?? line.expiresOn,
    };
  });
}

/**
 * Counts an arrived delivery: every announced line (0 when nothing came), and what nobody announced. The goods are ours from here on.
 * @throws Refusal when a line is left out or a likely repeat is under review
 */
export function countDelivery(actor: Actor, input: CountDeliveryInput, key?: string): Promise<Moved> {
  return write(actor, (db) =>
    onceOnly(db, actor, "delivery.count", key, input, () =>
      moveWithin(
        db,
        actor,
        deliveryAccess,
        "count",
        {
          decide: ({ row }) => {
            refuseSuspected(row);
            const counts = checkedCounts(row, input);
            return {
              patch: { countedById: actor.personId },
              facts: { lines: counts.length + input.extra.length },
            };
          },
          effect: async ({ row, now }) => {
            const counts = checkedCounts(row, input);
            const extra = await addExtraLines(db, row, input.extra);
            if (counts.length + extra.length === 0) throw new NotFound();
            await recordCounts(db, actor, [{ delivery: row, lines: [...counts, ...extra], at: now }]);
          },
        },
        { id: input.id, version: input.version, input: null },
      ),
    ),
  );
}
