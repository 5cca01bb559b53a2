import { buildComponent, type Component } from "./component";
import { type GroupSolution, objectiveParts, servedUnits, solveGroup } from "./group";
import { indexProblem, type Instance } from "./instance";
import type { Assignment } from "./plan-model";
import type { AllocationProblem, Lot, Store } from "./problem-model";
import { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";

/** What a trial found, base units and cost units. */
export interface Outcome {
  unmet: [number, number, number];
  cost: number;
  /** Base units by line id, what is frozen or converted from other goods left out. */
  served: Map<string, number>;
}

/** A change on trial: `problem` is a copy to be edited, store and line its entries. */
export type Change = (problem: AllocationProblem) => void;

/** Pairs of line and store that all trials of a plan may go over together; beyond, nothing is tried any more. */
const MOST_WORK = 800_000;
/** Pairs beyond which one trial alone takes too long. */
const TOO_LARGE = 50_000;

/**
 * One goods class alone, to try changes on: its lines' open needs, the places they are at, and stock as the plan leaves it to
 * them. A store whose throughput is not ample for all it has is held at what it sends now, so a change there is tried with
 * what throughput is left, and every gain found could be had without taking from other goods.
 */
export class GroupTrials {
  readonly problem: AllocationProblem;
  private readonly fair: boolean;
  private readonly leftG: Float64Array;
  /** Units of each lot the plan leaves, by store and lot. */
  private readonly left = new Map<string, number>();
  private readonly held: Uint8Array;
  /** Grams of all goods the plan leaves at each store. */
  private readonly wholeG: Float64Array;
  private base: Outcome | null = null;
  private readonly bases = new Map<number, Outcome>();

  constructor(
    readonly instance: Instance,
    readonly group: GroupSolution,
    assignments: readonly Assignment[],
    private readonly budget: { work: number },
  ) {
    const { problem } = instance;
    this.fair = problem.objective.preset === "fair";
    const ids = new Set(group.component.goods.map((g) => problem.goods[g].id));
    const ownLine = new Set(group.component.lines.map(({ line }) => line.id));
    const weight = new Map(problem.goods.map((g) => [g.id, g.weightG]));
    const taken = new Map<string, number>();
    const takenByOthers = new Map<string, number>();
    const converted = new Map<string, number>();
    this.leftG = instance.throughputG.slice();
    this.wholeG = new Float64Array(problem.stores.length);
    for (const a of assignments) {
      if (a.frozen) continue;
      const key = `${a.storeId}\u0000${a.lotId}`;
      taken.set(key, (taken.get(key) ?? 0) + a.quantityIssued);
      this.leftG[instance.storeOf.get(a.storeId) as number] -= a.quantityIssued * (weight.get(a.goodsId) ?? 0);
      const own = ownLine.has(a.lineId);
      const oneForOne = a.quantityIssued === a.quantityCounted && ids.has(a.goodsId);
      if (!own || !oneForOne) takenByOthers.set(key, (takenByOthers.get(key) ?? 0) + a.quantityIssued);
      if (own && !oneForOne) converted.set(a.lineId, (converted.get(a.lineId) ?? 0) + a.quantityCounted);
    }
    const whole = this.wholeG;
    for (const lot of instance.lots) {
      const key = `${problem.stores[lot.store].id}\u0000${lot.id}`;
      const left = lot.quantity - (taken.get(key) ?? 0);
      this.left.set(key, left);
      whole[lot.store] += left * problem.goods[lot.goods].weightG;
    }
    this.held = Uint8Array.from(whole, (grams, i) => (grams > this.leftG[i] ? 1 : 0));
    const stores = problem.stores.map((store, i): Store => {
      const lots = store.lots.flatMap((lot): Lot[] => {
        if (!ids.has(lot.goodsId)) return [];
        const key = `${store.id}\u0000${lot.id}`;
        const others = takenByOthers.get(key) ?? 0;
        const quantity = (taken.get(key) ?? 0) - others + (this.held[i] === 1 ? 0 : (this.left.get(key) ?? 0));
        return [{ ...lot, quantity }];
      });
      const floors = Object.entries(store.reserveFloor).filter(([id]) => ids.has(id) && this.held[i] === 0);
      return { ...store, outboundThroughputKg: null, lots, reserveFloor: Object.fromEntries(floors) };
    });
    this.problem = {
      ...problem,
      ...placesOf(problem, new Set(group.component.lines.map(({ line }) => line.placeId))),
      goods: problem.goods.filter((g) => ids.has(g.id)),
      substitutions: problem.substitutions.filter(
        (r) => ids.has(r.fromGoodsId) && ids.has(r.toGoodsId) && r.ratioNum === r.ratioDen,
      ),
      stores,
      lines: group.component.lines.map(({ line, open }) => ({
        ...line,
        quantity: Math.max(0, open - (converted.get(line.id) ?? 0)),
        frozen: [],
      })),
      rationing: problem.rationing?.filter((r) => ids.has(r.goodsId)),
      previous: problem.previous && {
        ...problem.previous,
        assignments: problem.previous.assignments.filter((p) => ownLine.has(p.lineId)),
      },
    };
  }

  /** All lines count in packs of one size: what a trial finds can be had in whole packs. */
  get inOnePack(): boolean {
    return this.group.component.lines.every(({ line }) => line.packSize === this.group.component.unit);
  }

  /** What the plan leaves of a goods at a store, what the floor holds back included. */
  leftUnits(store: number, goodsId: string): number {
    const { id, lots } = this.instance.problem.stores[store];
    return lots.reduce(
      (sum, lot) => sum + (lot.goodsId === goodsId ? (this.left.get(`${id}\u0000${lot.id}`) ?? 0) : 0),
      0,
    );
  }

  /** The class as it is, solved, to read prices from. */
  solved(): { component: Component; solver: SiftingSolver; reaches: ReachBook } {
    const instance = indexProblem(this.problem);
    const reaches = new ReachBook(instance);
    const goods = this.problem.goods.map((_, g) => g);
    const component = buildComponent(instance, reaches, goods, null);
    const solver = new SiftingSolver(component.network);
    solver.solve();
    return { component, solver, reaches };
  }

  /** Grams the store could still send. */
  leftGrams(store: number): number {
    return this.leftG[store];
  }

  /** Units more of the goods that could come to the store and leave it again. */
  roomFor(store: number, goodsId: string): number {
    const weightG = this.instance.problem.goods.find((g) => g.id === goodsId)?.weightG ?? 0;
    if (weightG === 0 || this.leftG[store] === Infinity) return Infinity;
    const grams = this.held[store] === 1 ? this.leftG[store] : this.leftG[store] - this.wholeG[store];
    return Math.max(0, Math.floor(grams / weightG));
  }

  isHeld(store: number): boolean {
    return this.held[store] === 1;
  }

  /** What is served as things are; null when too much has been tried. */
  asItIs(): Outcome | null {
    if (!this.base && this.mayTry()) this.base = this.solve(this.problem);
    return this.base;
  }

  /** The same with what is left of a held store's throughput open to this class: the plan as compared with. */
  asItIsWith(store: number): Outcome | null {
    if (this.held[store] === 0) return this.asItIs();
    const known = this.bases.get(store);
    if (known) return known;
    if (!this.mayTry()) return null;
    const found = this.solve(this.edited(store, () => {}));
    this.bases.set(store, found);
    return found;
  }

  /** What would be served after `change` to a copy in which the store may send what throughput is left to it; null: not tried. */
  with(store: number | null, change: Change): Outcome | null {
    return this.mayTry() ? this.solve(this.edited(store, change)) : null;
  }

  /** As `with`, by all the rules of the plan: fair shares and rules of division too. */
  planned(store: number | null, change: Change): Outcome | null {
    return this.mayTry() ? this.solve(this.edited(store, change), true) : null;
  }

  plannedAsItIs(store: number | null): Outcome | null {
    return this.solve(
      this.edited(store, () => {}),
      true,
    );
  }

  /** Units of the goods a held store could yet send, floors kept or not, the latest expiry first, put back into its lots. */
  release(problem: AllocationProblem, store: number, goodsId: string, units: number, pastFloor: boolean): number {
    const real = this.instance.problem.stores[store];
    const lots = problem.stores[store].lots
      .filter((lot) => lot.goodsId === goodsId)
      .sort((a, b) => (b.expiresOnDay ?? Infinity) - (a.expiresOnDay ?? Infinity));
    const leftOf = (lot: Lot) => this.left.get(`${real.id}\u0000${lot.id}`) ?? 0;
    const all = lots.reduce((sum, lot) => sum + leftOf(lot), 0);
    let open = Math.min(units, pastFloor ? all : Math.max(0, all - (real.reserveFloor[goodsId] ?? 0)));
    const released = open;
    const before = new Map(this.problem.stores[store].lots.map((lot) => [lot.id, lot.quantity]));
    for (const lot of lots) {
      const more = Math.min(open, leftOf(lot));
      lot.quantity = (before.get(lot.id) ?? 0) + more;
      open -= more;
    }
    return released;
  }

  /** Pays for one more trial, if there is enough left. */
  private mayTry(): boolean {
    const work = this.problem.lines.length * this.problem.stores.length + 200;
    if (this.budget.work < work || isTooLarge(this.group, this.instance)) return false;
    this.budget.work -= work;
    return true;
  }

  private edited(store: number | null, change: Change): AllocationProblem {
    const { problem } = this;
    const copy: AllocationProblem = {
      ...problem,
      stores: problem.stores.map((s) => ({
        ...s,
        lots: s.lots.map((lot) => ({ ...lot })),
        reserveFloor: { ...s.reserveFloor },
      })),
      lines: problem.lines.map((line) => ({ ...line })),
      travel: { ...problem.travel },
      classLimits: {
        1: { ...problem.classLimits[1] },
        2: { ...problem.classLimits[2] },
        3: { ...problem.classLimits[3] },
      },
    };
    if (store !== null && this.held[store] === 1) {
      let grams = this.leftG[store];
      for (const { id, weightG } of problem.goods) {
        const released = this.release(copy, store, id, weightG > 0 ? Math.floor(grams / weightG) : Infinity, false);
        grams -= released * weightG;
      }
    }
    change(copy);
    return copy;
  }

  private solve(problem: AllocationProblem, byRules = false): Outcome {
    const instance = indexProblem(problem);
    const reaches = new ReachBook(instance);
    const goods = problem.goods.map((_, g) => g);
    if (byRules && (this.fair || instance.ruleOf.size > 0)) {
      const { component, solver } = solveGroup(instance, reaches, goods, this.fair);
      return outcome(component, solver);
    }
    const component = buildComponent(instance, reaches, goods, null);
    const solver = new SiftingSolver(component.network);
    solver.solve();
    return outcome(component, solver);
  }
}

/** Is one trial of this class too much work? */
export function isTooLarge({ component }: GroupSolution, { problem }: Instance): boolean {
  return component.lines.length * problem.stores.length > TOO_LARGE;
}

/** What all trials of one plan may cost together; nothing is left once it is to stop. */
export function trialBudget(shouldStop?: () => boolean): { work: number } {
  let left = MOST_WORK;
  return {
    get work() {
      return shouldStop?.() ? 0 : left;
    },
    set work(next) {
      left = next;
    },
  };
}

function outcome(component: Component, solver: SiftingSolver): Outcome {
  const { unmet, cost } = objectiveParts(component, solver);
  const units = servedUnits(component, solver);
  const served = new Map(component.lines.map(({ line }, k) => [line.id, units[k] * component.unit]));
  return { unmet, cost, served };
}

/** The places named, with their rows of the matrices. */
function placesOf(problem: AllocationProblem, ids: Set<string>): Pick<AllocationProblem, "places" | "travel"> {
  const { travel } = problem;
  const S = problem.stores.length;
  const rows = problem.places.flatMap((place, p) => (ids.has(place.id) ? [p] : []));
  const part = (values: Int32Array) => {
    const cut = new Int32Array(rows.length * S);
    rows.forEach((p, at) => {
      cut.set(values.subarray(p * S, (p + 1) * S), at * S);
    });
    return cut;
  };
  return {
    places: rows.map((p) => problem.places[p]),
    travel: {
      distanceM: part(travel.distanceM),
      ...(travel.leadTimeMin ? { leadTimeMin: part(travel.leadTimeMin) } : {}),
      closed: travel.closed.filter((c) => ids.has(c.placeId)),
    },
  };
}
