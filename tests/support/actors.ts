import { brandActor, type Actor } from "@/lib/platform/auth/actor";
import { systemActor } from "@/lib/platform/auth/actor";
import { hashPassword } from "@/lib/platform/auth/password";
import { write } from "@/lib/platform/db/access";
import type { Role } from "@/lib/platform/db/generated/enums";

/** System actor of tests' own set-up. */
export const setup = systemActor("test");

/**
 * An actor with one assignment, and the person behind it in the database.
 * @param place area code, and the site for roles that reach only a site
 */
export async function actorAs(
  role: Role,
  place: { areaCode: string; siteId?: string },
  name: string = role,
): Promise<Actor> {
  const username = `${name}-${Math.random().toString(36).slice(2, 10)}`.toLowerCase();
  const person = await write(setup, (db) =>
    db.person.create({
      data: {
        username,
        name,
        status: "active",
        areaCode: place.areaCode,
        passwordHash: null,
        assignments: { create: { role, areaCode: place.areaCode, siteId: place.siteId ?? null } },
      },
    }),
  );
  return brandActor({
    personId: person.id,
    name,
    username,
    system: false,
    assignments: [{ role, areaCode: place.areaCode, siteId: place.siteId ?? null }],
  });
}

/** A warehouse operator of a store. */
export const operatorAt = (store: { id: string; areaCode: string }) =>
  actorAs("warehouseOperator", { areaCode: store.areaCode, siteId: store.id });

/** Hash of a password for tests that sign in. */
export const testPasswordHash = () => hashPassword("test-password-1");
