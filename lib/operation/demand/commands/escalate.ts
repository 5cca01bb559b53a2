import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import { write } from "@/lib/platform/db/access";
import { publish } from "@/lib/platform/events/publish";
import { eventHead } from "./access";

/** At most this many a run, so that one transaction stays short; the next run takes the rest. */
const BATCH = 200;

/**
 * Marks requests whose approval clock ran out and tells those above, once each. For a job every few minutes and after the business
 * clock was advanced; running it twice, or twice at once, tells nobody twice.
 * @param actor a system actor
 * @returns how many were escalated now
 */
export function escalateOverdue(actor: Actor): Promise<number> {
  return write(actor, async (db) => {
    const { now } = await businessTime(db);
    const late = await db.demandRequest.findMany({
      where: { state: { in: ["submitted", "verified"] }, dueAt: { lt: now }, escalatedAt: null },
      orderBy: [{ priority: "asc" }, { dueAt: "asc" }],
      take: BATCH,
    });
    let told = 0;
    for (const row of late) {
      const { count } = await db.demandRequest.updateMany({
        where: { id: row.id, escalatedAt: null, state: row.state },
        data: { escalatedAt: now },
      });
      if (count === 0) continue;
      told++;
      await publish(db, actor, {
        ...eventHead(row),
        type: "demandRequest.noted",
        businessAt: now,
        payload: {
          facts: {
            step: "escalated",
            priority: row.priority,
            state: row.state,
            minutesOver: row.dueAt ? Math.floor((now.getTime() - row.dueAt.getTime()) / 60_000) : null,
          },
        },
      });
    }
    return told;
  });
}
