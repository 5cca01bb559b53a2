import type { Actor } from "@/lib/platform/auth/actor";
import { visible } from "@/lib/platform/auth/reach";
import type { Db } from "@/lib/platform/db/access";
import { lockRow } from "@/lib/platform/workflow/lock";
import type { BatchAccess } from "@/lib/platform/workflow/move-all";
import type { DocumentAccess } from "@/lib/platform/workflow/run";
import { deliveryMachine } from "../machine/delivery";
import { purchaseOrderMachine } from "../machine/purchase-order";

const orderParts = {
  lines: { orderBy: { position: "asc" } },
  party: { select: { name: true, kind: true } },
  site: { select: { id: true, name: true, areaCode: true } },
} as const;

const deliveryParts = {
  lines: {
    orderBy: { position: "asc" },
    include: { goods: { select: { id: true, nameZh: true, nameEn: true, baseUnit: true, packs: true } }, splits: true },
  },
  party: { select: { name: true, kind: true } },
  site: { select: { id: true, name: true, areaCode: true } },
} as const;

function findOrder(db: Db, actor: Actor, id: string) {
  return db.purchaseOrder.findFirst({
    where: { AND: [{ id }, visible(actor, "purchase.read")] },
    include: orderParts,
  });
}
function findDelivery(db: Db, actor: Actor, id: string) {
  return db.delivery.findFirst({ where: { AND: [{ id }, visible(actor, "delivery.read")] }, include: deliveryParts });
}

export type OrderRow = NonNullable<Awaited<ReturnType<typeof findOrder>>>;
/** A delivery with everything its moves need. */
export type DeliveryRow = NonNullable<Awaited<ReturnType<typeof findDelivery>>>;

/** How purchase orders are loaded, placed and saved. */
export const orderAccess: DocumentAccess<OrderRow> = {
  kind: "purchaseOrder",
  machine: purchaseOrderMachine,
  load: async (db, actor, id) => ((await lockRow(db, "purchase_order", id)) ? findOrder(db, actor, id) : null),
  ends: (row) => ({ only: { areaCode: row.areaCode, siteId: row.siteId, ownerIds: [row.createdById] } }),
  save: async (db, row, patch) =>
    (await db.purchaseOrder.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/** The same order for an automatic move that follows a receipt: whoever may receive moves it, though they may not read orders. */
export const receivedOrderAccess: DocumentAccess<OrderRow> = {
  ...orderAccess,
  load: async (db, _actor, id) =>
    (await lockRow(db, "purchase_order", id))
      ? db.purchaseOrder.findUnique({ where: { id }, include: orderParts })
      : null,
};

/** How deliveries are loaded, placed and saved, one or many at a time. */
export const deliveryAccess: DocumentAccess<DeliveryRow> & BatchAccess<DeliveryRow> = {
  kind: "delivery",
  machine: deliveryMachine,
  load: async (db, actor, id) => ((await lockRow(db, "delivery", id)) ? findDelivery(db, actor, id) : null),
  ends: (row) => ({ only: { areaCode: row.areaCode, siteId: row.siteId, ownerIds: [row.createdById] } }),
  save: async (db, row, patch) =>
    (await db.delivery.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
  saveAll: async (db, ids, state, to) =>
    (
      await db.delivery.updateMany({
        where: { id: { in: ids }, state },
        data: { state: to, version: { increment: 1 } },
      })
    ).count,
};

/** Reads freshly made or changed deliveries with everything their moves need, in the order of their ids. */
export function loadDeliveries(db: Db, ids: readonly string[]): Promise<DeliveryRow[]> {
  return db.delivery.findMany({ where: { id: { in: [...ids] } }, include: deliveryParts, orderBy: { id: "asc" } });
}
