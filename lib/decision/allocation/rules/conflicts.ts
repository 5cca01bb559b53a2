import type { Message } from "@/lib/platform/errors";

/** A proposed line with what is true of it now. Quantities are base units. */
export interface LineNow {
  id: string;
  position: number;
  siteId: string;
  lotId: string;
  goodsId: string;
  quantity: bigint;
  counts: bigint;
  demandLineId: string;
  goods: string;
  goodsEn: string;
  from: string;
  fromEn: string | null;
  to: string;
  toEn: string | null;
  unit: string;
  /** Why the lot may not be issued for the need at all: its own fault, or the rule that let these goods stand in is gone; null when it may. */
  lotFault: "recalled" | "expired" | "expiresOnTheWay" | "condition" | "ruleGone" | null;
}

export interface StockNow {
  /** Free on the shelves, by `site/lot`. */
  lots: ReadonlyMap<string, bigint>;
  /** Free above the reserve floor, by `site/goods`. */
  aboveFloor: ReadonlyMap<string, bigint>;
  /** Still to be promised, by demand line; absent = no longer open. */
  remaining: ReadonlyMap<string, bigint>;
}

/**
 * What changed since the plan was computed, line by line: lots gone or short, floors reached, needs met or withdrawn, rules of
 * substitution withdrawn. Lines are taken in
 * the plan's order and use up what is there, so that two lines on one lot conflict only when both do not fit.
 * @returns the conflict of each line that cannot be adopted whole
 */
export function conflictsOf(lines: readonly LineNow[], now: StockNow): Map<string, Message> {
  const lots = new Map(now.lots);
  const floors = new Map(now.aboveFloor);
  const remaining = new Map(now.remaining);
  const conflicts = new Map<string, Message>();
  for (const line of lines) {
    const lotKey = `${line.siteId}/${line.lotId}`;
    const floorKey = `${line.siteId}/${line.goodsId}`;
    const names = {
      position: line.position,
      goods: line.goods,
      goodsEn: line.goodsEn,
      from: line.from,
      fromEn: line.fromEn ?? line.from,
      to: line.to,
      toEn: line.toEn ?? line.to,
      unit: line.unit,
      wanted: line.quantity,
    };
    const inLot = lots.get(lotKey) ?? 0n;
    const above = floors.get(floorKey) ?? 0n;
    const open = remaining.get(line.demandLineId) ?? 0n;
    if (line.lotFault) conflicts.set(line.id, { key: `allocation.conflicts.${line.lotFault}`, params: names });
    else if (open < line.counts)
      conflicts.set(line.id, {
        key: open === 0n ? "allocation.conflicts.needGone" : "allocation.conflicts.needSmaller",
        params: { ...names, counts: line.counts, available: open },
      });
    else if (inLot < line.quantity)
      conflicts.set(line.id, {
        key: "allocation.conflicts.stockShort",
        params: { ...names, available: inLot, missing: line.quantity - inLot },
      });
    else if (above < line.quantity)
      conflicts.set(line.id, { key: "allocation.conflicts.belowFloor", params: { ...names, available: above } });
    if (conflicts.has(line.id)) continue;
    lots.set(lotKey, inLot - line.quantity);
    floors.set(floorKey, above - line.quantity);
    remaining.set(line.demandLineId, open - line.counts);
  }
  return conflicts;
}
