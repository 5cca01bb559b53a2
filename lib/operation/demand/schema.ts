import { z } from "zod";

export const PRIORITIES = ["lifeSaving", "urgent", "routine"] as const;
export const ANSWERS = ["still", "partly", "noLonger"] as const;
export type Answer = (typeof ANSWERS)[number];

/** Largest quantity anybody may ask for, in base units. */
const MOST = 10n ** 15n;

const id = z.uuid("errors.malformed");
const version = z.coerce.number().int().min(1);
const positive = z.coerce
  .bigint({ error: "errors.wholeNumber" })
  .positive("errors.quantityPositive")
  .max(MOST, "errors.outOfRange");
const notNegative = z.coerce
  .bigint({ error: "errors.wholeNumber" })
  .nonnegative("demand.notNegative")
  .max(MOST, "errors.outOfRange");
/** An instant, or a local date and time of a form (`2020-01-30T08:00`), which means Wuhan time: UTC+8 all year. */
const instant = z.union([z.date(), z.string().max(40)]).transform((value, context) => {
  const local = typeof value === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(value);
  const parsed = new Date(local ? `${value}+08:00` : value);
  if (Number.isNaN(parsed.getTime())) {
    context.addIssue({ code: "custom", message: "errors.malformed" });
    return z.NEVER;
  }
  return parsed;
});
/** Boxes of a form say "on"; callers in code say true. */
const ticked = z.union([z.boolean(), z.string().max(5)]).transform((value) => value !== false && value !== "false");

/** One line: goods with a quantity, or unknown, then perhaps an estimate with what it is based on. */
const line = z
  .object({
    goodsId: id,
    quantity: positive.optional(),
    quantityUnknown: ticked.optional(),
    quantityEstimate: positive.optional(),
    quantityBasis: z.string().trim().max(200).optional(),
    note: z.string().trim().max(500).default(""),
  })
  .superRefine((value, context) => {
    if (value.quantityUnknown) {
      if (value.quantityEstimate !== undefined && !value.quantityBasis)
        context.addIssue({ code: "custom", path: ["quantityBasis"], message: "demand.basisNeeded" });
    } else if (value.quantity === undefined)
      context.addIssue({ code: "custom", path: ["quantity"], message: "demand.quantityOrUnknown" });
  })
  .transform((value) => ({
    goodsId: value.goodsId,
    quantity: value.quantityUnknown ? null : (value.quantity ?? null),
    estimate: value.quantityUnknown ? (value.quantityEstimate ?? null) : null,
    estimateBasis: value.quantityUnknown && value.quantityEstimate !== undefined ? (value.quantityBasis ?? null) : null,
    note: value.note,
  }));
export type DemandLineInput = z.output<typeof line>;

const content = {
  priority: z.enum(PRIORITIES, "errors.required"),
  neededBy: instant.optional(),
  beneficiaries: z.coerce
    .number({ error: "errors.wholeNumber" })
    .int("errors.wholeNumber")
    .min(1)
    .max(50_000_000)
    .optional(),
  note: z.string().trim().max(2000).default(""),
  /** Function to ask at the place (设备科, 社区居委会), never a person's name or number. */
  contactRole: z.string().trim().max(100).default(""),
  lines: z
    .array(line)
    .min(1, "demand.lineNeeded")
    .max(100)
    .superRefine((lines, context) => {
      const seen = new Set<string>();
      lines.forEach(({ goodsId }, index) => {
        if (seen.has(goodsId))
          context.addIssue({ code: "custom", path: [index, "goodsId"], message: "demand.goodsTwice" });
        seen.add(goodsId);
      });
    }),
};

export const createDemandInput = z.object({
  incidentId: id,
  siteId: id,
  ...content,
  /** File at once, or keep as a draft. */
  submit: ticked.default(true),
});
export type CreateDemandInput = z.output<typeof createDemandInput>;

export const editDemandInput = z.object({ id, version, ...content });
export type EditDemandInput = z.output<typeof editDemandInput>;

/** Moves that need nothing but perhaps a reason. */
export const BARE_MOVES = [
  "submit",
  "verify",
  "returnAtVerification",
  "returnAtApproval",
  "rejectAtVerification",
  "rejectAtApproval",
  "cancel",
] as const;
export const moveDemandInput = z.object({
  id,
  version,
  move: z.enum(BARE_MOVES),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveDemandInput = z.output<typeof moveDemandInput>;

export const approveDemandInput = z.object({
  id,
  version,
  note: z.string().trim().max(2000).optional(),
  /** A line without `approved` is approved as asked; 0 refuses the line. */
  lines: z
    .array(z.object({ lineId: id, approved: notNegative.optional() }))
    .max(200)
    .default([]),
});
export type ApproveDemandInput = z.output<typeof approveDemandInput>;

export const confirmDemandInput = z.object({
  id,
  answer: z.enum(ANSWERS),
  note: z.string().trim().max(500).default(""),
  /** For `partly`: what is still needed of each line from now on, goods under way included; lines left out stay as they are. */
  lines: z
    .array(z.object({ lineId: id, stillNeeded: notNegative.optional() }))
    .max(200)
    .default([]),
});
export type ConfirmDemandInput = z.output<typeof confirmDemandInput>;

export const mergeDemandInput = z.object({ id, version, intoId: id, reason: z.string().trim().max(2000).optional() });
export type MergeDemandInput = z.output<typeof mergeDemandInput>;

export const unmergeDemandInput = z.object({ id, version, reason: z.string().trim().max(2000).optional() });
export type UnmergeDemandInput = z.output<typeof unmergeDemandInput>;

/** What the create page asks while a request is being written. */
export const likelyDuplicatesInput = z.object({ siteId: id, goodsIds: z.array(id).max(100) });
export const searchInput = z.string().max(100);
