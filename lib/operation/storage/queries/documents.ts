import type { Actor } from "@/lib/platform/auth/actor";
import { can, visible } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { read } from "@/lib/platform/db/access";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import type { BalanceMismatch } from "../commands/check-balances";
import { adjustmentMachine } from "../machine/adjustment";
import { packQueryMachine } from "../machine/pack-query";
import { stocktakeMachine } from "../machine/stocktake";
import { differenceOf, differs } from "../rules/stocktake";
import { gateStock } from "./gate";

const isId = (id: string) => /^[0-9a-f-]{36}$/.test(id);
const NO_OWNER = { area: ["areaCode"], site: ["siteId"] };

/** A page of stocktakes, newest first, each with the goods it was limited to. */
export function listStocktakes(actor: Actor, filter: { state?: string; siteId?: string }, cursor: Cursor) {
  gateStock(actor);
  return read(actor, async (db) => {
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.stocktake.findMany({
        where: {
          AND: [
            { id },
            visible(actor, "stock.read"),
            filter.state ? { state: filter.state } : {},
            filter.siteId ? { siteId: filter.siteId } : {},
          ],
        },
        include: { site: { select: { name: true, nameEn: true } }, _count: { select: { lines: true } } },
        orderBy,
        take,
      }),
    );
    const goods = await db.goods.findMany({
      where: { id: { in: page.rows.flatMap((row) => row.goodsId ?? []) } },
      select: { id: true, nameZh: true, nameEn: true },
    });
    const named = new Map(goods.map((one) => [one.id, one]));
    return {
      ...page,
      // Opened for one goods only: which.
      rows: page.rows.map((row) => ({ ...row, goods: (row.goodsId && named.get(row.goodsId)) || null })),
    };
  });
}

/**
 * One stocktake. The count is blind: what the books expect of a line is left out until the first count of all is finished, whoever asks;
 * afterwards only the lines that differ are to be recounted, and still without the expected figure until the recount is in.
 */
export function getStocktake(actor: Actor, id: string) {
  gateStock(actor);
  return read(actor, async (db) => {
    const row = isId(id)
      ? await db.stocktake.findFirst({
          where: { AND: [{ id }, visible(actor, "stock.read")] },
          include: {
            site: { select: { id: true, name: true, nameEn: true } },
            lines: { include: { lot: true, place: true }, orderBy: [{ placeId: "asc" }, { id: "asc" }] },
          },
        })
      : null;
    if (!row) throw new NotFound();
    const goods = await db.goods.findMany({
      where: { id: { in: [...new Set(row.lines.map((line) => line.lot.goodsId))] } },
      select: { id: true, nameZh: true, nameEn: true, code: true },
    });
    const named = new Map(goods.map((one) => [one.id, one]));
    const open = row.state === "recounted" || row.state === "approved";
    const place = { areaCode: row.areaCode, siteId: row.siteId, ownerIds: [row.createdById] };
    return {
      ...row,
      lines: row.lines.map(({ expected, recountExpected, ...line }) => {
        const whole = { ...line, expected, recountExpected };
        const shown = open || (row.state === "counted" && differs(whole) === false);
        return {
          ...line,
          goods: named.get(line.lot.goodsId) ?? null,
          differs: row.state === "open" || row.state === "cancelled" ? null : differs(whole),
          expected: shown ? (line.recount === null ? expected : recountExpected) : null,
          difference: shown ? differenceOf(whole) : null,
        };
      }),
      moves: offeredMoves(actor, stocktakeMachine, row, { only: place }),
      mayCount: can(actor, "stocktake.count", place) && (row.state === "open" || row.state === "counted"),
    };
  });
}

/** A page of stock adjustments, newest first, with the moves the actor may make on each. */
export function listAdjustments(
  actor: Actor,
  filter: { state?: string; siteId?: string; lotId?: string },
  cursor: Cursor,
) {
  gateStock(actor);
  return read(actor, async (db) => {
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.stockAdjustment.findMany({
        where: {
          AND: [
            { id },
            visible(actor, "stock.read"),
            filter.state ? { state: filter.state } : {},
            filter.siteId ? { siteId: filter.siteId } : {},
            filter.lotId ? { lotId: filter.lotId } : {},
          ],
        },
        include: { site: { select: { name: true, nameEn: true } }, place: true, lot: true },
        orderBy,
        take,
      }),
    );
    const goods = await db.goods.findMany({
      where: { id: { in: page.rows.map((row) => row.lot.goodsId) } },
      select: { id: true, nameZh: true, nameEn: true },
    });
    const named = new Map(goods.map((one) => [one.id, one]));
    return { ...page, rows: page.rows.map((row) => ({ ...row, goods: named.get(row.lot.goodsId) ?? null })) };
  });
}

/** One adjustment with its lot, place and moves. */
export function getAdjustment(actor: Actor, id: string) {
  gateStock(actor);
  return read(actor, async (db) => {
    const row = isId(id)
      ? await db.stockAdjustment.findFirst({
          where: { AND: [{ id }, visible(actor, "stock.read")] },
          include: { site: { select: { id: true, name: true, nameEn: true } }, place: true, lot: true },
        })
      : null;
    if (!row) throw new NotFound();
    const goods = await db.goods.findUniqueOrThrow({ where: { id: row.lot.goodsId } });
    const place = { areaCode: row.areaCode, siteId: row.siteId, ownerIds: [row.createdById] };
    return { ...row, goods, moves: offeredMoves(actor, adjustmentMachine, row, { only: place }) };
  });
}

/** A page of pack queries, newest first, with the lot's stock and what the catalogue and other answers say of the pack. */
export function listPackQueries(actor: Actor, filter: { state?: string; goodsId?: string }, cursor: Cursor) {
  gateStock(actor);
  return read(actor, async (db) => {
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.packQuery.findMany({
        where: {
          AND: [
            { id },
            visible(actor, "stock.read", NO_OWNER),
            { state: filter.state ?? "open" },
            filter.goodsId ? { goodsId: filter.goodsId } : {},
          ],
        },
        orderBy,
        take,
      }),
    );
    const goodsIds = [...new Set(page.rows.map((row) => row.goodsId))];
    const goods = new Map(
      (await db.goods.findMany({ where: { id: { in: goodsIds } }, include: { packs: true } })).map((row) => [
        row.id,
        row,
      ]),
    );
    const lots = new Map(
      (
        await db.lot.findMany({
          where: { id: { in: page.rows.map((row) => row.lotId) } },
          include: {
            stockBalances: {
              where: { onHand: { gt: 0 } },
              include: { site: { select: { name: true, nameEn: true } } },
            },
          },
        })
      ).map((row) => [row.id, row]),
    );
    const answered = await db.packQuery.findMany({
      where: { goodsId: { in: goodsIds }, state: "resolved" },
      select: { goodsId: true, unit: true, spec: true, baseUnits: true },
      distinct: ["goodsId", "unit", "spec", "baseUnits"],
      take: 200,
    });
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        goods: goods.get(row.goodsId) ?? null,
        lot: lots.get(row.lotId) ?? null,
        hints: answered.filter((other) => other.goodsId === row.goodsId && other.unit === row.unit),
        moves: offeredMoves(actor, packQueryMachine, row, { only: { areaCode: row.areaCode, siteId: row.siteId } }),
      })),
    };
  });
}

/** The newest checks of balances against the ledger; mismatches are those of places the actor may see. */
export function listChecks(actor: Actor) {
  gateStock(actor, "stock.checkBalances");
  return read(actor, async (db) => {
    const checks = await db.balanceCheck.findMany({ orderBy: { id: "desc" }, take: 30 });
    return {
      checks: checks.map((check) => ({
        ...check,
        mismatches: (check.mismatches as unknown as BalanceMismatch[]).filter((row) =>
          can(actor, "stock.checkBalances", { areaCode: row.areaCode }),
        ),
      })),
      now: (await businessTime(db)).now,
    };
  });
}
