import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { write } from "@/lib/platform/db/access";
import { BadInput, NotFound } from "@/lib/platform/errors";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { VehicleInput } from "../schema";

/** Adds a vehicle to the fleet of an area. */
export function addVehicle(actor: Actor, input: VehicleInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "vehicle.add", key, input, async () => {
      if (!can(actor, "shipment.plan", { areaCode: input.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
      if (!(await db.area.findUnique({ where: { code: input.areaCode } })))
        throw new BadInput({ areaCode: { key: "errors.notFound" } });
      const { id } = await db.vehicle.create({
        data: { ...input, capacityKg: input.capacityKg ?? null, capacityM3: input.capacityM3 ?? null },
        select: { id: true },
      });
      return { id };
    }),
  );
}
