import type { Instance, OpenLine, StockLot } from "./instance";
import { lineRuns, promises } from "./line-arcs";
import type { ReachBook } from "./reach";
import type { SiftedNetwork } from "./sifting";
import { convertedLots, latestExpiryAsked, NetworkParts, storeLots, type Tiers } from "./stock-nodes";

/**
 * One goods class as a minimum-cost flow: goods tied by one-for-one substitution share a component, all others are
 * alone. Nodes:
 *
 *   blocks × stores   one block for each goods and one more for each substitution into it (goods A standing in for B);
 *                     a substitution with a ratio counts the converted units, and what it draws on is coupled from outside
 *   UNMET 1, 2, 3     sources of what nobody serves, by class
 *   LEFT              sink of what nobody takes
 *   lines             sinks
 *   lots, tiers, kept where a store's lots differ in what they may serve: lot → tier of its expiry day → every earlier
 *                     tier; tier 0 is the store's block node; `kept` takes the reserve floor
 *
 * Quantities are in `unit` base units (the largest pack size all open lines share).
 */
export interface Component {
  goods: number[];
  unit: number;
  lines: OpenLine[];
  blocks: Block[];
  network: SiftedNetwork;
  /** Sources of unmet need of class 1, 2, 3: `unmetNode`, `unmetNode + 1`, `unmetNode + 2`. */
  unmetNode: number;
  leftNode: number;
  /** Where stock enters, with what may leave at most and what it is drawn from. */
  inlets: Inlet[];
  /** Node of line k is `firstLine + k`. */
  firstLine: number;
  /** Line of each run, position in `lines`. */
  runLine: Int32Array;
  runBlock: Int32Array;
  /** Tiers above 0. */
  tierOwner: { node: number; block: number; store: number; expiresOnDay: number }[];
  firstTier: number;
  /** Arcs of `network.fixed…` by what they are. */
  unmetArc: Int32Array;
  roundingArc: Int32Array;
  promisedArcs: { arc: number; line: number; block: number; store: number }[];
  /** Node of each lot that has one of its own. */
  lotNode: Map<StockLot, number>;
  /** Cost of leaving everything: the network counts what is left, the plan's cost what is saved. */
  keepEverything: number;
  /** Unit in which classes are kept apart; see {@link ServiceLevel}. */
  classStep: number;
  penalty: [number, number, number];
  box: ServedBox | null;
  fixedServed: ServiceLevel["fixedServed"];
  costless: boolean;
}

/** A node with stock: `supply` units of `unit` counted need may leave, drawn from `lots`. */
export interface Inlet {
  node: number;
  /** Fixed arc to LEFT: its cost less a price makes leaving dearer by that price. */
  leftArc: number;
  /** Fixed arcs of a lot of its own: to the reserve floor and to its tier; −1 where the node stands for all lots. */
  keptArc: number;
  issueArc: number;
  block: number;
  store: number;
  supply: number;
  lots: StockLot[];
}

export interface Block {
  /** Goods issued and goods whose need is met. */
  from: number;
  to: number;
  price: number;
  ratioNum: number;
  ratioDen: number;
}

/** What the levels above the cost have fixed: line k is served between `low[k]` and `high[k]`, in `unit`s. */
export interface ServedBox {
  low: Float64Array;
  high: Float64Array;
}

/** How the classes count in one solve. */
export interface ServiceLevel {
  /** Steps an unmet unit of class 1, 2, 3 costs. Without coupling 3, 2, 1 keeps the classes strictly apart. */
  steps: [number, number, number];
  /** Units of a class that are served, exactly; null = as many as the steps make it. */
  fixedServed: [number | null, number | null, number | null];
  /** Least size of a step. */
  leastStep: number;
  /** Nothing but unmet units costs: for the proof of a level. */
  costless?: boolean;
}

export const ALL_CLASSES: ServiceLevel = { steps: [3, 2, 1], fixedServed: [null, null, null], leastStep: 0 };

/** Groups goods by one-for-one substitution. Only goods with open lines make a component. */
export function goodsGroups(instance: Instance): number[][] {
  const { problem, goodsOf } = instance;
  const leader = problem.goods.map((_, g) => g);
  const find = (g: number): number => {
    let top = g;
    while (leader[top] !== top) top = leader[top];
    return top;
  };
  for (const rule of problem.substitutions) {
    if (rule.ratioNum !== rule.ratioDen) continue;
    leader[find(goodsOf.get(rule.fromGoodsId) as number)] = find(goodsOf.get(rule.toGoodsId) as number);
  }
  const groups = new Map<number, number[]>();
  for (let g = 0; g < leader.length; g++) {
    const top = find(g);
    const group = groups.get(top);
    if (group) group.push(g);
    else groups.set(top, [g]);
  }
  const wanted = new Set(instance.lines.filter((l) => l.open > 0).map((l) => find(l.goods)));
  return [...groups].filter(([top]) => wanted.has(top)).map(([, goods]) => goods);
}

export function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}

/** Builds the network of one group of goods. `box` as in {@link ServedBox}; without it every line may get all it needs. */
export function buildComponent(
  instance: Instance,
  reaches: ReachBook,
  goods: number[],
  box: ServedBox | null,
  service: ServiceLevel = ALL_CLASSES,
): Component {
  const { problem } = instance;
  const S = problem.stores.length;
  const inGroup = new Set(goods);
  const lines = instance.lines.filter((l) => l.open > 0 && inGroup.has(l.goods));
  const unit = lines.reduce((g, l) => greatestCommonDivisor(g, l.line.packSize), 0) || 1;
  const blocks = makeBlocks(instance, goods);
  const unmetNode = blocks.length * S;
  const leftNode = unmetNode + 3;
  const firstLine = leftNode + 1;
  const firstTier = firstLine + lines.length;
  const net = new NetworkParts(firstTier);

  // Stock.
  const latestNeed = latestExpiryAsked(instance, lines);
  const tiers: Tiers = new Map();
  const tierOwner: Component["tierOwner"] = [];
  const dead = new Uint8Array(unmetNode).fill(1);
  const lotNode = new Map<StockLot, number>();
  const inlets: Inlet[] = [];
  // Goods that also serve others at a ratio are drawn on lot by lot from several components.
  const converted = new Set(
    instance.rulesInto.flatMap((rules) =>
      rules.filter((r) => r.ratioNum !== r.ratioDen).map((r) => instance.goodsOf.get(r.fromGoodsId) as number),
    ),
  );
  let keepEverything = 0;
  let leftover = 0;
  blocks.forEach((block, b) => {
    if (block.from !== block.to && block.ratioNum === block.ratioDen) return;
    const own = block.from === block.to;
    for (let i = 0; i < S; i++) {
      const stock = instance.lotsAt[block.from][i];
      const lots = own ? stock.filter((lot) => lot.quantity >= unit) : convertedLots(stock, block, unit);
      const floor = own ? instance.floorAt[block.from][i] : 0;
      if (lots.length === 0) continue;
      // Lots too small for one pack keep the floor as well as any other.
      const total = (own ? stock : lots).reduce((sum, lot) => sum + lot.quantity, 0);
      if (total - floor < unit) continue;
      const node = b * S + i;
      dead[node] = 0;
      const plain =
        lots[0].expiresOnDay >= latestNeed &&
        lots.every((lot) => lot.keepPrice === lots[0].keepPrice) &&
        (lots.length === 1 || !converted.has(block.from));
      if (plain) {
        const packs = lots.reduce((sum, lot) => sum + Math.floor(lot.quantity / unit), 0);
        const issuable = Math.min(packs, Math.floor((total - floor) / unit));
        net.supply[node] = issuable;
        leftover += issuable;
        keepEverything += issuable * lots[0].keepPrice * unit;
        const leftArc = net.arc(node, leftNode, lots[0].keepPrice * unit, Infinity);
        inlets.push({
          node,
          leftArc,
          keptArc: -1,
          issueArc: -1,
          block: b,
          store: i,
          supply: issuable,
          lots: own ? lots : [stock.find((l) => l.id === lots[0].id) as StockLot],
        });
        continue;
      }
      for (const lot of lots) keepEverything += Math.floor(lot.quantity / unit) * lot.keepPrice * unit;
      leftover += storeLots(
        net,
        lots,
        floor,
        unit,
        node,
        leftNode,
        b,
        i,
        tiers,
        tierOwner,
        own ? lotNode : null,
        inlets,
        stock,
      );
    }
  });
  blocks.forEach((block, b) => {
    if (block.from === block.to || block.ratioNum !== block.ratioDen) return;
    const own = blocks.findIndex((other) => other.from === block.from && other.to === block.from);
    for (let i = 0; i < S; i++) {
      if (dead[own * S + i] === 1) continue;
      dead[b * S + i] = 0;
      net.arc(own * S + i, b * S + i, block.price * unit, Infinity);
      const ownTiers = tiers.get(own * S + i);
      if (!ownTiers) continue;
      const list = [{ node: b * S + i, expiresOnDay: ownTiers[0].expiresOnDay }];
      for (const tier of ownTiers.slice(1)) {
        const node = net.node();
        tierOwner.push({ node, block: b, store: i, expiresOnDay: tier.expiresOnDay });
        net.arc(tier.node, node, block.price * unit, Infinity);
        list.push({ node, expiresOnDay: tier.expiresOnDay });
      }
      tiers.set(b * S + i, list);
    }
  });

  // Lines.
  const runs = lineRuns(instance, reaches, lines, blocks, tiers, firstLine, unit);
  const promisedArcs = promises(instance, lines, blocks, tiers, firstLine, unit, net, runs);
  const expiryPrice = problem.objective.expiry.price;
  const movePrice = problem.previous?.movePrice ?? 0;
  const substitutionPrice = blocks.reduce((most, block) => Math.max(most, block.price), 0);
  const dearest = service.costless ? 0 : (runs.largestCost + expiryPrice + movePrice + substitutionPrice) * unit;
  // A cycle of exchanges passes every stock node at most once: no reroute of one unit costs more than `reroute`, so a
  // class step above it makes the classes strictly lexicographic (one unit is exchanged for one unit).
  const reroute = (2 * (net.count - lines.length) + 4) * (dearest + 1);
  const classStep = Math.max(service.leastStep, 2 * reroute + 1);
  const penalty = service.steps.map((steps) => steps * classStep) as [number, number, number];
  const unmetArc = new Int32Array(lines.length);
  const roundingArc = new Int32Array(lines.length).fill(-1);
  const needed: [number, number, number] = [0, 0, 0];
  lines.forEach((line, k) => {
    const high = box ? box.high[k] : Math.floor(line.open / unit);
    const low = box ? box.low[k] : high;
    const source = unmetNode + line.priority - 1;
    net.supply[firstLine + k] = -high;
    needed[line.priority - 1] += high;
    const step = penalty[line.priority - 1];
    if (box) {
      // Between `low` and `high` a unit is a matter of rounding; below `low` it breaks the fixed fairness.
      roundingArc[k] = net.arc(source, firstLine + k, step, high - low);
      unmetArc[k] = net.arc(source, firstLine + k, step + DEEP_STEPS * classStep, Infinity);
    } else unmetArc[k] = net.arc(source, firstLine + k, step, Infinity);
  });
  let spare = leftover;
  for (let p = 0; p < 3; p++) {
    // With a fixed number served the others have no choice: no way from here to what is left.
    const fixed = service.fixedServed[p];
    net.supply[unmetNode + p] = fixed === null ? needed[p] : needed[p] - fixed;
    if (fixed !== null) spare -= fixed;
    else net.arc(unmetNode + p, leftNode, 0, Infinity);
  }
  net.supply[leftNode] = -spare;

  const network = net.finish(runs.arrays, dead, unmetNode);
  const costless = service.costless === true;
  if (costless) {
    const charged = new Set([...unmetArc, ...roundingArc]);
    for (let a = 0; a < network.fixedCost.length; a++) if (!charged.has(a)) network.fixedCost[a] = 0;
    network.guide = network.runs.cost;
    network.runs = { ...network.runs, cost: reaches.free(network.runs.cost.length) };
  }
  return {
    goods,
    unit,
    lines,
    blocks,
    network,
    unmetNode,
    leftNode,
    firstLine,
    runLine: runs.runLine,
    runBlock: runs.runBlock,
    tierOwner,
    firstTier,
    unmetArc,
    roundingArc,
    promisedArcs,
    lotNode,
    keepEverything: costless ? 0 : keepEverything,
    inlets,
    costless,
    classStep,
    penalty,
    box,
    fixedServed: service.fixedServed,
  };
}

/** Steps that breaking a fixed fair share costs above the class penalty. */
export const DEEP_STEPS = 4;

function makeBlocks(instance: Instance, goods: number[]): Block[] {
  const blocks: Block[] = goods.map((g) => ({ from: g, to: g, price: 0, ratioNum: 1, ratioDen: 1 }));
  for (const g of goods) {
    for (const rule of instance.rulesInto[g]) {
      const from = instance.goodsOf.get(rule.fromGoodsId) as number;
      const common = greatestCommonDivisor(rule.ratioNum, rule.ratioDen);
      blocks.push({
        from,
        to: g,
        price: rule.price ?? 0,
        ratioNum: rule.ratioNum / common,
        ratioDen: rule.ratioDen / common,
      });
    }
  }
  return blocks;
}
