import type { AllocationProblem } from "@/lib/solver/flow/problem-model";
import { asRows } from "./allocation-rows";
import { highsOptimum, type RowProblem } from "./highs";
import type { RandomShape } from "./random-problem";

/** What the judge keeps its rows to, and how far it lets those who are to stay give way to its own rounding. */
const TIGHT = 1e-10;
const STAY = 2e-8;

/** The lexicographic max-min vector over all goods of a class by successive LPs: raise all, see who is stuck, hold them, go on. */
export async function judgedShares(problem: AllocationProblem): Promise<number[]> {
  const { columns, rows, unmetOf } = asRows(problem, false);
  for (const column of columns) column.cost = 0;
  const unmetColumn = new Map(unmetOf.flat().map((c) => [columns[c].name, c]));
  const lines = problem.lines.map((line, k) => ({
    unmet: unmetColumn.get(`u${k}`) as number,
    need: line.quantity,
    slope: line.quantity * line.fairnessWeight,
  }));
  const served = problem.lines.map(() => 0);
  const held: number[] = [];
  for (const priority of [1, 2, 3]) {
    let free = problem.lines.flatMap((l, k) => (l.priority === priority ? [k] : []));
    while (free.length > 0) {
      const base: RowProblem["rows"] = [...rows];
      for (const k of held)
        base.push({ terms: [[lines[k].unmet, 1]], sense: "<=", right: lines[k].need - served[k] + STAY });
      // need − unmet ≥ slope × t.
      const t = columns.length;
      const raised = free.map((k): RowProblem["rows"][number] => ({
        terms: [
          [lines[k].unmet, 1],
          [t, lines[k].slope],
        ],
        sense: "<=",
        right: lines[k].need,
      }));
      const best = await highsOptimum(
        {
          columns: [...columns, { name: "t", cost: -1, upper: 1 }],
          rows: [...base, ...raised],
        },
        TIGHT,
      );
      if (!best) throw new Error("no common fill");
      const fill = -best.value;
      let candidates = new Set(free.filter((k) => fill * lines[k].slope < lines[k].need - 1e-7));
      const full = free.filter((k) => !candidates.has(k));
      for (;;) {
        // Everybody stays; whom can it be raised for? Those raised once are out, until nobody is raised.
        const list = [...candidates];
        if (list.length === 0) break;
        const gain = columns.length;
        const more = await highsOptimum(
          {
            columns: [...columns, ...list.map((k) => ({ name: `z${k}`, cost: -1, upper: 1e-2 * lines[k].slope }))],
            rows: [
              ...base,
              ...free.map((k): RowProblem["rows"][number] => {
                const at = list.indexOf(k);
                const right = lines[k].need - Math.min(lines[k].need, fill * lines[k].slope) + STAY;
                return {
                  terms:
                    at < 0
                      ? [[lines[k].unmet, 1]]
                      : [
                          [lines[k].unmet, 1],
                          [gain + at, 1],
                        ],
                  sense: "<=",
                  right,
                };
              }),
            ],
          },
          TIGHT,
        );
        if (!more) throw new Error("nobody may stay");
        const up = list.filter((k) => (more.values.get(`z${k}`) ?? 0) > 1e-5);
        if (up.length === 0) break;
        for (const k of up) candidates.delete(k);
      }
      const stuck = [...full, ...candidates];
      if (stuck.length === 0) throw new Error("nobody is stuck");
      for (const k of stuck) {
        served[k] = Math.min(lines[k].need, fill * lines[k].slope);
        held.push(k);
      }
      candidates = new Set();
      free = free.filter((k) => !stuck.includes(k));
    }
  }
  return served;
}

/** Small instances whose goods share scarce throughput, and some of them stock. */
export function coupledShape(seed: number): RandomShape {
  const ratio = [
    { ratioNum: 1, ratioDen: 1 },
    { ratioNum: 2, ratioDen: 1 },
    { ratioNum: 1, ratioDen: 2 },
  ][seed % 3];
  return {
    seed,
    stores: 2 + (seed % 3),
    places: 3 + (seed % 4),
    goods: 2 + (seed % 3),
    preset: "fair",
    supplyRatio: 0.6 + (seed % 5) * 0.2,
    throughputRatio: 0.3 + (seed % 4) * 0.12,
    maxDistanceM: seed % 3 === 0 ? null : 30_000 + (seed % 5) * 6_000,
    weights: seed % 2 === 0,
    forbidden: seed % 4 === 0,
    floors: seed % 2 === 1,
    substitution: seed % 5 < 2 ? { ...ratio, price: 300 } : null,
    shelfLife: seed % 7 === 3,
    lotsPerStore: seed % 7 === 3 ? 2 : 1,
    largestNeed: 90,
  };
}

/** Stocks of whole conversions only, so that continuous and converted units mean the same. */
export function evenStocks(problem: AllocationProblem): AllocationProblem {
  for (const store of problem.stores) {
    for (const lot of store.lots) lot.quantity -= lot.quantity % 2;
    for (const id of Object.keys(store.reserveFloor)) store.reserveFloor[id] -= store.reserveFloor[id] % 2;
  }
  return problem;
}

/**
 * Is there a plan of whole units and whole issues that keeps every limit and gives every line its share to within one unit? One
 * integer program over the problem's own rows, asked of HiGHS.
 */
export async function wholeWithinOne(problem: AllocationProblem, shares: readonly number[]): Promise<boolean> {
  const { columns, rows, unmetOf } = asRows(problem, false);
  for (const column of columns) column.cost = 0;
  for (const column of unmetOf.flat()) {
    const line = Number(columns[column].name.slice(1));
    const need = problem.lines[line].quantity;
    columns[column].lower = Math.max(0, need - shares[line] - 1 - 1e-5);
    columns[column].upper = Math.min(need, need - shares[line] + 1 + 1e-5);
  }
  const ways = columns.length;
  for (let c = 0; c < ways; c++) {
    const [line, store, lot] = columns[c].name.slice(1).split("_").map(Number);
    if (columns[c].name[0] !== "x") continue;
    const { goodsId } = problem.stores[store].lots[lot];
    const rule = problem.substitutions.find(
      (r) => r.fromGoodsId === goodsId && r.toGoodsId === problem.lines[line].goodsId,
    );
    // Two for one: an issue counts two. One for two: what counts one takes two.
    const step = rule && rule.ratioNum % rule.ratioDen === 0 ? rule.ratioNum / rule.ratioDen : 1;
    rows.push({
      terms: [
        [c, 1],
        [columns.length, -step],
      ],
      sense: "=",
      right: 0,
    });
    columns.push({ name: `z${c}`, cost: 0, whole: true });
  }
  return (await highsOptimum({ columns, rows })) !== null;
}
