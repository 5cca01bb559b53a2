import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { Conflict } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import type { CreateTransferInput } from "../schema";
import { linesOf, transferAccess } from "./access";
import { draftTransfer } from "./create";
import { reserveLines } from "./reserve";

/**
 * Makes a released transfer order out of the lines of an adopted plan, with the plan's lots reserved, inside the adoption's
 * transaction. The caller has checked `plan.adopt`; no transfer permission is asked, since adopting is what decides.
 * @returns the transfer and its line ids in the order given
 * @throws Refusal naming every line whose stock is no longer there; nothing of this transfer is then reserved
 */
export async function transferFromPlan(
  db: Db,
  actor: Actor,
  planId: string,
  input: CreateTransferInput,
): Promise<{ id: string; number: string; lineIds: string[] }> {
  const { now } = await businessTime(db);
  const row = await withWiderReach(db, actor, async () => {
    const draft = await draftTransfer(db, actor, input, { planId });
    if ((await transferAccess.save(db, draft, { state: "released", version: draft.version + 1 })) !== 1)
      throw new Conflict({ key: "errors.changedMeanwhile" });
    await publish(db, actor, {
      type: "transferOrder.moved",
      documentKind: "transferOrder",
      documentId: draft.id,
      documentNumber: draft.number,
      areaCode: draft.fromAreaCode,
      otherAreaCode: draft.toAreaCode,
      businessAt: now,
      payload: { move: "release", from: "draft", to: "released", facts: { planId } },
    });
    return { ...draft, state: "released", version: draft.version + 1 };
  });
  // The store's stock may lie outside the adopter's areas; the promises to demands set their own reach again afterwards.
  const lineIds = await withWiderReach(db, actor, async () => {
    const lines = await linesOf(db, row.id);
    await reserveLines(db, actor, row);
    return lines.map((line) => line.id);
  });
  return { id: row.id, number: row.number, lineIds };
}
