import { z } from "zod";

/** A filter of a list page: its path, and the query without the place in the pages. */
export const saveViewInput = z.object({
  path: z
    .string()
    .max(100)
    .regex(/^\/[a-z-]+(\/[a-z-]+)*$/, "errors.malformed"),
  name: z.string().trim().min(1, "errors.required").max(60),
  query: z.string().max(1000),
});
export type SaveViewInput = z.infer<typeof saveViewInput>;

export const deleteViewInput = z.object({ id: z.uuid() });
export type DeleteViewInput = z.infer<typeof deleteViewInput>;
