import type { Permission } from "@/lib/platform/auth/permissions";
import { type PlaceColumns, visible } from "@/lib/platform/auth/reach";
import { Prisma } from "@/lib/platform/db/generated/client";
import { within } from "../within";
import { type Asking, documentRow, SITE_AND_LINES, type WorkSource } from "./source";

/** Deliveries in some state, the first to come on top. Suspected repeats wait for their review, not for the store. */
function deliveries(permission: Permission, listHref: string, which: Prisma.DeliveryWhereInput): WorkSource {
  const where = ({ actor }: Asking): Prisma.DeliveryWhereInput => ({ AND: [visible(actor, permission), which] });
  return {
    permission,
    listHref,
    count: (asking, take) => asking.db.delivery.count({ where: where(asking), take }),
    rows: async (asking, take) => {
      const rows = await asking.db.delivery.findMany({
        where: where(asking),
        orderBy: [{ arrivedAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
        take,
        include: SITE_AND_LINES,
      });
      return rows.map((row) => ({
        ...documentRow(row),
        since: row.arrivedAt ?? row.businessAt,
        href: `/operation/deliveries/${row.id}`,
        simulated: row.simulated,
      }));
    },
  };
}

const NOT_SUSPECTED = { OR: [{ duplicateState: null }, { duplicateState: { not: "suspected" } }] };

/** Purchase orders in some state, oldest first. */
function orders(
  permission: Permission,
  listHref: string,
  which: (asking: Asking) => Prisma.PurchaseOrderWhereInput,
): WorkSource {
  const where = (asking: Asking): Prisma.PurchaseOrderWhereInput => ({
    AND: [visible(asking.actor, permission), which(asking)],
  });
  return {
    permission,
    listHref,
    count: (asking, take) => asking.db.purchaseOrder.count({ where: where(asking), take }),
    rows: async (asking, take) => {
      const rows = await asking.db.purchaseOrder.findMany({
        where: where(asking),
        orderBy: { id: "asc" },
        take,
        include: SITE_AND_LINES,
      });
      return rows.map((row) => ({
        ...documentRow(row),
        since: row.businessAt,
        href: `/operation/purchase/${row.id}`,
        simulated: false,
      }));
    },
  };
}

const DOCK: PlaceColumns = { area: ["b.area_code"], site: ["b.site_id"] };

/** Accepted deliveries of which something still stands on the dock. */
const onDock = ({ actor }: Asking) => Prisma.sql`
  FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind = 'dock'
  JOIN lot l ON l.id = b.lot_id AND l.condition = 'good' AND NOT l.recalled AND l.source_kind = 'deliveryLine'
  JOIN delivery_line dl ON dl.id = l.source_id JOIN delivery d ON d.id = dl.delivery_id AND d.state IN ('accepted', 'partlyAccepted')
  WHERE b.on_hand > 0 AND ${within(actor, "stock.putAway", DOCK)}`;

const putAway: WorkSource = {
  permission: "stock.putAway",
  listHref: "/operation/stock",
  count: async (asking, limit) => {
    const [row] = await asking.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM (SELECT DISTINCT d.id ${onDock(asking)} LIMIT ${limit}) x`;
    return row?.count ?? 0;
  },
  rows: async (asking, take) => {
    const found = await asking.db.$queryRaw<{ id: string; lots: number }[]>`
      SELECT d.id, count(*)::int AS lots ${onDock(asking)} GROUP BY d.id ORDER BY d.id LIMIT ${take}`;
    const rows = await asking.db.delivery.findMany({
      where: { id: { in: found.map((row) => row.id) } },
      orderBy: { id: "asc" },
      include: SITE_AND_LINES,
    });
    return rows.map((row) => ({
      ...documentRow(row),
      lines: found.find((one) => one.id === row.id)?.lots ?? 0,
      since: row.arrivedAt ?? row.businessAt,
      href: `/operation/deliveries/${row.id}`,
      simulated: row.simulated,
    }));
  },
};

export const inboundSources = {
  arriveDelivery: deliveries("delivery.arrive", "/operation/deliveries?state=announced", {
    state: "announced",
    ...NOT_SUSPECTED,
  }),
  countDelivery: deliveries("delivery.count", "/operation/deliveries?state=arrived", {
    state: "arrived",
    ...NOT_SUSPECTED,
  }),
  inspectDelivery: deliveries("delivery.inspect", "/operation/deliveries?state=counted", { state: "counted" }),
  acceptDelivery: deliveries("delivery.accept", "/operation/deliveries?state=inspected", { state: "inspected" }),
  putAway,
  reviewDuplicate: deliveries("delivery.reviewDuplicate", "/operation/deliveries/duplicates", {
    duplicateState: "suspected",
  }),
  followDelivery: deliveries("delivery.read", "/operation/deliveries", {
    state: { in: ["announced", "arrived", "counted", "inspected"] },
  }),
  submitPurchase: orders("purchase.submit", "/operation/purchase?state=draft", () => ({ state: "draft" })),
  approvePurchase: orders("purchase.approve", "/operation/purchase?state=submitted", ({ actor }) => ({
    state: "submitted",
    AND: [
      { OR: [{ submittedById: null }, { submittedById: { not: actor.personId } }] },
      { OR: [{ createdById: null }, { createdById: { not: actor.personId } }] },
    ],
  })),
  orderPurchase: orders("purchase.order", "/operation/purchase?state=approved", () => ({ state: "approved" })),
  closePurchase: orders("purchase.close", "/operation/purchase?state=received", () => ({ state: "received" })),
} satisfies Record<string, WorkSource>;
