import { type PlaceColumns, visible } from "@/lib/platform/auth/reach";
import type { Db } from "@/lib/platform/db/access";
import { lockRow } from "@/lib/platform/workflow/lock";
import type { DocumentAccess } from "@/lib/platform/workflow/run";
import { shipmentMachine } from "../machine";

/** A shipment is placed by its two ends; its driver and its maker own it. */
export const SHIPMENT_ENDS: PlaceColumns = {
  area: ["fromAreaCode", "toAreaCode"],
  site: ["fromSiteId", "toSiteId"],
  owner: ["driverId", "createdById"],
};

const ENDS = {
  fromSite: { select: { id: true, name: true, areaCode: true, kind: true } },
  toSite: { select: { id: true, name: true, areaCode: true, kind: true } },
} as const;

const find = (db: Db, where: Record<string, unknown>) => db.shipment.findFirst({ where, include: ENDS });
export type ShipmentRow = NonNullable<Awaited<ReturnType<typeof find>>>;

/** How the runner loads, places and saves a shipment. */
export const shipmentAccess: DocumentAccess<ShipmentRow> = {
  kind: "shipment",
  machine: shipmentMachine,
  load: async (db, actor, id) =>
    (await lockRow(db, "shipment", id))
      ? find(db, { AND: [{ id }, visible(actor, "shipment.read", SHIPMENT_ENDS)] })
      : null,
  ends: (row) => ({
    from: { areaCode: row.fromAreaCode, siteId: row.fromSiteId, ownerIds: [row.driverId, row.createdById] },
    to: { areaCode: row.toAreaCode, siteId: row.toSiteId, ownerIds: [row.driverId, row.createdById] },
  }),
  save: async (db, row, patch) =>
    (await db.shipment.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/** A shipment locked, whoever acts: for effects of another document's move only. */
export async function shipmentBehind(db: Db, id: string): Promise<ShipmentRow | null> {
  return (await lockRow(db, "shipment", id)) ? find(db, { id }) : null;
}

/** Lines of a shipment in their order, with the transfer line each fulfils. */
export const shipmentLines = (db: Db, shipmentId: string) =>
  db.shipmentLine.findMany({
    where: { shipmentId },
    orderBy: { position: "asc" },
    include: { transferLine: true, lot: true, goods: { select: { nameZh: true, nameEn: true } } },
  });
export type ShipmentLineRow = Awaited<ReturnType<typeof shipmentLines>>[number];
