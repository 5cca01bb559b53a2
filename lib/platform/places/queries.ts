import { cache } from "react";
import type { Actor } from "@/lib/platform/auth/actor";
import { can, rangeEnd } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import type { SiteKind } from "@/lib/platform/db/generated/enums";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { nameIn } from "@/lib/platform/i18n/names";

/** Name of an area in a language, as far as it has one there; "" when the code is unknown. Areas are shared reference: everybody may read them. */
export const areaName = cache(async (actor: Actor, code: string, locale = "zh-CN"): Promise<string> => {
  const area = await read(actor, (db) => db.area.findUnique({ where: { code }, select: { name: true, nameEn: true } }));
  return (locale === "en" ? area?.nameEn : null) ?? area?.name ?? "";
});

const FEW = 12;

/** Areas whose name in either language contains or whose code begins with the text, larger areas first, with the path above as hint. */
export function searchAreas(actor: Actor, text: string, locale: string) {
  const query = text.trim();
  const like = { contains: query, mode: "insensitive" } as const;
  return read(actor, async (db) => {
    const rows = await db.area.findMany({
      where: /^\d+$/.test(query) ? { code: { startsWith: query } } : { OR: [{ name: like }, { nameEn: like }] },
      orderBy: [{ level: "asc" }, { code: "asc" }],
      take: FEW,
      include: { parent: { select: { name: true, nameEn: true } } },
    });
    return rows.map((area) => ({
      value: area.code,
      label: nameIn(area, locale),
      hint: [area.parent && nameIn(area.parent, locale), area.code].filter(Boolean).join(" · "),
    }));
  });
}

/** Sites by name, taught spellings or code. */
export function searchSites(actor: Actor, text: string, locale: string) {
  const query = text.trim();
  return read(actor, async (db) => {
    const rows = await db.site.findMany({
      where: {
        active: true,
        OR: [
          { name: { contains: query, mode: "insensitive" } },
          { nameEn: { contains: query, mode: "insensitive" } },
          { code: { startsWith: query.toUpperCase() } },
          { aliases: { some: { original: { contains: query } } } },
        ],
      },
      orderBy: { name: "asc" },
      take: FEW,
      include: { area: { select: { name: true, nameEn: true } } },
    });
    return rows.map((site) => ({
      value: site.id,
      label: nameIn(site, locale),
      hint: `${nameIn(site.area, locale)} · ${site.code}`,
    }));
  });
}

export interface SiteFilter {
  kind?: SiteKind;
  /** Everything below this area code. */
  areaCode?: string;
  text?: string;
  /** Also closed ones. */
  closed?: boolean;
}

const siteWhere = (filter: SiteFilter): Prisma.SiteWhereInput => {
  const like = filter.text ? { contains: filter.text, mode: "insensitive" as const } : undefined;
  return {
    AND: [
      filter.closed ? {} : { active: true },
      filter.kind ? { kind: filter.kind } : {},
      filter.areaCode ? { areaCode: { gte: filter.areaCode, lt: rangeEnd(filter.areaCode) } } : {},
      like
        ? {
            OR: [
              { name: like },
              { nameEn: like },
              { code: { startsWith: filter.text?.toUpperCase() } },
              { aliases: { some: { original: like } } },
            ],
          }
        : {},
    ],
  };
};

/** A page of sites, newest first. Where things are is known to everybody. */
export function listSites(actor: Actor, filter: SiteFilter, cursor: Cursor) {
  return read(actor, (db) =>
    keyPage(cursor, ({ id, orderBy, take }) =>
      db.site.findMany({
        where: { AND: [siteWhere(filter), { id }] },
        orderBy,
        take,
        include: { area: { select: { name: true, nameEn: true } } },
      }),
    ),
  );
}

/** Most sites drawn on one map; a city's hospitals, stores and points stay below it. */
export const MOST_DRAWN = 600;

/** Positions of the sites of a filter, for the map beside the list. */
export function sitePositions(actor: Actor, filter: SiteFilter) {
  return read(actor, (db) =>
    db.site.findMany({
      where: siteWhere(filter),
      orderBy: { id: "asc" },
      take: MOST_DRAWN,
      select: { id: true, name: true, nameEn: true, areaCode: true, lon: true, lat: true, precision: true },
    }),
  );
}

/**
 * One site with the areas above it, its other spellings, what it holds and awaits as far as the actor may see that, and who works there for
 * whoever may read people.
 * @throws NotFound
 */
export function getSite(actor: Actor, id: string) {
  return read(actor, async (db) => {
    const site = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id)
      ? await db.site.findUnique({ where: { id }, include: { aliases: { orderBy: { original: "asc" } } } })
      : null;
    if (!site) throw new NotFound();
    const place = { areaCode: site.areaCode, siteId: site.id };
    const above = [2, 4, 6, 9, 12].filter((length) => length <= site.areaCode.length);
    const areas = await db.area.findMany({
      where: { code: { in: above.map((length) => site.areaCode.slice(0, length)) } },
      orderBy: { level: "asc" },
      select: { code: true, name: true, nameEn: true },
    });
    const stock = can(actor, "stock.read", place)
      ? await db.stockBalance.groupBy({ by: ["goodsId"], where: { siteId: id, onHand: { gt: 0n } }, _count: true })
      : null;
    const demands = can(actor, "demand.read", place)
      ? await db.demandRequest.count({
          where: {
            siteId: id,
            state: { in: ["submitted", "verified", "approved"] },
            fulfilment: { in: ["none", "partly"] },
          },
        })
      : null;
    const people = can(actor, "person.read", { areaCode: site.areaCode })
      ? await db.assignment.findMany({
          where: { siteId: id, endedAt: null, person: { status: { not: "disabled" } } },
          orderBy: { createdAt: "asc" },
          include: { person: { select: { id: true, name: true, nameEn: true, status: true } } },
        })
      : null;
    return {
      ...site,
      areas,
      stock: stock ? { goods: stock.length, lots: stock.reduce((sum, row) => sum + row._count, 0) } : null,
      demands,
      people,
      mayEdit: can(actor, "site.edit", place),
    };
  });
}
export type SiteDetail = Awaited<ReturnType<typeof getSite>>;

/**
 * An area with what lies directly below it, census population where there is one, and how many sites each holds; and the functional zones,
 * which are statistics only. `code` "" is the whole country the system knows.
 */
export function areaLevel(actor: Actor, code: string) {
  return read(actor, async (db) => {
    const area = code === "" ? null : await db.area.findUnique({ where: { code } });
    if (code !== "" && !area) throw new NotFound();
    const children = await db.area.findMany({
      where: { parentCode: area?.code ?? null },
      orderBy: { code: "asc" },
      include: { _count: { select: { children: true } } },
    });
    const counts = await db.$queryRaw<{ code: string; sites: number }[]>`
      SELECT a.code, count(s.id)::int AS sites FROM area a
      JOIN site s ON s.active AND s.area_code >= a.code AND s.area_code < a.code || ':'
      WHERE a.parent_code IS NOT DISTINCT FROM ${area?.code ?? null} GROUP BY a.code`;
    const sites = new Map(counts.map((row) => [row.code, row.sites]));
    const above = [2, 4, 6, 9].filter((length) => length < code.length).map((length) => code.slice(0, length));
    return {
      area,
      above: await db.area.findMany({
        where: { code: { in: above } },
        orderBy: { level: "asc" },
        select: { code: true, name: true, nameEn: true },
      }),
      children: children.map((child) => ({
        ...child,
        below: child._count.children,
        sites: sites.get(child.code) ?? 0,
      })),
      zones: code === "4201" ? await db.statisticalZone.findMany({ orderBy: { code: "asc" } }) : [],
    };
  });
}

/** The districts, as options of a filter. */
export function listDistricts(actor: Actor) {
  return read(actor, (db) =>
    db.area.findMany({
      where: { level: 3 },
      orderBy: { code: "asc" },
      select: { code: true, name: true, nameEn: true },
    }),
  );
}
