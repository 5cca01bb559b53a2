/** What may be promised: free stock less the reserve floor, never below zero. Base units. */
export function freeAboveFloor(free: bigint, floor: bigint): bigint {
  return free > floor ? free - floor : 0n;
}

/** The part of a remainder that is whole packs; all of it when the pack is unknown or the goods lie loose. */
export function wholePacks(available: bigint, packSize: bigint | null): bigint {
  return packSize && packSize > 1n ? available - (available % packSize) : available;
}

/** Where a stock stands against its levels; `unset` when nobody has set any. */
export type LevelStanding = "belowFloor" | "belowMinimum" | "normal" | "aboveMaximum" | "unset";

/** Compares on-hand stock with floor, minimum and maximum, all base units. */
export function standingOf(
  onHand: bigint,
  level: { floor: bigint; minimum: bigint | null; maximum: bigint | null } | null,
): LevelStanding {
  if (!level || (level.floor === 0n && level.minimum === null && level.maximum === null)) return "unset";
  if (onHand < level.floor) return "belowFloor";
  if (level.minimum !== null && onHand < level.minimum) return "belowMinimum";
  if (level.maximum !== null && onHand > level.maximum) return "aboveMaximum";
  return "normal";
}
