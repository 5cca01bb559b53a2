import { checkProblem } from "./check";
import { goodsGroups } from "./component";
import { buildComponent } from "./component";
import { servedUnits, solveGroup } from "./group";
import { indexProblem } from "./instance";
import type { AllocationProblem } from "./problem-model";
import { partsByGoods } from "./parts";
import { awardsByRule } from "./rationed";
import { RATIONING_RULES, type RationingRule } from "./rationing";
import { ReachBook } from "./reach";

/** What one line of a goods would get, in base units: frozen parts included. */
export interface PreviewLine {
  lineId: string;
  need: number;
  /** By the objective alone, no rule chosen. */
  optimum: number;
  byRule: Record<RationingRule, number>;
}

/**
 * What each rule of division would give the lines of one goods, beside what the objective gives them: the awards of
 * `solveAllocation` with that rule, as long as no throughput shared with other goods binds. Empty when nobody needs the goods, or
 * the problem is faulty.
 */
export function previewRules(problem: AllocationProblem, goodsId: string): PreviewLine[] {
  const plain: AllocationProblem = { ...problem, rationing: undefined };
  if (checkProblem(plain).length > 0) return [];
  const whole = indexProblem(plain);
  const group = goodsGroups(whole).find((goods) => goods.some((g) => plain.goods[g].id === goodsId));
  if (!group) return [];
  const [part] = partsByGoods(plain, [group]);
  const instance = indexProblem(part);
  const reaches = new ReachBook(instance);
  const goods = part.goods.map((_, g) => g);
  const own = instance.goodsOf.get(goodsId) as number;
  const solved = solveGroup(instance, reaches, goods, part.objective.preset === "fair");
  const open = buildComponent(instance, reaches, goods, null);
  const optimum = servedUnits(solved.component, solved.solver);
  const awards = RATIONING_RULES.map((rule) => awardsByRule(open, own, rule, optimum.slice()));
  return open.lines.flatMap((line, k): PreviewLine[] => {
    if (line.goods !== own) return [];
    const units = (got: number) => line.frozen + got * open.unit;
    return [
      {
        lineId: line.line.id,
        need: line.line.quantity,
        optimum: units(optimum[k]),
        byRule: Object.fromEntries(RATIONING_RULES.map((rule, r) => [rule, units(awards[r].get(k) ?? 0)])) as Record<
          RationingRule,
          number
        >,
      },
    ];
  });
}

/** A goods of which less may be issued than is needed, base units. */
export interface ScarceGoods {
  goodsId: string;
  /** Issuable above floors, stand-ins counted at their ratio. */
  supply: number;
  need: number;
  lines: number;
}

/** Goods whose supply is below their need, most short first: where a choice of rule makes a difference. */
export function scarceGoods(problem: AllocationProblem): ScarceGoods[] {
  const instance = indexProblem({ ...problem, lines: problem.lines.map((line) => ({ ...line, frozen: [] })) });
  const issuable = (g: number) =>
    instance.lotsAt[g].reduce(
      (sum, lots, i) => sum + Math.max(0, lots.reduce((all, lot) => all + lot.quantity, 0) - instance.floorAt[g][i]),
      0,
    );
  return problem.goods
    .map(({ id }, g): ScarceGoods => {
      const lines = problem.lines.filter((line) => line.goodsId === id);
      const standIns = instance.rulesInto[g].reduce(
        (sum, rule) =>
          sum +
          Math.floor((issuable(instance.goodsOf.get(rule.fromGoodsId) as number) * rule.ratioNum) / rule.ratioDen),
        0,
      );
      const need = lines.reduce((sum, line) => sum + line.quantity, 0);
      return { goodsId: id, supply: issuable(g) + standIns, need, lines: lines.length };
    })
    .filter((one) => one.lines > 1 && one.supply > 0 && one.supply < one.need)
    .sort((a, b) => a.supply / a.need - b.supply / b.need || (a.goodsId < b.goodsId ? -1 : 1));
}
