import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, visible } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import { SHIPMENT_ENDS } from "../shipment/commands/access";

/** Newest journeys shown of a lot; the ledger has all. */
const MOST_JOURNEYS = 50;

/** Where a lot went: the shipments within reach that carry or carried some of it, newest first. Empty for who may see none. */
export async function journeysOf(actor: Actor, lotId: string) {
  if (!canSomewhere(actor, "shipment.read")) return [];
  const rows = await read(actor, (db) =>
    db.shipmentLine.findMany({
      where: {
        lotId,
        shipment: { AND: [{ state: { not: "cancelled" } }, visible(actor, "shipment.read", SHIPMENT_ENDS)] },
      },
      orderBy: { shipmentId: "desc" },
      take: MOST_JOURNEYS,
      include: {
        shipment: {
          select: {
            id: true,
            number: true,
            state: true,
            departedAt: true,
            acceptedAt: true,
            toSite: { select: { name: true, nameEn: true } },
          },
        },
      },
    }),
  );
  return rows.map(({ id, quantity, accepted, unit, shipment }) => ({ id, quantity, accepted, unit, shipment }));
}
