import { z } from "zod";
import { instant, quantity, version } from "../transfer/schema";
import { type ShipmentMove, shipmentMachine } from "./machine";

const assignment = {
  vehicleId: z.uuid().optional(),
  driverId: z.uuid().optional(),
  plannedAt: instant.optional(),
  expectedAt: instant.optional(),
  note: z.string().trim().max(2000).default(""),
};

export const planShipmentInput = z.object({
  transferId: z.uuid(),
  ...assignment,
  /** Lots and amounts out of staging; without it everything that is picked and in no shipment. */
  lines: z
    .array(z.object({ lineId: z.uuid(), lotId: z.uuid(), quantity }))
    .min(1, "errors.required")
    .max(500)
    .optional(),
});
export type PlanShipmentInput = z.infer<typeof planShipmentInput>;

export const assignShipmentInput = z.object({ id: z.uuid(), version, ...assignment });
export type AssignShipmentInput = z.infer<typeof assignShipmentInput>;

export const moveShipmentInput = z.object({
  id: z.uuid(),
  version,
  move: z.enum(["load", "unload", "depart", "arrive", "turnBack", "cancel"] satisfies ShipmentMove[]),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveShipmentInput = z.infer<typeof moveShipmentInput>;

export const sealInput = z.object({
  id: z.uuid(),
  version,
  sealNumber: z
    .string()
    .trim()
    .min(1, "transport.shipment.refusals.sealNumber")
    .max(60)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} /.-]*$/u, "errors.malformed"),
});
export type SealInput = z.infer<typeof sealInput>;

export const packInput = z.object({
  id: z.uuid(),
  version,
  lineId: z.uuid("errors.required"),
  /** Units in one carton; the last takes what remains. */
  perCarton: quantity,
  /** How many cartons; without it as many as the line needs. */
  cartons: z.coerce.number().int().min(1).max(500).optional(),
});
export type PackInput = z.infer<typeof packInput>;

export const unpackInput = z.object({ id: z.uuid(), version, cartonId: z.uuid() });
export type UnpackInput = z.infer<typeof unpackInput>;

const lon = z.coerce.number().min(-180).max(180);
const lat = z.coerce.number().min(-90).max(90);
/** A place on the globe and how it was got; `none` when neither device nor person gave one. */
export const position = z
  .discriminatedUnion("source", [
    z.object({ source: z.literal("device"), lon, lat }),
    z.object({ source: z.literal("manual"), lon, lat }),
    z.object({ source: z.literal("none") }),
  ])
  .default({ source: "none" });

export const reportPositionInput = z
  .object({ id: z.uuid(), position, placeName: z.string().trim().max(200).default("") })
  .refine((input) => input.position.source !== "none" || input.placeName !== "", {
    path: ["placeName"],
    message: "transport.shipment.refusals.whereIsIt",
  });
export type ReportPositionInput = z.infer<typeof reportPositionInput>;

export const VEHICLE_KINDS = ["van", "minivan", "truck", "refrigerated", "bus", "motorcycle"] as const;
const vehicleFields = {
  kind: z.enum(VEHICLE_KINDS),
  capacityKg: z.coerce.number().int().positive("errors.quantityPositive").max(100_000).optional(),
  capacityM3: z.coerce.number().positive("errors.quantityPositive").max(1000).optional(),
  areaCode: z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, "errors.malformed"),
};
export const vehicleInput = z.object({
  plate: z.string().trim().min(2, "errors.required").max(20),
  ...vehicleFields,
  simulated: z.coerce.boolean().default(false),
});
export type VehicleInput = z.infer<typeof vehicleInput>;

export const editVehicleInput = z.object({
  id: z.uuid(),
  version,
  ...vehicleFields,
  /** `no` takes it out of service: it is offered no more, and stays on the shipments it carried. */
  active: z.enum(["yes", "no"]).default("yes"),
});
export type EditVehicleInput = z.infer<typeof editVehicleInput>;

export const SHIPMENT_STATES = shipmentMachine.states;
