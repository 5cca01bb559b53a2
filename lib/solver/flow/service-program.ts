import type { Component } from "./component";
import type { SharedLimit } from "./coupling";
import { CutFinder, type ServiceCut } from "./cut-finder";
import { FeasibleRows } from "./feasible-rows";

/** Prices under which no plan serves more than the limits are worth: Σ worth × served ≤ `limit` for every plan. */
export interface LimitPrices {
  /** Of a `unit` served to each group of lines, by component. */
  worth: Float64Array[];
  /** What all limits together are worth. */
  limit: number;
  /** Of a unit of each shared limit, in the limit's unit. */
  shared: Float64Array;
  /** Of a `unit` leaving each inlet, by component; and of a unit of what inlets of one floor may let out together. */
  inlets: Float64Array[];
  floors: { component: number; inlets: number[]; price: number }[];
}

interface CutRow {
  component: number;
  cut: ServiceCut;
  row: number;
  scale: number;
}

/**
 * Can all components be served so much at once? A master over what leaves each inlet keeps shared limits and
 * reserve floors; what that can serve is asked of each component alone by a maximum flow, whose minimum cuts come back
 * as rows of the master (Benders 1962; the cuts are the rank inequalities of the component's polymatroid). Rows found stay.
 */
export class ServiceProgram {
  private readonly finders: CutFinder[];
  private readonly rows: FeasibleRows;
  private readonly firstColumn: number[] = [];
  private readonly supply: Float64Array;
  private readonly limitScale: number[] = [];
  private readonly floors: { component: number; inlets: number[]; most: number; scale: number; row: number }[] = [];
  private readonly cuts: CutRow[] = [];
  private readonly known = new Set<string>();

  constructor(
    private readonly components: readonly Component[],
    private readonly limits: readonly SharedLimit[],
    private readonly shouldStop: () => boolean,
  ) {
    this.finders = components.map((component) => new CutFinder(component));
    let columns = 0;
    for (const component of components) {
      this.firstColumn.push(columns);
      columns += component.inlets.length;
    }
    this.supply = new Float64Array(columns);
    components.forEach((component, c) => {
      component.inlets.forEach((inlet, e) => {
        this.supply[this.firstColumn[c] + e] = inlet.supply;
      });
    });
    // Columns count shares of what an inlet has.
    this.rows = new FeasibleRows(
      this.supply.map((units) => (units > 0 ? 1 : 0)),
      shouldStop,
    );
    for (const { claims, capacity } of limits) {
      const at = claims.map((claim) => this.firstColumn[claim.group] + claim.inlet);
      const draws = claims.map((claim, k) => claim.draw * this.supply[at[k]]);
      const scale = capacity > 0 ? capacity : Math.max(1, ...draws);
      this.limitScale.push(scale);
      this.rows.addRow(
        at,
        draws.map((draw) => draw / scale),
        capacity / scale,
      );
    }
    components.forEach((_, c) => {
      this.addFloors(c);
      for (const cut of this.finders[c].whole()) this.addCut(c, cut);
    });
  }

  groupsOf(component: number): number {
    return this.finders[component].groups;
  }

  groupOfLine(component: number, line: number): number {
    return this.finders[component].groupOfLine[line];
  }

  /** Null when this demand of every group can be served together, otherwise prices that prove it cannot. */
  refute(demand: readonly Float64Array[]): LimitPrices | null {
    for (const one of this.cuts) this.rows.setRight(one.row, -this.wanted(one, demand) / one.scale);
    for (;;) {
      const found = this.rows.refute();
      if (this.shouldStop()) return null;
      if (found) return this.priced(found);
      const solution = this.rows.solution();
      let added = false;
      this.components.forEach((component, c) => {
        const first = this.firstColumn[c];
        const leaving = Float64Array.from(component.inlets, (inlet, e) => solution[first + e] * inlet.supply);
        for (const cut of this.finders[c].broken(demand[c], leaving)) {
          const made = this.addCut(c, cut);
          if (!made) continue;
          this.rows.setRight(made.row, -this.wanted(made, demand) / made.scale);
          added = true;
        }
      });
      if (!added) return null;
    }
  }

  /** What may leave each inlet so that every line gets so much; null when it cannot be, or when stopped. */
  leavingFor(wanted: readonly Float64Array[]): Float64Array[] | null {
    const demand = this.components.map((_, c) => new Float64Array(this.groupsOf(c)));
    wanted.forEach((lines, c) => {
      for (let k = 0; k < lines.length; k++) demand[c][this.groupOfLine(c, k)] += lines[k];
    });
    if (this.refute(demand) !== null || this.shouldStop()) return null;
    const solution = this.rows.solution();
    return this.components.map((component, c) =>
      Float64Array.from(component.inlets, (inlet, e) => solution[this.firstColumn[c] + e] * inlet.supply),
    );
  }

  private addFloors(c: number): void {
    const { inlets, network } = this.components[c];
    const byFloor = new Map<number, number[]>();
    inlets.forEach((inlet, e) => {
      if (inlet.keptArc < 0) return;
      const kept = network.fixedHead[inlet.keptArc];
      byFloor.set(kept, [...(byFloor.get(kept) ?? []), e]);
    });
    for (const [kept, own] of byFloor) {
      const all = own.reduce((sum, e) => sum + inlets[e].supply, 0);
      const most = all + network.supply[kept];
      const scale = Math.max(1, all);
      const row = this.rows.addRow(
        own.map((e) => this.firstColumn[c] + e),
        own.map((e) => inlets[e].supply / scale),
        most / scale,
      );
      this.floors.push({ component: c, inlets: own, most, scale, row });
    }
  }

  private addCut(c: number, cut: ServiceCut): CutRow | null {
    const key = `${c}:${cut.groups.join(",")}`;
    if (this.known.has(key)) return null;
    this.known.add(key);
    const { inlets } = this.components[c];
    const scale = Math.max(
      1,
      cut.inlets.reduce((sum, e) => sum + inlets[e].supply, 0),
    );
    const row = this.rows.addRow(
      cut.inlets.map((e) => this.firstColumn[c] + e),
      cut.inlets.map((e) => -inlets[e].supply / scale),
      0,
    );
    const made = { component: c, cut, row, scale };
    this.cuts.push(made);
    return made;
  }

  private wanted({ component, cut }: CutRow, demand: readonly Float64Array[]): number {
    let sum = 0;
    for (const g of cut.groups) sum += demand[component][g];
    return sum;
  }

  /** Prices of rows as prices of limits and worth of service; any that are not negative are valid, so dust is swept out. */
  private priced(found: Float64Array): LimitPrices {
    const { limits, components } = this;
    const most = found.reduce((a, b) => Math.max(a, b), 0);
    const price = (row: number, scale: number) => (found[row] > 1e-9 * most ? found[row] / scale : 0);
    const shared = Float64Array.from(limits, (_, r) => price(r, this.limitScale[r]));
    const floors = this.floors.map((floor) => ({
      component: floor.component,
      inlets: floor.inlets,
      price: price(floor.row, floor.scale),
    }));
    const worth = components.map((_, c) => new Float64Array(this.finders[c].groups));
    const net = components.map((component) => new Float64Array(component.inlets.length));
    for (const { component, cut, row, scale } of this.cuts) {
      const own = price(row, scale);
      if (own === 0) continue;
      for (const g of cut.groups) worth[component][g] += own;
      for (const e of cut.inlets) net[component][e] += own;
    }
    limits.forEach((limit, r) => {
      if (shared[r] > 0) for (const claim of limit.claims) net[claim.group][claim.inlet] -= shared[r] * claim.draw;
    });
    for (const floor of floors) for (const e of floor.inlets) net[floor.component][e] -= floor.price;
    let limit = 0;
    limits.forEach(({ capacity }, r) => {
      limit += shared[r] * capacity;
    });
    this.floors.forEach((floor, f) => {
      limit += floors[f].price * floor.most;
    });
    const inlets = net.map((own, c) =>
      own.map((price, e) => {
        const kept = Math.max(0, price);
        limit += kept * components[c].inlets[e].supply;
        return kept;
      }),
    );
    return { worth, limit, shared, inlets, floors: floors.filter((floor) => floor.price > 0) };
  }
}
