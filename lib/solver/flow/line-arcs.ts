import type { Block, Component } from "./component";
import { arrivalDay, type Instance, type OpenLine } from "./instance";
import type { Reach, ReachBook } from "./reach";
import type { SiftedNetwork } from "./sifting";
import type { NetworkParts, Tiers } from "./stock-nodes";

export interface LineRuns {
  arrays: SiftedNetwork["runs"];
  runLine: Int32Array;
  runBlock: Int32Array;
  largestCost: number;
}

export function lineRuns(
  instance: Instance,
  reaches: ReachBook,
  lines: OpenLine[],
  blocks: Block[],
  tiers: Tiers,
  firstLine: number,
  unit: number,
): LineRuns {
  const S = instance.problem.stores.length;
  const blocksInto = new Map<number, number[]>();
  blocks.forEach((block, b) => {
    blocksInto.set(block.to, [...(blocksInto.get(block.to) ?? []), b]);
  });
  const owner: number[] = [];
  const blockOf: number[] = [];
  lines.forEach((line, k) => {
    for (const b of blocksInto.get(line.goods) as number[]) {
      owner.push(k);
      blockOf.push(b);
    }
  });
  const count = owner.length;
  const runLine = Int32Array.from(owner);
  const runBlock = Int32Array.from(blockOf);
  const head = runLine.map((k) => firstLine + k);
  const shift = new Int32Array(count);
  const costStart = new Int32Array(count);
  const tailStart = new Int32Array(count);
  const length = new Int32Array(count);
  const used = new Set<Reach>();
  for (const line of lines) used.add(reaches.of(line.priority, line.goods));
  const largestCost = Math.max(0, ...[...used].map((reach) => reach.largestCost));
  const shared =
    used.size === 1 &&
    unit === 1 &&
    tiers.size === 0 &&
    lines.every((l) => l.line.storageClasses.length === 0 && l.line.forbiddenStoreIds.length === 0);
  if (shared) {
    const [reach] = used;
    for (let r = 0; r < count; r++) {
      const place = lines[runLine[r]].place;
      costStart[r] = reach.start[place];
      tailStart[r] = reach.tailStart[place];
      length[r] = reach.start[place + 1] - reach.start[place];
      shift[r] = runBlock[r] * S;
    }
    const arrays = { count, head, costStart, tailStart, shift, length, cost: reach.cost, tail: reach.tail };
    return { arrays, runLine, runBlock, largestCost };
  }

  let size = 0;
  for (let r = 0; r < count; r++) {
    const line = lines[runLine[r]];
    const reach = reaches.of(line.priority, line.goods);
    size += reach.start[line.place + 1] - reach.start[line.place];
  }
  // Large packs over long ways pass a word of 32 bits.
  const cost = largestCost * unit < 2 ** 31 ? new Int32Array(size) : new Float64Array(size);
  const tail = new Int32Array(size);
  let filled = 0;
  for (let r = 0; r < count; r++) {
    const line = lines[runLine[r]];
    const b = runBlock[r];
    const reach = reaches.of(line.priority, line.goods);
    const begin = reach.start[line.place];
    const end = reach.start[line.place + 1];
    const forbidden = new Set(line.line.forbiddenStoreIds.map((id) => instance.storeOf.get(id) as number));
    const classes = line.line.storageClasses;
    costStart[r] = filled;
    tailStart[r] = filled;
    for (let k = begin; k < end; k++) {
      const store = reach.tail[reach.tailStart[line.place] + k - begin];
      if (forbidden.has(store)) continue;
      if (classes.length > 0 && !classes.includes(instance.problem.stores[store].storageClass)) continue;
      const node = tierNode(instance, line, store, b * S + store, tiers);
      if (node < 0) continue;
      tail[filled] = node;
      cost[filled++] = reach.cost[k] * unit;
    }
    length[r] = filled - costStart[r];
  }
  const arrays = {
    count,
    head,
    costStart,
    tailStart,
    shift,
    length,
    cost: cost.slice(0, filled),
    tail: tail.slice(0, filled),
  };
  return { arrays, runLine, runBlock, largestCost };
}

/** Node that holds the lots of a store the line may take, or −1. */
function tierNode(instance: Instance, line: OpenLine, store: number, storeNode: number, tiers: Tiers): number {
  const list = tiers.get(storeNode);
  if (!list) return storeNode;
  const asked = arrivalDay(instance, line.place, store) + line.line.minShelfLifeDays;
  for (const tier of list) if (tier.expiresOnDay >= asked) return tier.node;
  return -1;
}

/** Arcs that carry what was promised before, cheaper by the price of moving it. */
export function promises(
  instance: Instance,
  lines: OpenLine[],
  blocks: Block[],
  tiers: Tiers,
  firstLine: number,
  unit: number,
  net: NetworkParts,
  runs: LineRuns,
): Component["promisedArcs"] {
  const { problem } = instance;
  const previous = problem.previous;
  if (!previous || previous.movePrice === 0) return [];
  const S = problem.stores.length;
  const lineOf = new Map(lines.map((line, k) => [line.line.id, k]));
  const goodsOfLot = new Map<string, number>();
  for (const store of problem.stores) {
    for (const lot of store.lots)
      goodsOfLot.set(`${store.id}\u0000${lot.id}`, instance.goodsOf.get(lot.goodsId) as number);
  }
  const promised = new Map<string, { line: number; block: number; store: number; quantity: number }>();
  for (const p of previous.assignments) {
    const line = lineOf.get(p.lineId);
    const store = instance.storeOf.get(p.storeId);
    const goods = goodsOfLot.get(`${p.storeId}\u0000${p.lotId}`);
    if (line === undefined || store === undefined || goods === undefined) continue;
    const block = blocks.findIndex((b) => b.from === goods && b.to === lines[line].goods);
    if (block < 0) continue;
    const key = `${line}|${block}|${store}`;
    const entry = promised.get(key) ?? { line, block, store, quantity: 0 };
    entry.quantity += p.quantity;
    promised.set(key, entry);
  }
  for (const entry of promised.values()) {
    // What is frozen keeps its promise outside the network.
    for (const issue of lines[entry.line].line.frozen) {
      const sameGoods = goodsOfLot.get(`${issue.storeId}\u0000${issue.lotId}`) === blocks[entry.block].from;
      if (sameGoods && instance.storeOf.get(issue.storeId) === entry.store) entry.quantity -= issue.quantity;
    }
  }
  const runOf = new Map<string, number>();
  for (let r = 0; r < runs.arrays.count; r++) runOf.set(`${runs.runLine[r]}|${runs.runBlock[r]}`, r);
  const arcs: Component["promisedArcs"] = [];
  for (const { line, block, store, quantity } of promised.values()) {
    const r = runOf.get(`${line}|${block}`);
    if (r === undefined) continue;
    const { tail, tailStart, shift, length, cost, costStart } = runs.arrays;
    const wanted = tierNode(instance, lines[line], store, block * S + store, tiers);
    for (let k = 0; k < length[r]; k++) {
      if (tail[tailStart[r] + k] + shift[r] !== wanted) continue;
      const unitCost = cost[costStart[r] + k] - previous.movePrice * unit;
      const arc = net.arc(wanted, firstLine + line, unitCost, Math.ceil(Math.max(0, quantity) / unit));
      arcs.push({ arc, line, block, store });
      break;
    }
  }
  return arcs;
}
