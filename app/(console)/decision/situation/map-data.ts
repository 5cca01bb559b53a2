import type { MapData } from "@/components/map/static-map";
import type { Situation } from "@/lib/decision/situation/queries/situation";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { EXTENT, type LonLat, schematicPlace } from "@/lib/platform/places/wuhan";
import { nameIn } from "@/lib/platform/i18n/names";

interface Placed {
  id: string;
  areaCode: string;
  lon: number | null;
  lat: number | null;
  precision: "surveyed" | "districtSeat" | "schematic";
}

/** Where a site is drawn: its own position when the map covers it, else a schematic one in its district; null outside the city. */
function drawnAt(site: Placed): { at: LonLat; precision: Placed["precision"] } | null {
  const [west, south, east, north] = EXTENT.city;
  if (site.lon !== null && site.lat !== null)
    return site.lon >= west && site.lon <= east && site.lat >= south && site.lat <= north
      ? { at: [site.lon, site.lat], precision: site.precision }
      : null;
  const at = schematicPlace(site.areaCode.slice(0, 6), site.id);
  return at ? { at, precision: "schematic" } : null;
}

const byClass = (counts: Record<Priority, number>) => ({
  life: counts.lifeSaving,
  urgent: counts.urgent,
  routine: counts.routine,
});

/** What the map draws, with the rows behind each thing; `undrawn` counts sites outside the map or without any place. */
export function mapData(
  situation: Situation,
  locale: string,
  words: { unit: string; flowUnit: string; rest: (district: string, count: number) => string },
): {
  data: Required<MapData>;
  links: Record<string, { label: string; href: string }>;
  undrawn: number;
} {
  const links: Record<string, { label: string; href: string }> = {};
  let undrawn = 0;
  const place = (site: Placed) => {
    const found = drawnAt(site);
    if (!found) undrawn += 1;
    return found;
  };
  const needs = situation.rings.sites.flatMap((site) => {
    const drawn = place({ ...site, id: site.siteId });
    if (!drawn) return [];
    const id = `need-${site.siteId}`;
    const label = nameIn(site, locale);
    links[id] = { label, href: `/operation/demand?unmet=any&site=${site.siteId}` };
    return [{ id, label, ...drawn, byClass: byClass(site.byPriority), unit: words.unit }];
  });
  const rest = situation.rings.rest.flatMap((sum) => {
    const district = situation.districts.find((one) => one.code === sum.districtCode);
    if (!district || district.lon === null || district.lat === null) {
      undrawn += sum.sites;
      return [];
    }
    const id = `rest-${sum.districtCode}`;
    const label = words.rest(nameIn(district, locale), sum.sites);
    links[id] = { label, href: `/operation/demand?unmet=any&area=${sum.districtCode}` };
    return [
      {
        id,
        label,
        at: [district.lon, district.lat] as LonLat,
        precision: district.precision,
        byClass: byClass(sum.byPriority),
        unit: words.unit,
      },
    ];
  });
  const stores = situation.cover.stores.flatMap((store) => {
    const drawn = place(store);
    if (!drawn) return [];
    const id = `store-${store.id}`;
    const label = nameIn(store, locale);
    links[id] = { label, href: `/operation/stock?site=${store.id}` };
    return [{ id, label, ...drawn, coverDays: store.coverDays }];
  });
  const flows = situation.flows.flatMap((flow) => {
    const [from, to] = [drawnAt(flow.fromSite), drawnAt(flow.toSite)];
    if (!from || !to) return [];
    const id = `flow-${flow.id}`;
    links[id] = { label: flow.number, href: `/operation/shipments/${flow.id}` };
    return [
      {
        id,
        from: from.at,
        to: to.at,
        fromLabel: nameIn(flow.fromSite, locale),
        toLabel: nameIn(flow.toSite, locale),
        quantity: flow._count.lines,
        unit: words.flowUnit,
      },
    ];
  });
  return { data: { needs: [...needs, ...rest], stores, flows }, links, undrawn };
}
