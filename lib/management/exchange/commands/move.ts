import type { Actor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import { log } from "@/lib/platform/log";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { moveWithin } from "@/lib/platform/workflow/run";
import type { MoveImportInput } from "../schema";
import { batchAccess } from "./access";
import { driveImport, endWithin } from "./drive";

/**
 * Starts, resumes or cancels an import. Started, it runs on in this process after the answer; a page that finds it standing still can
 * continue it. Cancelled, it stops between two chunks: what is in stays in, the counts say so.
 */
export async function moveImport(actor: Actor, { id, version, move, reason }: MoveImportInput, key?: string) {
  const moved = await write(actor, (db) =>
    onceOnly(db, actor, `importBatch.${move}`, key, { id, move }, () =>
      move === "cancel"
        ? endWithin(db, actor, id, "cancel", version, reason)
        : moveWithin(db, actor, batchAccess, move, {}, { id, version, input: null }),
    ),
  );
  if (move !== "cancel") driveApart(actor, id);
  return moved;
}

/** Continues an import whose process is gone. Harmless while it runs: two workers take turns and make nothing twice. */
export async function continueImport(actor: Actor, { id }: { id: string }): Promise<{ id: string }> {
  driveApart(actor, id);
  return { id };
}

function driveApart(actor: Actor, id: string): void {
  driveImport(actor, id).catch((err: unknown) => log.error({ err, importBatch: id }, "import failed"));
}
