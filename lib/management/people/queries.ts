import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, visible } from "@/lib/platform/auth/reach";
import { systemActor } from "@/lib/platform/auth/actor";
import { secretHash } from "@/lib/platform/auth/secret";
import { read } from "@/lib/platform/db/access";
import type { PersonStatus, Role } from "@/lib/platform/db/generated/enums";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { doneBy } from "@/lib/platform/events/names";

const BY_AREA = { area: ["areaCode"] };
const assignments = {
  where: { endedAt: null },
  orderBy: { createdAt: "asc" },
  include: { area: { select: { name: true, nameEn: true } }, site: { select: { name: true, nameEn: true } } },
} as const;

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "person.read")) throw new NotFound({ key: "errors.notAllowed" });
}

/** A page of people of the actor's area, newest first. */
export function listPeople(
  actor: Actor,
  filter: { text?: string; role?: Role; status?: PersonStatus },
  cursor: Cursor,
) {
  gate(actor);
  const like = filter.text ? { contains: filter.text, mode: "insensitive" as const } : undefined;
  return read(actor, (db) =>
    keyPage(cursor, ({ id, orderBy, take }) =>
      db.person.findMany({
        where: {
          AND: [
            visible(actor, "person.read", BY_AREA),
            { id },
            filter.status ? { status: filter.status } : {},
            filter.role ? { assignments: { some: { role: filter.role, endedAt: null } } } : {},
            like ? { OR: [{ username: like }, { name: like }, { nameEn: like }] } : {},
          ],
        },
        orderBy,
        take,
        select: {
          id: true,
          username: true,
          name: true,
          nameEn: true,
          status: true,
          lastSignInAt: true,
          area: { select: { name: true, nameEn: true } },
          assignments,
        },
      }),
    ),
  );
}

/** One person within reach, with open assignments. */
export async function getPerson(actor: Actor, id: string) {
  gate(actor);
  const person = await read(actor, (db) =>
    db.person.findFirst({
      where: { AND: [visible(actor, "person.read", BY_AREA), { id }] },
      select: {
        id: true,
        username: true,
        name: true,
        nameEn: true,
        status: true,
        version: true,
        areaCode: true,
        lastSignInAt: true,
        simulated: true,
        inviteExpiresAt: true,
        area: { select: { name: true, nameEn: true } },
        assignments,
      },
    }),
  );
  if (!person) throw new NotFound();
  return person;
}

/** The signed-in person's own account. */
export function ownAccount(actor: Actor) {
  return read(systemActor("account"), (db) =>
    db.person.findUniqueOrThrow({
      where: { id: actor.personId ?? "" },
      select: {
        id: true,
        username: true,
        name: true,
        nameEn: true,
        lastSignInAt: true,
        passwordHash: true,
        oidcSubject: true,
        area: { select: { name: true, nameEn: true } },
        assignments,
      },
    }),
  );
}

/** Whom an invitation is for; null when it is unknown, used or expired. */
export function invitedPerson(token: string) {
  return read(systemActor("invitation"), (db) =>
    db.person.findFirst({
      where: { inviteTokenHash: secretHash(token), status: "invited", inviteExpiresAt: { gt: new Date() } },
      select: { name: true, username: true },
    }),
  );
}

/** The audit trail of the actor's area, newest first. */
export function listAudit(
  actor: Actor,
  filter: { kind?: string; person?: string; from?: Date; to?: Date },
  cursor: Cursor,
) {
  if (!canSomewhere(actor, "audit.read")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, async (db) => {
    const person = filter.person ? await doneBy(db, filter.person) : {};
    return keyPage(cursor, async ({ id, orderBy, take }) => {
      const bound = id?.lt ? { lt: BigInt(id.lt) } : id?.gt ? { gt: BigInt(id.gt) } : undefined;
      const rows = await db.event.findMany({
        where: {
          AND: [
            { OR: [visible(actor, "audit.read", BY_AREA), { areaCode: "" }] },
            { id: bound },
            filter.kind ? { documentKind: filter.kind } : {},
            person,
            filter.from || filter.to ? { at: { gte: filter.from, lt: filter.to } } : {},
          ],
        },
        orderBy,
        take,
      });
      return rows.map((row) => ({ ...row, id: String(row.id) }));
    });
  });
}
