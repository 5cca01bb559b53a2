import { z } from "zod";
import { reason, version } from "@/lib/operation/transport/transfer/schema";
import { amount } from "../handover/schema";
import { discrepancyMachine } from "./machine";

export const RESOLUTIONS = ["delivered", "returned", "lossWrittenOff", "recounted", "kept", "stillInStock"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const assignInput = z.object({ id: z.uuid(), version, ownerId: z.uuid("errors.required") });
export type AssignInput = z.infer<typeof assignInput>;

export const resolveInput = z.object({
  id: z.uuid(),
  version,
  /** How much of the difference each option settles; together the whole of it. */
  portions: z
    .array(z.object({ option: z.enum(RESOLUTIONS), quantity: amount }))
    .min(1, "distribution.discrepancy.refusals.portions")
    .max(RESOLUTIONS.length),
  note: z.string().trim().min(1, "errors.reasonNeeded").max(2000),
});
export type ResolveInput = z.infer<typeof resolveInput>;

export const reopenInput = z.object({ id: z.uuid(), version, move: z.literal("reopen"), reason });
export type ReopenInput = z.infer<typeof reopenInput>;

export const DISCREPANCY_STATES = discrepancyMachine.states;
