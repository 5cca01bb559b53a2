import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { write } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { UNDER_WAY } from "../machine";
import type { ReportPositionInput } from "../schema";
import { whereaboutsOf } from "../whereabouts";
import { shipmentAccess } from "./access";

/** Records where a shipment under way is: a device's position, or a named checkpoint. */
export function reportPosition(actor: Actor, input: ReportPositionInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "shipment.position", key, input, async () => {
      const row = await shipmentAccess.load(db, actor, input.id);
      if (!row) throw new NotFound();
      const place = { areaCode: row.fromAreaCode, siteId: row.fromSiteId, ownerIds: [row.driverId, row.createdById] };
      if (!can(actor, "shipment.depart", place)) throw new NotFound({ key: "errors.notAllowed" });
      if (!(UNDER_WAY as readonly string[]).includes(row.state)) throw new Refusal({ key: "errors.notOfferedNow" });
      const { now } = await businessTime(db);
      const at = whereaboutsOf(input.position, input.placeName);
      await db.custodyPoint.create({
        data: {
          shipmentId: row.id,
          fromAreaCode: row.fromAreaCode,
          toAreaCode: row.toAreaCode,
          ...at,
          actorId: actor.personId,
          businessAt: now,
        },
      });
      await publish(db, actor, {
        type: "shipment.noted",
        documentKind: "shipment",
        documentId: row.id,
        documentNumber: row.number,
        areaCode: row.fromAreaCode,
        otherAreaCode: row.toAreaCode,
        businessAt: now,
        payload: { facts: { seenAt: at.placeName || `${at.lat}, ${at.lon}` } },
      });
      return { id: row.id };
    }),
  );
}
