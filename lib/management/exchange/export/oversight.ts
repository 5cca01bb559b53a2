import { zhCN } from "@/lib/platform/i18n/messages/zh-CN";
import { PersonStatus } from "@/lib/platform/db/generated/enums";
import { DOCUMENT_KINDS } from "@/lib/platform/events/catalogue";
import { doneBy } from "@/lib/platform/events/names";
import { importKinds } from "@/lib/platform/exchange/model/table";
import { importMachine } from "../machine";
import { fromDay, idOf, labelled, oneOf, stateOf, toDay, words } from "./filters";
import { visible } from "@/lib/platform/auth/reach";
import { nameIn } from "@/lib/platform/i18n/names";
import { roleLabels } from "./words";
import type { StoredRow } from "../rules/matching";
import { beyond, defineList, inOrder, narrowed } from "./list";
import { label } from "./words";

const sum = (counts: unknown): number =>
  Object.values((counts ?? {}) as Record<string, number>).reduce((total, count) => total + count, 0);

/** Incidents. */
export const incidents = defineList({
  permission: "incident.read",
  filters: {
    state: labelled(zhCN.incident.states, "State of the incident"),
    kind: labelled(zhCN.incident.kinds, "Kind of incident"),
  },
  page: (db, _actor, filter, page) =>
    db.incident.findMany({
      where: { AND: [beyond(page), ...narrowed(filter, ["state", "kind"])] },
      include: { levels: { orderBy: { id: "desc" }, take: 1 } },
      ...inOrder(page),
    }),
  each: (row) => [row],
  columns: [
    { name: "number", hxl: "#crisis+code", value: (row) => row.number },
    { name: "name", hxl: "#crisis+name", width: 32, value: (row, reader) => nameIn(row, reader.locale) },
    { name: "kind", hxl: "#crisis+type", value: (row, reader) => label(reader, "incident.kinds", row.kind) },
    { name: "state", hxl: "#status", value: (row, reader) => label(reader, "incident.states", row.state) },
    { name: "areaCode", hxl: "#adm+code", value: (row) => row.areaCode },
    {
      name: "level",
      value: (row, reader) => label(reader, "incident.levels", row.levels[0]?.level?.toString() ?? "none"),
    },
    { name: "at", hxl: "#date+start", type: "dateTime", value: (row) => row.startedAt },
    { name: "note", value: (row) => row.note },
  ],
});

/** People with their assignments. */
export const people = defineList({
  permission: "person.read",
  filters: { status: oneOf(Object.values(PersonStatus), "State of the account") },
  page: (db, actor, filter, page) =>
    db.person.findMany({
      where: {
        AND: [
          beyond(page),
          visible(actor, "person.read", { area: ["areaCode"] }),
          filter.status === "invited" || filter.status === "active" || filter.status === "disabled"
            ? { status: filter.status }
            : {},
        ],
      },
      select: {
        id: true,
        username: true,
        name: true,
        nameEn: true,
        status: true,
        areaCode: true,
        simulated: true,
        assignments: {
          where: { endedAt: null },
          select: { role: true, areaCode: true, site: { select: { name: true, nameEn: true } } },
        },
      },
      ...inOrder(page),
    }),
  each: (row) => [row],
  columns: [
    { name: "username", value: (row) => row.username },
    { name: "name", value: (row, { locale }) => nameIn(row, locale) },
    { name: "status", value: (row, reader) => label(reader, "people.statuses", row.status) },
    { name: "areaCode", hxl: "#adm+code", value: (row) => row.areaCode },
    { name: "roles", width: 40, value: (row, reader) => roleLabels(row.assignments, reader) },
    { name: "simulated", type: "boolean", value: (row) => row.simulated },
  ],
});

/** The audit trail, newest first. */
export const audit = defineList({
  permission: "audit.read",
  filters: {
    from: fromDay,
    to: toDay,
    kind: oneOf(DOCUMENT_KINDS, "Kind of document"),
    person: words("Part of the name of whoever did it"),
  },
  key: "number",
  page: async (db, actor, filter, page) => {
    const day = (text: string | undefined, plus = 0) =>
      text && /^\d{4}-\d{2}-\d{2}$/.test(text)
        ? new Date(new Date(`${text}T00:00:00+08:00`).getTime() + plus * 86_400_000)
        : undefined;
    const [from, to] = [day(filter.from), day(filter.to, 1)];
    return db.event.findMany({
      where: {
        AND: [
          beyond(page, BigInt),
          { OR: [visible(actor, "audit.read", { area: ["areaCode", "otherAreaCode"] }), { areaCode: "" }] },
          filter.kind ? { documentKind: filter.kind } : {},
          filter.person ? await doneBy(db, filter.person) : {},
          from ? { at: { gte: from } } : {},
          to ? { at: { lt: to } } : {},
        ],
      },
      ...inOrder(page),
    });
  },
  each: (row) => [row],
  columns: [
    { name: "at", hxl: "#date", type: "dateTime", value: (row) => row.at },
    { name: "businessAt", type: "dateTime", value: (row) => row.businessAt },
    { name: "by", value: (row) => row.actorName },
    { name: "what", value: (row) => row.type },
    { name: "document", value: (row, reader) => label(reader, "workflow.documents", row.documentKind) },
    { name: "number", value: (row) => row.documentNumber ?? row.documentId },
    { name: "areaCode", value: (row) => row.areaCode },
    { name: "note", width: 60, value: (row) => JSON.stringify(row.payload) },
  ],
});

/** Imports. */
export const imports = defineList({
  permission: "import.run",
  filters: { state: stateOf(importMachine), kind: oneOf(importKinds, "Kind of sheet") },
  page: (db, actor, filter, page) =>
    db.importBatch.findMany({
      where: { AND: [beyond(page), visible(actor, "import.run"), ...narrowed(filter, ["state", "kind"])] },
      omit: { content: true },
      ...inOrder(page),
    }),
  each: (row) => [row],
  columns: [
    { name: "file", width: 32, value: (row) => row.fileName },
    { name: "kind", value: (row, reader) => label(reader, "exchange.kindNames", row.kind) },
    { name: "state", value: (row, reader) => label(reader, "exchange.states", row.state) },
    { name: "rowsRead", type: "integer", value: (row) => row.rowsRead },
    { name: "imported", type: "integer", value: (row) => row.imported },
    { name: "queued", type: "integer", value: (row) => sum(row.queued) },
    { name: "rejected", type: "integer", value: (row) => sum(row.rejected) },
    { name: "at", type: "dateTime", value: (row) => row.createdAt },
  ],
});

/** Rows of imports; `only` keeps those that wait. */
const rowsOf = (only: object) =>
  defineList({
    permission: "import.run",
    filters: {
      batch: idOf("import"),
      reason: words("Why it waits or was refused"),
      outcome: words("What became of the row"),
    },
    page: (db, actor, filter, page) =>
      db.importRow.findMany({
        where: {
          AND: [
            beyond(page),
            only,
            { batch: { AND: [visible(actor, "import.run")] } },
            filter.batch && /^[0-9a-f-]{36}$/.test(filter.batch) ? { batchId: filter.batch } : {},
            filter.reason ? { reason: filter.reason } : {},
            filter.outcome ? { outcome: filter.outcome } : {},
          ],
        },
        include: { batch: { select: { fileName: true } } },
        ...inOrder(page),
      }),
    each: (row) => [{ ...row, stated: row.parsed as unknown as StoredRow }],
    columns: [
      { name: "file", value: (row) => row.batch.fileName },
      { name: "cell", value: (row) => row.sourceCell },
      { name: "outcome", value: (row, reader) => label(reader, "exchange.outcomes", row.outcome) },
      { name: "reason", width: 24, value: (row, reader) => label(reader, "exchange.reasonNames", row.reason) },
      { name: "date", hxl: "#date", type: "date", value: (row) => row.stated.date },
      { name: "party", hxl: "#org+name", width: 28, value: (row) => row.stated.partyText },
      { name: "goods", hxl: "#item+name", width: 28, value: (row) => row.stated.goodsText },
      { name: "specification", value: (row) => row.stated.specText },
      { name: "unit", hxl: "#item+unit", value: (row) => row.stated.unit },
      { name: "quantity", hxl: "#value", type: "integer", value: (row) => row.stated.quantity },
      {
        name: "document",
        value: (row, reader) => (row.documentKind ? label(reader, "workflow.documents", row.documentKind) : null),
      },
      { name: "note", value: (row) => row.stated.noteText },
    ],
  });
export const importRows = rowsOf({});
export const waitingRows = rowsOf({ outcome: "queued" });
