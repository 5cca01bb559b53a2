import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { incidentTaking } from "@/lib/platform/db/incident-open";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type Moved, type MovePart, moveWithin, runMove } from "@/lib/platform/workflow/run";
import type { PurchaseOrderMove, PurchaseOrderState } from "../machine/purchase-order";
import { progressMove } from "../rules/order-progress";
import type { CreateOrderInput, EditOrderInput, MoveOrderInput } from "../schema/purchase-order";
import { type DeliveryRow, type OrderRow, orderAccess, receivedOrderAccess } from "./access";

async function checkedSite(db: Db, actor: Actor, input: CreateOrderInput) {
  const site = await db.site.findFirst({ where: { id: input.siteId, active: true } });
  const party = await db.party.findFirst({ where: { id: input.partyId, kind: "supplier", active: true } });
  const goods = await db.goods.count({ where: { id: { in: input.lines.map((line) => line.goodsId) }, active: true } });
  if (!site) throw new BadInput({ siteId: { key: "errors.notFound" } });
  if (!can(actor, "purchase.create", { areaCode: site.areaCode, siteId: site.id }))
    throw new NotFound({ key: "errors.notAllowed" });
  if (!party) throw new BadInput({ partyId: { key: "errors.notFound" } });
  await incidentTaking(db, input.incidentId, "running");
  if (goods !== new Set(input.lines.map((line) => line.goodsId)).size)
    throw new BadInput({ lines: { key: "errors.notFound" } });
  return site;
}

const linesOf = (input: CreateOrderInput, areaCode: string) =>
  input.lines.map((line, position) => ({
    areaCode,
    position,
    goodsId: line.goodsId,
    quantity: line.quantity,
    priceMinor: line.priceMinor ?? null,
    note: line.note,
  }));

/** Drafts a purchase order for a site in the actor's area. */
export function createOrder(actor: Actor, input: CreateOrderInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "purchaseOrder.create", key, input, async () => {
      const site = await checkedSite(db, actor, input);
      const { now } = await businessTime(db);
      const order = await db.purchaseOrder.create({
        data: {
          incidentId: input.incidentId ?? null,
          partyId: input.partyId,
          siteId: site.id,
          areaCode: site.areaCode,
          expectedOn: input.expectedOn ?? null,
          note: input.note,
          createdById: actor.personId,
          businessAt: now,
        },
      });
      await db.purchaseOrderLine.createMany({
        data: linesOf(input, site.areaCode).map((line) => ({ ...line, orderId: order.id })),
      });
      await publish(db, actor, {
        type: "purchaseOrder.created",
        documentKind: "purchaseOrder",
        documentId: order.id,
        documentNumber: order.number,
        areaCode: order.areaCode,
        businessAt: now,
        payload: { state: order.state, facts: { lines: input.lines.length } },
      });
      return { id: order.id };
    }),
  );
}

/** Rewrites a draft. Refused once it has been submitted. */
export function editOrder(actor: Actor, input: EditOrderInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "purchaseOrder.edit", key, input, async () => {
      const before = await orderAccess.load(db, actor, input.id);
      if (!before) throw new NotFound();
      if (!can(actor, "purchase.create", { areaCode: before.areaCode, siteId: before.siteId }))
        throw new NotFound({ key: "errors.notAllowed" });
      if (before.state !== "draft") throw new Refusal({ key: "errors.notOfferedNow" });
      const site = await checkedSite(db, actor, input);
      if (site.areaCode !== before.areaCode) throw new BadInput({ siteId: { key: "procurement.refusals.otherArea" } });
      const { count } = await db.purchaseOrder.updateMany({
        where: { id: input.id, version: input.version },
        data: {
          incidentId: input.incidentId ?? null,
          partyId: input.partyId,
          siteId: site.id,
          expectedOn: input.expectedOn ?? null,
          note: input.note,
          version: input.version + 1,
        },
      });
      if (count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      await db.purchaseOrderLine.deleteMany({ where: { orderId: input.id } });
      await db.purchaseOrderLine.createMany({
        data: linesOf(input, before.areaCode).map((line) => ({ ...line, orderId: input.id })),
      });
      await publish(db, actor, {
        type: "purchaseOrder.edited",
        documentKind: "purchaseOrder",
        documentId: before.id,
        documentNumber: before.number,
        areaCode: before.areaCode,
        payload: { changes: { lines: { before: before.lines.length, after: input.lines.length } } },
      });
      return { id: input.id };
    }),
  );
}

/** Refuses while a delivery against the order is under way: finish or refuse it first. */
async function refuseOpenDeliveries(db: Db, orderId: string): Promise<void> {
  const open = await db.delivery.count({
    where: { orderId, state: { in: ["announced", "arrived", "counted", "inspected"] } },
  });
  if (open > 0) throw new Refusal({ key: "procurement.refusals.openDeliveries", params: { count: open } });
}

const PARTS: Record<PurchaseOrderMove, MovePart<OrderRow, null>> = {
  submit: { decide: ({ actor }) => ({ patch: { submittedById: actor.personId } }) },
  approve: { decide: ({ actor }) => ({ patch: { approvedById: actor.personId } }) },
  sendBack: { decide: () => ({ patch: { submittedById: null } }) },
  order: {},
  receivePart: {},
  receiveAll: {},
  takeBackReceipt: {},
  close: { effect: ({ db, row }) => refuseOpenDeliveries(db, row.id) },
  closeShort: { effect: ({ db, row }) => refuseOpenDeliveries(db, row.id) },
  cancel: { effect: ({ db, row }) => refuseOpenDeliveries(db, row.id) },
};

/** Makes one move of a purchase order a person can make; receipts move it by themselves. */
export function moveOrder(actor: Actor, { id, version, move, reason }: MoveOrderInput, key?: string): Promise<Moved> {
  if (orderAccess.machine.moves[move]?.automatic) throw new Refusal({ key: "errors.notOfferedNow" });
  return runMove(actor, orderAccess, move, PARTS[move], { id, version, reason, key, input: null });
}

/**
 * Books what a delivery's lines accepted against the order they belong to, and moves the order on. `sign` -1 takes it back.
 * Lines in packs of unknown size are booked when the pack size is resolved.
 */
export async function bookReceipt(db: Db, actor: Actor, delivery: DeliveryRow, sign: 1n | -1n): Promise<void> {
  if (!delivery.orderId) return;
  const amounts = new Map<string, bigint>();
  for (const line of delivery.lines)
    if (line.orderLineId && line.baseUnitsPerUnit !== null && line.accepted > 0n)
      amounts.set(
        line.orderLineId,
        (amounts.get(line.orderLineId) ?? 0n) + line.accepted * line.baseUnitsPerUnit * sign,
      );
  await bookOnOrder(db, actor, delivery.orderId, amounts);
}

/** Adds base units to what order lines received, and makes the automatic move that follows. */
export async function bookOnOrder(
  db: Db,
  actor: Actor,
  orderId: string,
  amounts: ReadonlyMap<string, bigint>,
): Promise<void> {
  if (amounts.size === 0) return;
  const before = await receivedOrderAccess.load(db, actor, orderId);
  if (!before) throw new NotFound();
  await db.$executeRaw`UPDATE purchase_order_line l SET received = l.received + a.amount
    FROM unnest(${[...amounts.keys()]}::uuid[], ${[...amounts.values()]}::bigint[]) AS a (id, amount)
    WHERE l.id = a.id AND l.order_id = ${orderId}::uuid`;
  const lines = await db.purchaseOrderLine.findMany({ where: { orderId }, select: { quantity: true, received: true } });
  const move = progressMove(before.state as PurchaseOrderState, lines);
  if (move)
    await moveWithin(db, actor, receivedOrderAccess, move, PARTS[move], { id: orderId, version: null, input: null });
}
