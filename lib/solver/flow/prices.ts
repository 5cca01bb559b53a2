import type { Component } from "./component";
import type { Instance, StockLot } from "./instance";
import type { DualCertificate } from "./certificate-model";
import type { LevelPrice } from "./plan-model";

/**
 * Prices read off the potentials of a solved component. A node's price is its potential above that of the sink of what is
 * left: what a unit there is worth, given that a unit left over is worth nothing.
 */
export class PriceReader {
  private readonly own: Int32Array;

  constructor(
    readonly component: Component,
    readonly potential: Float64Array,
    private readonly stores: number,
  ) {
    this.own = Int32Array.from(component.blocks, (block) =>
      component.blocks.findIndex((other) => other.from === block.from && other.to === block.from),
    );
  }

  ofNode(node: number): number {
    return this.potential[node] - this.potential[this.component.leftNode];
  }

  ofLine(k: number): number {
    return this.ofNode(this.component.firstLine + k);
  }

  /** Scarcity of what a store may issue of a block's goods: gain of one unit more, in cost units a `unit`; never negative. */
  scarcity(block: number, store: number, keepPrice: number): number {
    const { dead } = this.component.network;
    const node = this.own[block] * this.stores + store;
    if (dead !== null && dead[node] === 1) return 0;
    return Math.max(0, this.ofNode(node) + keepPrice * this.component.unit);
  }

  /** Splits a price into whole class steps and cost. */
  levels(price: number): LevelPrice {
    const { classStep, unit } = this.component;
    const steps = Math.round(price / classStep);
    const unmet: [number, number, number] = [0, 0, 0];
    if (steps >= 1 && steps <= 3) unmet[3 - steps] = 1;
    return { unmet, cost: (price - steps * classStep) / unit };
  }
}

/** A solved network that proves a group's bound, with what its inlets pay for shared limits. */
export interface Proof {
  component: Component;
  /** Where the potentials of the component's nodes are. */
  solver: { simplex: { readonly potential: Float64Array } };
  paid: Float64Array | null;
  /** What an unmet base unit of each class costs beyond the network's own penalty, the same in all groups. */
  unmetPrice?: readonly number[];
}

/** What `certify.ts` needs to prove each group's bound, with the prices of what they share. */
export function certificates(
  instance: Instance,
  proofs: Proof[],
  shared: Pick<DualCertificate, "throughput" | "sharedStock">,
): DualCertificate[] {
  const { problem } = instance;
  return proofs.map(({ component, solver, paid, unmetPrice }): DualCertificate => {
    const reader = new PriceReader(component, solver.simplex.potential, problem.stores.length);
    const stores: DualCertificate["stores"] = [];
    const lots: DualCertificate["lots"] = [];
    const converted: DualCertificate["converted"] = [];
    const worthAt = new Map<string, { store: number; goods: number; lot: StockLot; worth: number }[]>();
    component.inlets.forEach((inlet, k) => {
      const block = component.blocks[inlet.block];
      if (block.from !== block.to) {
        const [lot] = inlet.lots;
        const keep = component.costless
          ? 0
          : Math.ceil((lot.keepPrice * block.ratioDen) / block.ratioNum) * component.unit;
        const price = Math.max(0, reader.ofNode(inlet.node) + keep - (paid ? paid[k] : 0));
        const storeId = problem.stores[inlet.store].id;
        if (price > 0) converted.push({ storeId, lotId: lot.id, toGoodsId: problem.goods[block.to].id, price });
        return;
      }
      for (const lot of inlet.lots) {
        const keep = component.costless ? 0 : lot.keepPrice * component.unit;
        const worth = Math.max(0, reader.ofNode(inlet.node) + keep - (paid ? paid[k] : 0));
        const key = `${block.from}|${inlet.store}`;
        worthAt.set(key, [...(worthAt.get(key) ?? []), { store: inlet.store, goods: block.from, lot, worth }]);
      }
    });
    for (const list of worthAt.values()) {
      const price = Math.min(...list.map((entry) => entry.worth));
      const [{ store, goods }] = list;
      const storeId = problem.stores[store].id;
      if (price > 0) stores.push({ storeId, goodsId: problem.goods[goods].id, price });
      for (const { lot, worth } of list) if (worth > price) lots.push({ storeId, lotId: lot.id, price: worth - price });
    }
    // Where a class's total is fixed, what an unmet unit costs is whatever price keeps it there.
    const charge = component.penalty.map((steps, p) =>
      component.fixedServed[p] === null
        ? steps + (unmetPrice?.[p] ?? 0) * component.unit
        : reader.ofNode(component.unmetNode + p) + steps,
    );
    return {
      goodsIds: component.goods.map((g) => problem.goods[g].id),
      unit: component.unit,
      classStep: component.classStep,
      unmetCharge: charge as [number, number, number],
      stores,
      lots,
      converted,
      ...shared,
      costless: component.costless,
      box: component.box
        ? { lineIds: component.lines.map((l) => l.line.id), low: component.box.low, high: component.box.high }
        : null,
    };
  });
}
