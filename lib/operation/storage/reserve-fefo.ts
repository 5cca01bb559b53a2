import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dateOnly, dayOf } from "@/lib/platform/clock/clock";
import type { Db } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { type Pick, type PickableLot, pickFefo } from "@/lib/platform/ledger/fefo";
import { type ReservationSource, reserve } from "@/lib/platform/ledger/reserve";
import { freeAboveFloor, wholePacks } from "./rules/floor";

export interface FefoRequest {
  siteId: string;
  goodsId: string;
  /** Base units wanted, > 0. */
  quantity: bigint;
  document: ReservationSource;
  lineId?: string | null;
  /** Only lots still usable on this calendar day (Date at UTC midnight); default: the business day. */
  usableUntil?: Date;
  /** Reserve what can be had instead of refusing; `missing` says what could not. */
  partial?: boolean;
}

export interface FefoReservation extends Pick {
  reservationId: string;
}

/** Shelf stock of one goods at one site that may be issued: in base units, good, not recalled, usable on the day. */
export async function pickableLots(db: Db, siteId: string, goodsId: string, usableUntil: Date): Promise<PickableLot[]> {
  return db.$queryRaw<PickableLot[]>`
    SELECT b.lot_id AS "lotId", b.place_id AS "placeId", b.on_hand - b.reserved AS available, l.expires_on AS "expiresOn", l.pack_size AS "packSize"
    FROM stock_balance b
    JOIN place p ON p.id = b.place_id AND p.kind = 'shelf'
    JOIN lot l ON l.id = b.lot_id
    JOIN goods g ON g.id = b.goods_id
    WHERE b.site_id = ${siteId}::uuid AND b.goods_id = ${goodsId}::uuid AND b.on_hand > b.reserved
      AND l.unit = g.base_unit AND l.condition = 'good' AND NOT l.recalled AND (l.expires_on IS NULL OR l.expires_on >= ${usableUntil}::date)`;
}

/**
 * Takes the lock of a site's stock level of one goods (made with floor 0 on first use), so that two promises of the same goods run
 * one after another and each sees what the other left. Take several in the order of their goods ids.
 * @returns the reserve floor, base units
 */
export async function lockLevel(db: Db, site: { id: string; areaCode: string }, goodsId: string): Promise<bigint> {
  await db.$executeRaw`INSERT INTO stock_level (site_id, goods_id, area_code, updated_at)
    VALUES (${site.id}::uuid, ${goodsId}::uuid, ${site.areaCode}, now()) ON CONFLICT DO NOTHING`;
  const rows = await db.$queryRaw<{ floor: bigint }[]>`
    SELECT floor FROM stock_level WHERE site_id = ${site.id}::uuid AND goods_id = ${goodsId}::uuid FOR UPDATE`;
  const level = rows[0];
  if (!level) throw new NotFound();
  return level.floor;
}

/**
 * Reserves goods at a site for a document line, first expired first out, rounded to whole packs where packs may not be opened, and
 * never below the reserve floor. Runs inside the caller's transaction, under the lock of the site's stock level.
 *
 * Refusals are thrown before anything is written, so a caller may catch one, name the line and go on with the others.
 * @returns the reservations made and what was not reserved (0 unless `partial`, or unless packs could not be split)
 * @throws Refusal `errors.stock.belowFloor` (the stock is there but kept in reserve) or `storage.refusals.short` (it is not there)
 */
export async function reserveFefo(
  db: Db,
  actor: Actor,
  request: FefoRequest,
): Promise<{ reservations: FefoReservation[]; missing: bigint }> {
  const site = await db.site.findUnique({
    where: { id: request.siteId },
    select: { id: true, name: true, nameEn: true, areaCode: true },
  });
  const goods = await db.goods.findUnique({
    where: { id: request.goodsId },
    select: { id: true, nameZh: true, nameEn: true, baseUnit: true, packBreaking: true },
  });
  if (!site || !goods) throw new NotFound();
  const floor = await lockLevel(db, site, goods.id);
  const today = dateOnly(dayOf((await businessTime(db)).now));
  const usableUntil = request.usableUntil ?? today;
  // The floor is kept by everything that may still be issued today, also by lots too short-lived for this request.
  const onShelf = await pickableLots(db, site.id, goods.id, today);
  const free = onShelf.reduce((sum, lot) => sum + lot.available, 0n);
  const lots = onShelf.filter((lot) => !lot.expiresOn || lot.expiresOn >= usableUntil);
  const usable = goods.packBreaking
    ? lots.reduce((sum, lot) => sum + lot.available, 0n)
    : lots.reduce((sum, lot) => sum + wholePacks(lot.available, lot.packSize), 0n);
  const aboveFloor = freeAboveFloor(free, floor);

  const params = (available: bigint) => ({
    goods: goods.nameZh,
    goodsEn: goods.nameEn,
    goodsId: goods.id,
    site: site.name,
    ...(site.nameEn ? { siteEn: site.nameEn } : {}),
    siteId: site.id,
    unit: goods.baseUnit,
    wanted: request.quantity,
    available,
    missing: request.quantity - available,
    floor,
  });
  if (!request.partial) {
    if (usable < request.quantity)
      throw new Refusal({ key: "storage.refusals.short", params: params(usable < aboveFloor ? usable : aboveFloor) });
    if (aboveFloor < request.quantity)
      throw new Refusal({ key: "errors.stock.belowFloor", params: params(aboveFloor) });
  }
  const allowed = aboveFloor < request.quantity ? aboveFloor : request.quantity;
  if (allowed <= 0n) return { reservations: [], missing: request.quantity };
  const { picks } = pickFefo(lots, allowed, { usableUntil, breakPacks: goods.packBreaking });
  const picked = picks.reduce((sum, pick) => sum + pick.quantity, 0n);
  if (!request.partial && picked === 0n)
    throw new Refusal({ key: "storage.refusals.lessThanAPack", params: params(picked) });
  const ids = await reserve(
    db,
    actor,
    request.document,
    picks.map((pick) => ({ ...pick, lineId: request.lineId ?? null })),
  );
  return {
    reservations: picks.map((pick, i) => ({ ...pick, reservationId: ids[i] as string })),
    missing: request.quantity - picked,
  };
}
