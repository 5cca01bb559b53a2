import type { Actor } from "@/lib/platform/auth/actor";
import { can, canSomewhere, visible } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { deliveryMachine } from "../machine/delivery";
import { compareQuantities } from "../rules/order-progress";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "delivery.read")) throw new NotFound({ key: "errors.notAllowed" });
}

export interface DeliveryFilter {
  state?: string;
  kind?: string;
  siteId?: string;
  partyId?: string;
  goodsId?: string;
  importBatchId?: string;
  incidentId?: string;
  duplicate?: "suspected" | "confirmed" | "rejected";
  /** Number of the delivery, or part of the party's name. */
  text?: string;
}

/** Rows of the list and of its export. */
export const deliveryWhere = (actor: Actor, filter: DeliveryFilter) => ({
  AND: [
    visible(actor, "delivery.read"),
    filter.state ? { state: { in: filter.state.split(",") } } : {},
    filter.kind ? { kind: filter.kind } : {},
    filter.siteId ? { siteId: filter.siteId } : {},
    filter.partyId ? { partyId: filter.partyId } : {},
    filter.goodsId ? { lines: { some: { goodsId: filter.goodsId } } } : {},
    filter.importBatchId ? { importBatchId: filter.importBatchId } : {},
    filter.incidentId ? { incidentId: filter.incidentId } : {},
    filter.duplicate ? { duplicateState: filter.duplicate } : {},
    filter.text
      ? {
          OR: [
            { number: { contains: filter.text, mode: "insensitive" as const } },
            { party: { name: { contains: filter.text, mode: "insensitive" as const } } },
          ],
        }
      : {},
  ],
});

/** A page of deliveries, newest first. */
export function listDeliveries(actor: Actor, filter: DeliveryFilter, cursor: Cursor) {
  gate(actor);
  return read(actor, (db) =>
    keyPage(cursor, ({ id, orderBy, take }) =>
      db.delivery.findMany({
        where: { AND: [{ id }, deliveryWhere(actor, filter)] },
        include: {
          party: { select: { name: true } },
          site: { select: { name: true, nameEn: true } },
          lines: {
            orderBy: { position: "asc" },
            take: 3,
            select: {
              id: true,
              unit: true,
              announced: true,
              counted: true,
              goods: { select: { nameZh: true, nameEn: true } },
            },
          },
          _count: { select: { lines: true } },
        },
        orderBy,
        take,
      }),
    ),
  );
}

/** How many deliveries wait at each step, within reach: the chips over the list. */
export function countDeliveries(actor: Actor) {
  gate(actor);
  return read(actor, async (db) => {
    const states = await db.delivery.groupBy({
      by: ["state"],
      where: {
        AND: [visible(actor, "delivery.read"), { state: { in: ["announced", "arrived", "counted", "inspected"] } }],
      },
      _count: true,
    });
    const suspected = await db.delivery.count({
      where: { AND: [visible(actor, "delivery.read"), { duplicateState: "suspected" }] },
    });
    return { states: new Map(states.map((row) => [row.state, row._count])), suspected };
  });
}

/** One delivery with lines, splits, lots, what the order said, its likely original, and the moves the actor may make. */
export function getDelivery(actor: Actor, id: string) {
  gate(actor);
  return read(actor, async (db) => {
    const delivery = /^[0-9a-f-]{36}$/.test(id)
      ? await db.delivery.findFirst({
          where: { AND: [{ id }, visible(actor, "delivery.read")] },
          include: {
            party: true,
            site: { select: { id: true, name: true, nameEn: true } },
            incident: { select: { id: true, number: true, nameZh: true, nameEn: true } },
            order: { select: { id: true, number: true } },
            lines: {
              orderBy: { position: "asc" },
              include: {
                goods: { include: { packs: true } },
                splits: { orderBy: { id: "asc" }, include: { lot: { select: { id: true, number: true } } } },
              },
            },
          },
        })
      : null;
    if (!delivery) throw new NotFound();
    const original = delivery.duplicateOfId
      ? await db.delivery.findUnique({
          where: { id: delivery.duplicateOfId },
          include: {
            party: { select: { name: true } },
            lines: { orderBy: { position: "asc" }, include: { goods: { select: { nameZh: true, nameEn: true } } } },
          },
        })
      : null;
    const repeats = await db.delivery.findMany({
      where: { duplicateOfId: delivery.id },
      select: { id: true, number: true, duplicateState: true },
      take: 20,
    });
    const onDock = await db.stockBalance.findMany({
      where: {
        siteId: delivery.siteId,
        onHand: { gt: 0 },
        place: { kind: "dock" },
        lot: { sourceKind: "deliveryLine", sourceId: { in: delivery.lines.map((line) => line.id) } },
      },
      include: { lot: { include: { stockBalances: false } }, goods: { select: { nameZh: true, nameEn: true } } },
    });
    const zones = await db.place.findMany({
      where: { siteId: delivery.siteId, kind: "shelf", zone: { not: "" } },
      select: { zone: true },
      orderBy: { zone: "asc" },
      take: 100,
    });
    const place = { areaCode: delivery.areaCode, siteId: delivery.siteId, ownerIds: [delivery.createdById] };
    return {
      ...delivery,
      lines: delivery.lines.map((line) => ({ ...line, comparison: compareQuantities(line.announced, line.counted) })),
      original,
      repeats,
      onDock,
      zones: zones.map((row) => row.zone),
      moves: offeredMoves(actor, deliveryMachine, delivery, { only: place }),
      mayReviewDuplicate: can(actor, "delivery.reviewDuplicate", place),
      mayPutAway: can(actor, "stock.putAway", place),
      mayReceiveInFull:
        (delivery.state === "announced" || delivery.state === "arrived") &&
        delivery.duplicateState !== "suspected" &&
        delivery.lines.every((line) => (line.announced ?? 0n) > 0n) &&
        (["delivery.arrive", "delivery.count", "delivery.inspect", "delivery.accept"] as const).every((permission) =>
          can(actor, permission, place),
        ),
    };
  });
}

/** Deliveries under review as likely repeats, oldest first, beside what they may repeat. */
export function listSuspected(actor: Actor, cursor: Cursor) {
  gate(actor);
  const lines = {
    orderBy: { position: "asc" as const },
    take: 20,
    include: { goods: { select: { nameZh: true, nameEn: true } } },
  };
  return read(actor, async (db) => {
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.delivery.findMany({
        where: { AND: [{ id }, visible(actor, "delivery.read"), { duplicateState: "suspected" }] },
        include: { party: { select: { name: true } }, site: { select: { name: true, nameEn: true } }, lines },
        orderBy,
        take,
      }),
    );
    const originals = await db.delivery.findMany({
      where: { id: { in: page.rows.flatMap((row) => row.duplicateOfId ?? []) } },
      include: { party: { select: { name: true } }, lines },
    });
    const originalOf = new Map(originals.map((row) => [row.id, row]));
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        original: row.duplicateOfId ? (originalOf.get(row.duplicateOfId) ?? null) : null,
        mayReview: can(actor, "delivery.reviewDuplicate", { areaCode: row.areaCode, siteId: row.siteId }),
      })),
    };
  });
}

/** Deliveries by number or sender, for a picker: newest first, at most 20. */
export function findDeliveries(actor: Actor, text: string) {
  gate(actor);
  return read(actor, (db) =>
    db.delivery.findMany({
      where: deliveryWhere(actor, { text }),
      select: { id: true, number: true, party: { select: { name: true } } },
      orderBy: { id: "desc" },
      take: 20,
    }),
  );
}
