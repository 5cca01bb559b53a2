import type { Permission } from "@/lib/platform/auth/permissions";
import { type PlaceColumns, visible } from "@/lib/platform/auth/reach";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { ordersWithRest, servableBackOrders, shortOrders } from "./orders";
import { type Asking, GOODS_NAME, goodsName, SITE_NAME, type WorkSource } from "./source";

/** A move is made at one end: the store that sends, or whoever receives. */
const FROM: PlaceColumns = { area: ["fromAreaCode"], site: ["fromSiteId"], owner: ["driverId"] };
const TO: PlaceColumns = { area: ["toAreaCode"], site: ["toSiteId"] };

/** Transfer orders of some kind, gravest first, then what is needed soonest. */
function transfers(
  permission: Permission,
  listHref: string,
  which: Prisma.TransferOrderWhereInput | ((asking: Asking) => Promise<Prisma.TransferOrderWhereInput>),
): WorkSource {
  const where = async (asking: Asking): Promise<Prisma.TransferOrderWhereInput> => ({
    AND: [
      visible(asking.actor, permission, { area: FROM.area, site: FROM.site }),
      typeof which === "function" ? await which(asking) : which,
    ],
  });
  return {
    permission,
    listHref,
    count: async (asking, take) => asking.db.transferOrder.count({ where: await where(asking), take }),
    rows: async (asking, take) => {
      const rows = await asking.db.transferOrder.findMany({
        where: await where(asking),
        orderBy: [{ priority: "asc" }, { neededBy: { sort: "asc", nulls: "last" } }, { id: "asc" }],
        take,
        include: {
          fromSite: SITE_NAME,
          toSite: SITE_NAME,
          lines: { orderBy: { position: "asc" }, take: 1, include: { goods: GOODS_NAME } },
          _count: { select: { lines: true } },
        },
      });
      return rows.map((row) => ({
        key: row.id,
        title: row.number,
        places: [row.fromSite, row.toSite],
        goods: goodsName(row.lines[0]?.goods),
        lines: row._count.lines,
        priority: row.priority,
        dueAt: row.neededBy,
        since: row.businessAt,
        href: `/operation/transfers/${row.id}`,
        simulated: false,
      }));
    },
  };
}

/** Shipments in some state, the next to be due first. */
function shipments(
  permission: Permission,
  listHref: string,
  columns: PlaceColumns,
  which: (asking: Asking) => Prisma.ShipmentWhereInput,
): WorkSource {
  const where = (asking: Asking): Prisma.ShipmentWhereInput => ({
    AND: [visible(asking.actor, permission, columns), which(asking)],
  });
  return {
    permission,
    listHref,
    count: (asking, take) => asking.db.shipment.count({ where: where(asking), take }),
    rows: async (asking, take) => {
      const rows = await asking.db.shipment.findMany({
        where: where(asking),
        orderBy: [{ expectedAt: { sort: "asc", nulls: "last" } }, { plannedAt: "asc" }, { id: "asc" }],
        take,
        include: {
          fromSite: SITE_NAME,
          toSite: SITE_NAME,
          transfer: { select: { priority: true } },
          lines: { orderBy: { position: "asc" }, take: 1, include: { goods: GOODS_NAME } },
          _count: { select: { lines: true } },
        },
      });
      return rows.map((row) => ({
        key: row.id,
        title: row.number,
        places: [row.fromSite, row.toSite],
        goods: goodsName(row.lines[0]?.goods),
        lines: row._count.lines,
        priority: row.transfer.priority,
        dueAt: row.state === "departed" ? row.expectedAt : null,
        since: row.arrivedAt ?? row.departedAt ?? row.plannedAt ?? row.businessAt,
        href: `/operation/shipments/${row.id}`,
        simulated: false,
      }));
    },
  };
}

export const transportSources = {
  // A back-order waits for stock and asks for nothing before it is there.
  releaseTransfer: transfers("transfer.release", "/operation/transfers?state=draft", {
    state: "draft",
    purpose: { not: "backOrder" },
  }),
  serveBackOrder: transfers("transfer.release", "/operation/transfers?state=draft", servableBackOrders),
  reserveAnew: transfers("transfer.release", "/operation/transfers?state=released", shortOrders),
  decideRest: transfers("transfer.create", "/operation/transfers?state=shipped", ordersWithRest),
  pickTransfer: transfers("transfer.pick", "/operation/transfers?state=released", {
    state: { in: ["released", "picking"] },
  }),
  planShipment: transfers("shipment.plan", "/operation/transfers?state=picked", {
    state: "picked",
    shipments: { none: { state: { notIn: ["cancelled", "returned"] } } },
  }),
  assignCrew: shipments("shipment.plan", "/operation/shipments?state=planned", FROM, () => ({
    state: { in: ["planned", "loaded", "sealed"] },
    driverId: null,
  })),
  loadShipment: shipments("shipment.load", "/operation/shipments?state=planned", FROM, () => ({ state: "planned" })),
  sealShipment: shipments("shipment.load", "/operation/shipments?state=loaded", FROM, () => ({ state: "loaded" })),
  chaseShipment: shipments(
    "shipment.depart",
    "/operation/shipments?state=departed",
    { area: ["fromAreaCode", "toAreaCode"] },
    ({ now }) => ({ state: "departed", expectedAt: { lt: now } }),
  ),
  receiveShipment: shipments("shipment.receive", "/operation/shipments/incoming", TO, () => ({
    state: { in: ["departed", "arrived", "counted"] },
  })),
  departTrip: shipments("shipment.depart", "/operation/shipments/trips", FROM, ({ actor }) => ({
    state: "sealed",
    driverId: actor.personId,
  })),
  arriveTrip: shipments("shipment.depart", "/operation/shipments/trips", FROM, ({ actor }) => ({
    state: "departed",
    driverId: actor.personId,
  })),
  comingTrip: shipments("shipment.depart", "/operation/shipments/trips", FROM, ({ actor }) => ({
    state: { in: ["planned", "loaded"] },
    driverId: actor.personId,
  })),
} satisfies Record<string, WorkSource>;
