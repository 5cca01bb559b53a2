import type { Actor } from "@/lib/platform/auth/actor";
import { can, visible } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { read } from "@/lib/platform/db/access";
import type { LotCondition } from "@/lib/platform/db/generated/enums";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { gateStock } from "./gate";

export interface LotFilter {
  siteId?: string;
  goodsId?: string;
  unit?: string;
  condition?: LotCondition;
  /** Shelf zone. */
  zone?: string;
  recalled?: boolean;
  /** Number, batch or origin. */
  text?: string;
}

/** A page of lots with stock within reach, newest first, each with where it lies. */
export function listLots(actor: Actor, filter: LotFilter, cursor: Cursor) {
  gateStock(actor);
  const balances = {
    AND: [
      { onHand: { gt: 0 } },
      visible(actor, "stock.read", { area: ["areaCode"], site: ["siteId"] }),
      filter.siteId ? { siteId: filter.siteId } : {},
      filter.zone ? { place: { zone: filter.zone } } : {},
    ],
  };
  return read(actor, async (db) => {
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.lot.findMany({
        where: {
          AND: [
            { id },
            { stockBalances: { some: balances } },
            filter.goodsId ? { goodsId: filter.goodsId } : {},
            filter.unit ? { unit: filter.unit } : {},
            filter.condition ? { condition: filter.condition } : {},
            filter.recalled ? { recalled: true } : {},
            filter.text
              ? {
                  OR: [
                    { number: { contains: filter.text, mode: "insensitive" } },
                    { batch: { contains: filter.text, mode: "insensitive" } },
                    { origin: { contains: filter.text, mode: "insensitive" } },
                  ],
                }
              : {},
          ],
        },
        include: {
          stockBalances: {
            where: balances,
            include: { place: true, site: { select: { name: true, nameEn: true } }, goods: true },
            orderBy: { placeId: "asc" },
          },
        },
        orderBy,
        take,
      }),
    );
    return { ...page, now: (await businessTime(db)).now };
  });
}

const LOT_EDITS = ["stock.recall", "stock.reclassify", "stock.adjust", "stock.reverse", "stock.putAway"] as const;

/** How a lot was made of another. */
function cameBy(lot: { sourceKind: string | null }): "unpacked" | "cameBackDamaged" | "reclassified" {
  if (lot.sourceKind === "packQuery") return "unpacked";
  return lot.sourceKind === "discrepancy" ? "cameBackDamaged" : "reclassified";
}

/** One lot: where it is, where it came from, what it became, who is promised some, and what the actor may do with it. */
export function getLot(actor: Actor, id: string) {
  gateStock(actor);
  return read(actor, async (db) => {
    const lot = /^[0-9a-f-]{36}$/.test(id) ? await db.lot.findUnique({ where: { id } }) : null;
    if (!lot) throw new NotFound();
    const seen = visible(actor, "stock.read", { area: ["areaCode"], site: ["siteId"] });
    const balances = await db.stockBalance.findMany({
      where: { AND: [{ lotId: id }, seen] },
      include: { place: true, site: { select: { id: true, name: true, nameEn: true } } },
      orderBy: { placeId: "asc" },
    });
    const touched = await db.stockEntry.findFirst({ where: { lotId: id }, select: { id: true } });
    // Entries are within the transaction's reach: a lot that never touched the actor's areas is not theirs to see.
    if (balances.length === 0 && !touched) throw new NotFound();
    const goods = await db.goods.findUniqueOrThrow({ where: { id: lot.goodsId } });
    const reservations = await db.stockReservation.findMany({
      where: { lotId: id, state: "active" },
      orderBy: { id: "asc" },
      take: 50,
      include: { place: { include: { site: { select: { name: true, nameEn: true } } } } },
    });
    const line =
      lot.sourceKind === "deliveryLine" && lot.sourceId
        ? await db.deliveryLine.findUnique({
            where: { id: lot.sourceId },
            include: { delivery: { select: { id: true, number: true } } },
          })
        : null;
    const query = await db.packQuery.findFirst({
      where: lot.sourceKind === "packQuery" && lot.sourceId ? { id: lot.sourceId } : { lotId: id },
    });
    // Cases by which some of the lot came back damaged, as a lot of its own.
    const cases = await db.discrepancy.findMany({
      where: lot.sourceKind === "discrepancy" && lot.sourceId ? { id: lot.sourceId } : { lotId: id, kind: "damaged" },
      select: { id: true, lotId: true },
      take: 20,
    });
    const previousId =
      lot.sourceKind === "reclassified"
        ? lot.sourceId
        : lot.sourceKind === "packQuery"
          ? query?.lotId
          : lot.sourceKind === "discrepancy"
            ? cases[0]?.lotId
            : null;
    const relatives = await db.lot.findMany({
      where: {
        OR: [
          ...(previousId ? [{ id: previousId }] : []),
          { sourceKind: "reclassified", sourceId: id },
          ...(query && query.lotId === id ? [{ sourceKind: "packQuery", sourceId: query.id }] : []),
          {
            sourceKind: "discrepancy",
            sourceId: { in: cases.flatMap((one) => (one.lotId === id ? [one.id] : [])) },
          },
        ],
      },
      take: 20,
    });
    const relativeGoods = new Map(
      (await db.goods.findMany({ where: { id: { in: relatives.map((row) => row.goodsId) } } })).map((row) => [
        row.id,
        row,
      ]),
    );
    return {
      ...lot,
      goods,
      balances,
      reservations,
      delivery: line?.delivery ?? null,
      packQuery: query,
      relatives: relatives.map((row) => ({
        id: row.id,
        number: row.number,
        goods: relativeGoods.get(row.goodsId) ?? goods,
        unit: row.unit,
        is: row.id === previousId ? ("before" as const) : ("after" as const),
        // The later of the two says how it came about.
        by: cameBy(row.id === previousId ? lot : row),
      })),
      now: (await businessTime(db)).now,
      may: Object.fromEntries(
        LOT_EDITS.map((permission) => [
          permission,
          balances.some(
            (row) => row.onHand > 0n && can(actor, permission, { areaCode: row.areaCode, siteId: row.siteId }),
          ),
        ]),
      ) as Record<(typeof LOT_EDITS)[number], boolean>,
    };
  });
}
