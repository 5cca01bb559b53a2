import { z } from "zod";

/** Values in a payload are text, numbers, booleans or null; quantities without a unit are decimal text. */
const plain = z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]);
const change = z.object({ before: plain, after: plain });
/** A figure with its unit, told apart from text, so that every reader gets the unit in their language. */
const amount = z.object({ quantity: z.string().regex(/^-?\d{1,18}$/), unit: z.string().max(40) });
const fact = z.union([plain, amount]);
export type Fact = z.infer<typeof fact>;

/** A fact that is a figure of a unit. */
export const amountFact = (quantity: bigint, unit: string): Fact => ({ quantity: String(quantity), unit });

/** A move of a document along its machine: `from`, `to`, the written reason and what else the move set. */
const moved = z.object({
  move: z.string().max(60),
  from: z.string().max(60),
  to: z.string().max(60),
  reason: z.string().max(2000).optional(),
  facts: z.record(z.string().max(60), fact).optional(),
});

/** A document was made. */
const created = z.object({
  state: z.string().max(60).optional(),
  facts: z.record(z.string().max(60), fact).optional(),
});

/** Fields of a record changed outside a machine. */
const edited = z.object({ changes: z.record(z.string().max(60), change), reason: z.string().max(2000).optional() });

/** Anything else worth telling: its facts. */
const noted = z.object({ facts: z.record(z.string().max(60), fact), reason: z.string().max(2000).optional() });

/** The four families every event belongs to; the type is `<document>.<verb>`, the family follows from the verb. */
const FAMILIES = { moved, created, edited, noted } as const;

/** Documents and records that write events. A new kind is a line here and a label in `workflow.documents`. */
export const DOCUMENT_KINDS = [
  "incident",
  "demandRequest",
  "purchaseOrder",
  "delivery",
  "stocktake",
  "stockAdjustment",
  "allocationPlan",
  "transferOrder",
  "shipment",
  "discrepancy",
  "aliasQuery",
  "packQuery",
  "importBatch",
  "goods",
  "lot",
  "stockLevel",
  "site",
  "party",
  "person",
  "assignment",
  "clock",
  "stockEntry",
  "handover",
  "vehicle",
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
export type EventType = `${DocumentKind}.${keyof typeof FAMILIES}`;

/**
 * Checks a payload against the catalogue.
 * @throws Error (a bug, never bad input) when it does not fit
 */
export function eventPayload(type: EventType, payload: unknown): Record<string, unknown> {
  const family = type.slice(type.indexOf(".") + 1) as keyof typeof FAMILIES;
  return FAMILIES[family].parse(payload);
}

export type MovedPayload = z.infer<typeof moved>;
export type EditedPayload = z.infer<typeof edited>;
export type CreatedPayload = z.infer<typeof created>;
export type NotedPayload = z.infer<typeof noted>;
