import { can, visible } from "@/lib/platform/auth/reach";
import { afterId, defineList, narrowed, siteName } from "./list";
import { GOODS, goodsColumns, label, LOT, SITE } from "./words";

type WithGoods = { goods: { code: string; nameZh: string; nameEn: string } };
const isId = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f-]{36}$/.test(text);

/** Stock by lot and place, as it is now. */
export const stock = defineList({
  permission: "stock.read",
  page: async (db, actor, filter, { after, take }) => {
    const [placeId, lotId] = after?.split(" ") ?? [];
    const rows = await db.stockBalance.findMany({
      where: {
        AND: [
          visible(actor, "stock.read"),
          { onHand: { gt: 0 } },
          ...narrowed(filter, ["siteId"]),
          isId(filter.goods) ? { goodsId: filter.goods } : {},
          placeId && lotId ? { OR: [{ placeId: { lt: placeId } }, { placeId, lotId: { lt: lotId } }] } : {},
        ],
      },
      include: { goods: GOODS, site: SITE, lot: LOT, place: { select: { kind: true, zone: true } } },
      orderBy: [{ placeId: "desc" }, { lotId: "desc" }],
      take,
    });
    return rows.map((row) => ({ ...row, id: `${row.placeId} ${row.lotId}` }));
  },
  each: (row) => [row],
  columns: [
    { name: "site", hxl: "#loc+name", width: 24, value: (row, reader) => siteName(row.site, reader) },
    { name: "place", value: (row, reader) => label(reader, "storage.places", row.place.kind) },
    { name: "zone", value: (row) => row.place.zone },
    ...goodsColumns<WithGoods>(),
    { name: "lot", hxl: "#item+lot", value: (row) => row.lot.number },
    { name: "batch", hxl: "#item+batch", value: (row) => row.lot.batch },
    { name: "condition", value: (row, reader) => label(reader, "procurement.conditions", row.lot.condition) },
    { name: "expiresOn", hxl: "#date+expiry", type: "date", value: (row) => row.lot.expiresOn },
    { name: "unit", hxl: "#item+unit", value: (row) => row.lot.unit },
    { name: "onHand", hxl: "#value+stock", type: "integer", value: (row) => row.onHand },
    { name: "reserved", hxl: "#value+reserved", type: "integer", value: (row) => row.reserved },
  ],
});

/** The ledger: every movement, newest first. */
export const ledger = defineList({
  permission: "stock.read",
  page: (db, actor, filter, { after, take }) => {
    const site = filter.site ?? filter.siteId;
    return db.stockEntry.findMany({
      where: {
        AND: [
          after ? { id: { lt: BigInt(after) } } : {},
          visible(actor, "stock.read", { area: ["fromAreaCode", "toAreaCode"], site: ["fromSiteId", "toSiteId"] }),
          isId(site) ? { OR: [{ fromSiteId: site }, { toSiteId: site }] } : {},
          isId(filter.goods) ? { goodsId: filter.goods } : {},
          isId(filter.lot) ? { lotId: filter.lot } : {},
          filter.kind ? { kind: filter.kind } : {},
        ],
      },
      include: {
        goods: GOODS,
        lot: LOT,
        fromPlace: { select: { kind: true, zone: true, site: SITE } },
        toPlace: { select: { kind: true, zone: true, site: SITE } },
      },
      orderBy: { id: "desc" },
      take,
    });
  },
  each: (row) => [row],
  columns: [
    { name: "number", hxl: "#meta+id", value: (row) => row.id.toString() },
    { name: "businessAt", hxl: "#date", type: "dateTime", value: (row) => row.businessAt },
    { name: "kind", value: (row, reader) => label(reader, "storage.entryKinds", row.kind) },
    ...goodsColumns<WithGoods>(),
    { name: "lot", hxl: "#item+lot", value: (row) => row.lot.number },
    { name: "unit", hxl: "#item+unit", value: (row) => row.lot.unit },
    { name: "quantity", hxl: "#value", type: "integer", value: (row) => row.quantity },
    { name: "from", hxl: "#loc+from", value: (row, reader) => siteName(row.fromPlace.site, reader) },
    {
      name: "fromPlace",
      value: (row, reader) => `${label(reader, "storage.places", row.fromPlace.kind)} ${row.fromPlace.zone}`.trim(),
    },
    { name: "to", hxl: "#loc+to", value: (row, reader) => siteName(row.toPlace.site, reader) },
    {
      name: "toPlace",
      value: (row, reader) => `${label(reader, "storage.places", row.toPlace.kind)} ${row.toPlace.zone}`.trim(),
    },
    { name: "document", value: (row, reader) => label(reader, "workflow.documents", row.documentKind) },
    { name: "reason", value: (row) => row.reason },
  ],
});

/** Stocktakes, one row a counted line; what was expected is shown only to those who may approve, the count is blind for the others. */
export const stocktakes = defineList({
  permission: "stock.read",
  page: async (db, actor, filter, { after, take }) => {
    const rows = await db.stocktake.findMany({
      where: { AND: [afterId(after), visible(actor, "stock.read"), ...narrowed(filter, ["state", "siteId"])] },
      include: {
        site: SITE,
        lines: { include: { lot: { select: { ...LOT.select, goodsId: true } }, place: { select: { zone: true } } } },
      },
      orderBy: { id: "desc" },
      take,
    });
    const goods = new Map(
      (
        await db.goods.findMany({
          where: { id: { in: [...new Set(rows.flatMap((row) => row.lines.map((line) => line.lot.goodsId)))] } },
          select: { id: true, ...GOODS.select },
        })
      ).map((row) => [row.id, row]),
    );
    return rows.map((row) => ({
      ...row,
      goods,
      open: row.state === "approved" || can(actor, "stocktake.approve", { areaCode: row.areaCode, siteId: row.siteId }),
    }));
  },
  each: (stocktake) =>
    stocktake.lines.flatMap((line) => {
      const goods = stocktake.goods.get(line.lot.goodsId);
      return goods ? [{ stocktake, line, goods }] : [];
    }),
  columns: [
    { name: "number", hxl: "#meta+id", value: ({ stocktake }) => stocktake.number },
    {
      name: "state",
      hxl: "#status",
      value: ({ stocktake }, reader) => label(reader, "storage.stocktake.states", stocktake.state),
    },
    { name: "site", hxl: "#loc+name", value: ({ stocktake }, reader) => siteName(stocktake.site, reader) },
    { name: "zone", value: ({ line }) => line.place.zone },
    { name: "businessAt", hxl: "#date", type: "dateTime", value: ({ stocktake }) => stocktake.businessAt },
    { name: "accuracy", type: "decimal", value: ({ stocktake }) => stocktake.accuracy },
    ...goodsColumns<WithGoods>(),
    { name: "lot", hxl: "#item+lot", value: ({ line }) => line.lot.number },
    { name: "unit", hxl: "#item+unit", value: ({ line }) => line.lot.unit },
    { name: "expected", type: "integer", value: ({ stocktake, line }) => (stocktake.open ? line.expected : null) },
    { name: "counted", hxl: "#value+counted", type: "integer", value: ({ line }) => line.firstCount },
    { name: "recounted", hxl: "#value+recounted", type: "integer", value: ({ line }) => line.recount },
    { name: "reason", value: ({ line }) => line.reason },
  ],
});

/** Reserve floors, minimum and maximum by site and goods. */
export const levels = defineList({
  permission: "stock.read",
  page: async (db, actor, filter, { after, take }) => {
    const [siteId, goodsId] = after?.split(" ") ?? [];
    const rows = await db.stockLevel.findMany({
      where: {
        AND: [
          visible(actor, "stock.read", { area: ["areaCode"], site: ["siteId"] }),
          ...narrowed(filter, ["siteId"]),
          siteId && goodsId ? { OR: [{ siteId: { lt: siteId } }, { siteId, goodsId: { lt: goodsId } }] } : {},
        ],
      },
      include: { site: SITE, goods: GOODS },
      orderBy: [{ siteId: "desc" }, { goodsId: "desc" }],
      take,
    });
    return rows.map((row) => ({ ...row, id: `${row.siteId} ${row.goodsId}` }));
  },
  each: (row) => [row],
  columns: [
    { name: "site", hxl: "#loc+name", value: (row, reader) => siteName(row.site, reader) },
    ...goodsColumns<WithGoods>(),
    { name: "unit", hxl: "#item+unit", value: (row) => row.goods.baseUnit },
    { name: "floor", type: "integer", value: (row) => row.floor },
    { name: "minimum", type: "integer", value: (row) => row.minimum },
    { name: "maximum", type: "integer", value: (row) => row.maximum },
  ],
});
