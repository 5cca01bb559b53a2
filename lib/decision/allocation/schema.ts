import { z } from "zod";
import { BARE_PLAN_MOVES } from "./machine";

export const OBJECTIVES = ["lifeFirst", "fair", "fastest"] as const;
export type ObjectiveChoice = (typeof OBJECTIVES)[number];

const flag = z
  .union([z.boolean(), z.literal("on")])
  .optional()
  .transform((value) => value === true || value === "on");
const whole = z.coerce.number("errors.wholeNumber").int("errors.wholeNumber");

/** What is stored of the choices a plan was made with. */
export const planOptions = z.object({
  /** Empty: every goods that is needed. */
  goodsIds: z.array(z.uuid()).max(300).default([]),
  /** Stand-ins allowed by the catalogue's rules. */
  substitution: z.boolean().default(true),
  /** Needs whose amount is only estimated take part. */
  estimates: z.boolean().default(true),
  /** Keep each store above its reserve floor. */
  floors: z.boolean().default(true),
  /** Days of shelf life left on arrival. */
  minShelfLifeDays: z.number().int().min(0).max(3650).default(0),
  /** Nothing travels farther, whole kilometres; null: no limit. */
  maxDistanceKm: z.number().int().min(1).max(5000).nullable().default(null),
});
export type PlanOptions = z.infer<typeof planOptions>;

export const createPlanInput = z.object({
  incidentId: z.uuid("errors.required"),
  areaCode: z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, "errors.required"),
  name: z.string().trim().max(100).default(""),
  objective: z.enum(OBJECTIVES, "errors.required").default("lifeFirst"),
  horizonDays: whole.min(1).max(30).default(3),
  goodsIds: z.array(z.uuid()).max(300).default([]),
  substitution: flag,
  estimates: flag,
  floors: flag,
  minShelfLifeDays: whole.min(0).max(3650).default(0),
  maxDistanceKm: whole.min(1).max(5000).optional(),
});
export type CreatePlanInput = z.infer<typeof createPlanInput>;

export const movePlanInput = z.object({
  id: z.uuid(),
  version: whole.min(1),
  move: z.enum(BARE_PLAN_MOVES),
  reason: z.string().trim().max(2000).optional(),
});
export type MovePlanInput = z.infer<typeof movePlanInput>;

export const freezeInput = z
  .object({ id: z.uuid(), lineId: z.uuid(), frozen: z.boolean(), reason: z.string().trim().max(500).optional() })
  .refine((input) => !input.frozen || Boolean(input.reason), { path: ["reason"], message: "errors.reasonNeeded" });
export type FreezeInput = z.infer<typeof freezeInput>;

export const replanInput = z.object({ id: z.uuid(), version: whole.min(1) });
export type ReplanInput = z.infer<typeof replanInput>;

export const adoptInput = z.object({
  id: z.uuid(),
  version: whole.min(1),
  /** Chosen lines; absent: all that are still proposed. */
  lineIds: z.array(z.uuid()).min(1).max(20_000).optional(),
  /** Adopt what can be adopted and leave lines in conflict out, named; otherwise any conflict refuses the whole. */
  leaveConflicts: z.boolean().default(false),
});
export type AdoptInput = z.infer<typeof adoptInput>;
