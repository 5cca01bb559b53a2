import { z } from "zod";
import { stocktakeMachine } from "@/lib/operation/storage/machine/stocktake";
import { DOCUMENT_KINDS } from "@/lib/platform/events/catalogue";
import { pairOf } from "@/lib/platform/db/key-page";
import { flag, fromDay, goods, idOf, oneOf, site, stateOf, text, toDay, words } from "./filters";
import { LOT_CONDITIONS } from "@/lib/operation/procurement/schema/delivery";
import { can, visible } from "@/lib/platform/auth/reach";
import type { LotCondition } from "@/lib/platform/db/generated/enums";
import { levelRows } from "@/lib/operation/storage/queries/levels";
import { pastRows } from "@/lib/operation/storage/queries/past";
import { rotationRows } from "@/lib/operation/storage/queries/rotation";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { nameIn } from "@/lib/platform/i18n/names";
import { beyond, defineList, type ExportFilter, inOrder, narrowed, turned } from "./list";
import { GOODS, goodsColumns, label, LOT, SITE } from "./words";

type WithGoods = { goods: { code: string; nameZh: string; nameEn: string } };
/** Site and goods of a filter, where they are ids. */
const places = (filter: ExportFilter): { siteId?: string; goodsId?: string } => {
  const site = filter.site ?? filter.siteId;
  return { ...(isId(site) ? { siteId: site } : {}), ...(isId(filter.goods) ? { goodsId: filter.goods } : {}) };
};
const siteOf = (row: { site: string; siteEn: string | null }) => ({ name: row.site, nameEn: row.siteEn });
const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`);
const DAY_MS = 86_400_000;
const isId = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f-]{36}$/.test(text);

const isCondition = (text: string): text is LotCondition => (LOT_CONDITIONS as readonly string[]).includes(text);

/** Where the text of a filter may stand: name or code of the goods, number, batch or origin of the lot. */
const STOCK_TEXTS = (text: string) => {
  const has = { contains: text, mode: "insensitive" } as const;
  return [
    { goods: { OR: [{ nameZh: has }, { nameEn: has }, { code: has }] } },
    { lot: { OR: [{ number: has }, { batch: has }, { origin: has }] } },
  ];
};

/** Stock by lot and place, as it is now. */
export const stock = defineList({
  permission: "stock.read",
  filters: {
    site,
    goods,
    unit: words("Unit"),
    zone: words("Zone"),
    condition: oneOf(LOT_CONDITIONS, "Condition of the lot"),
    recalled: flag("Only recalled lots"),
    q: text,
  },
  key: "pair",
  page: async (db, actor, filter, page) => {
    const { from, back, take } = turned(page);
    const [placeId, lotId] = from ? pairOf(from) : [];
    const past = back ? "gt" : "lt";
    const order = back ? "asc" : "desc";
    const rows = await db.stockBalance.findMany({
      where: {
        AND: [
          visible(actor, "stock.read"),
          { onHand: { gt: 0 } },
          ...narrowed(filter, ["siteId"]),
          isId(filter.goods) ? { goodsId: filter.goods } : {},
          filter.unit ? { lot: { unit: filter.unit } } : {},
          filter.zone ? { place: { zone: filter.zone } } : {},
          filter.condition && isCondition(filter.condition) ? { lot: { condition: filter.condition } } : {},
          filter.recalled === "1" ? { lot: { recalled: true } } : {},
          filter.q ? { OR: STOCK_TEXTS(filter.q) } : {},
          placeId && lotId ? { OR: [{ placeId: { [past]: placeId } }, { placeId, lotId: { [past]: lotId } }] } : {},
        ],
      },
      include: { goods: GOODS, site: SITE, lot: LOT, place: { select: { kind: true, zone: true } } },
      orderBy: [{ placeId: order }, { lotId: order }],
      take,
    });
    return rows.map((row) => ({ ...row, id: `${row.placeId}.${row.lotId}` }));
  },
  each: (row) => [row],
  columns: [
    { name: "site", hxl: "#loc+name", width: 24, value: (row, reader) => nameIn(row.site, reader.locale) },
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
  filters: {
    site,
    goods,
    lot: idOf("lot"),
    kind: words("Kind of movement"),
    document: oneOf(DOCUMENT_KINDS, "Kind of document"),
    id: idOf("document"),
    from: fromDay,
    to: toDay,
  },
  key: "number",
  page: (db, actor, filter, page) => {
    const site = filter.site ?? filter.siteId;
    return db.stockEntry.findMany({
      where: {
        AND: [
          beyond(page, BigInt),
          visible(actor, "stock.read", { area: ["fromAreaCode", "toAreaCode"], site: ["fromSiteId", "toSiteId"] }),
          isId(site) ? { OR: [{ fromSiteId: site }, { toSiteId: site }] } : {},
          isId(filter.goods) ? { goodsId: filter.goods } : {},
          isId(filter.lot) ? { lotId: filter.lot } : {},
          filter.kind ? { kind: filter.kind } : {},
          filter.document ? { documentKind: filter.document } : {},
          isId(filter.id) ? { documentId: filter.id } : {},
          isDay(filter.from) ? { businessAt: { gte: startOf(filter.from) } } : {},
          isDay(filter.to) ? { businessAt: { lt: new Date(startOf(filter.to).getTime() + DAY_MS) } } : {},
        ],
      },
      include: {
        goods: GOODS,
        lot: LOT,
        fromPlace: { select: { kind: true, zone: true, site: SITE } },
        toPlace: { select: { kind: true, zone: true, site: SITE } },
      },
      ...inOrder(page),
    });
  },
  each: (row) => [row],
  columns: [
    { name: "number", hxl: "#meta+id", value: (row) => row.id.toString() },
    { name: "businessAt", hxl: "#date", type: "dateTime", value: (row) => row.businessAt },
    { name: "kind", value: (row, reader) => label(reader, "storage.kinds", row.kind) },
    ...goodsColumns<WithGoods>(),
    { name: "lot", hxl: "#item+lot", value: (row) => row.lot.number },
    { name: "unit", hxl: "#item+unit", value: (row) => row.lot.unit },
    { name: "quantity", hxl: "#value", type: "integer", value: (row) => row.quantity },
    { name: "from", hxl: "#loc+from", value: (row, reader) => nameIn(row.fromPlace.site, reader.locale) },
    {
      name: "fromPlace",
      value: (row, reader) => `${label(reader, "storage.places", row.fromPlace.kind)} ${row.fromPlace.zone}`.trim(),
    },
    { name: "to", hxl: "#loc+to", value: (row, reader) => nameIn(row.toPlace.site, reader.locale) },
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
  filters: { site, state: stateOf(stocktakeMachine) },
  page: async (db, actor, filter, page) => {
    const rows = await db.stocktake.findMany({
      where: { AND: [beyond(page), visible(actor, "stock.read"), ...narrowed(filter, ["state", "siteId"])] },
      include: {
        site: SITE,
        lines: { include: { lot: { select: { ...LOT.select, goodsId: true } }, place: { select: { zone: true } } } },
      },
      ...inOrder(page),
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
    { name: "site", hxl: "#loc+name", value: ({ stocktake }, reader) => nameIn(stocktake.site, reader.locale) },
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

/** Levels by site and goods, beside what lies on the shelf; the filters of the list on the screen. */
export const levels = defineList({
  permission: "stock.read",
  filters: { site, goods, trouble: flag("Only what is below its floor or minimum, or above its maximum"), q: text },
  key: "pair",
  page: async (db, actor, filter, page) => {
    const rows = await levelRows(
      db,
      actor,
      { ...places(filter), ...(filter.q ? { text: filter.q } : {}), onlyTrouble: filter.trouble === "1" },
      turned(page),
    );
    return rows.map((row) => ({ ...row, id: `${row.siteId}.${row.goodsId}` }));
  },
  each: (row) => [{ ...row, goods: row }],
  columns: [
    { name: "site", hxl: "#loc+name", width: 24, value: (row, reader) => nameIn(siteOf(row), reader.locale) },
    ...goodsColumns<WithGoods>(),
    { name: "unit", hxl: "#item+unit", value: (row) => row.unit },
    { name: "onHand", hxl: "#value+stock", type: "integer", value: (row) => row.onHand },
    { name: "floor", type: "integer", value: (row) => row.floor },
    { name: "minimum", type: "integer", value: (row) => row.minimum },
    { name: "maximum", type: "integer", value: (row) => row.maximum },
  ],
});

const MOST_DAYS = 36_500;

/** Stock by shelf life, soonest first: what is expired, or expires within the days of the filter (90 as on the screen). */
export const rotation = defineList({
  permission: "stock.read",
  filters: {
    site,
    goods,
    within: z
      .string()
      .regex(/^\d{1,5}$/)
      .describe("Days of shelf life left at most; 90 when left out"),
  },
  key: "pair",
  page: async (db, actor, filter, page) => {
    const days = Number(filter.within ?? 90);
    const rows = await rotationRows(
      db,
      actor,
      { ...places(filter), withinDays: Number.isInteger(days) && days >= 0 ? Math.min(days, MOST_DAYS) : 90 },
      dayOf((await businessTime(db)).now),
      turned(page),
    );
    return rows.map((row) => ({ ...row, id: `${row.placeId}.${row.lotId}` }));
  },
  each: (row) => [{ ...row, goods: row }],
  columns: [
    { name: "site", hxl: "#loc+name", width: 24, value: (row, reader) => nameIn(siteOf(row), reader.locale) },
    { name: "zone", value: (row) => row.zone },
    ...goodsColumns<WithGoods>(),
    { name: "lot", hxl: "#item+lot", value: (row) => row.lot },
    { name: "expiresOn", hxl: "#date+expiry", type: "date", value: (row) => row.expiresOn },
    { name: "daysLeft", type: "integer", value: (row) => row.daysLeft },
    { name: "unit", hxl: "#item+unit", value: (row) => row.unit },
    { name: "onHand", hxl: "#value+stock", type: "integer", value: (row) => row.onHand },
    { name: "reserved", hxl: "#value+reserved", type: "integer", value: (row) => row.reserved },
  ],
});

/** Inventory at the moment of the filter (now when it names none), by business or posting time. */
export const pastStock = defineList({
  permission: "stock.read",
  filters: {
    site,
    goods,
    at: z.iso.datetime({ offset: true }).describe("The moment; now when left out"),
    by: oneOf(["business", "posting"], "When it happened, or when it was written down"),
  },
  key: "pair",
  page: async (db, actor, filter, page) => {
    const asked = new Date(filter.at ?? Number.NaN);
    const at = Number.isNaN(asked.getTime()) ? (await businessTime(db)).now : asked;
    const by = filter.by === "posting" ? "posting" : "business";
    const rows = await pastRows(db, actor, { ...places(filter), at, by }, turned(page));
    return rows.map((row) => ({ ...row, id: `${row.goodsId}.${row.siteId}` }));
  },
  each: (place) => place.rows.map((row) => ({ ...row, goods: row })),
  columns: [
    ...goodsColumns<WithGoods>(),
    { name: "site", hxl: "#loc+name", width: 24, value: (row, reader) => nameIn(siteOf(row), reader.locale) },
    { name: "unit", hxl: "#item+unit", value: (row) => row.unit },
    { name: "onHand", hxl: "#value+stock", type: "integer", value: (row) => row.onHand },
  ],
});
