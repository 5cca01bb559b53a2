import { read } from "@/lib/platform/db/access";
import { type Actor, brandActor, systemActor } from "./actor";

/**
 * The actor of a person named at the terminal of the server itself: whoever can start commands there needs no session, but acts with no
 * more than that person's assignments, and is named in the audit trail as that person.
 * @returns null when there is no active person of that name
 */
export async function actorNamed(username: string): Promise<Actor | null> {
  const person = await read(systemActor("gate"), (db) =>
    db.person.findUnique({
      where: { username },
      include: { assignments: { where: { endedAt: null }, orderBy: { createdAt: "asc" } } },
    }),
  );
  if (person?.status !== "active") return null;
  return brandActor({
    personId: person.id,
    name: person.name,
    username: person.username,
    system: false,
    assignments: person.assignments.map(({ role, areaCode, siteId }) => ({ role, areaCode, siteId })),
  });
}
