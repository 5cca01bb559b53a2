import { z } from "zod";
import { importFields, importKinds } from "@/lib/platform/exchange/model/table";

/** Largest upload, bytes; the reader has the same limit. */
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;

const id = z.uuid("errors.malformed");
const version = z.coerce.number().int().min(1);

export const importKind = z.enum(importKinds, "errors.required");
export const needPriority = z.enum(["lifeSaving", "urgent", "routine"]);

/** What is kept of an upload beside its bytes. */
export const importOptions = z.object({
  /** Priority the needs of a sheet without one are filed with. */
  priority: needPriority.default("routine"),
  /** Receipts and issues after this day wait. ISO; absent = all up to the business day. */
  untilDay: z.iso.date().optional(),
  /** Rows were stored: the import may go on from them. */
  stored: z.boolean().default(false),
  /** Why the last attempt failed: a message key. */
  failure: z.string().max(200).optional(),
});
export type ImportOptions = z.output<typeof importOptions>;

export const uploadInput = z.object({
  kind: importKind,
  siteId: id.optional(),
  incidentId: id.optional(),
  priority: needPriority.optional(),
});
export type UploadInput = z.output<typeof uploadInput>;

export const mapColumnsInput = z.object({
  id,
  version,
  headerFingerprint: z.string().min(1).max(200),
  /** Form fields come as text: field → column, "" = none. */
  columns: z.partialRecord(z.enum(importFields), z.string().max(4)),
});
export type MapColumnsInput = z.output<typeof mapColumnsInput>;

export const moveImportInput = z.object({
  id,
  version,
  move: z.enum(["start", "resume", "cancel"]),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveImportInput = z.output<typeof moveImportInput>;

export const retryInput = z.object({ id: id.optional() });
export type RetryInput = z.output<typeof retryInput>;

export const continueInput = z.object({ id });
