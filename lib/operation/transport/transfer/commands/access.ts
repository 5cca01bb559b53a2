import type { Actor } from "@/lib/platform/auth/actor";
import { TWO_ENDS, visible } from "@/lib/platform/auth/reach";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { lockRow } from "@/lib/platform/workflow/lock";
import type { DocumentAccess } from "@/lib/platform/workflow/run";
import { transferMachine } from "../machine";

const ENDS = {
  fromSite: { select: { id: true, name: true, nameEn: true, areaCode: true, kind: true } },
  toSite: { select: { id: true, name: true, nameEn: true, areaCode: true, kind: true } },
} as const;

const find = (db: Db, where: Record<string, unknown>) => db.transferOrder.findFirst({ where, include: ENDS });
export type TransferRow = NonNullable<Awaited<ReturnType<typeof find>>>;

/** How the runner loads, places and saves a transfer. */
export const transferAccess: DocumentAccess<TransferRow> = {
  kind: "transferOrder",
  machine: transferMachine,
  load: async (db, actor, id) =>
    (await lockRow(db, "transfer_order", id))
      ? find(db, { AND: [{ id }, visible(actor, "transfer.read", TWO_ENDS)] })
      : null,
  ends: (row) => ({
    from: { areaCode: row.fromAreaCode, siteId: row.fromSiteId, ownerIds: [row.createdById] },
    to: { areaCode: row.toAreaCode, siteId: row.toSiteId, ownerIds: [row.createdById] },
  }),
  save: async (db, row, patch) =>
    (await db.transferOrder.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/** The transfer behind a shipment, locked, whoever moves the shipment: for effects only. */
export function transferBehind(db: Db, actor: Actor, id: string): Promise<TransferRow> {
  return withWiderReach(db, actor, async () => {
    const row = (await lockRow(db, "transfer_order", id)) ? await find(db, { id }) : null;
    if (!row) throw new NotFound();
    return row;
  });
}

/** Lines of a transfer in their order. */
export const linesOf = (db: Db, transferId: string) =>
  db.transferLine.findMany({ where: { transferId }, orderBy: { position: "asc" } });
export type TransferLineRow = Awaited<ReturnType<typeof linesOf>>[number];

/** Active promises of a transfer, oldest first. */
export const heldFor = (db: Db, transferId: string) =>
  db.stockReservation.findMany({
    where: { documentKind: "transferOrder", documentId: transferId, state: "active" },
    orderBy: { id: "asc" },
    select: { id: true, lineId: true, lotId: true, placeId: true, quantity: true },
  });
