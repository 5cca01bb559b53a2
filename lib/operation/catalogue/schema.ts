import { z } from "zod";

export const STORAGE_CLASSES = ["ambient", "cool", "coldChain", "frozen", "flammable", "corrosive"] as const;
export type StorageClass = (typeof STORAGE_CLASSES)[number];

const text = (maximum: number) => z.string().trim().min(1, "errors.required").max(maximum);
const optionalText = (maximum: number) => z.string().trim().max(maximum).optional();
const whole = (message: "errors.wholeNumber" | "errors.quantityPositive") => z.coerce.number(message).int(message);

export const goodsInput = z.object({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9-]{1,29}$/, "catalogue.errors.code"),
  nameZh: text(100),
  nameEn: text(150),
  categoryCode: text(40),
  baseUnit: text(10),
  standard: optionalText(80),
  storageClass: z.enum(STORAGE_CLASSES).default("ambient"),
  shelfLifeDays: whole("errors.wholeNumber").min(1).max(36_500).optional(),
  weightG: z.coerce.number("errors.malformed").min(0).max(1e7).optional(),
  volumeCm3: z.coerce.number("errors.malformed").min(0).max(1e9).optional(),
  packBreaking: z
    .string()
    .optional()
    .transform((value) => value === "on"),
});
export type GoodsInput = z.infer<typeof goodsInput>;

export const editGoodsInput = goodsInput.omit({ code: true, baseUnit: true }).extend({
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  active: z
    .string()
    .optional()
    .transform((value) => value === "on"),
});
export type EditGoodsInput = z.infer<typeof editGoodsInput>;

export const packInput = z.object({
  goodsId: z.uuid(),
  unit: text(10),
  /** Absent = unknown: a value of its own. */
  baseUnits: z.coerce.bigint("errors.wholeNumber").min(1n, "errors.quantityPositive").max(10_000_000n).optional(),
  gtin: z
    .string()
    .trim()
    .regex(/^\d{8}$|^\d{12,14}$/, "catalogue.errors.gtin")
    .optional(),
  label: optionalText(60),
});
export type PackInput = z.infer<typeof packInput>;

export const substitutionInput = z.object({
  goodsId: z.uuid(),
  substituteId: z.uuid("errors.required"),
  ratioNeed: whole("errors.quantityPositive").min(1, "errors.quantityPositive").max(10_000).default(1),
  ratioSubstitute: whole("errors.quantityPositive").min(1, "errors.quantityPositive").max(10_000).default(1),
  reason: text(300),
});
export type SubstitutionInput = z.infer<typeof substitutionInput>;

export const substitutionSwitchInput = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  active: z.boolean(),
  reason: text(300),
});
export type SubstitutionSwitchInput = z.infer<typeof substitutionSwitchInput>;

export const teachInput = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  targetId: z.uuid("errors.required"),
});
export type TeachInput = z.infer<typeof teachInput>;

export const moveAliasInput = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  move: z.enum(["dismiss", "reopen"]),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveAliasInput = z.infer<typeof moveAliasInput>;

/** Codes of another scheme, pasted or uploaded as `code,name[,our code]` lines; GB/T 38565 codes are seven digits 1+2+2+2, the first 1 to 3. */
export const externalCodesInput = z.object({ scheme: text(40), lines: z.string().max(500_000) });
export type ExternalCodesInput = z.infer<typeof externalCodesInput>;
