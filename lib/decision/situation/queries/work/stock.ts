import { visible } from "@/lib/platform/auth/reach";
import { dateOnly, dayOf } from "@/lib/platform/clock/clock";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { type Asking, GOODS_NAME, goodsName, SITE_NAME, type WorkSource } from "./source";

const SITE_ONLY = { area: ["areaCode"], site: ["siteId"] };
const byOther = (column: "createdById" | "countedById", asking: Asking) => ({
  OR: [{ [column]: null }, { [column]: { not: asking.actor.personId } }],
});

const approveAdjustment: WorkSource = {
  permission: "stock.approveAdjustment",
  listHref: "/operation/stock/adjustments?state=submitted",
  count: (asking, take) => asking.db.stockAdjustment.count({ where: adjustments(asking), take }),
  rows: async (asking, take) => {
    const rows = await asking.db.stockAdjustment.findMany({
      where: adjustments(asking),
      orderBy: { id: "asc" },
      take,
      include: { site: SITE_NAME, lot: { select: { goodsId: true } } },
    });
    const goods = await asking.db.goods.findMany({
      where: { id: { in: rows.map((row) => row.lot.goodsId) } },
      select: { id: true, nameZh: true, nameEn: true },
    });
    return rows.map((row) => ({
      key: row.id,
      title: row.number,
      places: [row.site],
      goods: goodsName(goods.find((one) => one.id === row.lot.goodsId)),
      lines: 1,
      priority: null,
      dueAt: null,
      since: row.businessAt,
      href: "/operation/stock/adjustments?state=submitted",
      simulated: false,
    }));
  },
};
const adjustments = (asking: Asking): Prisma.StockAdjustmentWhereInput => ({
  AND: [visible(asking.actor, "stock.approveAdjustment"), { state: "submitted" }, byOther("createdById", asking)],
});

/** Stocktakes in some state, oldest first. */
function stocktakes(
  permission: "stocktake.count" | "stocktake.approve",
  listHref: string,
  which: (asking: Asking) => Prisma.StocktakeWhereInput,
): WorkSource {
  const where = (asking: Asking): Prisma.StocktakeWhereInput => ({
    AND: [visible(asking.actor, permission, SITE_ONLY), which(asking)],
  });
  return {
    permission,
    listHref,
    count: (asking, take) => asking.db.stocktake.count({ where: where(asking), take }),
    rows: async (asking, take) => {
      const rows = await asking.db.stocktake.findMany({
        where: where(asking),
        orderBy: { id: "asc" },
        take,
        include: { site: SITE_NAME, _count: { select: { lines: true } } },
      });
      return rows.map((row) => ({
        key: row.id,
        title: row.number,
        places: [row.site],
        goods: null,
        lines: row._count.lines,
        priority: null,
        dueAt: null,
        since: row.businessAt,
        href: `/operation/stocktakes/${row.id}`,
        simulated: false,
      }));
    },
  };
}

const packs = ({ actor }: Asking): Prisma.PackQueryWhereInput => ({
  AND: [visible(actor, "pack.resolve", SITE_ONLY), { state: "open" }],
});
const resolvePack: WorkSource = {
  permission: "pack.resolve",
  listHref: "/management/packs",
  count: (asking, take) => asking.db.packQuery.count({ where: packs(asking), take }),
  rows: async (asking, take) => {
    const rows = await asking.db.packQuery.findMany({ where: packs(asking), orderBy: { id: "asc" }, take });
    const goods = await asking.db.goods.findMany({
      where: { id: { in: rows.map((row) => row.goodsId) } },
      select: { id: true, nameZh: true, nameEn: true },
    });
    const sites = await asking.db.site.findMany({
      where: { id: { in: rows.map((row) => row.siteId) } },
      select: { id: true, name: true, nameEn: true },
    });
    return rows.map((row) => ({
      key: row.id,
      title: row.spec || row.unit,
      places: sites.filter((site) => site.id === row.siteId),
      goods: goodsName(goods.find((one) => one.id === row.goodsId)),
      lines: 1,
      priority: null,
      dueAt: null,
      since: row.createdAt,
      href: "/management/packs",
      simulated: false,
    }));
  },
};

/** Shelf life left, in days, from which a lot is to be used up, sent on or disposed of. */
export const EXPIRING_WITHIN_DAYS = 30;
const expiring = ({ actor, now }: Asking): Prisma.StockBalanceWhereInput => ({
  AND: [
    visible(actor, "stock.read", SITE_ONLY),
    { onHand: { gt: 0n }, place: { kind: "shelf" } },
    {
      lot: { expiresOn: { lt: new Date(dateOnly(dayOf(now)).getTime() + EXPIRING_WITHIN_DAYS * 86_400_000) } },
    },
  ],
});
const expiringLot: WorkSource = {
  permission: "stock.read",
  listHref: `/operation/stock/rotation?within=${EXPIRING_WITHIN_DAYS}`,
  count: (asking, take) => asking.db.stockBalance.count({ where: expiring(asking), take }),
  rows: async (asking, take) => {
    const rows = await asking.db.stockBalance.findMany({
      where: expiring(asking),
      orderBy: [{ lot: { expiresOn: "asc" } }, { lotId: "asc" }],
      take,
      include: {
        site: SITE_NAME,
        goods: GOODS_NAME,
        lot: { select: { number: true, expiresOn: true, createdAt: true } },
      },
    });
    return rows.map((row) => ({
      key: `${row.placeId} ${row.lotId}`,
      title: row.lot.number,
      places: [row.site],
      goods: goodsName(row.goods),
      lines: 1,
      priority: "routine" as const,
      dueAt: row.lot.expiresOn,
      since: row.lot.createdAt,
      href: `/operation/stock/lots/${row.lotId}`,
      simulated: false,
    }));
  },
};

/** A line whose first count differs from what the books said then. */
const miscounted = ({ db }: Asking): Prisma.StocktakeLineWhereInput => ({
  OR: [
    { firstCount: { lt: db.stocktakeLine.fields.expected } },
    { firstCount: { gt: db.stocktakeLine.fields.expected } },
  ],
});

export const stockSources = {
  approveAdjustment,
  approveStocktake: stocktakes("stocktake.approve", "/operation/stocktakes?state=recounted", (asking) => ({
    // What was counted right at once needs no recount.
    AND: [
      byOther("countedById", asking),
      asking.actor.personId === null ? {} : { NOT: { counterIds: { has: asking.actor.personId } } },
      {
        OR: [{ state: "recounted" }, { state: "counted", lines: { none: miscounted(asking) } }],
      },
    ],
  })),
  countStocktake: stocktakes("stocktake.count", "/operation/stocktakes?state=open", (asking) => ({
    OR: [{ state: "open" }, { state: "counted", lines: { some: miscounted(asking) } }],
  })),
  resolvePack,
  expiringLot,
} satisfies Record<string, WorkSource>;
