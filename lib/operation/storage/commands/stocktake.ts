import type { Actor } from "@/lib/platform/auth/actor";
import { can, visible } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post } from "@/lib/platform/ledger/post";
import { lockRow } from "@/lib/platform/workflow/lock";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type DocumentAccess, type Moved, type MovePart, runMove } from "@/lib/platform/workflow/run";
import { type StocktakeMove, stocktakeMachine } from "../machine/stocktake";
import { countAccuracy, differenceOf, differs } from "../rules/stocktake";
import type { AddFoundLineInput, CountLinesInput, MoveStocktakeInput, OpenStocktakeInput } from "../schema/stocktake";

/** A stocktake of more lines than this is split by zone or goods: nobody counts it in one go. */
export const MAX_LINES = 5_000;

const parts = { lines: true, site: { select: { id: true, areaCode: true } } } as const;
function find(db: Db, actor: Actor, id: string) {
  return db.stocktake.findFirst({ where: { AND: [{ id }, visible(actor, "stock.read")] }, include: parts });
}
type StocktakeRow = NonNullable<Awaited<ReturnType<typeof find>>>;

const stocktakeAccess: DocumentAccess<StocktakeRow> = {
  kind: "stocktake",
  machine: stocktakeMachine,
  load: async (db, actor, id) => ((await lockRow(db, "stocktake", id)) ? find(db, actor, id) : null),
  ends: (row) => ({ only: { areaCode: row.areaCode, siteId: row.siteId, ownerIds: [row.createdById] } }),
  save: async (db, row, patch) =>
    (await db.stocktake.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/** Opens a stocktake: one line a lot and place in store. What the books expect is read only when a line is counted (blind count). */
export function openStocktake(actor: Actor, input: OpenStocktakeInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "stocktake.open", key, input, async () => {
      const site = await db.site.findUnique({ where: { id: input.siteId }, select: { id: true, areaCode: true } });
      if (!site) throw new BadInput({ siteId: { key: "errors.notFound" } });
      if (!can(actor, "stocktake.open", { areaCode: site.areaCode, siteId: site.id }))
        throw new NotFound({ key: "errors.notAllowed" });
      const { now } = await businessTime(db);
      const stocktake = await db.stocktake.create({
        data: {
          siteId: site.id,
          areaCode: site.areaCode,
          zone: input.zone ?? null,
          goodsId: input.goodsId ?? null,
          note: input.note,
          createdById: actor.personId,
          businessAt: now,
        },
      });
      const lines = await db.$executeRaw`
        INSERT INTO stocktake_line (stocktake_id, area_code, place_id, lot_id, expected)
        SELECT ${stocktake.id}::uuid, b.area_code, b.place_id, b.lot_id, 0
        FROM stock_balance b JOIN place p ON p.id = b.place_id
        WHERE b.site_id = ${site.id}::uuid AND b.on_hand > 0 AND p.kind IN ('shelf', 'quarantine')
          AND (${input.zone ?? null}::text IS NULL OR p.zone = ${input.zone ?? null}::text)
          AND (${input.goodsId ?? null}::uuid IS NULL OR b.goods_id = ${input.goodsId ?? null}::uuid)
        LIMIT ${MAX_LINES + 1}`;
      if (lines === 0) throw new Refusal({ key: "storage.refusals.nothingToCount" });
      if (lines > MAX_LINES)
        throw new Refusal({ key: "storage.refusals.tooMuchToCount", params: { maximum: MAX_LINES } });
      await publish(db, actor, {
        type: "stocktake.created",
        documentKind: "stocktake",
        documentId: stocktake.id,
        documentNumber: stocktake.number,
        areaCode: stocktake.areaCode,
        businessAt: now,
        payload: { state: stocktake.state, facts: { lines } },
      });
      return { id: stocktake.id };
    }),
  );
}

async function countable(db: Db, actor: Actor, id: string): Promise<StocktakeRow> {
  const row = await stocktakeAccess.load(db, actor, id);
  if (!row) throw new NotFound();
  if (!can(actor, "stocktake.count", { areaCode: row.areaCode, siteId: row.siteId }))
    throw new NotFound({ key: "errors.notAllowed" });
  if (row.state !== "open" && row.state !== "counted") throw new Refusal({ key: "errors.notOfferedNow" });
  return row;
}

/** Keeps who wrote counts: none of them approves the stocktake. */
async function addCounter(db: Db, actor: Actor, id: string): Promise<void> {
  if (actor.personId === null) return;
  await db.$executeRaw`UPDATE stocktake SET counter_ids = array_append(counter_ids, ${actor.personId}::uuid)
    WHERE id = ${id}::uuid AND NOT ${actor.personId}::uuid = ANY (counter_ids)`;
}

/**
 * Writes counts: the first count while the stocktake is open, the recount of differing lines after that. The books' figure of that
 * moment is stored beside each. A line without a figure is left as it is.
 */
export function countLines(actor: Actor, input: CountLinesInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "stocktake.count", key, input, async () => {
      const row = await countable(db, actor, input.id);
      const known = new Map(row.lines.map((line) => [line.id, line]));
      const given = input.lines.flatMap((line, i) => {
        const own = known.get(line.lineId);
        if (!own) throw new BadInput({ [`lines.${i}.count`]: { key: "errors.notFound" } });
        if (line.count === undefined) return [];
        if (row.state === "counted" && !differs(own))
          throw new BadInput({ [`lines.${i}.count`]: { key: "storage.refusals.recountDiffering" } });
        return [{ id: line.lineId, count: line.count, reason: line.reason }];
      });
      if (given.length === 0) throw new BadInput({ lines: { key: "errors.required" } });
      const ids = given.map((line) => line.id);
      const counts = given.map((line) => line.count);
      const reasons = given.map((line) => line.reason);
      if (row.state === "open")
        await db.$executeRaw`UPDATE stocktake_line l SET first_count = c.count, reason = c.reason,
            expected = coalesce((SELECT b.on_hand FROM stock_balance b WHERE b.place_id = l.place_id AND b.lot_id = l.lot_id), 0),
            counted_after = (SELECT max(e.id) FROM stock_entry e WHERE e.lot_id = l.lot_id)
          FROM unnest(${ids}::uuid[], ${counts}::bigint[], ${reasons}::text[]) AS c (id, count, reason) WHERE l.id = c.id`;
      else
        await db.$executeRaw`UPDATE stocktake_line l SET recount = c.count, reason = CASE WHEN c.reason = '' THEN l.reason ELSE c.reason END,
            recount_expected = coalesce((SELECT b.on_hand FROM stock_balance b WHERE b.place_id = l.place_id AND b.lot_id = l.lot_id), 0),
            counted_after = (SELECT max(e.id) FROM stock_entry e WHERE e.lot_id = l.lot_id)
          FROM unnest(${ids}::uuid[], ${counts}::bigint[], ${reasons}::text[]) AS c (id, count, reason) WHERE l.id = c.id`;
      await addCounter(db, actor, row.id);
      await publish(db, actor, {
        type: "stocktake.noted",
        documentKind: "stocktake",
        documentId: row.id,
        documentNumber: row.number,
        areaCode: row.areaCode,
        payload: { facts: { what: row.state === "open" ? "counted" : "recounted", lines: given.length } },
      });
      return { id: row.id };
    }),
  );
}

/** Adds goods found where the books have none; goods without a lot get one, with nothing in it until approval books the find. */
export function addFoundLine(actor: Actor, input: AddFoundLineInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "stocktake.addFound", key, input, async () => {
      const row = await countable(db, actor, input.id);
      if (row.state !== "open") throw new Refusal({ key: "errors.notOfferedNow" });
      const placeId = await placeOf(db, row.site, "shelf", input.zone);
      let lotId = input.lotId;
      if (lotId && !(await db.lot.findUnique({ where: { id: lotId }, select: { id: true } })))
        throw new BadInput({ lotId: { key: "errors.notFound" } });
      if (!lotId) {
        const goods = await db.goods.findUnique({ where: { id: input.goodsId ?? "" } });
        if (!goods) throw new BadInput({ goodsId: { key: "errors.notFound" } });
        const made = await db.lot.create({
          data: {
            goodsId: goods.id,
            unit: goods.baseUnit,
            origin: row.number,
            sourceKind: "stocktake",
            sourceId: row.id,
          },
        });
        lotId = made.id;
      }
      const balance = await db.stockBalance.findUnique({ where: { placeId_lotId: { placeId, lotId } } });
      if (row.lines.some((line) => line.placeId === placeId && line.lotId === lotId))
        throw new BadInput({ lotId: { key: "errors.alreadyExists" } });
      await db.stocktakeLine.create({
        data: {
          stocktakeId: row.id,
          areaCode: row.areaCode,
          placeId,
          lotId,
          expected: balance?.onHand ?? 0n,
          firstCount: input.count,
          reason: input.reason,
          countedAfter: (await db.stockEntry.aggregate({ where: { lotId }, _max: { id: true } }))._max.id,
        },
      });
      await addCounter(db, actor, row.id);
      await publish(db, actor, {
        type: "stocktake.noted",
        documentKind: "stocktake",
        documentId: row.id,
        documentNumber: row.number,
        areaCode: row.areaCode,
        payload: { facts: { what: "found", lines: 1 }, reason: input.reason },
      });
      return { id: row.id };
    }),
  );
}

/**
 * Refuses what another stocktake, an adjustment or a case has corrected since a line was counted: the same loss would be booked twice.
 * Lots are locked, so that of two approvals at once the second sees what the first booked.
 */
async function refuseCorrectedSince(db: Db, row: StocktakeRow): Promise<void> {
  const differing = row.lines.filter((line) => differenceOf(line) !== 0n).map((line) => line.id);
  await db.$queryRaw`SELECT id FROM lot WHERE id IN (SELECT lot_id FROM stocktake_line WHERE id = ANY (${differing}::uuid[])) ORDER BY id FOR UPDATE`;
  const corrected = await db.$queryRaw<{ lot: string }[]>`
    SELECT DISTINCT l.number AS lot FROM stocktake_line c
    JOIN stock_entry e ON e.lot_id = c.lot_id AND e.id > coalesce(c.counted_after, 0) AND c.place_id IN (e.from_place_id, e.to_place_id)
    LEFT JOIN stock_entry undone ON undone.id = e.reverses_id
    JOIN lot l ON l.id = c.lot_id
    WHERE c.id = ANY (${differing}::uuid[]) AND coalesce(undone.kind, e.kind) IN ('lose', 'find') ORDER BY 1`;
  if (corrected.length > 0)
    throw new Refusal(
      { key: "storage.refusals.correctedSince" },
      corrected.map(({ lot }) => ({ key: "storage.refusals.lotNamed", params: { lot } })),
    );
}

/** Books what was found more or less, each line against the books of its own moment. */
async function postDifferences(db: Db, actor: Actor, row: StocktakeRow, now: Date): Promise<void> {
  await refuseCorrectedSince(db, row);
  const loss = await placeOf(db, row.site, "loss");
  const movements = row.lines.flatMap((line): Movement[] => {
    const difference = differenceOf(line);
    if (difference === 0n) return [];
    const found = difference > 0n;
    return [
      {
        kind: found ? "find" : "lose",
        lotId: line.lotId,
        fromPlaceId: found ? loss : line.placeId,
        toPlaceId: found ? line.placeId : loss,
        quantity: found ? difference : -difference,
        lineId: line.id,
        reason: line.reason || row.number,
      },
    ];
  });
  await post(db, actor, { documentKind: "stocktake", documentId: row.id, businessAt: now }, movements);
}

const PARTS: Record<StocktakeMove, MovePart<StocktakeRow, null>> = {
  finishCount: {
    decide: ({ actor, row }) => {
      const left = row.lines.filter((line) => line.firstCount === null).length;
      if (left > 0) throw new Refusal({ key: "storage.refusals.notAllCounted", params: { count: left } });
      return {
        patch: { countedById: actor.personId, accuracy: countAccuracy(row.lines) },
        facts: { lines: row.lines.length, differing: row.lines.filter((line) => differs(line)).length },
      };
    },
  },
  finishRecount: {
    decide: ({ row }) => {
      const left = row.lines.filter((line) => differs(line) && line.recount === null).length;
      if (left > 0) throw new Refusal({ key: "storage.refusals.notAllRecounted", params: { count: left } });
      return {};
    },
  },
  approve: {
    decide: ({ actor, row }) => {
      const differing = row.lines.filter((line) => differs(line)).length;
      if (row.state === "counted" && differing > 0)
        throw new Refusal({ key: "storage.refusals.recountFirst", params: { count: differing } });
      return {
        patch: { approvedById: actor.personId },
        facts: { posted: row.lines.filter((line) => differenceOf(line) !== 0n).length },
      };
    },
    effect: ({ db, actor, row, now }) => postDifferences(db, actor, row, now),
  },
  cancel: {},
};

/** Finishes the count or the recount, approves (by another person than the counter) or cancels a stocktake. */
export function moveStocktake(
  actor: Actor,
  { id, version, move, reason }: MoveStocktakeInput,
  key?: string,
): Promise<Moved> {
  return runMove(actor, stocktakeAccess, move, PARTS[move], { id, version, reason, key, input: null });
}
