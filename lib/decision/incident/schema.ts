import { z } from "zod";
import { incidentMachine, type IncidentMove } from "./machine";

export const INCIDENT_KINDS = ["epidemic", "flood", "earthquake", "accident", "security", "other"] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

const areaCode = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, "errors.malformed");
const reason = z.string().trim().min(1, "errors.reasonNeeded").max(2000);

export const openIncidentInput = z.object({
  kind: z.enum(INCIDENT_KINDS),
  nameZh: z.string().trim().min(1, "errors.required").max(100),
  nameEn: z.string().trim().min(1, "errors.required").max(200),
  areaCode,
  level: z.coerce.number().int().min(1).max(4),
  reason,
  note: z.string().trim().max(4000).default(""),
});
export type OpenIncidentInput = z.infer<typeof openIncidentInput>;

export const setLevelInput = z.object({
  id: z.uuid(),
  areaCode,
  /** I to IV as 1 to 4; 0 ends the response of the area. */
  level: z.coerce.number().int().min(0).max(4),
  reason,
});
export type SetLevelInput = z.infer<typeof setLevelInput>;

export const moveIncidentInput = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  move: z.enum(Object.keys(incidentMachine.moves) as [IncidentMove, ...IncidentMove[]]),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveIncidentInput = z.infer<typeof moveIncidentInput>;
