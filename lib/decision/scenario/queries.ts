import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { SILENT_MS } from "@/lib/platform/jobs/tasks";

/** The newest replay task that is still under way, for the clock's control. */
export function replayTask(actor: Actor) {
  return read(actor, (db) =>
    db.task.findFirst({
      where: {
        kind: "scenarioDay",
        OR: [
          // Of a process that is gone nothing more comes; what it left waiting is fetched by the next try of the imports.
          { state: "queued", createdAt: { gt: new Date(Date.now() - SILENT_MS) } },
          { state: "running", heartbeatAt: { gt: new Date(Date.now() - SILENT_MS) } },
        ],
      },
      orderBy: { id: "desc" },
      select: { id: true, done: true, total: true },
    }),
  );
}
