/** A need nobody confirmed for this long is stale and sinks below the others (business time). */
export const STALE_AFTER_MS = 72 * 3_600_000;
/** Confidence in an unconfirmed need halves in this time: a planning assumption of our own, so that staleness is 25 %. */
export const CONFIDENCE_HALF_LIFE_MS = 36 * 3_600_000;

/** Is a need last confirmed at this instant stale? Never confirmed is stale. */
export function isStale(confirmedAt: Date | null, now: Date): boolean {
  return confirmedAt === null || now.getTime() - confirmedAt.getTime() > STALE_AFTER_MS;
}

/** The instant before which a last confirmation is stale. */
export const staleBefore = (now: Date): Date => new Date(now.getTime() - STALE_AFTER_MS);

/**
 * How far a need may still be believed without asking again: 100 at confirmation, halved every `CONFIDENCE_HALF_LIFE_MS`.
 * @returns whole percent, 0 to 100; never confirmed is 0
 */
export function confidencePercent(confirmedAt: Date | null, now: Date): number {
  if (confirmedAt === null) return 0;
  const age = Math.max(0, now.getTime() - confirmedAt.getTime());
  return Math.round(100 * 0.5 ** (age / CONFIDENCE_HALF_LIFE_MS));
}
