import { z } from "zod";

const MAXIMUM = 10n ** 15n;
export const quantity = z.coerce.bigint().positive("errors.quantityPositive").max(MAXIMUM, "errors.outOfRange");
const level = z.coerce.bigint().nonnegative("errors.wholeNumber").max(MAXIMUM, "errors.outOfRange");
export const reason = z.string().trim().min(1, "errors.reasonNeeded").max(2000);
export const version = z.coerce.number().int().min(1);
const zone = z.string().trim().max(40, "errors.tooBig");

/** Puts lots on a shelf zone of their site: from the dock, from quarantine once released, or from another zone. */
export const putAwayInput = z.object({
  siteId: z.uuid(),
  zone: zone.default(""),
  items: z
    .array(z.object({ lotId: z.uuid(), fromPlaceId: z.uuid(), quantity }))
    .min(1, "errors.required")
    .max(300),
});
export type PutAwayInput = z.infer<typeof putAwayInput>;

export const recallLotInput = z.object({ lotId: z.uuid(), version, recalled: z.enum(["yes", "no"]), reason });
export type RecallLotInput = z.infer<typeof recallLotInput>;

/** Books a lot as other goods (N95 that turn out to be KN95). `placeId` limits it to one place. */
export const reclassifyLotInput = z.object({
  lotId: z.uuid(),
  toGoodsId: z.uuid("errors.required"),
  placeId: z.uuid().optional(),
  reason,
});
export type ReclassifyLotInput = z.infer<typeof reclassifyLotInput>;

/** Undoes a reclassification; `lotId` is the lot it made. */
export const undoReclassifyInput = z.object({ lotId: z.uuid(), reason });
export type UndoReclassifyInput = z.infer<typeof undoReclassifyInput>;

/** Reserve floor, minimum and maximum in base units; `version` 0 when the level has never been set. */
export const setStockLevelInput = z
  .object({
    siteId: z.uuid("errors.required"),
    goodsId: z.uuid("errors.required"),
    floor: level.default(0n),
    minimum: level.optional(),
    maximum: level.optional(),
    dailyUse: z.coerce.number().positive().max(1e12).optional(),
    version: z.coerce.number().int().min(0),
    reason,
  })
  .refine((input) => input.minimum === undefined || input.maximum === undefined || input.maximum >= input.minimum, {
    path: ["maximum"],
    message: "storage.refusals.maximumBelowMinimum",
  });
export type SetStockLevelInput = z.infer<typeof setStockLevelInput>;

export const ADJUSTMENT_REASONS = ["lost", "damaged", "found", "expired", "recalled", "dataError"] as const;
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number];

/** A change of one lot at one place. `difference` in the lot's unit: above zero found, below zero lost or destroyed. */
export const createAdjustmentInput = z.object({
  placeId: z.uuid("errors.required"),
  lotId: z.uuid("errors.required"),
  direction: z.enum(["more", "less"]),
  quantity,
  reasonCode: z.enum(ADJUSTMENT_REASONS),
  reason,
});
export type CreateAdjustmentInput = z.infer<typeof createAdjustmentInput>;

export const moveAdjustmentInput = z.object({
  id: z.uuid(),
  version,
  move: z.enum(["submit", "post", "reject", "reverse"]),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveAdjustmentInput = z.infer<typeof moveAdjustmentInput>;

/** Files one adjustment a balance of expired goods, awaiting approval. */
export const disposeExpiredInput = z.object({
  items: z
    .array(z.object({ placeId: z.uuid(), lotId: z.uuid() }))
    .min(1, "errors.required")
    .max(200),
  reason,
});
export type DisposeExpiredInput = z.infer<typeof disposeExpiredInput>;

export const resolvePackInput = z.object({
  id: z.uuid(),
  version,
  /** Base units in one pack. */
  baseUnits: quantity,
  reason,
  /** Keep the size in the catalogue for later deliveries of the same pack. */
  remember: z.literal("on").optional(),
});
export type ResolvePackInput = z.infer<typeof resolvePackInput>;

export const dismissPackInput = z.object({ id: z.uuid(), version, move: z.literal("dismiss"), reason });
export type DismissPackInput = z.infer<typeof dismissPackInput>;

export const runCheckInput = z.object({});
