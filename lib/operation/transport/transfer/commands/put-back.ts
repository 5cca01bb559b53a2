import type { Actor } from "@/lib/platform/auth/actor";
import { BadInput, Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { post } from "@/lib/platform/ledger/post";
import { type MovePart, runMove } from "@/lib/platform/workflow/run";
import type { PutBackInput } from "../schema";
import { plannedByLot } from "./staged";
import { transferAccess, type TransferRow } from "./access";

const putBackPart: MovePart<TransferRow, { lineId: string }> = {
  effect: async ({ db, actor, row, input, now, reason }) => {
    const line = await db.transferLine.findFirst({ where: { id: input.lineId, transferId: row.id } });
    if (!line) throw new BadInput({ lineId: { key: "errors.notFound" } });
    const free = (await plannedByLot(db, row.id, line.id)).filter((lot) => lot.free > 0n);
    if (free.length === 0) throw new Refusal({ key: "transport.transfer.refusals.nothingToPutBack" });
    const staging = await placeOf(db, row.fromSite, "staging");
    await post(
      db,
      actor,
      { documentKind: "transferOrder", documentId: row.id, businessAt: now },
      free.map((lot) => ({
        kind: "unpick",
        lotId: lot.lotId,
        fromPlaceId: staging,
        toPlaceId: lot.shelfId,
        quantity: lot.free,
        lineId: line.id,
        reason,
      })),
    );
    await db.transferLine.update({
      where: { id: line.id },
      data: { picked: { decrement: free.reduce((sum, lot) => sum + lot.free, 0n) } },
    });
  },
};

/** Puts back on the shelf what was picked for a line and is in no shipment. */
export function putBack(actor: Actor, { id, version, move, lineId, reason }: PutBackInput, key?: string) {
  return runMove(actor, transferAccess, move, putBackPart, { id, version, reason, key, input: { lineId } });
}
