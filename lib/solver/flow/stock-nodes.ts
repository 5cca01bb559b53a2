import type { Block, Component, Inlet } from "./component";
import type { Instance, OpenLine, StockLot } from "./instance";
import type { SiftedNetwork } from "./sifting";

/** Nodes of a store by expiry day, earliest first, under the number of its block node. */
export type Tiers = Map<number, { node: number; expiresOnDay: number }[]>;

/** Lots of one store as nodes; returns what they can send beyond the floor. */
export function storeLots(
  net: NetworkParts,
  lots: StockLot[],
  floor: number,
  unit: number,
  storeNode: number,
  leftNode: number,
  block: number,
  store: number,
  tiers: Tiers,
  tierOwner: Component["tierOwner"],
  lotNodes: Map<StockLot, number> | null,
  inlets: Inlet[],
  stock: StockLot[],
): number {
  const list: { node: number; expiresOnDay: number }[] = [];
  const kept = floor > 0 ? net.node() : -1;
  let quantity = 0;
  for (const lot of lots) {
    const last = list[list.length - 1];
    if (!last || last.expiresOnDay !== lot.expiresOnDay) {
      const node = list.length === 0 ? storeNode : net.node();
      if (list.length > 0) {
        tierOwner.push({ node, block, store, expiresOnDay: lot.expiresOnDay });
        net.arc(node, last.node, 0, Infinity);
      }
      list.push({ node, expiresOnDay: lot.expiresOnDay });
    }
    const lotNode = net.node();
    lotNodes?.set(lot, lotNode);
    const units = Math.floor(lot.quantity / unit);
    net.supply[lotNode] = units;
    quantity += units;
    const issueArc = net.arc(lotNode, list[list.length - 1].node, 0, Infinity);
    const leftArc = net.arc(lotNode, leftNode, lot.keepPrice * unit, Infinity);
    const origin = stock.find((l) => l.id === lot.id) as StockLot;
    const keptArc = kept >= 0 ? net.arc(lotNode, kept, lot.keepPrice * unit, Infinity) : -1;
    inlets.push({ node: lotNode, leftArc, keptArc, issueArc, block, store, supply: units, lots: [origin] });
  }
  // Lots too small for one pack keep the floor as well as any other.
  const total = (lotNodes ? stock : lots).reduce((sum, lot) => sum + lot.quantity, 0);
  const keep = Math.max(0, quantity - Math.floor((total - floor) / unit));
  if (kept >= 0) net.supply[kept] = -keep;
  tiers.set(storeNode, list);
  return quantity - keep;
}

/** Lots of the substitute in counted units of the need. */
export function convertedLots(stock: StockLot[], block: Block, unit: number): StockLot[] {
  return stock
    .map((lot) => ({
      ...lot,
      quantity: Math.floor((lot.quantity * block.ratioNum) / block.ratioDen),
      keepPrice: Math.ceil((lot.keepPrice * block.ratioDen) / block.ratioNum),
    }))
    .filter((lot) => lot.quantity >= unit);
}

/** The latest expiry day any line of the component could ask for at any store. */
export function latestExpiryAsked(instance: Instance, lines: OpenLine[]): number {
  const { problem } = instance;
  const times = problem.travel.leadTimeMin ?? problem.travel.distanceM;
  let longest = 0;
  for (let k = 0; k < times.length; k++) if (times[k] > longest) longest = times[k];
  const minutes = problem.travel.leadTimeMin ? longest : Math.ceil(longest / 500);
  const shelf = lines.reduce((most, l) => Math.max(most, l.line.minShelfLifeDays), 0);
  return problem.today + Math.floor(((problem.departMin ?? 0) + minutes) / 1440) + shelf;
}

/** Nodes and fixed arcs as they are added. */
export class NetworkParts {
  readonly supply: number[];
  private readonly tail: number[] = [];
  private readonly head: number[] = [];
  private readonly cost: number[] = [];
  private readonly capacity: number[] = [];

  constructor(nodes: number) {
    this.supply = new Array<number>(nodes).fill(0);
  }

  get count(): number {
    return this.supply.length;
  }

  node(): number {
    return this.supply.push(0) - 1;
  }

  arc(tail: number, head: number, cost: number, capacity: number): number {
    this.tail.push(tail);
    this.head.push(head);
    this.cost.push(cost);
    this.capacity.push(capacity);
    return this.tail.length - 1;
  }

  finish(runs: SiftedNetwork["runs"], deadStores: Uint8Array, unmetNode: number): SiftedNetwork {
    const dead = new Uint8Array(this.supply.length);
    dead.set(deadStores.subarray(0, unmetNode));
    return {
      nodeCount: this.supply.length,
      supply: Float64Array.from(this.supply),
      fixedTail: Int32Array.from(this.tail),
      fixedHead: Int32Array.from(this.head),
      fixedCost: Float64Array.from(this.cost),
      fixedCapacity: Float64Array.from(this.capacity),
      runs,
      dead,
    };
  }
}
