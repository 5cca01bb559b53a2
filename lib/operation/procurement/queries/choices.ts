import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, visible } from "@/lib/platform/auth/reach";
import type { Permission } from "@/lib/platform/auth/permissions";
import { read } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";

/** Columns of a site: it is its own site. */
const SITE_COLUMNS = { area: ["areaCode"], site: ["id"] };

/** Sites where the actor has a permission, for a picker: those that hold stock, at most 200, by name. */
export function sitesFor(actor: Actor, permission: Permission) {
  if (!canSomewhere(actor, permission)) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, (db) =>
    db.site.findMany({
      where: {
        AND: [{ active: true, kind: { not: "organisation" } }, visible(actor, permission, SITE_COLUMNS)],
      },
      select: { id: true, name: true, nameEn: true, areaCode: true, kind: true },
      orderBy: [{ kind: "asc" }, { name: "asc" }],
      take: 200,
    }),
  );
}

/** Goods by part of their name, code or a taught spelling, for a picker; with their packs. At most 20. */
export function findGoods(actor: Actor, text: string) {
  if (!canSomewhere(actor, "catalogue.read")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, (db) =>
    db.goods.findMany({
      where: {
        AND: [
          { active: true },
          text
            ? {
                OR: [
                  { nameZh: { contains: text, mode: "insensitive" } },
                  { nameEn: { contains: text, mode: "insensitive" } },
                  { code: { contains: text, mode: "insensitive" } },
                  { aliases: { some: { original: { contains: text, mode: "insensitive" } } } },
                ],
              }
            : {},
        ],
      },
      select: {
        id: true,
        code: true,
        nameZh: true,
        nameEn: true,
        baseUnit: true,
        standard: true,
        packs: { where: { active: true }, select: { unit: true, baseUnits: true, label: true } },
      },
      orderBy: { nameZh: "asc" },
      take: 20,
    }),
  );
}

/** Units goods may be counted in. */
export function listUnits(actor: Actor) {
  if (!canSomewhere(actor, "catalogue.read")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, (db) => db.unit.findMany({ orderBy: [{ packaging: "asc" }, { code: "asc" }] }));
}

/** Name and base unit of one goods, for a field that already holds it; null when there is none. */
export function goodsName(actor: Actor, id: string) {
  if (!canSomewhere(actor, "catalogue.read")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, (db) =>
    db.goods.findUnique({ where: { id }, select: { id: true, nameZh: true, nameEn: true, baseUnit: true } }),
  );
}
