/** Sums of amounts, a unit each: unlike units are never added. In the order the units first come up. */
export function totalsByUnit(rows: readonly { unit: string; onHand: bigint }[]): { unit: string; total: bigint }[] {
  const totals = new Map<string, bigint>();
  for (const { unit, onHand } of rows) totals.set(unit, (totals.get(unit) ?? 0n) + onHand);
  return [...totals].map(([unit, total]) => ({ unit, total }));
}
