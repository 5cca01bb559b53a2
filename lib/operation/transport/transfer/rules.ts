/** Amounts of a transfer line, in the line's unit. */
export interface LineAmounts {
  quantity: bigint;
  picked: bigint;
  shipped: bigint;
  received: bigint;
  backOrdered: bigint;
}

/** What may still be picked: ordered, less picked, less handed on to a back-order. */
export const leftToPick = (line: LineAmounts): bigint => line.quantity - line.picked - line.backOrdered;

/** Has everything this order still answers for been picked? */
export const allPicked = (lines: readonly LineAmounts[]): boolean => lines.every((line) => leftToPick(line) === 0n);

/**
 * Is nothing left to do: all that was to be picked is picked or handed on, and what was picked has left?
 * What is on the road is judged by the shipments, not here.
 */
export const nothingLeft = (lines: readonly LineAmounts[]): boolean =>
  lines.every((line) => leftToPick(line) === 0n && line.picked === line.shipped);

/**
 * Base units of the need that an amount sent counts as, rounded down: `ratioSubstitute` units of a substitute count as `ratioNeed`
 * units of the need.
 */
export const countsAsNeed = (amount: bigint, line: { ratioNeed: number; ratioSubstitute: number }): bigint =>
  (amount * BigInt(line.ratioNeed)) / BigInt(line.ratioSubstitute);

/** A reservation as picking sees it. */
export interface HeldStock {
  id: string;
  lineId: string | null;
  lotId: string;
  placeId: string;
  quantity: bigint;
}

/**
 * Which reservations a pick uses up and what of them must be promised again: reservations end whole, so the part not picked is
 * reserved anew.
 * @returns ids to consume, and the remainder to reserve again (0 when none)
 */
export function consumeHeld(
  held: readonly HeldStock[],
  pick: { lineId: string; lotId: string; placeId: string; quantity: bigint },
): { consume: HeldStock[]; remainder: bigint } {
  const consume: HeldStock[] = [];
  let covered = 0n;
  for (const row of held) {
    if (covered >= pick.quantity) break;
    if (row.lineId !== pick.lineId || row.lotId !== pick.lotId || row.placeId !== pick.placeId) continue;
    consume.push(row);
    covered += row.quantity;
  }
  return { consume, remainder: covered > pick.quantity ? covered - pick.quantity : 0n };
}

/**
 * Which promises of a line fall away when another lot was picked instead: as much as the substitute took, the latest promise first.
 * @returns reservations to release and how much of the last must be promised again
 */
export function releaseForSubstitute(
  held: readonly HeldStock[],
  lineId: string,
  amount: bigint,
): { release: HeldStock[]; again: { row: HeldStock; quantity: bigint } | null } {
  const release: HeldStock[] = [];
  let freed = 0n;
  for (const row of [...held].reverse()) {
    if (freed >= amount) break;
    if (row.lineId !== lineId) continue;
    release.push(row);
    freed += row.quantity;
  }
  const last = release[release.length - 1];
  return { release, again: last && freed > amount ? { row: last, quantity: freed - amount } : null };
}
