import type { FrozenIssue } from "@/lib/solver/flow/problem-model";

/** A line an officer froze. Quantities are base units. */
export interface FrozenLine {
  demandLineId: string;
  fromSiteId: string;
  lotId: string;
  quantity: bigint;
  counts: bigint;
}

/**
 * Frozen lines as far as they can still be carried out: no more than the lot holds now and no more than the need still is. What cannot
 * be kept is not kept in part of a unit; a line of which nothing can be kept falls away.
 */
export function clampFrozen(
  lines: readonly FrozenLine[],
  needs: readonly { lineId: string; quantity: number }[],
  lots: readonly { siteId: string; lotId: string; available: number }[],
): { lineId: string; issue: FrozenIssue }[] {
  const open = new Map(needs.map((need) => [need.lineId, BigInt(need.quantity)]));
  const there = new Map(lots.map((lot) => [`${lot.siteId}/${lot.lotId}`, BigInt(lot.available)]));
  const least = (a: bigint, b: bigint) => (a < b ? a : b);
  return lines.flatMap(({ demandLineId, fromSiteId, lotId, quantity, counts }) => {
    const key = `${fromSiteId}/${lotId}`;
    const needed = open.get(demandLineId) ?? 0n;
    const wanted = counts > needed ? (quantity * needed) / counts : quantity;
    const kept = least(wanted, there.get(key) ?? 0n);
    if (kept <= 0n) return [];
    there.set(key, (there.get(key) ?? 0n) - kept);
    open.set(demandLineId, needed - (kept * counts) / quantity);
    return [{ lineId: demandLineId, issue: { storeId: fromSiteId, lotId, quantity: Number(kept) } }];
  });
}
