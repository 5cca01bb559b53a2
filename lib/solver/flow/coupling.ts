import type { Component } from "./component";
import type { Instance, StockLot } from "./instance";
import type { SiftingSolver } from "./sifting";

/** A limit that several components draw on, in its own unit (grams of throughput; base units of a lot or store). */
export interface SharedLimit {
  kind: "throughput" | "stock";
  store: number;
  /** Of shared stock: the goods, and the lot or null for all above the floor. */
  goods: number;
  lotId: string | null;
  capacity: number;
  claims: Claim[];
}

/** One inlet's draw on a limit: `draw` of its unit for every unit that leaves. */
export interface Claim {
  group: number;
  inlet: number;
  draw: number;
}

/**
 * Limits shared by components: a store's throughput, and stock that serves one goods as itself and another at a ratio.
 * Limits that cannot bind, whatever the plan, are left out.
 */
export function sharedLimits(instance: Instance, components: Component[]): SharedLimit[] {
  const { problem } = instance;
  const throughput = problem.stores.map((): Claim[] => []);
  const byLot = new Map<StockLot, Claim[]>();
  const byStock = new Map<string, Claim[]>();
  const converted = new Set<number>();
  for (const c of components) for (const b of c.blocks) if (b.ratioNum !== b.ratioDen) converted.add(b.from);
  components.forEach((component, group) => {
    component.inlets.forEach((inlet, k) => {
      const block = component.blocks[inlet.block];
      const issued = (component.unit * block.ratioDen) / block.ratioNum;
      const weightG = problem.goods[block.from].weightG;
      if (weightG > 0) throughput[inlet.store].push({ group, inlet: k, draw: issued * weightG });
      if (!converted.has(block.from)) return;
      for (const lot of inlet.lots) byLot.set(lot, [...(byLot.get(lot) ?? []), { group, inlet: k, draw: issued }]);
      const key = `${block.from}|${inlet.store}`;
      byStock.set(key, [...(byStock.get(key) ?? []), { group, inlet: k, draw: issued }]);
    });
  });
  const limits: SharedLimit[] = [];
  const add = (limit: Omit<SharedLimit, "claims">, claims: Claim[]) => {
    const most = claims.reduce((sum, c) => sum + c.draw * components[c.group].inlets[c.inlet].supply, 0);
    if (most > limit.capacity) limits.push({ ...limit, claims });
  };
  throughput.forEach((claims, store) => {
    const capacity = instance.throughputG[store];
    if (capacity < Infinity) add({ kind: "throughput", store, goods: -1, lotId: null, capacity }, claims);
  });
  for (const [lot, claims] of byLot) {
    add({ kind: "stock", store: lot.store, goods: lot.goods, lotId: lot.id, capacity: lot.quantity }, claims);
  }
  for (const [key, claims] of byStock) {
    const [goods, store] = key.split("|").map(Number);
    const stock = instance.lotsAt[goods][store].reduce((sum, lot) => sum + lot.quantity, 0);
    const floor = instance.floorAt[goods][store];
    if (floor > 0) add({ kind: "stock", store, goods, lotId: null, capacity: stock - floor }, claims);
  }
  return limits;
}

/** What leaves each inlet in a solved component. */
export function inletUsage(component: Component, solver: SiftingSolver): Float64Array {
  const { flow } = solver.simplex;
  return Float64Array.from(component.inlets, (inlet) => {
    if (inlet.issueArc >= 0) return flow[solver.fixedBase + inlet.issueArc];
    return solver.simplex.supply[inlet.node] - flow[solver.fixedBase + inlet.leftArc];
  });
}

/** Makes leaving each inlet dearer by `price`, relative to the unpriced costs. */
export function priceInlets(component: Component, solver: SiftingSolver, price: Float64Array): void {
  component.inlets.forEach((inlet, k) => {
    for (const arc of [inlet.leftArc, inlet.keptArc]) {
      if (arc >= 0) solver.simplex.cost[solver.fixedBase + arc] = component.network.fixedCost[arc] - price[k];
    }
  });
}

/** Lets at most `most` leave each inlet. */
export function capInlets(component: Component, solver: SiftingSolver, most: Float64Array): void {
  const { simplex, fixedBase } = solver;
  component.inlets.forEach((inlet, k) => {
    const cap = Math.max(0, Math.min(inlet.supply, most[k]));
    if (inlet.issueArc >= 0) {
      simplex.capacity[fixedBase + inlet.issueArc] = cap;
      return;
    }
    simplex.supply[component.leftNode] += simplex.supply[inlet.node] - cap;
    simplex.supply[inlet.node] = cap;
  });
}

/** As `capInlets`, in the network itself, before anything is solved on it. */
export function capNetwork({ network, inlets, leftNode }: Component, most: Float64Array): void {
  inlets.forEach((inlet, k) => {
    const cap = Math.max(0, Math.min(inlet.supply, most[k]));
    if (inlet.issueArc >= 0) {
      network.fixedCapacity[inlet.issueArc] = cap;
      return;
    }
    network.supply[leftNode] += network.supply[inlet.node] - cap;
    network.supply[inlet.node] = cap;
  });
}

/**
 * Caps of every inlet from a usage that keeps the limits: its use, and a part of what each limit has left in proportion
 * to what it could still take. Only the inlets of `group` get a part when one is named.
 */
export function shareOut(
  components: Component[],
  limits: SharedLimit[],
  usage: Float64Array[],
  group: number | null,
): Float64Array[] {
  const caps = components.map((c) => Float64Array.from(c.inlets, (inlet) => inlet.supply));
  for (const limit of limits) {
    let left = limit.capacity;
    let hunger = 0;
    for (const claim of limit.claims) {
      const used = usage[claim.group][claim.inlet];
      left -= claim.draw * used;
      if (group === null || claim.group === group) {
        hunger += claim.draw * (components[claim.group].inlets[claim.inlet].supply - used);
      }
    }
    const part = hunger > 0 ? Math.max(0, Math.min(1, left / hunger)) : 0;
    // Above the limit: everyone gives way alike.
    const scale = left < 0 ? limit.capacity / (limit.capacity - left) : 1;
    for (const claim of limit.claims) {
      const used = usage[claim.group][claim.inlet] * scale;
      const more =
        group === null || claim.group === group
          ? part * (components[claim.group].inlets[claim.inlet].supply - used)
          : 0;
      const most = Math.floor(used + more + 1e-9);
      caps[claim.group][claim.inlet] = Math.min(caps[claim.group][claim.inlet], most);
    }
  }
  return caps;
}

/** Largest excess over any limit, as a share of it; at most 0 when all are kept. */
export function worstExcess(limits: SharedLimit[], usage: Float64Array[]): number {
  let worst = 0;
  for (const limit of limits) {
    const used = limit.claims.reduce((sum, c) => sum + c.draw * usage[c.group][c.inlet], 0);
    worst = Math.max(worst, (used - limit.capacity) / Math.max(1, limit.capacity));
  }
  return worst;
}
