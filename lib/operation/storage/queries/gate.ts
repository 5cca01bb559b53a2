import type { Actor } from "@/lib/platform/auth/actor";
import { type Permission, reachOf } from "@/lib/platform/auth/permissions";
import { canSomewhere, rangeEnd } from "@/lib/platform/auth/reach";
import { Prisma } from "@/lib/platform/db/generated/client";
import { NotFound } from "@/lib/platform/errors";

/** Refuses whoever may see no stock anywhere. */
export function gateStock(actor: Actor, permission: Permission = "stock.read"): void {
  if (!canSomewhere(actor, permission)) throw new NotFound({ key: "errors.notAllowed" });
}

/**
 * `visible` for raw SQL: the rows of a table with an area code and a site id that the actor may see with a permission. Aggregates over
 * stock are written in SQL; both read the one permission table.
 * @param area and `site` are column names of the query, e.g. `b.area_code`
 */
export function withinReach(actor: Actor, permission: Permission, columns: { area: string; site: string }): Prisma.Sql {
  if (actor.system) return Prisma.sql`true`;
  const clauses: Prisma.Sql[] = [];
  for (const assignment of actor.assignments) {
    const reach = reachOf(permission, assignment.role);
    if (reach === "all") return Prisma.sql`true`;
    if (reach === "area")
      clauses.push(
        Prisma.sql`(${Prisma.raw(columns.area)} >= ${assignment.areaCode} AND ${Prisma.raw(columns.area)} < ${rangeEnd(assignment.areaCode)})`,
      );
    if (reach === "site" && assignment.siteId)
      clauses.push(Prisma.sql`${Prisma.raw(columns.site)} = ${assignment.siteId}::uuid`);
  }
  return clauses.length > 0 ? Prisma.sql`(${Prisma.join(clauses, " OR ")})` : Prisma.sql`false`;
}

/** A condition that holds when a filter is not given. */
export const when = (value: unknown, condition: Prisma.Sql): Prisma.Sql => (value ? condition : Prisma.sql`true`);

/** Direction of a page in SQL: what lies beyond the row it starts from, and the order to read in. */
export const turning = (back: boolean): { beyond: Prisma.Sql; order: Prisma.Sql } =>
  back ? { beyond: Prisma.raw("<"), order: Prisma.raw("DESC") } : { beyond: Prisma.raw(">"), order: Prisma.raw("ASC") };

/** Goods whose name or code has a text in it. @param goods name of the goods table in the query */
export const goodsNamed = (text: string | undefined, goods = "g"): Prisma.Sql => {
  const like = `%${(text ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const column = (name: string) => Prisma.raw(`${goods}.${name}`);
  return when(
    text,
    Prisma.sql`(${column("name_zh")} ILIKE ${like} OR ${column("name_en")} ILIKE ${like} OR ${column("code")} ILIKE ${like})`,
  );
};
