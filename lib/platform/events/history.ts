import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import type { DocumentKind } from "./catalogue";

interface Told {
  type: string;
  at: Date;
  payload: unknown;
}

/** Events of one transaction are written within this time of each other. */
const TOGETHER_MS = 5_000;

const endsOf = (event: Told) => event.payload as { from?: string; to?: string };

/** Does `later` lead to the state from which `earlier` sets out, and not the other way round? Then they stand the wrong way round. */
function swapped(later: Told, earlier: Told): boolean {
  if (!later.type.endsWith(".moved") || !earlier.type.endsWith(".moved")) return false;
  if (Math.abs(later.at.getTime() - earlier.at.getTime()) > TOGETHER_MS) return false;
  const [a, b] = [endsOf(later), endsOf(earlier)];
  return a.to === b.from && b.to !== a.from;
}

/**
 * Newest first, by what followed from what: a move that brings about another (the last pick finishes picking) is written down after it, in the
 * same transaction, so that by number the consequence would stand before its cause.
 * @param events newest first by number
 */
export function asTheyFollowed<T extends Told>(events: readonly T[]): T[] {
  const ordered: T[] = [];
  for (const event of events) {
    const place = ordered.findIndex((later) => swapped(later, event));
    ordered.splice(place === -1 ? ordered.length : place, 0, event);
  }
  return ordered;
}

/**
 * What happened to a document, newest first, at most `take` events. The caller has already loaded the document within reach; row-level
 * security limits the events once more.
 */
export async function historyOf(actor: Actor, kind: DocumentKind, id: string, take = 100) {
  const events = await read(actor, (db) =>
    db.event.findMany({
      where: { documentKind: kind, documentId: id },
      orderBy: { id: "desc" },
      take,
      select: { id: true, type: true, actorName: true, actorId: true, at: true, businessAt: true, payload: true },
    }),
  );
  return asTheyFollowed(events);
}
