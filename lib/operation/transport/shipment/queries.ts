import type { Actor } from "@/lib/platform/auth/actor";
import { can, canSomewhere, visible } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { read } from "@/lib/platform/db/access";
import { type Cursor, keyPage, turnPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { isStore } from "../stores";
import { SHIPMENT_ENDS } from "./commands/access";
import { withCrew } from "./crew";
import { UNDER_WAY } from "./machine";
import { unfitness } from "../unfitness";
import { contentsOf, custody } from "./rules";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "shipment.read")) throw new NotFound({ key: "errors.notAllowed" });
}

const site = {
  select: { id: true, name: true, nameEn: true, kind: true, areaCode: true, lon: true, lat: true },
} as const;
const goods = { select: { id: true, nameZh: true, nameEn: true, weightG: true } } as const;
export interface ShipmentFilter {
  state?: string;
  /** Only what is on the road. */
  underWay?: boolean;
  incidentId?: string;
  query?: string;
}

/** A page of shipments, newest first. */
export function listShipments(actor: Actor, filter: ShipmentFilter, cursor: Cursor) {
  gate(actor);
  return read(actor, async (db) => {
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.shipment.findMany({
        where: {
          AND: [
            { id },
            visible(actor, "shipment.read", SHIPMENT_ENDS),
            filter.state ? { state: filter.state } : {},
            filter.underWay ? { state: { in: [...UNDER_WAY] } } : {},
            filter.incidentId ? { incidentId: filter.incidentId } : {},
            filter.query ? { number: { contains: filter.query.toUpperCase() } } : {},
          ],
        },
        include: { fromSite: site, toSite: site },
        orderBy,
        take,
      }),
    );
    return { ...page, rows: await withCrew(db, actor, page.rows) };
  });
}

/**
 * Is the count blind for this person: a store that has not counted yet, seen by somebody who may count there and may not see the sending
 * end? Then expected quantities and contents stay on the server.
 */
function isBlind(
  actor: Actor,
  row: {
    state: string;
    fromAreaCode: string;
    fromSiteId: string;
    toAreaCode: string;
    toSiteId: string;
    toSite: { kind: Parameters<typeof isStore>[0] };
  },
): boolean {
  return (
    isStore(row.toSite.kind) &&
    !["counted", "accepted", "returned", "cancelled"].includes(row.state) &&
    can(actor, "shipment.receive", { areaCode: row.toAreaCode, siteId: row.toSiteId }) &&
    !can(actor, "shipment.read", { areaCode: row.fromAreaCode, siteId: row.fromSiteId })
  );
}

/** One shipment with lines, cartons, crew, whereabouts and handover. Quantities are null where the count is blind. */
export function getShipment(actor: Actor, id: string) {
  gate(actor);
  return read(actor, async (db) => {
    const row = /^[0-9a-f-]{36}$/.test(id)
      ? await db.shipment.findFirst({
          where: { AND: [{ id }, visible(actor, "shipment.read", SHIPMENT_ENDS)] },
          include: {
            fromSite: site,
            toSite: site,
            transfer: { select: { id: true, number: true, recordedAfterwards: true, statement: true, purpose: true } },
            lines: {
              orderBy: { position: "asc" },
              include: {
                goods,
                lot: {
                  select: {
                    id: true,
                    number: true,
                    expiresOn: true,
                    packSize: true,
                    recalled: true,
                    recallReason: true,
                    condition: true,
                  },
                },
                transferLine: { select: { demandLineId: true } },
              },
            },
            cartons: { orderBy: { sscc: "asc" }, take: 1000 },
            custodyPoints: { orderBy: { id: "desc" }, take: 20 },
            handover: { include: { amendments: { orderBy: { id: "desc" } } } },
            discrepancies: { orderBy: { id: "asc" }, select: { id: true, number: true, kind: true, state: true } },
          },
        })
      : null;
    if (!row) throw new NotFound();
    const incident = row.incidentId
      ? await db.incident.findUnique({ where: { id: row.incidentId }, select: { nameZh: true, nameEn: true } })
      : null;
    const blind = isBlind(actor, row);
    const [crew] = await withCrew(db, actor, [row]);
    const { now } = await businessTime(db);
    const pictures = row.handover
      ? await db.attachment.findMany({
          where: { documentKind: "handover", documentId: row.handover.id },
          orderBy: { id: "asc" },
          select: { id: true, purpose: true, mediaType: true, sizeBytes: true },
        })
      : [];
    return {
      ...row,
      vehicle: crew?.vehicle ?? null,
      driver: crew?.driver ?? null,
      incident,
      blind,
      pictures,
      lines: row.lines.map((line) => ({
        ...line,
        quantity: blind ? null : line.quantity,
        unfit: unfitness(line.lot, row.acceptedAt ?? now),
      })),
      cartons: row.cartons.map((carton) => ({ ...carton, contents: blind ? [] : contentsOf(carton.contents) })),
    };
  });
}

/** Trips of the signed-in driver: those not finished, and the last few that are. */
export function myTrips(actor: Actor) {
  gate(actor);
  return read(actor, async (db) => {
    const own = { AND: [visible(actor, "shipment.read", SHIPMENT_ENDS), { driverId: actor.personId }] };
    const include = { fromSite: site, toSite: site, lines: { include: { goods } } };
    const [open, done] = [
      await db.shipment.findMany({
        where: { ...own, state: { in: ["planned", "loaded", "sealed", "departed", "arrived", "counted"] } },
        include,
        orderBy: [{ plannedAt: "asc" }, { id: "asc" }],
        take: 50,
      }),
      await db.shipment.findMany({
        where: { ...own, state: { in: ["accepted", "returned"] } },
        include,
        orderBy: { id: "desc" },
        take: 10,
      }),
    ];
    return { open: await withCrew(db, actor, open), done: await withCrew(db, actor, done) };
  });
}

export interface VehicleFilter {
  /** Part of the plate. */
  text?: string;
  /** Also those out of service. */
  all?: boolean;
}

/** A page of the vehicles of the actor's areas by plate, with the shipments each carries now. The cursor is a vehicle's id. */
export function listVehicles(actor: Actor, filter: VehicleFilter, cursor: Cursor) {
  if (!canSomewhere(actor, "shipment.plan")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, async (db) => {
    const page = await turnPage(
      cursor,
      async ({ from, back, take }) => {
        const start =
          from && /^[0-9a-f-]{36}$/.test(from) ? await db.vehicle.findUnique({ where: { id: from } }) : null;
        return db.vehicle.findMany({
          where: {
            AND: [
              visible(actor, "shipment.plan", { area: ["areaCode"] }),
              filter.all ? {} : { active: true },
              filter.text ? { plate: { contains: filter.text, mode: "insensitive" } } : {},
              start ? { plate: back ? { lt: start.plate } : { gt: start.plate } } : {},
            ],
          },
          include: {
            shipments: {
              where: { state: { in: ["loaded", "sealed", "departed", "arrived", "counted"] } },
              select: { id: true, number: true, state: true },
              take: 3,
            },
          },
          orderBy: { plate: back ? "desc" : "asc" },
          take,
        });
      },
      (row) => row.id,
    );
    const areas = await db.area.findMany({
      where: { code: { in: page.rows.map((row) => row.areaCode) } },
      select: { code: true, name: true, nameEn: true },
    });
    const names = new Map(areas.map((area) => [area.code, area]));
    const unnamed = (code: string) => ({ name: code, nameEn: null });
    return {
      ...page,
      rows: page.rows.map((row) => ({ ...row, area: names.get(row.areaCode) ?? unnamed(row.areaCode) })),
    };
  });
}

/** A shipment on the road as the map draws it. */
export interface Flow {
  id: string;
  number: string;
  state: string;
  from: { name: string; nameEn: string | null; lon: number | null; lat: number | null; areaCode: string };
  to: { name: string; nameEn: string | null; lon: number | null; lat: number | null; areaCode: string };
  departedAt: Date | null;
  expectedAt: Date | null;
  /** Last point somebody reported. */
  lastKnown: { lon: number | null; lat: number | null; placeName: string; at: Date } | null;
  lines: number;
}

/** Shipments on the road within reach, longest under way first; and the share of them whose whereabouts are known. */
export function flowsUnderWay(actor: Actor) {
  gate(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const rows = await db.shipment.findMany({
      where: { AND: [visible(actor, "shipment.read", SHIPMENT_ENDS), { state: { in: [...UNDER_WAY] } }] },
      include: {
        fromSite: site,
        toSite: site,
        custodyPoints: { orderBy: { id: "desc" }, take: 1 },
        _count: { select: { lines: true } },
      },
      orderBy: { departedAt: "asc" },
      take: 1000,
    });
    const flows = rows.map((row): Flow => {
      const [last] = row.custodyPoints;
      return {
        id: row.id,
        number: row.number,
        state: row.state,
        from: row.fromSite,
        to: row.toSite,
        departedAt: row.departedAt,
        expectedAt: row.expectedAt,
        lastKnown: last ? { lon: last.lon, lat: last.lat, placeName: last.placeName, at: last.businessAt } : null,
        lines: row._count.lines,
      };
    });
    const figure = custody(
      rows.map((row) => ({
        departedAt: row.departedAt,
        arrivedAt: row.arrivedAt,
        lastKnownAt: row.custodyPoints[0]?.businessAt ?? null,
      })),
      now,
    );
    return { flows, custody: figure };
  });
}
