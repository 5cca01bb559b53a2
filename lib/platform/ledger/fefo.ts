/** A lot on a shelf, as picking sees it. */
export interface PickableLot {
  lotId: string;
  placeId: string;
  /** Free base units: on hand less reserved. */
  available: bigint;
  /** Calendar day of expiry (Date at UTC midnight), null when the goods do not expire or it is unknown. */
  expiresOn: Date | null;
  /** Base units a pack, null when loose or unknown. */
  packSize: bigint | null;
}

export interface Pick {
  lotId: string;
  placeId: string;
  quantity: bigint;
}

/**
 * First expired, first out. Lots are taken by earliest expiry (undated last), equal expiry by the smaller remainder first so that
 * open lots are used up; lots that expire before `usableUntil` are left out. When packs may not be broken each pick is rounded down
 * to whole packs of its lot.
 * @param wanted base units, > 0
 * @returns picks and what could not be served; picks never exceed a lot's free stock
 */
export function pickFefo(
  lots: readonly PickableLot[],
  wanted: bigint,
  options: { usableUntil?: Date; breakPacks?: boolean } = {},
): { picks: Pick[]; missing: bigint } {
  const usable = lots
    .filter(
      (lot) => lot.available > 0n && (!lot.expiresOn || !options.usableUntil || lot.expiresOn >= options.usableUntil),
    )
    .sort((a, b) => {
      const byExpiry =
        (a.expiresOn?.getTime() ?? Number.POSITIVE_INFINITY) - (b.expiresOn?.getTime() ?? Number.POSITIVE_INFINITY);
      if (byExpiry < 0 || byExpiry > 0) return byExpiry;
      if (a.available !== b.available) return a.available < b.available ? -1 : 1;
      return a.lotId < b.lotId ? -1 : 1;
    });
  const picks: Pick[] = [];
  let missing = wanted;
  for (const lot of usable) {
    if (missing === 0n) break;
    let take = lot.available < missing ? lot.available : missing;
    if (options.breakPacks === false && lot.packSize && lot.packSize > 1n) take -= take % lot.packSize;
    if (take <= 0n) continue;
    picks.push({ lotId: lot.lotId, placeId: lot.placeId, quantity: take });
    missing -= take;
  }
  return { picks, missing };
}
