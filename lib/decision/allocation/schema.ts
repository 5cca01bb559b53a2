import { z } from "zod";
import { RATIONING_RULES } from "@/lib/solver/flow/rationing";
import { BARE_PLAN_MOVES } from "./machine";
import { NO_WEIGHING, weighing } from "./weighing-schema";

export const OBJECTIVES = ["lifeFirst", "fair", "fastest"] as const;
export type ObjectiveChoice = (typeof OBJECTIVES)[number];

const flag = z
  .union([z.boolean(), z.literal("on")])
  .optional()
  .transform((value) => value === true || value === "on");
const whole = z.coerce.number("errors.wholeNumber").int("errors.wholeNumber");

const areaCode = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, "errors.required");

/** Empty is no limit. */
const noneOr = (most: number) =>
  whole
    .min(1)
    .max(most)
    .nullish()
    .transform((value) => value ?? null);

const classReach = z
  .object({
    /** Nothing of the class travels farther, whole kilometres. */
    maxDistanceKm: noneOr(5000),
    /** Nothing of the class takes longer, whole hours. */
    maxLeadTimeH: noneOr(720),
  })
  .default({ maxDistanceKm: null, maxLeadTimeH: null });

/** Kilometres of detour that going one ring farther out for goods is worth. */
export const DEFAULT_RING_KM = 5;

/** Limits beyond stock and need, as an officer states them for one plan. */
export const planLimits = z.object({
  reach: z.object({ lifeSaving: classReach, urgent: classReach, routine: classReach }).default({
    lifeSaving: { maxDistanceKm: null, maxLeadTimeH: null },
    urgent: { maxDistanceKm: null, maxLeadTimeH: null },
    routine: { maxDistanceKm: null, maxLeadTimeH: null },
  }),
  /** Days of shelf life left on arrival. */
  minShelfLifeDays: whole.min(0).max(3650).default(0),
  /** Price of taking from the next ring outward (district, city, region), in kilometres; 0: as near as it lies. */
  ringKm: whole.min(0).max(1000).default(DEFAULT_RING_KM),
  /** Sources that may not serve, and roads that are closed: to one place, or to everywhere. */
  ways: z
    .array(
      z.object({
        kind: z.enum(["forbidden", "closed"]),
        fromSiteId: z.uuid("errors.required"),
        toSiteId: z
          .uuid()
          .nullish()
          .transform((value) => value ?? null),
      }),
    )
    .max(200)
    .default([]),
  /** Nothing crosses the border of these areas. */
  closedAreas: z.array(areaCode).max(100).default([]),
  /** What a store can send out a day, where it is not what its register says. */
  throughput: z
    .array(z.object({ siteId: z.uuid("errors.required"), kgPerDay: whole.min(0).max(100_000_000) }))
    .max(200)
    .default([]),
});
export type PlanLimits = z.infer<typeof planLimits>;

/** What is stored of the choices a plan was made with. */
export const planOptions = planLimits.extend({
  /** Empty: every goods that is needed. */
  goodsIds: z.array(z.uuid()).max(300).default([]),
  /** Stand-ins allowed by the catalogue's rules. */
  substitution: z.boolean().default(true),
  /** Needs whose amount is only estimated take part. */
  estimates: z.boolean().default(true),
  /** Keep each store above its reserve floor. */
  floors: z.boolean().default(true),
  /** Scarce goods that are divided by a named rule. */
  rationing: z
    .array(z.object({ goodsId: z.uuid(), rule: z.enum(RATIONING_RULES) }))
    .max(300)
    .default([]),
  /** By what shares are weighed where the objective is `fair`. */
  weighing: weighing.default(NO_WEIGHING),
});
export type PlanOptions = z.infer<typeof planOptions>;

export const createPlanInput = planLimits
  .extend({
    incidentId: z.uuid("errors.required"),
    areaCode,
    name: z.string().trim().max(100).default(""),
    objective: z.enum(OBJECTIVES, "errors.required").default("lifeFirst"),
    horizonDays: whole.min(1).max(30).default(3),
    goodsIds: z.array(z.uuid()).max(300).default([]),
    substitution: flag,
    estimates: flag,
    floors: flag,
    /** Absent: every need alike. */
    weighing: weighing.optional(),
  })
  .refine(({ objective, weighing: chosen }) => objective === "fair" || !chosen || chosen.by === "none", {
    path: ["weighing", "by"],
    message: "allocation.errors.weighingNeedsFair",
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

export const replanInput = z.object({
  id: z.uuid(),
  version: whole.min(1),
  /** Other limits than the plan had; absent: the same. */
  limits: planLimits.optional(),
  /** Shares weighed otherwise than the plan did; absent: the same. */
  weighing: weighing.optional(),
});
export type ReplanInput = z.infer<typeof replanInput>;

export const computeAgainInput = z.object({ id: z.uuid(), version: whole.min(1) });
export type ComputeAgainInput = z.infer<typeof computeAgainInput>;

export const chooseRuleInput = z.object({
  id: z.uuid(),
  version: whole.min(1),
  goodsId: z.uuid("errors.required"),
  /** `objective`: no rule, as the plan's objective decides. */
  rule: z.enum([...RATIONING_RULES, "objective"], "errors.required"),
});
export type ChooseRuleInput = z.infer<typeof chooseRuleInput>;

export const adoptInput = z.object({
  id: z.uuid(),
  version: whole.min(1),
  /** Chosen lines; absent: all that are still proposed. */
  lineIds: z.array(z.uuid()).min(1).max(20_000).optional(),
  /** Adopt what can be adopted and leave lines in conflict out, named; otherwise any conflict refuses the whole. */
  leaveConflicts: z.boolean().default(false),
});
export type AdoptInput = z.infer<typeof adoptInput>;
