import type { Actor } from "@/lib/platform/auth/actor";
import { can, canSomewhere, visible } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { purchaseOrderMachine } from "../machine/purchase-order";
import { compareQuantities } from "../rules/order-progress";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "purchase.read")) throw new NotFound({ key: "errors.notAllowed" });
}

export interface OrderFilter {
  state?: string;
  partyId?: string;
  siteId?: string;
  /** Number of the order. */
  text?: string;
}

/** A page of purchase orders, newest first. */
export function listOrders(actor: Actor, filter: OrderFilter, cursor: Cursor) {
  gate(actor);
  return read(actor, (db) =>
    keyPage(cursor, ({ id, orderBy, take }) =>
      db.purchaseOrder.findMany({
        where: {
          AND: [
            { id },
            visible(actor, "purchase.read"),
            filter.state ? { state: filter.state } : {},
            filter.partyId ? { partyId: filter.partyId } : {},
            filter.siteId ? { siteId: filter.siteId } : {},
            filter.text ? { number: { contains: filter.text, mode: "insensitive" } } : {},
          ],
        },
        include: {
          party: { select: { name: true } },
          site: { select: { name: true, nameEn: true } },
          lines: { select: { quantity: true, received: true } },
        },
        orderBy,
        take,
      }),
    ),
  );
}

/** One order with its lines (ordered, received, over or short), deliveries, and the moves the actor may make. */
export function getOrder(actor: Actor, id: string) {
  gate(actor);
  return read(actor, async (db) => {
    const order = /^[0-9a-f-]{36}$/.test(id)
      ? await db.purchaseOrder.findFirst({
          where: { AND: [{ id }, visible(actor, "purchase.read")] },
          include: {
            party: true,
            site: { select: { id: true, name: true, nameEn: true } },
            incident: { select: { id: true, number: true, nameZh: true, nameEn: true } },
            lines: { orderBy: { position: "asc" }, include: { goods: true } },
            deliveries: { orderBy: { id: "desc" }, select: { id: true, number: true, state: true, arrivedAt: true } },
          },
        })
      : null;
    if (!order) throw new NotFound();
    const place = { areaCode: order.areaCode, siteId: order.siteId, ownerIds: [order.createdById] };
    return {
      ...order,
      lines: order.lines.map((line) => ({ ...line, comparison: compareQuantities(line.quantity, line.received) })),
      moves: offeredMoves(actor, purchaseOrderMachine, order, { only: place }),
      mayEdit: order.state === "draft" && can(actor, "purchase.create", place),
      mayAnnounce:
        ["ordered", "partlyReceived", "received"].includes(order.state) && can(actor, "delivery.announce", place),
    };
  });
}
