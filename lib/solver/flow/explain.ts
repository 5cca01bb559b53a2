import type { GroupSolution } from "./group";
import { arrivalDay, type Instance, leadTimeMin, type OpenLine, type StockLot } from "./instance";
import type { Assignment, Explanation, LevelPrice, LimitCode, LineFill, Remedy } from "./plan-model";
import type { SubstitutionRule } from "./problem-model";
import { PriceReader } from "./prices";
import type { RationingRule } from "./rationing";
import type { ReachBook } from "./reach";

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
    solution.component.lines.forEach((line, k) => {
      const unmet = line.line.quantity - fills[line.position].served;
      const used = usedBy.get(line.line.id) ?? new Set<number>();
      const dual = priced.levels(priced.ofLine(k));
      const rule = instance.ruleOf.get(line.goods);
      const award = rule && solution.box ? solution.box.high[k] * solution.component.unit + line.frozen : null;
      const byRule = rule && award !== null && fills[line.position].served === award ? rule : null;
      explanations[line.position] = {
        ...bindingLimit(instance, book, line, unmet, dual, solution.shares !== null, byRule),
        dual,
        nextBest: nextBest(instance, reaches, reader, solution, line, k, used),
      };
    });
  }
  for (const line of instance.lines) {
    const unmet = Math.max(0, line.line.quantity - fills[line.position].served);
    explanations[line.position] ??= {
      ...bindingLimit(instance, book, line, unmet, zeroPrice(), false),
      dual: zeroPrice(),
      nextBest: null,
    };
  }
  return explanations;
}

function zeroPrice(): LevelPrice {
  return { unmet: [0, 0, 0], cost: 0 };
}

/** Stock, floors and throughput the plan leaves behind. */
class LeftBehind {
  private readonly left = new Map<StockLot, number>();
  private readonly highestClass: Int8Array;
  private readonly throughputG: Float64Array;
  private readonly closed: Set<string>;

  constructor(
    readonly instance: Instance,
    assignments: Assignment[],
  ) {
    const { problem, storeOf, goodsOf } = instance;
    this.throughputG = instance.throughputG.slice();
    this.closed = new Set(problem.travel.closed.map((c) => `${c.storeId}\u0000${c.placeId}`));
    for (const a of assignments) {
      if (a.frozen) continue;
      const store = storeOf.get(a.storeId) as number;
      const goods = goodsOf.get(a.goodsId) as number;
      this.throughputG[store] -= a.quantityIssued * problem.goods[goods].weightG;
      const lot = instance.lotsAt[goods][store].find((l) => l.id === a.lotId);
      if (lot) this.left.set(lot, (this.left.get(lot) ?? lot.quantity) - a.quantityIssued);
    }
    this.highestClass = new Int8Array(problem.goods.length).fill(4);
    for (const line of instance.lines) {
      if (line.open > 0) this.highestClass[line.goods] = Math.min(this.highestClass[line.goods], line.priority);
    }
  }

  isClosed(store: number, place: number): boolean {
    const { problem } = this.instance;
    return this.closed.has(`${problem.stores[store].id}\u0000${problem.places[place].id}`);
  }

  /** Left of lots that expire on `asked` or later, the floor included. */
  stock(goods: number, store: number, asked: number): number {
    let sum = 0;
    for (const lot of this.instance.lotsAt[goods][store]) {
      if (lot.expiresOnDay >= asked) sum += this.left.get(lot) ?? lot.quantity;
    }
    return sum;
  }

  /** Does a line of a higher class compete for the same goods? */
  servesHigherClass(line: OpenLine): boolean {
    return this.highestClass[line.goods] < line.priority;
  }

  /** Units the store's throughput still lets out. */
  throughput(goods: number, store: number): number {
    const { weightG } = this.instance.problem.goods[goods];
    return weightG > 0 ? Math.floor(this.throughputG[store] / weightG) : Infinity;
  }
}

/** What one store could still do for a line, and what stands in the way. */
interface Obstacle {
  code: LimitCode;
  store: number;
  available: number;
  remedy: Remedy;
}

function bindingLimit(
  instance: Instance,
  book: LeftBehind,
  line: OpenLine,
  unmet: number,
  dual: LevelPrice,
  fair: boolean,
  byRule: RationingRule | null = null,
): Pick<Explanation, "lineId" | "limit" | "limitStoreId" | "unmet" | "remedies" | "rule"> {
  const base = { lineId: line.line.id, unmet: Math.max(0, unmet) };
  if (unmet <= 0) return { ...base, limit: "met", limitStoreId: null, remedies: [] };
  if (line.line.closed) return { ...base, limit: "frozenLine", limitStoreId: null, remedies: [] };
  const { problem } = instance;
  const obstacles: Obstacle[] = [];
  let anyStock = false;
  let eligible = -1;
  let eligibleDistance = Infinity;
  let unconverted = -1;
  const sources = [
    { goods: line.goods, rule: null },
    ...instance.rulesInto[line.goods].map((rule) => ({
      goods: instance.goodsOf.get(rule.fromGoodsId) as number,
      rule,
    })),
  ];
  for (const { goods, rule } of sources) {
    for (let i = 0; i < problem.stores.length; i++) {
      if (instance.lotsAt[goods][i].length === 0) continue;
      if (book.stock(goods, i, -Infinity) > 0 || instance.lotsAt[goods][i].some((lot) => lot.quantity > 0))
        anyStock = true;
      const obstacle = obstacleAt(instance, book, line, goods, rule, i, unmet);
      // A stand-in is issued in whole conversions: three for two leaves a need of one open, however much there is.
      if (rule && obstacle === "lessThanOneConversion") {
        unconverted = i;
        continue;
      }
      if (typeof obstacle === "object" && obstacle) {
        obstacles.push(obstacle);
        continue;
      }
      const distance = problem.travel.distanceM[line.place * problem.stores.length + i];
      if (distance < eligibleDistance) {
        eligible = i;
        eligibleDistance = distance;
      }
    }
  }
  obstacles.sort((a, b) => b.available - a.available || a.store - b.store);
  const remedies = obstacles.filter((o) => o.available > 0).map((o) => o.remedy);
  const goodsId = problem.goods[line.goods].id;
  const nearest = eligible >= 0 ? problem.stores[eligible].id : undefined;
  if (!anyStock)
    return {
      ...base,
      limit: "noStockOfGoods",
      limitStoreId: null,
      remedies: [{ code: "addStock", goodsId, amount: unmet, gainQuantity: unmet }],
    };
  // Limits at stores that could otherwise send: throughput and floors bind before the emptiness of the rest.
  const nearBinding = obstacles.find(
    (o) => (o.code === "storeThroughput" || o.code === "reserveFloor" || o.code === "packRounding") && o.available > 0,
  );
  if (eligible >= 0 || unconverted >= 0 || nearBinding) {
    remedies.push({
      code: "addStock",
      storeId: nearest ?? problem.stores[nearBinding?.store ?? unconverted].id,
      goodsId,
      amount: unmet,
      gainQuantity: unmet,
    });
    if (nearBinding && !byRule)
      return {
        ...base,
        limit: nearBinding.code,
        limitStoreId: problem.stores[nearBinding.store].id,
        remedies: remedies.slice(0, 5),
      };
    if (byRule) return { ...base, ...awarded(byRule), limitStoreId: null, remedies: remedies.slice(0, 5) };
    if (unconverted >= 0)
      return {
        ...base,
        limit: "ratioRounding",
        limitStoreId: problem.stores[unconverted].id,
        remedies: remedies.slice(0, 5),
      };
    const displaced = line.priority > 1 && dual.unmet[line.priority - 1] === 1;
    const limit: LimitCode = fair
      ? "fairShareReached"
      : displaced && book.servesHigherClass(line)
        ? "higherClassServedFirst"
        : "stockExhausted";
    return { ...base, limit, limitStoreId: nearest ?? null, remedies: remedies.slice(0, 5) };
  }
  const first = obstacles[0];
  return {
    ...base,
    limit: first?.code ?? "noSource",
    limitStoreId: first ? problem.stores[first.store].id : null,
    remedies: remedies.slice(0, 5),
  };
}

const awarded = (rule: RationingRule) => ({ limit: "awardedByRule", rule }) as const;

/**
 * What keeps a store from sending `goods`, the line's own (`rule` null) or a stand-in. Null when it may send and simply has no more.
 * Amounts to issue are units of `goods`, gains units of the need.
 */
function obstacleAt(
  instance: Instance,
  book: LeftBehind,
  line: OpenLine,
  goods: number,
  rule: SubstitutionRule | null,
  i: number,
  unmet: number,
): Obstacle | "lessThanOneConversion" | null {
  const { problem } = instance;
  const store = problem.stores[i];
  const placeId = problem.places[line.place].id;
  const distance = problem.travel.distanceM[line.place * problem.stores.length + i];
  const minutes = leadTimeMin(problem, line.place, i);
  const limit = problem.classLimits[line.priority];
  const asked = arrivalDay(instance, line.place, i) + line.line.minShelfLifeDays;
  const floor = instance.floorAt[goods][i];
  const all = book.stock(goods, i, -Infinity);
  const spare = Math.max(0, Math.min(book.stock(goods, i, asked), all - floor));
  const { ratioNum, ratioDen } = rule ?? { ratioNum: 1, ratioDen: 1 };
  const gain = (quantity: number) => Math.min(unmet, Math.floor((quantity * ratioNum) / ratioDen));
  const toIssue = (quantity: number) => Math.ceil((gain(quantity) * ratioDen) / ratioNum);
  const at = { storeId: store.id, placeId };
  const make = (code: LimitCode, remedy: Remedy["code"], amount: number, available: number): Obstacle => ({
    code,
    store: i,
    available,
    remedy: { code: remedy, ...at, goodsId: problem.goods[goods].id, amount, gainQuantity: gain(available) },
  });
  if (distance < 0 || book.isClosed(i, line.place)) return make("routeClosed", "openRoute", 1, spare);
  if (limit.maxDistanceM !== null && distance > limit.maxDistanceM) {
    return make("maxDistance", "relaxMaxDistance", distance - limit.maxDistanceM, spare);
  }
  if (limit.maxLeadTimeMin !== null && minutes > limit.maxLeadTimeMin) {
    return make("maxLeadTime", "relaxMaxLeadTime", minutes - limit.maxLeadTimeMin, spare);
  }
  if (line.line.forbiddenStoreIds.includes(store.id)) return make("forbiddenSource", "allowSource", 1, spare);
  if (line.line.storageClasses.length > 0 && !line.line.storageClasses.includes(store.storageClass)) {
    return make("storageClass", "acceptStorageClass", 1, spare);
  }
  if (spare > 0) {
    const { weightG } = problem.goods[goods];
    if (book.throughput(goods, i) < Math.min(spare, line.line.packSize)) {
      return make("storeThroughput", "raiseThroughput", Math.ceil((toIssue(spare) * weightG) / 1000), spare);
    }
    if (spare < line.line.packSize || unmet < line.line.packSize)
      return make("packRounding", "acceptLoosePacks", line.line.packSize, spare);
    if (spare >= ratioDen && unmet < ratioNum) return "lessThanOneConversion";
  }
  const behindFloor = Math.min(floor, book.stock(goods, i, asked));
  if (behindFloor > 0 && spare === 0)
    return make("reserveFloor", "lowerReserveFloor", toIssue(behindFloor), behindFloor);
  const tooOld = all - floor - spare;
  if (tooOld > 0) {
    const latest = instance.lotsAt[goods][i].reduce((most, lot) => Math.max(most, lot.expiresOnDay), -Infinity);
    return make("shelfLife", "relaxShelfLife", Math.max(1, asked - latest), tooOld);
  }
  return null;
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
  component.blocks.forEach((block, b) => {
    if (block.to !== line.goods) return;
    for (let a = reach.start[line.place]; a < reach.start[line.place + 1]; a++) {
      const store = reach.tail[reach.tailStart[line.place] + a - reach.start[line.place]];
      const node = b * S + store;
      if (used.has(store) || component.network.dead?.[node] === 1) continue;
      const extra = reach.cost[a] * component.unit + reader.ofNode(node) - priceOfLine;
      if (extra >= bestExtra) continue;
      if (line.line.forbiddenStoreIds.includes(problem.stores[store].id)) continue;
      const classes = line.line.storageClasses;
      if (classes.length > 0 && !classes.includes(problem.stores[store].storageClass)) continue;
      bestExtra = extra;
      bestStore = store;
    }
  });
  if (bestStore < 0) return null;
  const asked = arrivalDay(instance, line.place, bestStore) + line.line.minShelfLifeDays;
  const lot = instance.lotsAt[line.goods][bestStore].find((l) => l.expiresOnDay >= asked && l.quantity > 0);
  return {
    storeId: problem.stores[bestStore].id,
    lotId: lot?.id ?? null,
    extraCost: Math.max(0, bestExtra / component.unit),
    distanceM: problem.travel.distanceM[line.place * S + bestStore],
  };
}
