import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { type DocumentKind, DOCUMENT_KINDS } from "@/lib/platform/events/catalogue";
import { mayHear, READ_PERMISSION } from "@/lib/platform/events/stream";
import { canSomewhere } from "@/lib/platform/auth/reach";

const shown = {
  id: true,
  type: true,
  documentKind: true,
  documentId: true,
  documentNumber: true,
  areaCode: true,
  otherAreaCode: true,
  actorId: true,
  actorName: true,
  at: true,
  businessAt: true,
  payload: true,
} as const;

/**
 * What others and the system changed within reach in the last hour of real time, newest first. Kinds the person may not read are left out,
 * and so is what lies outside their areas.
 */
export async function lastHour(db: Db, actor: Actor, take: number) {
  const kinds = DOCUMENT_KINDS.filter((kind) => canSomewhere(actor, READ_PERMISSION[kind]));
  const rows = await db.event.findMany({
    where: { at: { gt: new Date(Date.now() - 3_600_000) }, documentKind: { in: kinds } },
    orderBy: { id: "desc" },
    take: take * 3,
    select: shown,
  });
  return rows.filter((row) => mayHear(actor, row)).slice(0, take);
}
export type Change = Awaited<ReturnType<typeof lastHour>>[number];

/** What the person did themselves in the last twelve hours of real time, newest first: what sinks on their list. */
export async function doneByMe(db: Db, actor: Actor, take: number): Promise<Change[]> {
  if (actor.personId === null) return [];
  return db.event.findMany({
    where: { actorId: actor.personId, at: { gt: new Date(Date.now() - 12 * 3_600_000) } },
    orderBy: { id: "desc" },
    take,
    select: shown,
  });
}

/** Where the page of a document is; null where it has none of its own. */
export function documentHref(kind: string, id: string | null): string | null {
  const base = PAGES[kind as DocumentKind];
  if (!base) return null;
  return id && base.endsWith("/") ? `${base}${id}` : base.replace(/\/$/, "");
}

const PAGES: Partial<Record<DocumentKind, string>> = {
  incident: "/decision/incidents/",
  allocationPlan: "/decision/plans/",
  demandRequest: "/operation/demand/",
  purchaseOrder: "/operation/purchase/",
  delivery: "/operation/deliveries/",
  transferOrder: "/operation/transfers/",
  shipment: "/operation/shipments/",
  discrepancy: "/operation/discrepancies/",
  stocktake: "/operation/stocktakes/",
  stockAdjustment: "/operation/stock/adjustments/",
  lot: "/operation/stock/lots/",
  goods: "/management/catalogue/",
  site: "/management/places/",
  party: "/management/parties/",
  person: "/management/people/",
  importBatch: "/management/imports/",
  aliasQuery: "/management/aliases",
  packQuery: "/management/packs",
};
