import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import type { DocumentKind } from "./catalogue";

/**
 * What happened to a document, newest first, at most `take` events. The caller has already loaded the document within reach; row-level
 * security limits the events once more.
 */
export function historyOf(actor: Actor, kind: DocumentKind, id: string, take = 100) {
  return read(actor, (db) =>
    db.event.findMany({
      where: { documentKind: kind, documentId: id },
      orderBy: { id: "desc" },
      take,
      select: { id: true, type: true, actorName: true, actorId: true, at: true, businessAt: true, payload: true },
    }),
  );
}
