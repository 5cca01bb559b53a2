import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dateOnly, dayOf } from "@/lib/platform/clock/clock";
import { read, write } from "@/lib/platform/db/access";
import { setRecalled } from "@/lib/operation/storage/commands/lot";
import type { RecallLotInput } from "@/lib/operation/storage/schema/stock";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type Consequences, flagPicked, releasePromises } from "../transfer/commands/lose-lot";

/**
 * Recalls a lot, and the lots made of the same goods, with all that follows, in one transaction: none is issued again wherever it lies, their
 * promises are released order by order, and what was picked or loaded of it is flagged. Withdrawing a recall promises nothing again: an order that is short reserves anew.
 */
export function recallLot(actor: Actor, input: RecallLotInput, key?: string): Promise<{ id: string } & Consequences> {
  return write(actor, (db) =>
    onceOnly(db, actor, "lot.recall", key, input, async () => {
      const lots = await setRecalled(db, actor, input);
      const done = { id: lots[0].id, transfers: 0, staged: 0, shipments: 0 };
      if (input.recalled === "no") return done;
      for (const lot of lots) {
        done.transfers += await releasePromises(db, actor, lot, input.reason);
        const { staged, shipments } = await flagPicked(db, actor, lot, input.reason);
        done.staged += staged;
        done.shipments += shipments;
      }
      return done;
    }),
  );
}

/**
 * Releases the promises of lots that expired by the business clock: every night, and when a replayed day begins. One transaction a lot.
 * @returns number of transfer orders that lost some
 */
export async function releaseExpired(actor: Actor): Promise<number> {
  const lots = await read(actor, async (db) => {
    const today = dateOnly(dayOf((await businessTime(db)).now));
    return db.lot.findMany({
      where: { expiresOn: { lt: today }, stockReservations: { some: { state: "active" } } },
      select: { id: true, number: true },
      orderBy: { id: "asc" },
    });
  });
  let transfers = 0;
  for (const lot of lots) transfers += await write(actor, (db) => releasePromises(db, actor, lot));
  return transfers;
}
