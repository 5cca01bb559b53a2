import { responseRows } from "@/lib/management/response/queries";
import { nameIn } from "@/lib/platform/i18n/names";
import { areaCode, fromDay, incident, toDay } from "./filters";
import { defineList, turned } from "./list";
import { goodsColumns, label } from "./words";

type WithGoods = { goods: { code: string; nameZh: string; nameEn: string } };
const isDay = (text: string | undefined) => fromDay.safeParse(text).success;

/**
 * The 4W report 谁做了什么、在哪里、何时 (OCHA's 3W/4W, with the tags of its template on humanitarian exchange): one row a line handed over.
 * Quantities of unlike units stand in rows of their own and are never added.
 */
export const response = defineList({
  permission: "response.read",
  filters: { incident, area: areaCode, from: fromDay, to: toDay },
  page: (db, actor, filter, page) =>
    responseRows(
      db,
      actor,
      {
        ...(incident.safeParse(filter.incident).success ? { incidentId: filter.incident as string } : {}),
        ...(areaCode.safeParse(filter.area).success ? { areaCode: filter.area as string } : {}),
        ...(isDay(filter.from) ? { fromDay: filter.from as string } : {}),
        ...(isDay(filter.to) ? { toDay: filter.to as string } : {}),
      },
      turned(page),
    ),
  each: (handover) => handover.lines.map((line) => ({ handover, line, goods: line.goods })),
  columns: [
    {
      name: "org",
      hxl: "#org+impl",
      width: 24,
      value: ({ handover }, { locale }) => nameIn(handover.shipment.fromSite, locale),
    },
    { name: "donor", hxl: "#org+funding", width: 24, value: ({ line }) => line.lot.origin || null },
    {
      name: "sector",
      hxl: "#sector",
      value: ({ line }, reader) => (line.sector ? label(reader, "response.sectors", line.sector) : null),
    },
    {
      name: "activity",
      hxl: "#activity",
      value: (_row, reader) => reader.say("response.distribution", "distribution"),
    },
    {
      name: "category",
      hxl: "#item+type",
      value: ({ goods }, { locale }) => nameIn(goods.category, locale),
    },
    ...goodsColumns<WithGoods>(),
    { name: "quantity", hxl: "#output+quantity", type: "integer", value: ({ line }) => line.accepted },
    { name: "unit", hxl: "#output+unit", value: ({ line }) => line.unit },
    { name: "adm1", hxl: "#adm1+code", value: ({ handover }) => handover.adm1 },
    { name: "adm2", hxl: "#adm2+code", value: ({ handover }) => handover.adm2 },
    { name: "adm3", hxl: "#adm3+code", value: ({ handover }) => handover.adm3 },
    {
      name: "district",
      hxl: "#adm3+name",
      value: ({ handover }, { locale }) => (handover.district ? nameIn(handover.district, locale) : null),
    },
    { name: "areaCode", hxl: "#adm+code", value: ({ handover }) => handover.areaCode },
    {
      name: "site",
      hxl: "#loc+name",
      width: 24,
      value: ({ handover }, { locale }) => nameIn(handover.shipment.toSite, locale),
    },
    {
      name: "siteKind",
      hxl: "#loc+type",
      value: ({ handover }, reader) => label(reader, "places.kinds", handover.shipment.toSite.kind),
    },
    { name: "signedAt", hxl: "#date+occurred", type: "dateTime", value: ({ handover }) => handover.signedAt },
    { name: "incident", hxl: "#crisis+code", value: ({ handover }) => handover.incident?.number },
    {
      name: "incidentName",
      hxl: "#crisis+name",
      width: 24,
      value: ({ handover }, { locale }) => (handover.incident ? nameIn(handover.incident, locale) : null),
    },
    { name: "beneficiaries", hxl: "#beneficiary", type: "integer", value: ({ line }) => line.demand?.beneficiaries },
    { name: "request", hxl: "#meta+request", value: ({ line }) => line.demand?.number },
    { name: "document", hxl: "#meta+id", value: ({ handover }) => handover.shipment.number },
    { name: "line", type: "integer", value: ({ line }) => line.position + 1 },
  ],
});
