import { z } from "zod";
import { Precision, SiteKind, SiteTier } from "@/lib/platform/db/generated/enums";

export const SITE_KINDS = Object.values(SiteKind);
export const SITE_TIERS = Object.values(SiteTier);
export const PRECISIONS = Object.values(Precision);
/** What a site can keep: the storage classes of goods. */
export const SITE_STORAGE_CLASSES = ["ambient", "cool", "coldChain", "frozen", "flammable", "corrosive"] as const;

const optionalText = (max: number) => z.string().trim().min(1).max(max).optional();
const wholeNumber = z.coerce.number("errors.wholeNumber").int("errors.wholeNumber").min(0).max(100_000_000).optional();

/** What may be changed of a site. Coordinates are degrees WGS 84, inside China's extent; a position needs both. */
const facts = z.object({
  name: z.string().trim().min(1, "errors.required").max(100),
  nameEn: optionalText(200),
  tier: z.enum(SITE_TIERS as [SiteTier, ...SiteTier[]]).optional(),
  lon: z.coerce.number().min(73).max(136).optional(),
  lat: z.coerce.number().min(3).max(54).optional(),
  precision: z.enum(PRECISIONS as [Precision, ...Precision[]]).default("schematic"),
  beds: wholeNumber,
  population: wholeNumber,
  throughputKgPerDay: z.coerce.bigint().min(0n).max(1_000_000_000n).optional(),
  storageClasses: z.array(z.enum(SITE_STORAGE_CLASSES)).max(SITE_STORAGE_CLASSES.length).default([]),
  note: optionalText(1000),
});

const positioned = <T extends z.ZodType<{ lon?: number; lat?: number; precision: Precision }>>(schema: T) =>
  schema
    .refine((input) => (input.lon === undefined) === (input.lat === undefined), {
      path: ["lat"],
      message: "places.errors.bothCoordinates",
    })
    .refine((input) => input.precision === "schematic" || input.lon !== undefined, {
      path: ["precision"],
      message: "places.errors.precisionNeedsPosition",
    });

export const createSiteInput = positioned(
  facts.extend({
    code: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9][A-Z0-9-]{1,29}$/, "places.errors.code"),
    kind: z.enum(SITE_KINDS as [SiteKind, ...SiteKind[]], "errors.required"),
    areaCode: z.string("errors.required").regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, "errors.malformed"),
  }),
);
export type CreateSiteInput = z.infer<typeof createSiteInput>;

export const editSiteInput = positioned(
  facts.extend({
    id: z.uuid(),
    version: z.coerce.number().int().min(1),
    active: z.enum(["yes", "no"]).default("yes"),
    reason: z.string().trim().max(2000).optional(),
  }),
).refine((input) => input.active === "yes" || Boolean(input.reason), {
  path: ["reason"],
  message: "errors.reasonNeeded",
});
export type EditSiteInput = z.infer<typeof editSiteInput>;
