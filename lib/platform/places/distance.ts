import { type Bank, CROSSINGS, DISTRICTS, isInside, type LonLat, schematicPlace } from "./wuhan";

/** Where something is, for distances. */
export interface Point {
  at: LonLat;
  bank: Bank | null;
}

/** Streets are longer than the crow flies: ratio of road to great-circle distance in cities, about 1.3 (Ballou et al. 2002). */
export const DETOUR = 1.3;
const EARTH_M = 6_371_000;
const CITY_CENTRE: LonLat = [114.305, 30.593];

/** Great-circle distance in metres (haversine). */
export function greatCircleM([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  const rad = Math.PI / 180;
  const a =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** Upstream of the Han mouth a Yangtze crossing leads to Hanyang, downstream of it to Hankou. */
const HAN_MOUTH_LON = 114.288;
const CROSSING_BANKS: { at: LonLat; banks: readonly [Bank, Bank] }[] = CROSSINGS.map(({ over, at }) => ({
  at,
  banks:
    over === "han"
      ? (["hankou", "hanyang"] as const)
      : at[0] < HAN_MOUTH_LON
        ? (["hanyang", "wuchang"] as const)
        : (["hankou", "wuchang"] as const),
}));

const leads = (from: Bank, to: Bank) =>
  CROSSING_BANKS.filter(({ banks }) => banks.includes(from) && banks.includes(to));

/**
 * Length of the way in whole metres: great circle times the detour factor, over the best bridge when the banks differ, over two when
 * that is shorter. Schematic, like the map: no road data is open for the city.
 */
export function wayM(from: Point, to: Point): number {
  if (from.bank === null || to.bank === null || from.bank === to.bank)
    return Math.round(DETOUR * greatCircleM(from.at, to.at));
  const { bank: start } = from;
  const { bank: end } = to;
  let best = Number.POSITIVE_INFINITY;
  for (const bridge of leads(start, end))
    best = Math.min(best, greatCircleM(from.at, bridge.at) + greatCircleM(bridge.at, to.at));
  const between = (["hankou", "hanyang", "wuchang"] as const).find((bank) => bank !== start && bank !== end) as Bank;
  for (const first of leads(start, between))
    for (const second of leads(between, end))
      best = Math.min(
        best,
        greatCircleM(from.at, first.at) + greatCircleM(first.at, second.at) + greatCircleM(second.at, to.at),
      );
  return Math.round(DETOUR * best);
}

/** Point of a site: its coordinates, else schematically inside its district, else the city's centre. */
export function pointOf(site: { id: string; areaCode: string; lon: number | null; lat: number | null }): Point {
  const district = DISTRICTS.find(({ code }) => site.areaCode.startsWith(code));
  const at: LonLat =
    site.lon !== null && site.lat !== null
      ? [site.lon, site.lat]
      : ((district && schematicPlace(district.code, site.id)) ?? CITY_CENTRE);
  const bank = district?.bank ?? DISTRICTS.find(({ outline }) => isInside(at, outline))?.bank ?? null;
  return { at, bank };
}

/** A loaded lorry in a closed city, and the time to load and to hand over. Planning figures, editable where a plan is made. */
export const SPEED_KMH = 30;
export const HANDLING_MIN = 60;

/** Minutes from the decision to the goods being there. */
export const leadTimeMin = (distanceM: number): number =>
  HANDLING_MIN + Math.ceil(distanceM / ((SPEED_KMH * 1000) / 60));
