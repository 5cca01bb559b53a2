import { z } from "zod";

export const PARTY_KINDS = ["supplier", "donor", "carrier"] as const;

const fields = {
  kind: z.enum(PARTY_KINDS),
  name: z.string().trim().min(1, "errors.required").max(200),
  areaCode: z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, "errors.malformed"),
  dailyCapacity: z.string().trim().max(200).optional(),
  source: z.string().trim().max(500).default(""),
  note: z.string().trim().max(2000).default(""),
};

export const createPartyInput = z.object(fields);
export type CreatePartyInput = z.infer<typeof createPartyInput>;

export const editPartyInput = z.object({
  ...fields,
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  /** An unchecked box sends nothing: the party is no longer offered in new documents. */
  active: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
});
export type EditPartyInput = z.infer<typeof editPartyInput>;
