import type { Actor } from "@/lib/platform/auth/actor";
import { can, visible } from "@/lib/platform/auth/reach";
import { type Db, read, withWiderReach } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";

/** Codes of the areas that cover a place: its own and all it lies in. */
const covering = (areaCode: string): string[] => Array.from(areaCode, (_, end) => areaCode.slice(0, end + 1));

/** Who may drive for a store: active, with a driver's assignment that covers the store's area, so that the trip lies within their reach. */
const mayDriveFrom = (areaCode: string) => ({
  status: "active" as const,
  assignments: { some: { role: "driver" as const, endedAt: null, areaCode: { in: covering(areaCode) } } },
});

/** What may be sent from a store: vehicles of a fleet that covers its area, and those of the actor's own areas. */
const mayRollFrom = (actor: Actor, areaCode: string) => ({
  active: true,
  OR: [{ areaCode: { in: covering(areaCode) } }, visible(actor, "shipment.plan", { area: ["areaCode"] })],
});

const DRIVER = { id: true, name: true, nameEn: true } as const;
const VEHICLE = { id: true, plate: true, kind: true, simulated: true } as const;
const MOST_CHOICES = 500;

/**
 * Vehicles and drivers to choose among for a shipment from a store. A store's own people reach no further than its district while drivers
 * and fleets belong to the city: here they are read whoever's they are, but nothing of them beside what names them.
 * @param place area and site of the sending store
 */
export function crewChoices(actor: Actor, place: { areaCode: string; siteId: string }) {
  if (!can(actor, "shipment.plan", place)) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, (db) =>
    withWiderReach(db, actor, async () => ({
      vehicles: await db.vehicle.findMany({
        where: mayRollFrom(actor, place.areaCode),
        select: VEHICLE,
        orderBy: { plate: "asc" },
        take: MOST_CHOICES,
      }),
      drivers: await db.person.findMany({
        where: mayDriveFrom(place.areaCode),
        select: DRIVER,
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: MOST_CHOICES,
      }),
    })),
  );
}

/** Which of the two named may not go from a store: not there, out of service, or serving another area. */
export function unfitCrew(
  db: Db,
  actor: Actor,
  named: { vehicleId?: string; driverId?: string },
  areaCode: string,
): Promise<("vehicleId" | "driverId")[]> {
  return withWiderReach(db, actor, async () => {
    const unfit: ("vehicleId" | "driverId")[] = [];
    if (
      named.vehicleId &&
      !(await db.vehicle.findFirst({ where: { id: named.vehicleId, ...mayRollFrom(actor, areaCode) } }))
    )
      unfit.push("vehicleId");
    if (
      named.driverId &&
      !(await db.person.findFirst({ where: { id: named.driverId, ...mayDriveFrom(areaCode) }, select: { id: true } }))
    )
      unfit.push("driverId");
    return unfit;
  });
}

/**
 * Adds the names of vehicle and driver to shipments the actor may see: who stands at the gate must know who comes, wherever the crew
 * belongs.
 */
export function withCrew<Row extends { vehicleId: string | null; driverId: string | null }>(
  db: Db,
  actor: Actor,
  rows: readonly Row[],
) {
  return withWiderReach(db, actor, async () => {
    const vehicles = await db.vehicle.findMany({
      where: { id: { in: rows.flatMap((row) => row.vehicleId ?? []) } },
      select: VEHICLE,
    });
    const drivers = await db.person.findMany({
      where: { id: { in: rows.flatMap((row) => row.driverId ?? []) } },
      select: DRIVER,
    });
    return rows.map((row) => ({
      ...row,
      vehicle: vehicles.find((vehicle) => vehicle.id === row.vehicleId) ?? null,
      driver: drivers.find((driver) => driver.id === row.driverId) ?? null,
    }));
  });
}
