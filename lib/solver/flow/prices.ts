import type { Component } from "./component";
import type { GroupSolution } from "./group";
import type { Instance } from "./instance";
import type { DualCertificate, LevelPrice } from "./model";

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

/** What `certify.ts` needs to prove each group's bound. */
export function certificates(instance: Instance, solved: GroupSolution[]): DualCertificate[] {
  const { problem } = instance;
  const S = problem.stores.length;
  return solved.map(({ component, solver, shares }): DualCertificate => {
    const reader = new PriceReader(component, solver.simplex.potential, S);
    const stores: DualCertificate["stores"] = [];
    const lots: DualCertificate["lots"] = [];
    component.blocks.forEach((block, b) => {
      if (block.from !== block.to) return;
      for (let i = 0; i < S; i++) {
        if (component.network.dead?.[b * S + i] === 1) continue;
        const list = instance.lotsAt[block.from][i].filter((lot) => lot.quantity >= component.unit);
        const worth = list.map((lot) => {
          const node = component.lotNode.get(lot) ?? b * S + i;
          return Math.max(0, reader.ofNode(node) + lot.keepPrice * component.unit);
        });
        const price = Math.min(...worth);
        const storeId = problem.stores[i].id;
        if (price > 0) stores.push({ storeId, goodsId: problem.goods[block.from].id, price });
        list.forEach((lot, k) => {
          if (worth[k] > price) lots.push({ storeId, lotId: lot.id, price: worth[k] - price });
        });
      }
    });
    const box = shares
      ? { lineIds: component.lines.map((l) => l.line.id), low: shares.box.low, high: shares.box.high }
      : null;
    return {
      goodsIds: component.goods.map((g) => problem.goods[g].id),
      unit: component.unit,
      classStep: component.classStep,
      stores,
      lots,
      throughput: [],
      box,
    };
  });
}
