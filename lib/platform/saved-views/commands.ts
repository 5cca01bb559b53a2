import type { Actor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { MOST_VIEWS } from "./queries";
import type { DeleteViewInput, SaveViewInput } from "./schema";

/** Where one is in the pages and which row is open are no part of a filter. */
const PASSING = ["after", "before", "open"];

/** Keeps the filter in force under a name, for this person and page; the same name again replaces it. A convenience, not audited. */
export async function saveView(actor: Actor, input: SaveViewInput): Promise<{ id: string }> {
  const { personId } = actor;
  if (personId === null) throw new NotFound({ key: "errors.notAllowed" });
  const query = new URLSearchParams(input.query);
  for (const name of PASSING) query.delete(name);
  const key = { personId, path: input.path, name: input.name };
  return write(actor, async (db) => {
    const kept = await db.savedView.count({ where: { personId, path: input.path, name: { not: input.name } } });
    if (kept >= MOST_VIEWS) throw new Refusal({ key: "errors.tooBig", params: { maximum: MOST_VIEWS } });
    return db.savedView.upsert({
      where: { personId_path_name: key },
      create: { ...key, query: query.toString() },
      update: { query: query.toString() },
      select: { id: true },
    });
  });
}

/** Forgets one of the person's own saved filters; anyone else's is not found. */
export async function deleteView(actor: Actor, { id }: DeleteViewInput): Promise<{ id: string }> {
  const { personId } = actor;
  if (personId === null) throw new NotFound();
  const { count } = await write(actor, (db) => db.savedView.deleteMany({ where: { id, personId } }));
  if (count === 0) throw new NotFound();
  return { id };
}
