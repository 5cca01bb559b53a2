import type { AllocationProblem } from "./problem-model";

/** Steps that the dearest way of going without costs: three for the class, four more for breaking a fixed share. */
const DEEPEST_STEPS = { open: 3, shared: 7 };

/**
 * The largest price that solving the problem could need, as `component.ts` and `simplex.ts` make them: a class step is above
 * any reroute through all stock nodes, an artificial arc above any path through all nodes. Prices must stay below 2^53 to be
 * exact. The problem has no other fault.
 */
export function largestPrice(problem: AllocationProblem): { price: number; goodsId: string } {
  const { goods, lines, stores, substitutions, objective, previous } = problem;
  const leader = new Map(goods.map((g) => [g.id, g.id]));
  const find = (id: string): string => {
    const up = leader.get(id) as string;
    return up === id ? id : find(up);
  };
  for (const rule of substitutions)
    if (rule.ratioNum === rule.ratioDen) leader.set(find(rule.fromGoodsId), find(rule.toGoodsId));
  const classes = new Map<string, { lines: number; stock: number; unit: number; weightG: number; price: number }>();
  for (const { id, weightG } of goods) {
    const own = classes.get(find(id)) ?? { lines: 0, stock: 0, unit: 0, weightG: 0, price: 0 };
    own.stock += stores.length;
    own.weightG = Math.max(own.weightG, weightG);
    classes.set(find(id), own);
  }
  const of = (id: string) => classes.get(find(id)) as NonNullable<ReturnType<typeof classes.get>>;
  for (const { fromGoodsId, toGoodsId, price = 0 } of substitutions) {
    const own = of(toGoodsId);
    own.stock += stores.length;
    own.price = Math.max(own.price, price);
    // Lots converted at a ratio have nodes of their own.
    for (const store of stores) for (const lot of store.lots) if (lot.goodsId === fromGoodsId) own.stock += 2;
  }
  for (const store of stores) for (const lot of store.lots) of(lot.goodsId).stock += 3;
  for (const line of lines) {
    const own = of(line.goodsId);
    own.lines++;
    own.unit = divisor(own.unit, line.packSize);
  }
  const way = longestWay(problem);
  const isShared = objective.preset === "fair" || (problem.rationing ?? []).length > 0;
  const ring = problem.rings.reduce((most, { price }) => Math.max(most, price), 0);
  let found = { price: 0, goodsId: goods[0]?.id ?? "" };
  for (const [goodsId, own] of classes) {
    if (own.lines === 0) continue;
    const carry = objective.preset !== "fastest" && objective.cost === "tonneKm" ? (way * own.weightG) / 1000 : way;
    const dearest = (carry + ring + objective.expiry.price + (previous?.movePrice ?? 0) + own.price) * own.unit;
    const step = 2 * (2 * (own.stock + 8) + 4) * (dearest + 1) + 1;
    const price = (isShared ? DEEPEST_STEPS.shared : DEEPEST_STEPS.open) * step * (own.stock + own.lines + 8);
    if (price > found.price) found = { price, goodsId };
  }
  return found;
}

/** The longest way of all, metres or minutes. */
function longestWay({ travel, objective }: AllocationProblem): number {
  const timed = objective.preset === "fastest" || objective.cost === "time";
  const values = timed && travel.leadTimeMin ? travel.leadTimeMin : travel.distanceM;
  let longest = 0;
  for (let k = 0; k < values.length; k++) if (values[k] > longest) longest = values[k];
  return timed && !travel.leadTimeMin ? Math.ceil(longest / 500) : longest;
}

function divisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
