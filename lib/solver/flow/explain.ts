import type { GroupSolution } from "./group";
import { arrivalDay, type Instance, type OpenLine } from "./instance";
import { LeftBehind, type Obstacle, obstacleAt } from "./obstacles";
import type { Assignment, Explanation, LevelPrice, LimitCode, LineFill } from "./plan-model";
import { PriceReader } from "./prices";
import type { RationingRule } from "./rationing";
import type { ReachBook } from "./reach";
import { gainOf, moreStock } from "./remedies";
import { GroupTrials, trialBudget } from "./trials";

/**
 * Why each line got what it got: the limit that bound it, its price, the best source it does not use, and what would
 * change it. Codes and numbers only; the product words them.
 */
export function explainLines(
  instance: Instance,
  reaches: ReachBook,
  solved: GroupSolution[],
  assignments: Assignment[],
  fills: LineFill[],
  budget = trialBudget(),
): Explanation[] {
  const book = new LeftBehind(instance, assignments);
  const usedBy = new Map<string, Set<number>>();
  for (const a of assignments) {
    const set = usedBy.get(a.lineId) ?? new Set<number>();
    set.add(instance.storeOf.get(a.storeId) as number);
    usedBy.set(a.lineId, set);
  }
  const explanations = new Array<Explanation>(instance.lines.length);
  for (const solution of solved) {
    const stores = instance.problem.stores.length;
    const reader = new PriceReader(solution.component, solution.solver.simplex.potential, stores);
    // A fixed award has no price of its own: what one more unit would displace was read before awards were fixed.
    const { undivided } = solution;
    const priced = undivided
      ? new PriceReader(undivided.component, undivided.solver.simplex.potential, stores)
      : reader;
    const bound: Bound = {
      instance,
      book,
      trials: new GroupTrials(instance, solution, assignments, budget),
      fair: solution.shares !== null,
    };
    solution.component.lines.forEach((line, k) => {
      const unmet = line.line.quantity - fills[line.position].served;
      const used = usedBy.get(line.line.id) ?? new Set<number>();
      const dual = priced.levels(priced.ofLine(k));
      const rule = instance.ruleOf.get(line.goods);
      const award = rule && solution.box ? solution.box.high[k] * solution.component.unit + line.frozen : null;
      const byRule = rule && award !== null && fills[line.position].served === award ? rule : null;
      explanations[line.position] = {
        ...bindingLimit(bound, line, unmet, dual, byRule),
        dual,
        nextBest: nextBest(instance, reaches, reader, solution, line, k, used),
      };
    });
  }
  for (const line of instance.lines) {
    const unmet = Math.max(0, line.line.quantity - fills[line.position].served);
    explanations[line.position] ??= {
      ...bindingLimit({ instance, book, trials: null, fair: false }, line, unmet, zeroPrice()),
      dual: zeroPrice(),
      nextBest: null,
    };
  }
  return explanations;
}

function zeroPrice(): LevelPrice {
  return { unmet: [0, 0, 0], cost: 0 };
}

/** More remedies than these help nobody to decide; and obstacles tried for one line, the most promising first. */
const MOST_REMEDIES = 5;
const MOST_TRIED = 4;

interface Bound {
  instance: Instance;
  book: LeftBehind;
  /** Null where nothing was solved: gains are then what lies there. */
  trials: GroupTrials | null;
  /** Shares were fixed by fairness. */
  fair: boolean;
}

function bindingLimit(
  { instance, book, trials, fair }: Bound,
  line: OpenLine,
  unmet: number,
  dual: LevelPrice,
  byRule: RationingRule | null = null,
): Pick<Explanation, "lineId" | "limit" | "limitStoreId" | "unmet" | "remedies" | "rule"> {
  const base = { lineId: line.line.id, unmet: Math.max(0, unmet) };
  if (unmet <= 0) return { ...base, limit: "met", limitStoreId: null, remedies: [] };
  if (line.line.closed) return { ...base, limit: "frozenLine", limitStoreId: null, remedies: [] };
  const { problem } = instance;
  const found = obstaclesOf(instance, book, line, unmet);
  const { anyStock, eligible, unconverted, nearestOpen } = found;
  // The most promising are tried; one that gains nothing for the class is no remedy and no limit.
  const obstacles = found.obstacles.map((o, k) => ({
    ...o,
    gain: k < MOST_TRIED ? gainOf(trials, line, o, unmet) : undefined,
  }));
  const helps = ({ available, gain }: (typeof obstacles)[number]) => available > 0 && gain !== 0;
  const remedies = obstacles
    .filter(helps)
    .slice(0, MOST_REMEDIES)
    .map(({ remedy: { gainQuantity: _, ...remedy }, gain }) => ({ ...remedy, ...gained(gain) }));
  const idOf = (i: number) => problem.stores[i].id;
  // Limits at stores that could otherwise send: throughput and floors bind before the emptiness of the rest.
  const near = obstacles.filter(({ code, available }) => available > 0 && AT_STORE.has(code));
  const nearBinding = near.find(helps);
  const stocked =
    [eligible, nearBinding?.store ?? -1, unconverted, near[0]?.store ?? -1].find((i) => i >= 0) ?? nearestOpen;
  const more = moreStock(instance, trials, book, line, stocked, unmet);
  if (more) remedies.push(more);
  const withRemedies = { ...base, remedies: remedies.slice(0, MOST_REMEDIES) };
  if (!anyStock) return { ...withRemedies, limit: "noStockOfGoods", limitStoreId: null };
  if (eligible >= 0 || unconverted >= 0 || near.length > 0) {
    if (byRule) return { ...withRemedies, limit: "awardedByRule", rule: byRule, limitStoreId: null };
    if (nearBinding) return { ...withRemedies, limit: nearBinding.code, limitStoreId: idOf(nearBinding.store) };
    if (unconverted >= 0) return { ...withRemedies, limit: "ratioRounding", limitStoreId: idOf(unconverted) };
    const displaced = line.priority > 1 && dual.unmet[line.priority - 1] === 1;
    const limit: LimitCode = fair
      ? "fairShareReached"
      : displaced && book.servesHigherClass(line)
        ? "higherClassServedFirst"
        : "stockExhausted";
    return { ...withRemedies, limit, limitStoreId: eligible >= 0 ? idOf(eligible) : null };
  }
  const first = obstacles.find(helps) ?? obstacles[0];
  return { ...withRemedies, limit: first?.code ?? "noSource", limitStoreId: first ? idOf(first.store) : null };
}

/** Limits at a store that could otherwise send. */
const AT_STORE = new Set<LimitCode>(["storeThroughput", "reserveFloor", "packRounding"]);

const gained = (gain: number | undefined) => (gain === undefined ? {} : { gainQuantity: gain });

interface Obstacles {
  /** The most available first. */
  obstacles: Obstacle[];
  anyStock: boolean;
  /** The nearest store with the goods that may send and has no more. */
  eligible: number;
  /** A store whose stand-in is more than enough, but not for a need this small. */
  unconverted: number;
  /** The nearest store that may send, with the goods or not. */
  nearestOpen: number;
}

function obstaclesOf(instance: Instance, book: LeftBehind, line: OpenLine, unmet: number): Obstacles {
  const { problem, rulesInto, goodsOf } = instance;
  const obstacles: Obstacle[] = [];
  let anyStock = false;
  let unconverted = -1;
  const distanceOf = (i: number) => problem.travel.distanceM[line.place * problem.stores.length + i];
  const nearer = (i: number, than: number) => (than < 0 || distanceOf(i) < distanceOf(than) ? i : than);
  let eligible = -1;
  let nearestOpen = -1;
  const sources = [
    { goods: line.goods, rule: null },
    ...rulesInto[line.goods].map((rule) => ({ goods: goodsOf.get(rule.fromGoodsId) as number, rule })),
  ];
  for (const { goods, rule } of sources) {
    for (let i = 0; i < problem.stores.length; i++) {
      const lots = instance.lotsAt[goods][i];
      if (lots.length === 0 && rule !== null) continue;
      if (lots.some((lot) => lot.quantity > 0)) anyStock = true;
      const obstacle = obstacleAt(instance, book, line, goods, rule, i, unmet);
      // A stand-in is issued in whole conversions: three for two leaves a need of one open, however much there is.
      if (obstacle === "lessThanOneConversion") unconverted = i;
      else if (obstacle) obstacles.push(obstacle);
      else {
        nearestOpen = nearer(i, nearestOpen);
        if (lots.length > 0) eligible = nearer(i, eligible);
      }
    }
  }
  obstacles.sort((a, b) => b.available - a.available || a.store - b.store);
  return { obstacles, anyStock, eligible, unconverted, nearestOpen };
}

/** The unused source that would cost least more, scarcity included; null when every other one would put a class back. */
function nextBest(
  instance: Instance,
  reaches: ReachBook,
  reader: PriceReader,
  { component }: GroupSolution,
  line: OpenLine,
  k: number,
  used: Set<number>,
): Explanation["nextBest"] {
  const { problem } = instance;
  const S = problem.stores.length;
  const reach = reaches.of(line.priority, line.goods);
  const priceOfLine = reader.ofLine(k);
  let bestExtra = component.classStep / 2;
  let bestStore = -1;
  let bestGoods = line.goods;
  component.blocks.forEach((block, b) => {
    if (block.to !== line.goods) return;
    for (let a = reach.start[line.place]; a < reach.start[line.place + 1]; a++) {
      const store = reach.tail[reach.tailStart[line.place] + a - reach.start[line.place]];
      const node = b * S + store;
      if (used.has(store) || component.network.dead?.[node] === 1) continue;
      // Lots it may not take are no source.
      const asked = arrivalDay(instance, line.place, store) + line.line.minShelfLifeDays;
      if (!instance.lotsAt[block.from][store].some((l) => l.expiresOnDay >= asked && l.quantity > 0)) continue;
      const extra = reach.cost[a] * component.unit + reader.ofNode(node) - priceOfLine;
      if (extra >= bestExtra) continue;
      if (line.line.forbiddenStoreIds.includes(problem.stores[store].id)) continue;
      const classes = line.line.storageClasses;
      if (classes.length > 0 && !classes.includes(problem.stores[store].storageClass)) continue;
      bestExtra = extra;
      bestStore = store;
      bestGoods = block.from;
    }
  });
  if (bestStore < 0) return null;
  const asked = arrivalDay(instance, line.place, bestStore) + line.line.minShelfLifeDays;
  const lot = instance.lotsAt[bestGoods][bestStore].find((l) => l.expiresOnDay >= asked && l.quantity > 0);
  return {
    storeId: problem.stores[bestStore].id,
    lotId: lot?.id ?? null,
    extraCost: Math.max(0, bestExtra / component.unit),
    distanceM: problem.travel.distanceM[line.place * S + bestStore],
  };
}
