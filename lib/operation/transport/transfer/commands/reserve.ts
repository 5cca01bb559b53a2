import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dateOnly, dayOf } from "@/lib/platform/clock/clock";
import type { Db } from "@/lib/platform/db/access";
import { type Message, Refusal } from "@/lib/platform/errors";
import { reserve, type StockPromise } from "@/lib/platform/ledger/reserve";
import { lockLevel, pickableLots, reserveFefo } from "@/lib/operation/storage/reserve-fefo";
import { freeAboveFloor } from "@/lib/operation/storage/rules/floor";
import { tellNeeds } from "../../need";
import { isStore } from "../../stores";
import { linesOf, type TransferLineRow, type TransferRow } from "./access";

/** Promises of a lot shelf by shelf, as far as the shelves go. */
function fromShelves(
  shelves: readonly { placeId: string; available: bigint }[],
  lotId: string,
  quantity: bigint,
  lineId: string,
): StockPromise[] {
  const promises: StockPromise[] = [];
  let wanted = quantity;
  for (const shelf of shelves) {
    if (wanted === 0n) break;
    const take = shelf.available < wanted ? shelf.available : wanted;
    promises.push({ placeId: shelf.placeId, lotId, quantity: take, lineId });
    wanted -= take;
  }
  return promises;
}

/** Free stock of a lot on the shelves of a site, by shelf. */
const shelvesOf = (db: Db, siteId: string, lotId: string) => db.$queryRaw<{ placeId: string; available: bigint }[]>`
  SELECT b.place_id AS "placeId", b.on_hand - b.reserved AS available
  FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind = 'shelf'
  WHERE b.site_id = ${siteId}::uuid AND b.lot_id = ${lotId}::uuid AND b.on_hand > b.reserved ORDER BY b.place_id`;

/**
 * Reserves again of a line's own lot what can be had of it: for lots counted in packs of unknown size, which no other lot and no base unit
 * can stand in for.
 * @returns units reserved
 */
export async function reserveSameLot(
  db: Db,
  actor: Actor,
  row: TransferRow,
  line: TransferLineRow,
  wanted: bigint,
): Promise<bigint> {
  const today = dateOnly(dayOf((await businessTime(db)).now));
  const lot = line.lotId ? await db.lot.findUniqueOrThrow({ where: { id: line.lotId } }) : null;
  if (!lot || lot.recalled || lot.condition !== "good" || (lot.expiresOn && lot.expiresOn < today)) return 0n;
  const promises = fromShelves(await shelvesOf(db, row.fromSiteId, lot.id), lot.id, wanted, line.id);
  await reserve(db, actor, { documentKind: "transferOrder", documentId: row.id }, promises);
  return promises.reduce((sum, promise) => sum + promise.quantity, 0n);
}

/** Reserves a line's chosen lot on the shelves of the sending store, above the reserve floor. */
async function reserveLot(db: Db, actor: Actor, row: TransferRow, line: TransferLineRow, lotId: string) {
  const goods = await db.goods.findUniqueOrThrow({ where: { id: line.goodsId } });
  const lot = await db.lot.findUniqueOrThrow({ where: { id: lotId } });
  const floor = await lockLevel(db, row.fromSite, goods.id);
  const today = dateOnly(dayOf((await businessTime(db)).now));
  const shelves = await shelvesOf(db, row.fromSiteId, lotId);
  const free = shelves.reduce((sum, shelf) => sum + shelf.available, 0n);
  const params = (available: bigint) => ({
    lot: lot.number,
    lotId,
    goods: goods.nameZh,
    goodsEn: goods.nameEn,
    goodsId: goods.id,
    site: row.fromSite.name,
    ...(row.fromSite.nameEn ? { siteEn: row.fromSite.nameEn } : {}),
    siteId: row.fromSiteId,
    unit: line.unit,
    wanted: line.quantity,
    available,
    missing: line.quantity - available,
  });
  if (lot.recalled) throw new Refusal({ key: "errors.stock.lotRecalled", params: { lot: lot.number } });
  if (lot.condition !== "good") throw new Refusal({ key: "errors.stock.lotCondition", params: { lot: lot.number } });
  if (lot.expiresOn && lot.expiresOn < today)
    throw new Refusal({ key: "errors.stock.lotExpired", params: { lot: lot.number } });
  if (free < line.quantity) throw new Refusal({ key: "errors.stock.lotShort", params: params(free) });
  // The floor is kept in base units; lots in packs of unknown size are not part of it.
  if (lot.unit === goods.baseUnit) {
    const all = await pickableLots(db, row.fromSiteId, goods.id, today);
    const above = freeAboveFloor(
      all.reduce((sum, each) => sum + each.available, 0n),
      floor,
    );
    if (above < line.quantity) throw new Refusal({ key: "errors.stock.belowFloor", params: params(above) });
  }
  await reserve(
    db,
    actor,
    { documentKind: "transferOrder", documentId: row.id },
    fromShelves(shelves, lotId, line.quantity, line.id),
  );
}

/** Released returns that still have some of a lot to pick from a place: claimed, though nothing is reserved there. */
async function claimedBack(db: Db, row: TransferRow, lotId: string): Promise<bigint> {
  const sums = await db.$queryRaw<{ claimed: bigint }[]>`
    SELECT coalesce(sum(l.quantity - l.picked - l.back_ordered), 0)::bigint AS claimed
    FROM transfer_line l JOIN transfer_order t ON t.id = l.transfer_id
    WHERE t.from_site_id = ${row.fromSiteId}::uuid AND t.id <> ${row.id}::uuid AND t.state IN ('released', 'picking') AND l.lot_id = ${lotId}::uuid`;
  return sums[0]?.claimed ?? 0n;
}

/**
 * A place that keeps no stock can only send back what was delivered to it: each line names a lot, and all that are released together name
 * no more of it than came and did not go back yet. Nothing is reserved there; the lot's row is locked, so that two returns see each other.
 */
async function checkReturn(db: Db, row: TransferRow, lines: readonly TransferLineRow[]): Promise<void> {
  const refused: Message[] = [];
  const ownClaims = new Map<string, bigint>();
  await db.$queryRaw`SELECT id FROM lot WHERE id = ANY (${lines.flatMap((line) => line.lotId ?? [])}::uuid[]) ORDER BY id FOR UPDATE`;
  for (const line of lines) {
    if (!line.lotId) {
      refused.push({ key: "transport.transfer.refusals.returnNeedsLot", params: { line: line.position } });
      continue;
    }
    const lot = await db.lot.findUniqueOrThrow({ where: { id: line.lotId } });
    const sums = await db.$queryRaw<{ there: bigint }[]>`
      SELECT coalesce(sum(CASE WHEN t.kind = 'recipient' AND t.site_id = ${row.fromSiteId}::uuid THEN e.quantity ELSE -e.quantity END), 0)::bigint AS there
      FROM stock_entry e JOIN place f ON f.id = e.from_place_id JOIN place t ON t.id = e.to_place_id
      WHERE e.lot_id = ${lot.id}::uuid
        AND ((t.kind = 'recipient' AND t.site_id = ${row.fromSiteId}::uuid) OR (f.kind = 'recipient' AND f.site_id = ${row.fromSiteId}::uuid))`;
    const own = ownClaims.get(lot.id) ?? 0n;
    ownClaims.set(lot.id, own + line.quantity);
    const free = (sums[0]?.there ?? 0n) - (await claimedBack(db, row, lot.id)) - own;
    const available = free > 0n ? free : 0n;
    if (available < line.quantity)
      refused.push({
        key: "transport.transfer.refusals.returnTooMuch",
        params: { lot: lot.number, unit: line.unit, available, wanted: line.quantity },
      });
  }
  if (refused.length > 0) throw new Refusal({ key: "transport.transfer.refusals.notReserved" }, refused);
}

/**
 * Reserves every line of a transfer at the sending store: the chosen lot, or first expired first out. All or nothing: one refusal names
 * each line that cannot be served, with how much is short.
 * Levels are locked in the order of their goods, so that two releases never wait for each other.
 */
export async function reserveLines(db: Db, actor: Actor, row: TransferRow): Promise<void> {
  const lines = await linesOf(db, row.id);
  if (!isStore(row.fromSite.kind)) return checkReturn(db, row, lines);
  const refused: Message[] = [];
  for (const line of [...lines].sort((a, b) => (a.goodsId < b.goodsId ? -1 : a.goodsId > b.goodsId ? 1 : 0))) {
    try {
      if (line.lotId) await reserveLot(db, actor, row, line, line.lotId);
      else
        await reserveFefo(db, actor, {
          siteId: row.fromSiteId,
          goodsId: line.goodsId,
          quantity: line.quantity,
          document: { documentKind: "transferOrder", documentId: row.id },
          lineId: line.id,
        });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(...(error.items.length > 0 ? error.items : [error.reason]));
    }
  }
  if (refused.length > 0) throw new Refusal({ key: "transport.transfer.refusals.notReserved" }, refused);
  await tellNeeds(
    db,
    actor,
    "promised",
    lines.map((line) => ({ line, before: 0n, after: line.quantity })),
  );
}
