/**
 * Sectors of humanitarian response that goods of the catalogue belong to, named as the IASC clusters are (what `#sector` of a 4W report
 * takes). The catalogue has no such column: the sector follows from the category.
 */
export const SECTORS = ["health", "foodSecurity", "wash", "logistics"] as const;
export type Sector = (typeof SECTORS)[number];

/** Categories of the internal scheme that are not health; the rest of the scheme is protective, medical and laboratory goods. */
const ELSEWHERE: Readonly<Record<string, Sector>> = {
  "CP-NUT": "foodSecurity",
  "CP-DLY": "wash",
  "CP-LOG": "logistics",
};

/** The sector of a category; null for a code of another scheme, whose meaning is not known here. */
export function sectorOf(categoryCode: string): Sector | null {
  if (!/^CP-/.test(categoryCode)) return null;
  const within = Object.entries(ELSEWHERE).find(
    ([code]) => categoryCode === code || categoryCode.startsWith(`${code}-`),
  );
  return within ? within[1] : "health";
}

/** Length of an area code by level: province, city, district, street, community. */
const LENGTHS = [2, 4, 6, 9, 12] as const;

/** Codes of the divisions an area lies in, from the province down; as many as its own level has. */
export const divisionsOf = (areaCode: string): string[] =>
  LENGTHS.filter((length) => length <= areaCode.length).map((length) => areaCode.slice(0, length));
