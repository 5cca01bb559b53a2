import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";

/** The newest replay task that is still under way, for the clock's control. */
export function replayTask(actor: Actor) {
  return read(actor, (db) =>
    db.task.findFirst({
      where: { kind: "scenarioDay", state: { in: ["queued", "running"] } },
      orderBy: { id: "desc" },
      select: { id: true, done: true, total: true },
    }),
  );
}
