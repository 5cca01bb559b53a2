import { aliasQueryMachine } from "@/lib/operation/catalogue/machine";
import { packQueryMachine } from "@/lib/operation/storage/machine/pack-query";
import { SiteKind } from "@/lib/platform/db/generated/enums";
import { areaCode, oneOf, site, stateOf, text, words } from "./filters";
import { visible } from "@/lib/platform/auth/reach";
import { nameIn } from "@/lib/platform/i18n/names";
import { beyond, defineList, inOrder, narrowed } from "./list";
import { GOODS, label, SITE } from "./words";

const like = (text: string | undefined) => ({ contains: text ?? "", mode: "insensitive" as const });

/** The catalogue. */
export const goods = defineList({
  permission: "catalogue.read",
  filters: { category: words("Category code; whatever lies inside it"), text },
  page: (db, _actor, filter, page) =>
    db.goods.findMany({
      where: {
        AND: [
          beyond(page),
          filter.category ? { categoryCode: { startsWith: filter.category } } : {},
          filter.text
            ? { OR: [{ code: like(filter.text) }, { nameZh: like(filter.text) }, { nameEn: like(filter.text) }] }
            : {},
        ],
      },
      include: { category: { select: { nameZh: true, nameEn: true } } },
      ...inOrder(page),
    }),
  each: (row) => [row],
  columns: [
    { name: "goodsCode", hxl: "#item+code", value: (row) => row.code },
    { name: "goodsZh", hxl: "#item+name+i_zh", width: 28, value: (row) => row.nameZh },
    { name: "goodsEn", hxl: "#item+name+i_en", width: 28, value: (row) => row.nameEn },
    {
      name: "category",
      hxl: "#item+type",
      value: (row, { locale }) => nameIn(row.category, locale),
    },
    { name: "unit", hxl: "#item+unit", value: (row) => row.baseUnit },
    { name: "standard", value: (row) => row.standard },
    { name: "storageClass", value: (row, reader) => label(reader, "catalogue.storage", row.storageClass) },
    { name: "shelfLifeDays", type: "integer", value: (row) => row.shelfLifeDays },
    { name: "weightG", type: "decimal", value: (row) => row.weightG },
    { name: "active", type: "boolean", value: (row) => row.active },
  ],
});

/** Places that hold or use goods. */
export const sites = defineList({
  permission: "site.read",
  filters: { area: areaCode, kind: oneOf(Object.values(SiteKind), "Kind of site"), text },
  page: (db, _actor, filter, page) =>
    db.site.findMany({
      where: {
        AND: [
          beyond(page),
          ...narrowed(filter, ["kind"]),
          filter.area ? { areaCode: { startsWith: filter.area } } : {},
          filter.text ? { OR: [{ code: like(filter.text) }, { name: like(filter.text) }] } : {},
        ],
      },
      ...inOrder(page),
    }),
  each: (row) => [row],
  columns: [
    { name: "code", hxl: "#loc+code", value: (row) => row.code },
    { name: "name", hxl: "#loc+name+i_zh", width: 28, value: (row) => row.name },
    { name: "nameEn", hxl: "#loc+name+i_en", width: 28, value: (row) => row.nameEn },
    { name: "kind", hxl: "#loc+type", value: (row) => row.kind },
    { name: "areaCode", hxl: "#adm+code", value: (row) => row.areaCode },
    { name: "lon", hxl: "#geo+lon", type: "decimal", value: (row) => row.lon },
    { name: "lat", hxl: "#geo+lat", type: "decimal", value: (row) => row.lat },
    { name: "precision", hxl: "#geo+precision", value: (row) => row.precision },
    { name: "beds", hxl: "#capacity+beds", type: "integer", value: (row) => row.beds },
    { name: "simulated", type: "boolean", value: (row) => row.simulated },
    { name: "active", type: "boolean", value: (row) => row.active },
  ],
});

/** Spellings met in sheets and what they mean. */
export const aliases = defineList({
  permission: "alias.teach",
  filters: { state: stateOf(aliasQueryMachine), kind: oneOf(["goods", "site"], "What the spelling means") },
  page: async (db, _actor, filter, page) => {
    const rows = await db.aliasQuery.findMany({
      where: { AND: [beyond(page), ...narrowed(filter, ["state", "kind"])] },
      ...inOrder(page),
    });
    const ids = rows.flatMap((row) => row.resolvedToId ?? []);
    const goodsRows = await db.goods.findMany({ where: { id: { in: ids } }, select: { id: true, ...GOODS.select } });
    const siteRows = await db.site.findMany({ where: { id: { in: ids } }, select: { id: true, ...SITE.select } });
    return rows.map((row) => ({
      ...row,
      goods: goodsRows.find((one) => one.id === row.resolvedToId) ?? null,
      site: siteRows.find((one) => one.id === row.resolvedToId) ?? null,
    }));
  },
  each: (row) => [row],
  columns: [
    { name: "spelling", width: 28, value: (row) => row.original },
    {
      name: "kind",
      value: (row, reader) => reader.say(row.kind === "goods" ? "exchange.columns.goods" : "exchange.columns.site"),
    },
    { name: "specification", value: (row) => row.spec },
    { name: "occurrences", type: "integer", value: (row) => row.occurrences },
    { name: "state", value: (row, reader) => label(reader, "catalogue.alias.states", row.state) },
    {
      name: "means",
      width: 28,
      value: (row, reader) =>
        row.goods
          ? reader.locale === "en"
            ? row.goods.nameEn
            : row.goods.nameZh
          : row.site
            ? nameIn(row.site, reader.locale)
            : null,
    },
  ],
});

/** Packs whose size is asked for. */
export const packs = defineList({
  permission: "pack.resolve",
  filters: { site, state: stateOf(packQueryMachine) },
  page: async (db, actor, filter, page) => {
    const rows = await db.packQuery.findMany({
      where: { AND: [beyond(page), visible(actor, "pack.resolve"), ...narrowed(filter, ["state", "siteId"])] },
      ...inOrder(page),
    });
    const goodsRows = await db.goods.findMany({
      where: { id: { in: [...new Set(rows.map((row) => row.goodsId))] } },
      select: { id: true, ...GOODS.select },
    });
    const siteRows = await db.site.findMany({
      where: { id: { in: [...new Set(rows.map((row) => row.siteId))] } },
      select: { id: true, ...SITE.select },
    });
    const goodsById = new Map(goodsRows.map((row) => [row.id, row]));
    const siteById = new Map(siteRows.map((row) => [row.id, row]));
    return rows.map((row) => ({ ...row, goods: goodsById.get(row.goodsId), site: siteById.get(row.siteId) }));
  },
  each: (row) => [row],
  columns: [
    { name: "goodsCode", hxl: "#item+code", value: (row) => row.goods?.code },
    {
      name: "goods",
      hxl: "#item+name",
      value: (row, { locale }) => row.goods && nameIn(row.goods, locale),
    },
    { name: "unit", value: (row) => row.unit },
    { name: "specification", value: (row) => row.spec },
    { name: "site", hxl: "#loc+name", value: (row, reader) => (row.site ? nameIn(row.site, reader.locale) : null) },
    { name: "state", value: (row, reader) => label(reader, "storage.pack.states", row.state) },
    { name: "perUnit", type: "integer", value: (row) => row.baseUnits },
    { name: "reason", value: (row) => row.reason },
  ],
});
