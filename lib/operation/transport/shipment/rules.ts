/** One carton's contents. */
export interface CartonContent {
  lineId: string;
  quantity: bigint;
}

/**
 * Splits what a line still has unpacked into cartons of `perCarton`, the last with the remainder.
 * @param unpacked units of the line in no carton yet
 * @param cartons at most this many; all that are needed when absent
 * @returns units in each carton; empty when nothing is left to pack
 */
export function splitIntoCartons(unpacked: bigint, perCarton: bigint, cartons = 500): bigint[] {
  const sizes: bigint[] = [];
  for (let left = unpacked; left > 0n && sizes.length < cartons; left -= perCarton)
    sizes.push(left < perCarton ? left : perCarton);
  return sizes;
}

/** Contents as stored (quantities as decimal text) to numbers; rows that do not fit are a bug and throw. */
export function contentsOf(stored: unknown): CartonContent[] {
  if (!Array.isArray(stored)) throw new Error("carton contents are a list");
  return stored.map((row: { lineId: string; quantity: string }) => ({
    lineId: row.lineId,
    quantity: BigInt(row.quantity),
  }));
}

/** Units of each line in cartons. */
export function packedByLine(cartons: readonly { contents: unknown }[]): Map<string, bigint> {
  const packed = new Map<string, bigint>();
  for (const carton of cartons)
    for (const { lineId, quantity } of contentsOf(carton.contents))
      packed.set(lineId, (packed.get(lineId) ?? 0n) + quantity);
  return packed;
}

/** A shipment under way as the custody figure sees it. */
export interface UnderWay {
  departedAt: Date | null;
  arrivedAt: Date | null;
  /** Last known point: device position or named checkpoint. */
  lastKnownAt: Date | null;
}

/** A point older than this no longer says where a shipment is. */
export const KNOWN_FOR_MS = 4 * 3_600_000;

/**
 * Share of shipments under way whose whereabouts are known: arrived at the destination, departed within `KNOWN_FOR_MS`, or reported
 * within it. The figure that OIG-20-76 found missing for 38 % of shipments.
 */
export function custody(
  shipments: readonly UnderWay[],
  now: Date,
): { known: number; total: number; share: number | null } {
  const fresh = (at: Date | null) => at !== null && now.getTime() - at.getTime() <= KNOWN_FOR_MS;
  const known = shipments.filter(
    (each) => each.arrivedAt !== null || fresh(each.departedAt) || fresh(each.lastKnownAt),
  ).length;
  return {
    known,
    total: shipments.length,
    share: shipments.length === 0 ? null : known / shipments.length,
  };
}
