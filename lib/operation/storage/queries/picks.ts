import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime, dateOnly, dayOf } from "@/lib/platform/clock/clock";
import { read } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { pickFefo } from "@/lib/platform/ledger/fefo";
import { pickableLots } from "../reserve-fefo";
import { freeAboveFloor } from "../rules/floor";

/**
 * Which lots to pick for a quantity, first expired first out, in whole packs where packs may not be opened. A suggestion: nothing is
 * reserved.
 * @param wanted base units
 * @returns picks with lot and zone, what is missing, and what the reserve floor leaves free
 */
export function suggestPicks(actor: Actor, wanted: { siteId: string; goodsId: string; quantity: bigint }) {
  return read(actor, async (db) => {
    const site = await db.site.findUnique({ where: { id: wanted.siteId }, select: { id: true, areaCode: true } });
    const goods = await db.goods.findUnique({
      where: { id: wanted.goodsId },
      select: { id: true, packBreaking: true },
    });
    if (!site || !goods || !can(actor, "stock.read", { areaCode: site.areaCode, siteId: site.id }))
      throw new NotFound();
    const usableUntil = dateOnly(dayOf((await businessTime(db)).now));
    const lots = await pickableLots(db, site.id, goods.id, usableUntil);
    const { picks, missing } = pickFefo(lots, wanted.quantity, { usableUntil, breakPacks: goods.packBreaking });
    const level = await db.stockLevel.findUnique({
      where: { siteId_goodsId: { siteId: site.id, goodsId: goods.id } },
      select: { floor: true },
    });
    const named = await db.stockBalance.findMany({
      where: { OR: picks.map(({ placeId, lotId }) => ({ placeId, lotId })) },
      include: { lot: true, place: true },
    });
    return {
      picks: picks.map((pick) => ({
        ...pick,
        row: named.find((row) => row.lotId === pick.lotId && row.placeId === pick.placeId) ?? null,
      })),
      missing,
      freeAboveFloor: freeAboveFloor(
        lots.reduce((sum, lot) => sum + lot.available, 0n),
        level?.floor ?? 0n,
      ),
    };
  });
}
