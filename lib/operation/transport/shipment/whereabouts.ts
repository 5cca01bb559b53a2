/** A position as a form gives it: by the device, typed, or none. */
export type GivenPosition =
  | { source: "device"; lon: number; lat: number }
  | { source: "manual"; lon: number; lat: number }
  | { source: "none" };

/** Where something is, as it is stored. `manual` is what a person typed, in words or as coordinates. */
export interface Whereabouts {
  positionSource: "device" | "manual" | "none";
  lon: number | null;
  lat: number | null;
  placeName: string;
}

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d{1,10})?)\s*°?`;
const PAIR = new RegExp(
  String.raw`^(北纬|N|东经|E)?\s*${NUMBER}\s*(N|E)?\s*[,，;；、\s]\s*(北纬|N|东经|E)?\s*${NUMBER}\s*(N|E)?$`,
  "iu",
);

/**
 * Coordinates typed by a person, in degrees: `30.5951, 114.2999` (latitude first, as people write them), the other way round when the first
 * can be no latitude or is marked E or 东经. Null for anything else, which is then a place in words.
 */
export function coordinatesIn(text: string): { lon: number; lat: number } | null {
  const found = PAIR.exec(text.trim());
  if (!found) return null;
  const [, before, one, after] = found;
  const [first, second] = [Number(one), Number(found[5])];
  const marks = `${before ?? ""}${after ?? ""}`.toUpperCase();
  const eastFirst = /东经|E/.test(marks) || (!/北纬|N/.test(marks) && Math.abs(first) > 90);
  const [lat, lon] = eastFirst ? [second, first] : [first, second];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lon, lat } : null;
}

/** Joins a device's position and what a person typed: typed coordinates count where the device gave none, words always stand beside. */
export function whereaboutsOf(position: GivenPosition, typed: string): Whereabouts {
  const words = typed.trim();
  if (position.source !== "none")
    return { positionSource: position.source, lon: position.lon, lat: position.lat, placeName: words };
  const coordinates = coordinatesIn(words);
  if (coordinates) return { positionSource: "manual", ...coordinates, placeName: "" };
  return { positionSource: words ? "manual" : "none", lon: null, lat: null, placeName: words };
}
