import { cache } from "react";
import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";

/** Name of an area, "" when the code is unknown. Areas are shared reference: everybody may read them. */
export const areaName = cache(async (actor: Actor, code: string): Promise<string> => {
  const area = await read(actor, (db) => db.area.findUnique({ where: { code }, select: { name: true } }));
  return area?.name ?? "";
});

const FEW = 12;

/** Areas whose name contains or whose code begins with the text, larger areas first, with the path above as hint. */
export function searchAreas(actor: Actor, text: string) {
  const query = text.trim();
  return read(actor, async (db) => {
    const rows = await db.area.findMany({
      where: /^\d+$/.test(query) ? { code: { startsWith: query } } : { name: { contains: query } },
      orderBy: [{ level: "asc" }, { code: "asc" }],
      take: FEW,
      include: { parent: { select: { name: true } } },
    });
    return rows.map((area) => ({
      value: area.code,
      label: area.name,
      hint: [area.parent?.name, area.code].filter(Boolean).join(" · "),
    }));
  });
}

/** Sites by name, taught spellings or code. */
export function searchSites(actor: Actor, text: string) {
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
      include: { area: { select: { name: true } } },
    });
    return rows.map((site) => ({ value: site.id, label: site.name, hint: `${site.area.name} · ${site.code}` }));
  });
}
