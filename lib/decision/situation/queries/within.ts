import type { Actor } from "@/lib/platform/auth/actor";
import { type Permission, reachOf } from "@/lib/platform/auth/permissions";
import { canSomewhere, type PlaceColumns, rangeEnd } from "@/lib/platform/auth/reach";
import { Prisma } from "@/lib/platform/db/generated/client";
import { NotFound } from "@/lib/platform/errors";

/** @throws NotFound when no assignment opens the situation page */
export function situationGate(actor: Actor): void {
  if (!canSomewhere(actor, "situation.read")) throw new NotFound({ key: "errors.notAllowed" });
}

/**
 * `visible` for raw SQL: a condition on the named columns (`d.area_code`, …) of a table with one place or two ends. Both read the one
 * permission table; a test compares them.
 */
export function within(actor: Actor, permission: Permission, columns: PlaceColumns): Prisma.Sql {
  if (actor.system) return Prisma.sql`true`;
  const clauses: Prisma.Sql[] = [];
  const inArea = (column: string, code: string) =>
    Prisma.sql`(${Prisma.raw(column)} >= ${code} AND ${Prisma.raw(column)} < ${rangeEnd(code)})`;
  for (const { role, areaCode, siteId } of actor.assignments) {
    const reach = reachOf(permission, role);
    if (reach === "all") return Prisma.sql`true`;
    if (reach === "area") for (const column of columns.area) clauses.push(inArea(column, areaCode));
    if (reach === "site" && siteId)
      for (const column of columns.site ?? []) clauses.push(Prisma.sql`${Prisma.raw(column)} = ${siteId}::uuid`);
    if (reach === "own")
      for (const owner of columns.owner ?? [])
        clauses.push(
          Prisma.sql`(${Prisma.raw(owner)} = ${actor.personId}::uuid AND (${Prisma.join(
            columns.area.map((column) => inArea(column, areaCode)),
            " OR ",
          )}))`,
        );
  }
  return clauses.length > 0 ? Prisma.sql`(${Prisma.join(clauses, " OR ")})` : Prisma.sql`false`;
}
