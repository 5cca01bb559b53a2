import type { Db } from "@/lib/platform/db/access";
import type { PlaceKind } from "@/lib/platform/db/generated/enums";

const OUTSIDE: ReadonlySet<PlaceKind> = new Set<PlaceKind>([
  "donor",
  "supplier",
  "recipient",
  "loss",
  "conversion",
  "opening",
]);

/**
 * The place of a kind at a site, made on first use. `zone` tells shelves apart, and shipments on the road (their number).
 * Safe when two ask at once.
 * @returns id of the place
 */
export async function placeOf(
  db: Db,
  site: { id: string; areaCode: string },
  kind: PlaceKind,
  zone = "",
): Promise<string> {
  const found = await db.place.findUnique({
    where: { siteId_kind_zone: { siteId: site.id, kind, zone } },
    select: { id: true },
  });
  if (found) return found.id;
  await db.$executeRaw`INSERT INTO place (kind, site_id, area_code, zone, outside)
    VALUES (${kind}::place_kind, ${site.id}::uuid, ${site.areaCode}, ${zone}, ${OUTSIDE.has(kind)}) ON CONFLICT DO NOTHING`;
  const made = await db.place.findUniqueOrThrow({
    where: { siteId_kind_zone: { siteId: site.id, kind, zone } },
    select: { id: true },
  });
  return made.id;
}
