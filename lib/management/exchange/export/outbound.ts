import { z } from "zod";
import { zhCN } from "@/lib/platform/i18n/messages/zh-CN";
import type { MessageKey } from "@/lib/platform/i18n/messages";
import { discrepancyMachine } from "@/lib/operation/distribution/discrepancy/machine";
import { DISCREPANCY_KINDS } from "@/lib/operation/distribution/handover/rules";
import { shipmentMachine } from "@/lib/operation/transport/shipment/machine";
import { transferMachine } from "@/lib/operation/transport/transfer/machine";
import { idOf, incident, labelled, oneOf, site, stateOf } from "./filters";
import { businessTime } from "@/lib/platform/clock/clock";
import { TWO_ENDS, visible } from "@/lib/platform/auth/reach";
import { nameIn } from "@/lib/platform/i18n/names";
import { beyond, defineList, inOrder, type ExportFilter, narrowed, type Reader } from "./list";
import { GOODS, goodsColumns, label, LOT, SITE } from "./words";

type WithGoods = { goods: { code: string; nameZh: string; nameEn: string } };
const isId = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f-]{36}$/.test(text);

/** A document with two ends is found by either. */
const ends = (filter: ExportFilter): object[] => {
  const site = filter.site ?? filter.siteId;
  return [
    ...(isId(site) ? [{ OR: [{ fromSiteId: site }, { toSiteId: site }] }] : []),
    ...(isId(filter.from) ? [{ fromSiteId: filter.from }] : []),
    ...(isId(filter.to) ? [{ toSiteId: filter.to }] : []),
  ];
};

/** Transfer orders, one row a line. */
export const transfers = defineList({
  permission: "transfer.read",
  filters: {
    incident,
    site,
    from: idOf("sending site"),
    to: idOf("receiving site"),
    plan: idOf("allocation plan"),
    state: stateOf(transferMachine),
  },
  page: (db, actor, filter, page) =>
    db.transferOrder.findMany({
      where: {
        AND: [
          beyond(page),
          visible(actor, "transfer.read", TWO_ENDS),
          ...narrowed(filter, ["state", "incidentId"]),
          ...ends(filter),
          isId(filter.plan) ? { planId: filter.plan } : {},
        ],
      },
      include: {
        fromSite: SITE,
        toSite: SITE,
        lines: { orderBy: { position: "asc" }, include: { goods: GOODS, lot: LOT } },
      },
      ...inOrder(page),
    }),
  each: (transfer) => transfer.lines.map((line) => ({ transfer, line, goods: line.goods })),
  columns: [
    { name: "number", hxl: "#meta+id", value: ({ transfer }) => transfer.number },
    {
      name: "state",
      hxl: "#status",
      value: ({ transfer }, reader) => label(reader, "transport.transfer.states", transfer.state),
    },
    {
      name: "from",
      hxl: "#loc+from",
      width: 24,
      value: ({ transfer }, reader) => nameIn(transfer.fromSite, reader.locale),
    },
    { name: "to", hxl: "#loc+to", width: 24, value: ({ transfer }, reader) => nameIn(transfer.toSite, reader.locale) },
    {
      name: "priority",
      hxl: "#severity",
      value: ({ transfer }, reader) => label(reader, "demand.priorities", transfer.priority),
    },
    { name: "neededBy", hxl: "#date+due", type: "dateTime", value: ({ transfer }) => transfer.neededBy },
    { name: "afterwards", type: "boolean", value: ({ transfer }) => transfer.recordedAfterwards },
    { name: "line", type: "integer", value: ({ line }) => line.position + 1 },
    ...goodsColumns<WithGoods>(),
    { name: "lot", hxl: "#item+lot", value: ({ line }) => line.lot?.number },
    { name: "unit", hxl: "#item+unit", value: ({ line }) => line.unit },
    { name: "quantity", hxl: "#value+ordered", type: "integer", value: ({ line }) => line.quantity },
    { name: "picked", type: "integer", value: ({ line }) => line.picked },
    { name: "shipped", hxl: "#value+shipped", type: "integer", value: ({ line }) => line.shipped },
    { name: "received", hxl: "#value+received", type: "integer", value: ({ line }) => line.received },
    { name: "businessAt", type: "dateTime", value: ({ transfer }) => transfer.businessAt },
  ],
});

/** Shipments, one row a line. */
export const shipments = defineList({
  permission: "shipment.read",
  filters: { incident, site, from: idOf("sending site"), to: idOf("receiving site"), state: stateOf(shipmentMachine) },
  page: (db, actor, filter, page) =>
    db.shipment.findMany({
      where: {
        AND: [
          beyond(page),
          visible(actor, "shipment.read", { ...TWO_ENDS, owner: ["driverId", "createdById"] }),
          ...narrowed(filter, ["state", "incidentId"]),
          ...ends(filter),
        ],
      },
      include: {
        fromSite: SITE,
        toSite: SITE,
        lines: { orderBy: { position: "asc" }, include: { goods: GOODS, lot: LOT } },
      },
      ...inOrder(page),
    }),
  each: (shipment) => shipment.lines.map((line) => ({ shipment, line, goods: line.goods })),
  columns: [
    { name: "number", hxl: "#meta+id", value: ({ shipment }) => shipment.number },
    {
      name: "state",
      hxl: "#status",
      value: ({ shipment }, reader) => label(reader, "transport.shipment.states", shipment.state),
    },
    {
      name: "from",
      hxl: "#loc+from",
      width: 24,
      value: ({ shipment }, reader) => nameIn(shipment.fromSite, reader.locale),
    },
    { name: "to", hxl: "#loc+to", width: 24, value: ({ shipment }, reader) => nameIn(shipment.toSite, reader.locale) },
    { name: "departedAt", hxl: "#date+start", type: "dateTime", value: ({ shipment }) => shipment.departedAt },
    { name: "arrivedAt", hxl: "#date+end", type: "dateTime", value: ({ shipment }) => shipment.arrivedAt },
    { name: "acceptedAt", type: "dateTime", value: ({ shipment }) => shipment.acceptedAt },
    { name: "distanceM", type: "integer", value: ({ shipment }) => shipment.distanceM },
    { name: "line", type: "integer", value: ({ line }) => line.position + 1 },
    ...goodsColumns<WithGoods>(),
    { name: "lot", hxl: "#item+lot", value: ({ line }) => line.lot.number },
    { name: "expiresOn", hxl: "#date+expiry", type: "date", value: ({ line }) => line.lot.expiresOn },
    { name: "unit", hxl: "#item+unit", value: ({ line }) => line.unit },
    { name: "shipped", hxl: "#value+shipped", type: "integer", value: ({ line }) => line.quantity },
    { name: "counted", hxl: "#value+counted", type: "integer", value: ({ line }) => line.counted },
    { name: "accepted", hxl: "#reached+quantity", type: "integer", value: ({ line }) => line.accepted },
  ],
});

/** Discrepancy cases. */
export const discrepancies = defineList({
  permission: "discrepancy.read",
  filters: {
    state: oneOf([...discrepancyMachine.states, "overdue"], "State of the case, or past its clock"),
    kind: oneOf(DISCREPANCY_KINDS, "Kind of difference"),
  },
  page: async (db, actor, filter, page) =>
    db.discrepancy.findMany({
      where: {
        AND: [
          beyond(page),
          visible(actor, "discrepancy.read", { area: ["fromAreaCode", "toAreaCode"], site: [] }),
          ...(filter.state === "overdue"
            ? [{ state: { not: "resolved" }, dueAt: { lt: (await businessTime(db)).now } }]
            : narrowed(filter, ["state"])),
          ...narrowed(filter, ["kind"]),
        ],
      },
      include: { goods: GOODS, shipment: { select: { number: true } } },
      ...inOrder(page),
    }),
  each: (row) => [row],
  columns: [
    { name: "number", hxl: "#meta+id", value: (row) => row.number },
    { name: "kind", value: (row, reader) => label(reader, "distribution.discrepancy.kinds", row.kind) },
    {
      name: "state",
      hxl: "#status",
      value: (row, reader) => label(reader, "distribution.discrepancy.states", row.state),
    },
    { name: "document", value: (row) => row.shipment?.number },
    { name: "goodsCode", hxl: "#item+code", value: (row) => row.goods?.code },
    {
      name: "goods",
      hxl: "#item+name",
      value: (row, { locale }) => row.goods && nameIn(row.goods, locale),
    },
    { name: "unit", hxl: "#item+unit", value: (row) => row.unit },
    { name: "expected", type: "integer", value: (row) => row.expected },
    { name: "actual", type: "integer", value: (row) => row.actual },
    { name: "difference", hxl: "#value+difference", type: "integer", value: (row) => row.actual - row.expected },
    { name: "dueAt", hxl: "#date+due", type: "dateTime", value: (row) => row.dueAt },
    {
      name: "resolution",
      value: (row, reader) => label(reader, "distribution.discrepancy.resolutions", row.resolution),
    },
    { name: "note", value: (row) => [row.note, row.resolutionNote].filter(Boolean).join(" · ") },
  ],
});

/** Of a plan's options, by what its shares are weighed; plans made before there were weights do not say. */
const weighed = z
  .object({ weighing: z.object({ by: z.string() }).default({ by: "none" }) })
  .catch({ weighing: { by: "none" } });
const weighedBy = (options: unknown): string => weighed.parse(options).weighing.by;

/** Allocation plans, one row a line; a plan without lines is one row. */
export const plans = defineList({
  permission: "plan.read",
  filters: { incident, state: labelled(zhCN.allocation.states, "State of the plan") },
  page: async (db, actor, filter, page) => {
    const rows = await db.allocationPlan.findMany({
      where: { AND: [beyond(page), visible(actor, "plan.read"), ...narrowed(filter, ["state", "incidentId"])] },
      omit: { problem: true, result: true },
      include: { lines: { orderBy: { position: "asc" }, include: { goods: GOODS, lot: LOT } } },
      ...inOrder(page),
    });
    const ids = [...new Set(rows.flatMap((row) => row.lines.flatMap((line) => [line.fromSiteId, line.toSiteId])))];
    const sites = new Map(
      (await db.site.findMany({ where: { id: { in: ids } }, select: { id: true, ...SITE.select } })).map((site) => [
        site.id,
        site,
      ]),
    );
    return rows.map((row) => ({ ...row, sites }));
  },
  each: (plan) => [...plan.lines, ...(plan.lines.length === 0 ? [null] : [])].map((line) => ({ plan, line })),
  columns: [
    { name: "number", hxl: "#meta+id", value: ({ plan }) => plan.number },
    { name: "name", value: ({ plan }) => plan.name },
    { name: "state", hxl: "#status", value: ({ plan }, reader) => label(reader, "allocation.states", plan.state) },
    {
      name: "objective",
      value: ({ plan }, reader) =>
        reader.say(`allocation.objectives.${plan.objective}.label` as MessageKey, plan.objective),
    },
    {
      name: "weighedBy",
      value: ({ plan }, reader) =>
        plan.objective === "fair" ? label(reader, "allocation.weighing.by", `${weighedBy(plan.options)}.label`) : null,
    },
    { name: "businessAt", hxl: "#date", type: "dateTime", value: ({ plan }) => plan.businessAt },
    { name: "line", type: "integer", value: ({ line }) => (line ? line.position + 1 : null) },
    { name: "from", hxl: "#loc+from", value: ({ plan, line }, reader) => nameAt(plan.sites, line?.fromSiteId, reader) },
    { name: "to", hxl: "#loc+to", value: ({ plan, line }, reader) => nameAt(plan.sites, line?.toSiteId, reader) },
    { name: "goodsCode", hxl: "#item+code", value: ({ line }) => line?.goods.code },
    {
      name: "goods",
      hxl: "#item+name",
      value: ({ line }, { locale }) => line && nameIn(line.goods, locale),
    },
    { name: "lot", hxl: "#item+lot", value: ({ line }) => line?.lot.number },
    { name: "unit", hxl: "#item+unit", value: ({ line }) => line?.lot.unit },
    { name: "quantity", hxl: "#value", type: "integer", value: ({ line }) => line?.quantity },
    { name: "distanceM", type: "integer", value: ({ line }) => line?.distanceM },
  ],
});

function nameAt(
  sites: ReadonlyMap<string, { name: string; nameEn: string | null }>,
  id: string | undefined,
  reader: Reader,
): string | undefined {
  const site = id ? sites.get(id) : undefined;
  return site ? nameIn(site, reader.locale) : undefined;
}
