import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { follow } from "../../follow";
import { nothingLeft } from "../rules";
import { linesOf, transferAccess, transferBehind } from "./access";

/** Closes a transfer once nothing is left to pick or ship and every shipment has come to its end. */
export async function completeIfDone(db: Db, actor: Actor, transferId: string): Promise<void> {
  const row = await transferBehind(db, actor, transferId);
  const done = await withWiderReach(
    db,
    actor,
    async () =>
      nothingLeft(await linesOf(db, transferId)) &&
      (await db.shipment.count({
        where: { transferId, state: { notIn: ["accepted", "returned", "cancelled"] } },
      })) === 0,
  );
  if (done) await follow(db, actor, transferAccess, "complete", row);
}
