import { z } from "zod";
import type { SiteKind } from "@/lib/platform/db/generated/enums";

/** What a place's share may be weighed by, where a plan is to be fair. */
export const WEIGHED_BY = ["none", "population", "beds", "beneficiaries", "stated"] as const;
export type WeighedBy = (typeof WEIGHED_BY)[number];
/** Of these, what is read from the register or the request. */
export type FigureKind = Exclude<WeighedBy, "none" | "stated">;

/** Kinds of sites an officer may name as a whole, those that most often have needs first. */
export const WEIGHED_KINDS = [
  "hospital",
  "treatmentSite",
  "communityPoint",
  "organisation",
  "reserveNode",
  "hub",
  "transitStation",
] as const satisfies SiteKind[];
/** The largest weight that may be stated. */
export const MOST_WEIGHT = 100;

const whole = z.coerce.number("errors.wholeNumber").int("errors.wholeNumber");

/** Whom a stated weight is of: a kind of sites, everything in an area, or one site. */
const stated = z
  .object({
    of: z.enum([...WEIGHED_KINDS, "area", "site"], "errors.required"),
    areaCode: z
      .string()
      .regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, "errors.required")
      .nullish()
      .transform((value) => value ?? null),
    siteId: z
      .uuid("errors.required")
      .nullish()
      .transform((value) => value ?? null),
    weight: whole.min(1).max(MOST_WEIGHT),
  })
  .refine(({ of, areaCode }) => of !== "area" || areaCode !== null, { path: ["areaCode"], message: "errors.required" })
  .refine(({ of, siteId }) => of !== "site" || siteId !== null, { path: ["siteId"], message: "errors.required" });
export type StatedWeight = z.infer<typeof stated>;

const targetOf = ({ of, areaCode, siteId }: StatedWeight) =>
  of === "area" ? `area ${areaCode}` : of === "site" ? `site ${siteId}` : of;

/**
 * By what the shares of a fair plan are weighed. Whoever is not named among the stated weights has weight 1; of several that name a
 * place the narrowest holds: the site itself, then its kind, then the smallest area around it.
 */
export const weighing = z.discriminatedUnion("by", [
  z.object({ by: z.literal("none") }),
  z.object({ by: z.enum(["population", "beds", "beneficiaries"]) }),
  z.object({
    by: z.literal("stated"),
    weights: z
      .array(stated, "allocation.errors.noWeights")
      .min(1, "allocation.errors.noWeights")
      .max(200)
      .superRefine((rows, context) => {
        const seen = new Set<string>();
        rows.forEach((row, at) => {
          const target = targetOf(row);
          if (seen.has(target))
            context.addIssue({ code: "custom", path: [at, "of"], message: "allocation.errors.weighedTwice" });
          seen.add(target);
        });
      }),
  }),
]);
export type Weighing = z.infer<typeof weighing>;

export const NO_WEIGHING = { by: "none" } as const satisfies Weighing;
