import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";

/** Most saved filters of one page that a person keeps. */
export const MOST_VIEWS = 30;

/** The person's own saved filters of a list page, by name. */
export async function listViews(actor: Actor, path: string): Promise<{ id: string; name: string; href: string }[]> {
  const { personId } = actor;
  if (personId === null) return [];
  const rows = await read(actor, (db) =>
    db.savedView.findMany({ where: { personId, path }, orderBy: { name: "asc" }, take: MOST_VIEWS }),
  );
  return rows.map(({ id, name, query }) => ({ id, name, href: query ? `${path}?${query}` : path }));
}
