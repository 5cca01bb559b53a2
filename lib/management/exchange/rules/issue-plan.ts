import { type PickableLot, pickFefo } from "@/lib/platform/ledger/fefo";
import type { ReadyRow } from "./groups";

/** A lot on the store's shelf, as a past issue may draw on it. */
export interface IssuableLot extends PickableLot {
  goodsId: string;
  /** Base unit, or the pack counted in. */
  unit: string;
  /** ISO day it came: nothing was issued before it was there. */
  cameOn: string;
}

export interface PlannedLine {
  lotId: string;
  /** In units of the lot. */
  quantity: bigint;
}

/**
 * Which lots a row of a past issue was served from: first expired first among those that were there on its day; in base units, or by the
 * pack from lots counted in that pack. All of the row or nothing: half a row would be a figure nobody stated.
 * Takes what it plans out of `lots`, so that the next row sees the rest.
 * @returns null when the recorded stock does not cover the row
 */
export function planIssue(ready: ReadyRow, lots: IssuableLot[]): PlannedLine[] | null {
  const { row, goods, each } = ready;
  const day = row.date ?? "";
  const quantity = BigInt(row.quantity ?? 0);
  const ways = [
    ...(each === null ? [] : [{ unit: goods.baseUnit, wanted: quantity * each }]),
    ...(row.unit !== goods.baseUnit ? [{ unit: row.unit, wanted: quantity }] : []),
  ];
  for (const { unit, wanted } of ways) {
    const usable = lots.filter((lot) => lot.goodsId === goods.id && lot.unit === unit && lot.cameOn <= day);
    const { picks, missing } = pickFefo(usable, wanted, { usableUntil: new Date(`${day}T00:00:00Z`) });
    if (missing > 0n || picks.length === 0) continue;
    for (const pick of picks) {
      const lot = usable.find((candidate) => candidate.lotId === pick.lotId);
      if (lot) lot.available -= pick.quantity;
    }
    return picks.map(({ lotId, quantity: taken }) => ({ lotId, quantity: taken }));
  }
  return null;
}
