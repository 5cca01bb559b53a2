import { deliveryMachine } from "@/lib/operation/procurement/machine/delivery";
import { purchaseOrderMachine } from "@/lib/operation/procurement/machine/purchase-order";
import { PARTY_KINDS } from "@/lib/operation/procurement/schema/party";
import { PRIORITIES } from "@/lib/operation/demand/schema";
import { areaCode, flag, goods, incident, oneOf, site, stateOf, text } from "./filters";
import { demandFilterOf, UNMET, VIEWS } from "@/lib/operation/demand/queries/filter";
import { demandIdsAfter } from "@/lib/operation/demand/queries/list";
import { basisText } from "@/lib/operation/demand/rules/estimate-basis";
import { visible } from "@/lib/platform/auth/reach";
import { nameIn } from "@/lib/platform/i18n/names";
import { beyond, defineList, inOrder, narrowed } from "./list";
import { GOODS, goodsColumns, label, SITE } from "./words";

/** Requests, one row a line. */
export const demand = defineList({
  permission: "demand.read",
  filters: {
    incident,
    site,
    goods,
    area: areaCode,
    view: oneOf(VIEWS, "Queue; every request when left out"),
    priority: oneOf(PRIORITIES, "Class of priority"),
    unmet: oneOf(UNMET, "Approved and not wholly received, of any age or one band"),
    stale: flag("Only what nobody confirmed for 72 hours"),
    overdue: flag("Only what is past its approval clock"),
    q: text,
  },
  page: async (db, actor, filter, page) =>
    db.demandRequest.findMany({
      where: {
        AND: [
          visible(actor, "demand.read"),
          { id: { in: await demandIdsAfter(db, actor, demandFilterOf({ view: "all", ...filter }), page) } },
        ],
      },
      include: {
        site: SITE,
        incident: { select: { number: true } },
        lines: { orderBy: { position: "asc" }, include: { goods: GOODS } },
      },
      orderBy: inOrder(page).orderBy,
    }),
  each: (request) => request.lines.map((line) => ({ request, line, goods: line.goods })),
  columns: [
    { name: "number", hxl: "#meta+id", value: ({ request }) => request.number },
    { name: "site", hxl: "#loc+name", width: 28, value: ({ request }, reader) => nameIn(request.site, reader.locale) },
    { name: "areaCode", hxl: "#adm+code", value: ({ request }) => request.areaCode },
    { name: "incident", hxl: "#crisis+code", value: ({ request }) => request.incident.number },
    {
      name: "priority",
      hxl: "#severity",
      value: ({ request }, reader) => label(reader, "demand.priorities", request.priority),
    },
    { name: "state", hxl: "#status", value: ({ request }, reader) => label(reader, "demand.states", request.state) },
    {
      name: "fulfilment",
      hxl: "#status+delivery",
      value: ({ request }, reader) => label(reader, "demand.fulfilments", request.fulfilment),
    },
    { name: "line", type: "integer", value: ({ line }) => line.position + 1 },
    ...goodsColumns<{ goods: { code: string; nameZh: string; nameEn: string } }>(),
    { name: "unit", hxl: "#item+unit", value: ({ line }) => line.goods.baseUnit },
    { name: "quantity", hxl: "#need+quantity", type: "integer", value: ({ line }) => line.quantity },
    { name: "estimate", hxl: "#need+quantity+estimate", type: "integer", value: ({ line }) => line.estimate },
    {
      name: "estimateBasis",
      value: ({ line }, reader) =>
        line.estimateBasis &&
        basisText(line.estimateBasis, (stated) =>
          reader.say("demand.form.peerMedian").replace("{stated}", String(stated)),
        ),
    },
    { name: "approved", type: "integer", value: ({ line }) => line.approvedQuantity },
    { name: "promised", type: "integer", value: ({ line }) => line.promised },
    { name: "shipped", type: "integer", value: ({ line }) => line.shipped },
    { name: "received", hxl: "#reached+quantity", type: "integer", value: ({ line }) => line.received },
    { name: "neededBy", hxl: "#date+due", type: "dateTime", value: ({ request }) => request.neededBy },
    { name: "filedAt", hxl: "#date+filed", type: "dateTime", value: ({ request }) => request.submittedAt },
    { name: "simulated", type: "boolean", value: ({ request }) => request.simulated },
    {
      name: "note",
      hxl: "#description",
      value: ({ line, request }) => [line.note, request.note].filter(Boolean).join(" · "),
    },
  ],
});

/** Deliveries, one row a line: announced, counted and accepted are three figures. */
export const deliveries = defineList({
  permission: "delivery.read",
  filters: {
    incident,
    site,
    state: stateOf(deliveryMachine),
    kind: oneOf(["donation", "purchase"], "Kind of delivery"),
  },
  page: (db, actor, filter, page) =>
    db.delivery.findMany({
      where: {
        AND: [
          beyond(page),
          visible(actor, "delivery.read"),
          ...narrowed(filter, ["state", "kind", "incidentId", "siteId"]),
        ],
      },
      include: {
        site: SITE,
        party: { select: { name: true } },
        lines: { orderBy: { position: "asc" }, include: { goods: GOODS } },
      },
      ...inOrder(page),
    }),
  each: (delivery) => delivery.lines.map((line) => ({ delivery, line, goods: line.goods })),
  columns: [
    { name: "number", hxl: "#meta+id", value: ({ delivery }) => delivery.number },
    { name: "kind", value: ({ delivery }, reader) => label(reader, "procurement.kinds", delivery.kind) },
    {
      name: "state",
      hxl: "#status",
      value: ({ delivery }, reader) => label(reader, "procurement.delivery.states", delivery.state),
    },
    { name: "party", hxl: "#org+donor", width: 28, value: ({ delivery }) => delivery.party.name },
    { name: "site", hxl: "#loc+name", value: ({ delivery }, reader) => nameIn(delivery.site, reader.locale) },
    { name: "date", hxl: "#date", type: "date", value: ({ delivery }) => delivery.announcedOn },
    { name: "arrivedAt", type: "dateTime", value: ({ delivery }) => delivery.arrivedAt },
    { name: "cumulative", type: "boolean", value: ({ delivery }) => delivery.cumulative },
    { name: "line", type: "integer", value: ({ line }) => line.position + 1 },
    ...goodsColumns<{ goods: { code: string; nameZh: string; nameEn: string } }>(),
    { name: "specification", value: ({ line }) => line.spec },
    { name: "unit", hxl: "#item+unit", value: ({ line }) => line.unit },
    { name: "perUnit", type: "integer", value: ({ line }) => line.baseUnitsPerUnit },
    { name: "announced", hxl: "#value+announced", type: "integer", value: ({ line }) => line.announced },
    { name: "counted", hxl: "#value+counted", type: "integer", value: ({ line }) => line.counted },
    { name: "accepted", hxl: "#value+accepted", type: "integer", value: ({ line }) => line.accepted },
    { name: "batch", value: ({ line }) => line.batch },
    { name: "expiresOn", hxl: "#date+expiry", type: "date", value: ({ line }) => line.expiresOn },
  ],
});

/** Purchase orders, one row a line. */
export const purchase = defineList({
  permission: "purchase.read",
  filters: { incident, site, state: stateOf(purchaseOrderMachine) },
  page: (db, actor, filter, page) =>
    db.purchaseOrder.findMany({
      where: {
        AND: [beyond(page), visible(actor, "purchase.read"), ...narrowed(filter, ["state", "incidentId", "siteId"])],
      },
      include: {
        site: SITE,
        party: { select: { name: true } },
        lines: { orderBy: { position: "asc" }, include: { goods: GOODS } },
      },
      ...inOrder(page),
    }),
  each: (order) => order.lines.map((line) => ({ order, line, goods: line.goods })),
  columns: [
    { name: "number", hxl: "#meta+id", value: ({ order }) => order.number },
    {
      name: "state",
      hxl: "#status",
      value: ({ order }, reader) => label(reader, "procurement.order.states", order.state),
    },
    { name: "party", hxl: "#org+supplier", width: 28, value: ({ order }) => order.party.name },
    { name: "site", hxl: "#loc+name", value: ({ order }, reader) => nameIn(order.site, reader.locale) },
    { name: "date", hxl: "#date+expected", type: "date", value: ({ order }) => order.expectedOn },
    { name: "line", type: "integer", value: ({ line }) => line.position + 1 },
    ...goodsColumns<{ goods: { code: string; nameZh: string; nameEn: string } }>(),
    { name: "unit", hxl: "#item+unit", value: ({ line }) => line.goods.baseUnit },
    { name: "ordered", hxl: "#value+ordered", type: "integer", value: ({ line }) => line.quantity },
    { name: "received", hxl: "#value+received", type: "integer", value: ({ line }) => line.received },
    { name: "note", value: ({ line, order }) => [line.note, order.note].filter(Boolean).join(" · ") },
  ],
});

/** Suppliers, donors and carriers. */
export const parties = defineList({
  permission: "party.read",
  filters: { kind: oneOf(PARTY_KINDS, "Kind of party") },
  page: (db, actor, filter, page) =>
    db.party.findMany({
      where: {
        AND: [beyond(page), visible(actor, "party.read", { area: ["areaCode"] }), ...narrowed(filter, ["kind"])],
      },
      ...inOrder(page),
    }),
  each: (party) => [party],
  columns: [
    { name: "code", hxl: "#org+code", value: (party) => party.code },
    { name: "name", hxl: "#org+name", width: 32, value: (party) => party.name },
    {
      name: "kind",
      hxl: "#org+type",
      value: (party, reader) => label(reader, "procurement.parties.kinds", party.kind),
    },
    { name: "areaCode", hxl: "#adm+code", value: (party) => party.areaCode },
    { name: "active", type: "boolean", value: (party) => party.active },
    { name: "source", value: (party) => party.source },
    { name: "note", value: (party) => party.note },
  ],
});
