import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { type Db, withWiderReach, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { lockRow } from "@/lib/platform/workflow/lock";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { EditVehicleInput, VehicleInput } from "../schema";

async function refuseUnknownArea(db: Db, actor: Actor, areaCode: string): Promise<void> {
  if (!can(actor, "shipment.plan", { areaCode })) throw new NotFound({ key: "errors.notAllowed" });
  if (!(await db.area.findUnique({ where: { code: areaCode } })))
    throw new BadInput({ areaCode: { key: "errors.notFound" } });
}

/** Adds a vehicle to the fleet of an area. */
export function addVehicle(actor: Actor, input: VehicleInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "vehicle.add", key, input, async () => {
      await refuseUnknownArea(db, actor, input.areaCode);
      const made = await db.vehicle.create({
        data: { ...input, capacityKg: input.capacityKg ?? null, capacityM3: input.capacityM3 ?? null },
      });
      const { kind, capacityKg, capacityM3, simulated } = made;
      await publish(db, actor, {
        type: "vehicle.created",
        documentKind: "vehicle",
        documentId: made.id,
        documentNumber: made.plate,
        areaCode: made.areaCode,
        payload: { facts: { kind, capacityKg, capacityM3, simulated } },
      });
      return { id: made.id };
    }),
  );
}

/** States of a shipment whose vehicle is bound to it. */
const BOUND = ["loaded", "sealed", "departed", "arrived", "counted"];

/**
 * Changes a vehicle, or takes it out of service. Who moves it to another area must be allowed in both.
 * @throws Refusal naming the shipments it is loaded for, when it is to be taken out of service
 */
export function editVehicle(actor: Actor, input: EditVehicleInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "vehicle.edit", key, input, async () => {
      const before = (await lockRow(db, "vehicle", input.id))
        ? await db.vehicle.findUnique({ where: { id: input.id } })
        : null;
      if (!before) throw new NotFound();
      if (!can(actor, "shipment.plan", { areaCode: before.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
      if (before.version !== input.version) throw new Conflict({ key: "errors.changedMeanwhile" });
      await refuseUnknownArea(db, actor, input.areaCode);
      const after = {
        kind: input.kind,
        capacityKg: input.capacityKg ?? null,
        capacityM3: input.capacityM3 ?? null,
        areaCode: input.areaCode,
        active: input.active === "yes",
      };
      if (before.active && !after.active) {
        // It may carry for a store outside the actor's areas.
        const carrying = await withWiderReach(db, actor, () =>
          db.shipment.findMany({
            where: { vehicleId: before.id, state: { in: BOUND } },
            select: { number: true },
            orderBy: { id: "asc" },
            take: 10,
          }),
        );
        if (carrying.length > 0)
          throw new Refusal({
            key: "transport.vehicle.refusals.carrying",
            params: { numbers: carrying.map((shipment) => shipment.number).join("、") },
          });
      }
      const changed = (Object.keys(after) as (keyof typeof after)[]).filter((name) => before[name] !== after[name]);
      if (changed.length === 0) return { id: before.id };
      await db.vehicle.update({ where: { id: before.id }, data: { ...after, version: before.version + 1 } });
      await publish(db, actor, {
        type: "vehicle.edited",
        documentKind: "vehicle",
        documentId: before.id,
        documentNumber: before.plate,
        areaCode: after.areaCode,
        otherAreaCode: before.areaCode === after.areaCode ? null : before.areaCode,
        payload: {
          changes: Object.fromEntries(changed.map((name) => [name, { before: before[name], after: after[name] }])),
        },
      });
      return { id: before.id };
    }),
  );
}
