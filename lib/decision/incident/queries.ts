import { cache } from "react";
import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "incident.read")) throw new NotFound({ key: "errors.notAllowed" });
}

const withLevels = {
  levels: { orderBy: { id: "asc" }, include: { area: { select: { name: true, nameEn: true } } } },
} as const;

/** A page of incidents, newest first, with their level history. */
export function listIncidents(actor: Actor, filter: { state?: string }, cursor: Cursor) {
  gate(actor);
  return read(actor, (db) =>
    keyPage(cursor, ({ id, orderBy, take }) =>
      db.incident.findMany({
        where: { AND: [{ id }, filter.state ? { state: filter.state } : {}] },
        include: withLevels,
        orderBy,
        take,
      }),
    ),
  );
}

/** One incident with levels and what belongs to it, counted within reach. */
export function getIncident(actor: Actor, id: string) {
  gate(actor);
  return read(actor, async (db) => {
    const incident = /^[0-9a-f-]{36}$/.test(id)
      ? await db.incident.findUnique({ where: { id }, include: withLevels })
      : null;
    if (!incident) throw new NotFound();
    const demands = await db.demandRequest.count({ where: { incidentId: id } });
    const plans = await db.allocationPlan.count({ where: { incidentId: id } });
    const shipments = await db.shipment.count({ where: { incidentId: id } });
    const deliveries = await db.delivery.count({ where: { incidentId: id } });
    return { ...incident, counts: { demands, plans, shipments, deliveries } };
  });
}

/** Open incidents, newest first: what new documents may belong to. Rarely more than a handful. */
export function openIncidents(actor: Actor) {
  gate(actor);
  return read(actor, (db) =>
    db.incident.findMany({ where: { state: "open" }, include: withLevels, orderBy: { id: "desc" }, take: 20 }),
  );
}

/**
 * The incident a person's screens are about: the newest open one whose area and theirs lie on one line of the division tree.
 * @returns null when none is open there
 */
export const currentIncident = cache(async (actor: Actor, areaCode: string) => {
  const open = await openIncidents(actor);
  return (
    open.find((incident) => areaCode.startsWith(incident.areaCode) || incident.areaCode.startsWith(areaCode)) ?? null
  );
});
