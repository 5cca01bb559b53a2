import type { Travel } from "./travel";

const EARTH_RADIUS_M = 6_371_008.8;
/** Matrix entries from here on mean: no way. */
const NO_WAY = 500_000_000;

interface Place {
  longitude: number;
  latitude: number;
}

/** Distance and nominal time of one leg, worked out from the model's definition; Infinity where there is no way. */
export function roadDistance(travel: Travel, from: number, to: number): { metres: number; seconds: number } {
  if (from === to) return { metres: 0, seconds: 0 };
  if (travel.closed?.some((arc) => arc.from === from && arc.to === to))
    return { metres: Number.POSITIVE_INFINITY, seconds: Number.POSITIVE_INFINITY };
  if (travel.kind === "matrix") {
    const metres = travel.distanceM[from * travel.size + to];
    const seconds = (travel.durationS ?? travel.distanceM)[from * travel.size + to];
    if (metres >= NO_WAY || seconds >= NO_WAY)
      return { metres: Number.POSITIVE_INFINITY, seconds: Number.POSITIVE_INFINITY };
    return { metres, seconds };
  }
  const at = (row: number): Place => ({ longitude: travel.longitude[row], latitude: travel.latitude[row] });
  const road = (a: Place, b: Place) => (haversine(a, b) * travel.detourPercent) / 100;
  let metres: number;
  if (!travel.bank || travel.bank[from] === travel.bank[to]) metres = road(at(from), at(to));
  else metres = overBridges(travel, travel.bank[from], travel.bank[to], at(from), at(to), road);
  const rounded = Math.round(metres);
  return { metres: rounded, seconds: Math.round(rounded / travel.speedMPerS) };
}

/** Bellman-Ford over the open bridges: the cheapest way to stand at each of them, then on to the goal. */
function overBridges(
  travel: Extract<Travel, { kind: "points" }>,
  fromBank: number,
  toBank: number,
  from: Place,
  to: Place,
  road: (a: Place, b: Place) => number,
): number {
  const open = (travel.bridges ?? []).filter((bridge) => bridge.open !== false);
  const reach = open.map((bridge) => (bridge.banks.includes(fromBank) ? road(from, bridge) : Number.POSITIVE_INFINITY));
  for (let round = 0; round < open.length; round++)
    open.forEach((a, i) => {
      open.forEach((b, j) => {
        if (a.banks.some((bank) => b.banks.includes(bank))) reach[j] = Math.min(reach[j], reach[i] + road(a, b));
      });
    });
  let best = Number.POSITIVE_INFINITY;
  open.forEach((bridge, i) => {
    if (bridge.banks.includes(toBank)) best = Math.min(best, reach[i] + road(bridge, to));
  });
  return best;
}

function haversine(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const dLat = (b.latitude - a.latitude) * rad;
  const dLon = (b.longitude - a.longitude) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
