import type { AllocationProblem } from "@/lib/solver/flow/problem-model";
import type { RowProblem } from "@/tests/support/highs";

/** The whole allocation problem as rows, written from the problem alone: one column a line and usable lot, one an unmet need. */
export function asRows(
  problem: AllocationProblem,
  whole: boolean,
): RowProblem & { unmetOf: number[][]; costColumns: number[] } {
  const columns: RowProblem["columns"] = [];
  const rows: RowProblem["rows"] = [];
  const unmetOf: number[][] = [[], [], []];
  const perLot = new Map<string, [number, number][]>();
  const perStoreGoods = new Map<string, [number, number][]>();
  const perStore = new Map<string, [number, number][]>();
  const add = (map: Map<string, [number, number][]>, key: string, term: [number, number]) =>
    map.set(key, [...(map.get(key) ?? []), term]);
  const S = problem.stores.length;
  const weight = new Map(problem.goods.map((g) => [g.id, g.weightG]));
  problem.lines.forEach((line, l) => {
    const place = problem.places.findIndex((p) => p.id === line.placeId);
    const terms: [number, number][] = [];
    problem.stores.forEach((store, i) => {
      const distance = problem.travel.distanceM[place * S + i];
      const limit = problem.classLimits[line.priority].maxDistanceM;
      if (distance < 0 || (limit !== null && distance > limit) || line.forbiddenStoreIds.includes(store.id)) return;
      const arrives = problem.today + Math.floor(Math.ceil(distance / 500) / 1440);
      store.lots.forEach((lot, k) => {
        const rule = problem.substitutions.find((r) => r.fromGoodsId === lot.goodsId && r.toGoodsId === line.goodsId);
        if (lot.goodsId !== line.goodsId && !rule) return;
        if (lot.expiresOnDay !== null && lot.expiresOnDay < arrives + line.minShelfLifeDays) return;
        const ratio = lot.goodsId === line.goodsId || !rule ? 1 : rule.ratioNum / rule.ratioDen;
        const price = lot.goodsId === line.goodsId ? 0 : (rule?.price ?? 0);
        const daysLeft = lot.expiresOnDay === null ? Infinity : lot.expiresOnDay - problem.today;
        const { price: expiry, windowDays } = problem.objective.expiry;
        const keep = daysLeft < windowDays ? Math.round(expiry * (1 - Math.max(0, daysLeft) / windowDays)) : 0;
        // Columns count packs of need met.
        const pack = whole ? line.packSize : 1;
        const column = columns.length;
        columns.push({ name: `x${l}_${i}_${k}`, cost: ((distance + price) * ratio - keep) * (pack / ratio), whole });
        terms.push([column, pack]);
        const issued = pack / ratio;
        add(perLot, `${i}|${k}`, [column, issued]);
        add(perStoreGoods, `${i}|${lot.goodsId}`, [column, issued]);
        add(perStore, String(i), [column, issued * (weight.get(lot.goodsId) ?? 0)]);
      });
    });
    unmetOf[line.priority - 1].push(columns.length);
    terms.push([columns.length, 1]);
    columns.push({ name: `u${l}`, cost: 0 });
    rows.push({ terms, sense: "=", right: line.quantity });
  });
  problem.stores.forEach((store, i) => {
    store.lots.forEach((lot, k) => {
      rows.push({ terms: perLot.get(`${i}|${k}`) ?? [], sense: "<=", right: lot.quantity });
    });
    for (const g of problem.goods) {
      const stock = store.lots.filter((lot) => lot.goodsId === g.id).reduce((sum, lot) => sum + lot.quantity, 0);
      const right = Math.max(0, stock - (store.reserveFloor[g.id] ?? 0));
      rows.push({ terms: perStoreGoods.get(`${i}|${g.id}`) ?? [], sense: "<=", right });
    }
    if (store.outboundThroughputKg !== null)
      rows.push({ terms: perStore.get(String(i)) ?? [], sense: "<=", right: store.outboundThroughputKg * 1000 });
  });
  const costColumns = columns.map((_, c) => c).filter((c) => columns[c].cost !== 0);
  return { columns, rows, unmetOf, costColumns };
}

/** Cost of leaving every expiring lot: the plan's cost counts what is left, the rows what is saved. */
export function keepEverything(problem: AllocationProblem): number {
  const { price, windowDays } = problem.objective.expiry;
  let sum = 0;
  for (const store of problem.stores) {
    for (const lot of store.lots) {
      const daysLeft = lot.expiresOnDay === null ? Infinity : lot.expiresOnDay - problem.today;
      if (daysLeft < windowDays) sum += lot.quantity * Math.round(price * (1 - Math.max(0, daysLeft) / windowDays));
    }
  }
  return sum;
}
