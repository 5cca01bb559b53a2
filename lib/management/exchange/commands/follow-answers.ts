import { systemActor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { onShutdown } from "@/lib/platform/launch/shutdown";
import { log } from "@/lib/platform/log";
import { retryQueued } from "./retry";

const EVERY_MS = 5_000;
/** What may let a waiting row in: a spelling taught, a pack size learned, a likely repeat reviewed. Days that pass are the clock's to bring. */
const ANSWERS = ["aliasQuery.moved", "packQuery.moved", "delivery.edited"];
const follower = systemActor("import");

const newestAnswer = (): Promise<bigint> =>
  read(follower, async (db) => {
    const newest = await db.event.findMany({
      where: { type: { in: ANSWERS } },
      orderBy: { id: "desc" },
      take: 1,
      select: { id: true },
    });
    return newest[0]?.id ?? 0n;
  });

/**
 * Tries the waiting rows again soon after somebody answered what they wait for. One glance at the newest answer every few seconds; rows
 * are locked while they go in, so several processes may follow.
 */
export function followAnswers(): void {
  let seen: bigint | null = null;
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      const newest = await newestAnswer();
      if (seen !== null && newest > seen) await retryQueued(follower);
      seen = newest;
    } catch (err) {
      log.warn({ err }, "waiting rows could not be tried again");
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  timer.unref();
  onShutdown("waiting import rows", async () => clearInterval(timer));
}
