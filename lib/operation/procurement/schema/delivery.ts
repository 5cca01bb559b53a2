import { z } from "zod";
import { countedQuantity, day, note, quantity, shortText, unit, version, zone } from "./fields";

const lot = {
  batch: shortText,
  producedOn: day.optional(),
  expiresOn: day.optional(),
};

/** A line as announced: quantity may be unknown, a pack may be of unknown size. */
export const announcedLineInput = z.object({
  goodsId: z.uuid("errors.required"),
  orderLineId: z.uuid().optional(),
  unit,
  baseUnitsPerUnit: quantity.optional(),
  announced: quantity.optional(),
  spec: shortText,
  note: shortText,
  ...lot,
});

export const announceDeliveryInput = z.object({
  kind: z.enum(["donation", "purchase"]),
  incidentId: z.uuid().optional(),
  partyId: z.uuid("errors.required"),
  siteId: z.uuid("errors.required"),
  orderId: z.uuid().optional(),
  announcedOn: day.optional(),
  note,
  lines: z.array(announcedLineInput).min(1, "errors.required").max(500),
});
export type AnnounceDeliveryInput = z.infer<typeof announceDeliveryInput>;

/** What was counted of one line, in the line's unit. `baseUnitsPerUnit` says the pack size when it is learned at counting. */
export const lineCountInput = z.object({
  lineId: z.uuid(),
  counted: countedQuantity,
  baseUnitsPerUnit: quantity.optional(),
  ...lot,
});
/** Goods found on the truck that nobody announced. */
export const extraLineInput = z.object({
  goodsId: z.uuid("errors.required"),
  unit,
  baseUnitsPerUnit: quantity.optional(),
  counted: quantity,
  spec: shortText,
  ...lot,
});

export const countDeliveryInput = z.object({
  id: z.uuid(),
  version,
  lines: z.array(lineCountInput).max(500).default([]),
  extra: z.array(extraLineInput).max(100).default([]),
});
export type CountDeliveryInput = z.infer<typeof countDeliveryInput>;

export const LOT_CONDITIONS = ["good", "damaged", "opened", "nonconforming"] as const;
export const DISPOSITIONS = ["accept", "quarantine", "reject", "returnToParty", "destroy"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export const splitInput = z.object({
  quantity: countedQuantity,
  condition: z.enum(LOT_CONDITIONS),
  disposition: z.enum(DISPOSITIONS),
  reason: shortText,
});
export type SplitInput = z.infer<typeof splitInput>;

export const inspectDeliveryInput = z.object({
  id: z.uuid(),
  version,
  lines: z
    .array(z.object({ lineId: z.uuid(), splits: z.array(splitInput).min(1, "errors.required").max(20) }))
    .max(600),
});
export type InspectDeliveryInput = z.infer<typeof inspectDeliveryInput>;

/** Concludes inspection. `putAway` puts the accepted goods on a shelf zone at once; without it they wait on the dock and `zone` is absent. */
export const acceptDeliveryInput = z
  .object({ id: z.uuid(), version, putAway: z.literal("on").optional(), zone: zone.default("") })
  .transform(({ id, version, putAway, zone }): { id: string; version: number; zone?: string } =>
    putAway ? { id, version, zone } : { id, version },
  );
export type AcceptDeliveryInput = z.infer<typeof acceptDeliveryInput>;

export const receiveInFullInput = z.object({ id: z.uuid(), version, zone: zone.default("") });
export type ReceiveInFullInput = z.infer<typeof receiveInFullInput>;

export const moveDeliveryInput = z.object({
  id: z.uuid(),
  version,
  move: z.enum(["arrive", "refuse", "reverse"]),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveDeliveryInput = z.infer<typeof moveDeliveryInput>;

const reason = z.string().trim().min(1, "errors.reasonNeeded").max(2000);

/** Marks a delivery as a likely repeat of another one, for review. */
export const linkDuplicateInput = z.object({ id: z.uuid(), version, duplicateOfId: z.uuid("errors.required"), reason });
export type LinkDuplicateInput = z.infer<typeof linkDuplicateInput>;

/** The review's outcome. Not a repeat and `receive` set: it is taken in as announced, at once. */
export const reviewDuplicateInput = z.object({
  id: z.uuid(),
  version,
  verdict: z.enum(["duplicate", "distinct"]),
  reason,
  receive: z.literal("on").optional(),
});
export type ReviewDuplicateInput = z.infer<typeof reviewDuplicateInput>;
