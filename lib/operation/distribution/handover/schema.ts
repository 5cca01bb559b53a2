import { z } from "zod";
import { position } from "@/lib/operation/transport/shipment/schema";
import { quantity, reason, version } from "@/lib/operation/transport/transfer/schema";

/** Largest photo or signature kept, bytes. */
export const MAX_ATTACHMENT_BYTES = 5_000_000;
export const MAX_PHOTOS = 8;
/** All photos of a handover together, bytes: below what one request may carry. */
export const MAX_PHOTOS_BYTES = 9_000_000;

/** A count: zero is a count too. */
export const amount = z.coerce
  .bigint({ error: "errors.wholeNumber" })
  .nonnegative("errors.outOfRange")
  .max(10n ** 15n, "errors.outOfRange");

const countedLine = z.object({
  lineId: z.uuid(),
  /** Good ones of the right goods. */
  counted: amount,
  damaged: amount.default(0n),
  wrongGoods: amount.default(0n),
  note: z.string().trim().max(500).default(""),
});
const countedLines = z.array(countedLine).min(1, "errors.required").max(500);

export const countInput = z.object({ id: z.uuid(), version, lines: countedLines });
export type CountInput = z.infer<typeof countInput>;

const signing = {
  receiverName: z.string().trim().min(1, "errors.required").max(60),
  receiverRole: z.string().trim().max(60).default(""),
  /** A PNG as a data URI. */
  signature: z
    .string()
    .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/, "errors.malformed")
    .max(MAX_ATTACHMENT_BYTES)
    .optional(),
  signatureTyped: z.string().trim().max(60).optional(),
  photos: z
    .array(
      z
        .instanceof(File)
        .refine((file) => file.size <= MAX_ATTACHMENT_BYTES, "distribution.handover.refusals.photoTooBig"),
    )
    .max(MAX_PHOTOS, "distribution.handover.refusals.tooManyPhotos")
    .refine(
      (files) => files.reduce((sum, file) => sum + file.size, 0) <= MAX_PHOTOS_BYTES,
      "distribution.handover.refusals.photosTooBig",
    )
    .default([]),
  position,
  /** Where the goods were taken over, in words or as coordinates; stands in for the device's position where there is none. */
  placeName: z.string().trim().max(200).default(""),
  note: z.string().trim().max(2000).default(""),
};
const signed = (input: { signature?: string; signatureTyped?: string }) =>
  Boolean(input.signature || input.signatureTyped);
const SIGN = { path: ["signature"], message: "distribution.handover.refusals.signature" };

export const acceptInput = z.object({ id: z.uuid(), version, ...signing }).refine(signed, SIGN);
export type AcceptInput = z.infer<typeof acceptInput>;

/** Arrive, count and sign in one go: what a recipient does on a phone. */
export const receiveInput = z.object({ id: z.uuid(), version, lines: countedLines, ...signing }).refine(signed, SIGN);
export type ReceiveInput = z.infer<typeof receiveInput>;

export const amendInput = z.object({
  reason,
  /** The goods were not what they were called: a lot becomes other goods before it is issued again. */
  reclassify: z.object({ lotId: z.uuid(), goodsId: z.uuid() }).optional(),
  issues: z
    .array(
      z.object({
        shipmentId: z.uuid(),
        version,
        lines: z
          .array(z.object({ lineId: z.uuid(), accepted: amount }))
          .min(1, "errors.required")
          .max(500),
      }),
    )
    .min(1, "errors.required")
    .max(50),
});
export type AmendInput = z.infer<typeof amendInput>;

export const pastIssueInput = z
  .object({
    fromSiteId: z.uuid("errors.required"),
    toSiteId: z.uuid("errors.required"),
    incidentId: z.uuid().optional(),
    /** Calendar day in Wuhan on which the goods were handed over. */
    issuedOn: z.iso.date("errors.malformed"),
    /** The paper it rests on: a published table and line, a signed list. */
    statement: z.string().trim().min(1, "errors.required").max(500),
    receiverName: z.string().trim().min(1, "errors.required").max(60),
    receiverRole: z.string().trim().max(60).default(""),
    note: z.string().trim().max(2000).default(""),
    lines: z
      .array(
        z.object({
          lotId: z.uuid("errors.required"),
          quantity,
          /** What the paper says was received in all of this lot for the uses it lists. */
          statedReceived: quantity.optional(),
          demandLineId: z.uuid().optional(),
        }),
      )
      .min(1, "errors.required")
      .max(200),
  })
  .refine((input) => input.fromSiteId !== input.toSiteId, {
    path: ["toSiteId"],
    message: "transport.transfer.refusals.sameSite",
  });
export type PastIssueInput = z.infer<typeof pastIssueInput>;
