import { z } from "zod";

/** For how long a token may be good; no token lives for ever. */
export const LIFETIMES_DAYS = ["7", "30", "90", "365"] as const;
/** Most tokens a person has in force at once. */
export const MOST_TOKENS = 20;

export const makeTokenInput = z.object({
  name: z.string().trim().min(1, "errors.required").max(60),
  days: z.enum(LIFETIMES_DAYS, "errors.required"),
});
export type MakeTokenInput = z.infer<typeof makeTokenInput>;

export const revokeTokenInput = z.object({ id: z.uuid() });
export type RevokeTokenInput = z.infer<typeof revokeTokenInput>;
