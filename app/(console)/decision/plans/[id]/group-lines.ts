import type { LineView } from "./view";

export interface LineGroup {
  key: string;
  label: string;
  lines: number;
  /** Amounts by goods: unlike units are never added. */
  amounts: { goods: string; unit: string; quantity: number }[];
}

/** Lines gathered by destination, source or goods, the busiest first. */
export function groupLines(lines: readonly LineView[], by: "to" | "from" | "goods"): LineGroup[] {
  const groups = new Map<string, LineGroup>();
  for (const line of lines) {
    const key = by === "to" ? line.toId : by === "from" ? line.fromId : line.goodsId;
    const group = groups.get(key) ?? { key, label: line[by], lines: 0, amounts: [] };
    group.lines += 1;
    const same = group.amounts.find((amount) => amount.goods === line.goods && amount.unit === line.unit);
    if (same) same.quantity += line.quantity;
    else group.amounts.push({ goods: line.goods, unit: line.unit, quantity: line.quantity });
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.lines - a.lines || (a.label < b.label ? -1 : 1));
}
