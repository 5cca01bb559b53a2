import type { MapNeed } from "@/components/map/symbols";
import { EXTENT, type LonLat, schematicPlace } from "@/lib/platform/places/wuhan";
import { nameIn } from "@/lib/platform/i18n/names";

interface Placed {
  id: string;
  name: string;
  nameEn: string | null;
  areaCode: string;
  lon: number | null;
  lat: number | null;
  precision: MapNeed["precision"];
}

/** Sites as plain marks of the map: no quantity, only how sure the position is. Those outside the city's extent are left to the list. */
export function siteMarks(sites: readonly Placed[], locale: string): MapNeed[] {
  const [west, south, east, north] = EXTENT.city;
  return sites.flatMap((site) => {
    const known = site.lon !== null && site.lat !== null;
    const at: LonLat | null = known
      ? [site.lon as number, site.lat as number]
      : schematicPlace(site.areaCode.slice(0, 6), site.id);
    if (!at || at[0] < west || at[0] > east || at[1] < south || at[1] > north) return [];
    return [
      {
        id: site.id,
        label: nameIn(site, locale),
        at,
        precision: known ? site.precision : ("schematic" as const),
        byClass: { life: 0, urgent: 0, routine: 0 },
        unit: "",
      },
    ];
  });
}
