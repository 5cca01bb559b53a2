import { z } from "zod";
import { type TransferMove, transferMachine } from "./machine";

export const quantity = z.coerce
  .bigint({ error: "errors.wholeNumber" })
  .positive("errors.quantityPositive")
  .max(10n ** 15n, "errors.outOfRange");
export const reason = z.string().trim().min(1, "errors.reasonNeeded").max(2000);
export const version = z.coerce.number().int().min(1);

/** An instant; a form's local time ("2020-01-30T14:00") is Wuhan time, wherever the server stands. */
export const instant = z.preprocess(
  (value) => (typeof value === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value) ? `${value}:00+08:00` : value),
  z.coerce.date({ error: "errors.malformed" }),
);

export const PRIORITIES = ["lifeSaving", "urgent", "routine"] as const;
export const TRANSFER_PURPOSES = ["supply", "return", "backOrder"] as const;
export type TransferPurpose = (typeof TRANSFER_PURPOSES)[number];

const transferLine = z.object({
  goodsId: z.uuid("errors.required"),
  /** A chosen lot; without it the earliest to expire is reserved. */
  lotId: z.uuid().optional(),
  quantity,
  demandLineId: z.uuid().optional(),
  ratioNeed: z.coerce.number().int().min(1).max(1_000_000).default(1),
  ratioSubstitute: z.coerce.number().int().min(1).max(1_000_000).default(1),
});

export const createTransferInput = z
  .object({
    incidentId: z.uuid().optional(),
    fromSiteId: z.uuid("errors.required"),
    toSiteId: z.uuid("errors.required"),
    purpose: z.enum(["supply", "return"]).default("supply"),
    priority: z.enum(PRIORITIES).default("routine"),
    neededBy: instant.optional(),
    note: z.string().trim().max(4000).default(""),
    lines: z.array(transferLine).min(1, "errors.required").max(500),
  })
  .refine((input) => input.fromSiteId !== input.toSiteId, {
    path: ["toSiteId"],
    message: "transport.transfer.refusals.sameSite",
  });
export type CreateTransferInput = z.infer<typeof createTransferInput>;

export const moveTransferInput = z.object({
  id: z.uuid(),
  version,
  move: z.enum([
    "release",
    "reserveRest",
    "reserveRestPicking",
    "finishPicking",
    "backOrder",
    "close",
    "cancel",
  ] satisfies TransferMove[]),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveTransferInput = z.infer<typeof moveTransferInput>;

export const pickInput = z.object({
  id: z.uuid(),
  version,
  picks: z
    .array(
      z.object({
        lineId: z.uuid(),
        lotId: z.uuid(),
        placeId: z.uuid(),
        quantity,
        /** Why another lot than the reserved one was taken. */
        substitutionReason: z.string().trim().max(500).optional(),
      }),
    )
    .min(1, "transport.transfer.refusals.nothingPicked")
    .max(500),
});
export type PickInput = z.infer<typeof pickInput>;

export const putBackInput = z.object({
  id: z.uuid(),
  version,
  lineId: z.uuid(),
  move: z.enum(["putBack", "putBackRest"] satisfies TransferMove[]),
  reason,
});
export type PutBackInput = z.infer<typeof putBackInput>;

export const TRANSFER_STATES = transferMachine.states;
