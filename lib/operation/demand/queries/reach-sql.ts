import type { Actor } from "@/lib/platform/auth/actor";
import { type Permission, reachOf } from "@/lib/platform/auth/permissions";
import { canSomewhere, rangeEnd } from "@/lib/platform/auth/reach";
import { Prisma } from "@/lib/platform/db/generated/client";
import { NotFound } from "@/lib/platform/errors";

/** @throws NotFound when no assignment lets the actor read requests at all */
export function demandGate(actor: Actor): void {
  if (!canSomewhere(actor, "demand.read")) throw new NotFound({ key: "errors.notAllowed" });
}

/** The requests an actor may see with a permission, as a condition on `demand_request r`. Says what `visible` says (tested to agree). */
export function requestsWithin(actor: Actor, permission: Permission): Prisma.Sql {
  if (actor.system) return Prisma.sql`true`;
  const clauses = actor.assignments.flatMap(({ role, areaCode, siteId }): Prisma.Sql[] => {
    const inArea = Prisma.sql`(r.area_code >= ${areaCode} AND r.area_code < ${rangeEnd(areaCode)})`;
    switch (reachOf(permission, role)) {
      case "all":
        return [Prisma.sql`true`];
      case "area":
        return [inArea];
      case "site":
        return siteId ? [Prisma.sql`r.site_id = ${siteId}::uuid`] : [];
      case "own":
        return [Prisma.sql`(${inArea} AND r.created_by_id = ${actor.personId}::uuid)`];
      default:
        return [];
    }
  });
  return clauses.length > 0 ? Prisma.sql`(${Prisma.join(clauses, " OR ")})` : Prisma.sql`false`;
}
