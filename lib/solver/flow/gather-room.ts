import type { Component } from "./component";
import { capInlets, inletUsage, priceInlets, type SharedLimit } from "./coupling";
import type { SiftingSolver } from "./sifting";

/** Goods that are exchanged at most, and the units exchanged between two stores at most when there are so many goods (from none on). */
const MOST_GOODS = 8;
const MOST_EXCHANGED = [0, 1, 60, 18, 10, 7, 5, 4, 4];
/** Stores whose room is taken first in turn, where the exchange found does not serve everybody. */
const MOST_STARTS = 6;
/** Exchanges looked for in all. */
const MOST_SEARCHES = 20_000;
/** Units that are sought room for at most, one after the other. */
const MOST_UNITS = 200;

/** So many units of each goods from one store to another, as many of others back: `grams` of room for the first. */
interface Exchange {
  grams: number;
  size: number;
  /** By place in the list of goods that are exchanged. */
  units: number[];
}

/**
 * Room for whole units that nearly fit: what stores have left lies in pieces, each too small for a unit. Goods of
 * different weight change places between two stores, a heavy unit for some lighter ones, so that the room of both comes together at one; what
 * each goods then does is solved again, and the exchange stays only where everybody is served as before and the unit besides.
 * Changes `usage` and the solvers; true when nothing is missing any more.
 *
 * @param missing what a solved component is short of
 */
export function gatherRoom(
  components: readonly Component[],
  limits: readonly SharedLimit[],
  solvers: readonly SiftingSolver[],
  usage: Float64Array[],
  missing: (group: number) => number,
  shouldStop: () => boolean,
): boolean {
  return new RoomGatherer(components, limits, solvers, usage, missing).run(shouldStop);
}

class RoomGatherer {
  private readonly room: Float64Array;
  /** Inlets of each goods at each limit, and what a unit draws. */
  private readonly inletsAt: number[][][];
  private readonly draw: Float64Array;
  private readonly exchanged: number[];
  private readonly exchanges: Exchange[];
  private searches = 0;

  constructor(
    private readonly components: readonly Component[],
    private readonly limits: readonly SharedLimit[],
    private readonly solvers: readonly SiftingSolver[],
    private readonly usage: Float64Array[],
    private readonly missing: (group: number) => number,
  ) {
    this.draw = new Float64Array(components.length);
    this.inletsAt = limits.map(({ claims }) => {
      const own: number[][] = components.map(() => []);
      for (const { group, inlet, draw } of claims) {
        own[group].push(inlet);
        this.draw[group] = draw;
      }
      return own;
    });
    this.room = new Float64Array(limits.length);
    const weighed = components.map((_, g) => g).filter((g) => this.draw[g] > 0);
    this.exchanged = weighed.slice(0, MOST_GOODS);
    this.exchanges = exchangesOf(this.exchanged.map((g) => this.draw[g]));
  }

  run(shouldStop: () => boolean): boolean {
    const order = this.components.map((_, g) => g).sort((a, b) => this.draw[b] - this.draw[a]);
    for (let units = 0; units < MOST_UNITS; units++) {
      const g = order.find((one) => this.missing(one) > 0);
      if (g === undefined) return true;
      if (shouldStop() || !this.fitOne(g, shouldStop)) return false;
    }
    return false;
  }

  /** Makes room for one unit more of goods g where they would like to take it. */
  private fitOne(g: number, shouldStop: () => boolean): boolean {
    this.measureRoom();
    const wanted = this.wantedAt(g);
    for (const inlet of wanted) {
      const r = this.inletsAt.findIndex((groups) => groups[g].includes(inlet));
      const needed = r < 0 ? 0 : this.draw[g] - this.room[r];
      for (let start = 0; start < (needed > 0 ? MOST_STARTS : 1); start++) {
        if (shouldStop() || this.searches > MOST_SEARCHES) return false;
        const caps = this.usage.map((own) => own.slice());
        if (needed > 0 && !this.gather(r, needed, start, caps)) continue;
        caps[g][inlet] += 1;
        if (this.settle(caps, g)) return true;
      }
    }
    return false;
  }

  /** Inlets of g that would send more if their store could, those that would send most first. */
  private wantedAt(g: number): number[] {
    const component = this.components[g];
    const before = this.usage[g];
    const { inlets } = component;
    const units = this.missing(g);
    this.solve(
      g,
      before.map((own, e) => Math.min(inlets[e].supply, own + units)),
    );
    const after = inletUsage(component, this.solvers[g]);
    this.solve(g, before);
    const more = inlets.map((_, e) => e).filter((e) => before[e] < inlets[e].supply);
    return more.sort((a, b) => after[b] - before[b] - (after[a] - before[a]) || a - b);
  }

  /** Brings `needed` grams of room together at limit r by exchanges written into `caps`; the store that is `start`-th in room comes first. */
  private gather(r: number, needed: number, start: number, caps: Float64Array[]): boolean {
    const others = this.limits.map((_, t) => t).filter((t) => t !== r && this.room[t] > 0);
    others.sort((a, b) => this.room[b] - this.room[a] || a - b);
    if (start >= others.length) return false;
    let left = needed;
    for (const t of [others[start], ...others.filter((_, k) => k !== start)]) {
      if (left <= 0) break;
      const made = this.exchange(r, t, left, caps);
      left -= made;
    }
    return left <= 0;
  }

  /** One exchange between limits r and t: the smallest that brings `needed`, else the one that brings most. Returns the grams. */
  private exchange(r: number, t: number, needed: number, caps: Float64Array[]): number {
    let best: Exchange | null = null;
    this.searches++;
    for (const one of this.exchanges) {
      if (one.grams > this.room[t]) break;
      const enough = one.grams >= needed;
      if (best !== null && best.grams >= needed ? !enough || one.size >= best.size : false) continue;
      if (this.possible(one, r, t, caps)) best = one;
    }
    if (!best) return 0;
    best.units.forEach((units, k) => {
      if (units === 0) return;
      const g = this.exchanged[k];
      const [from, to] = units > 0 ? [r, t] : [t, r];
      const count = Math.abs(units);
      caps[g][this.sender(from, g, count, caps) as number] -= count;
      caps[g][this.taker(to, g, count, caps) as number] += count;
    });
    return best.grams;
  }

  private possible({ units }: Exchange, r: number, t: number, caps: Float64Array[]): boolean {
    return units.every((count, k) => {
      if (count === 0) return true;
      const g = this.exchanged[k];
      const [from, to] = count > 0 ? [r, t] : [t, r];
      const size = Math.abs(count);
      return this.sender(from, g, size, caps) !== undefined && this.taker(to, g, size, caps) !== undefined;
    });
  }

  private sender(r: number, g: number, count: number, caps: Float64Array[]): number | undefined {
    return this.inletsAt[r][g].find((inlet) => caps[g][inlet] >= count);
  }

  private taker(r: number, g: number, count: number, caps: Float64Array[]): number | undefined {
    const { inlets } = this.components[g];
    return this.inletsAt[r][g].find((inlet) => caps[g][inlet] + count <= inlets[inlet].supply);
  }

  /** Solves everybody whose caps have changed; takes all back unless `winner` has more and nobody less. */
  private settle(caps: Float64Array[], winner: number): boolean {
    const changed = caps.flatMap((own, g) => (own.some((units, e) => units !== this.usage[g][e]) ? [g] : []));
    const before = changed.map((g) => this.missing(g));
    const good = changed.every((g, k) => {
      this.solve(g, caps[g]);
      return this.missing(g) < before[k] || (g !== winner && this.missing(g) === before[k]);
    });
    for (const g of changed) {
      if (good) this.usage[g] = inletUsage(this.components[g], this.solvers[g]);
      else this.solve(g, this.usage[g]);
    }
    return good;
  }

  private solve(g: number, caps: Float64Array): void {
    const component = this.components[g];
    capInlets(component, this.solvers[g], caps);
    priceInlets(component, this.solvers[g], new Float64Array(component.inlets.length));
    this.solvers[g].resolve();
  }

  private measureRoom(): void {
    this.limits.forEach(({ capacity, claims }, r) => {
      this.room[r] = claims.reduce((left, c) => left - c.draw * this.usage[c.group][c.inlet], capacity);
    });
  }
}

/** All exchanges of few units that make room, least first. */
function exchangesOf(grams: readonly number[]): Exchange[] {
  const made: Exchange[] = [];
  const units = grams.map(() => 0);
  const most = MOST_EXCHANGED[grams.length];
  const visit = (k: number, size: number, sum: number) => {
    if (k === grams.length) {
      if (sum > 0) made.push({ grams: sum, size, units: units.slice() });
      return;
    }
    for (let count = -(most - size); count <= most - size; count++) {
      units[k] = count;
      visit(k + 1, size + Math.abs(count), sum + count * grams[k]);
    }
    units[k] = 0;
  };
  visit(0, 0, 0);
  return made.sort((a, b) => a.grams - b.grams || a.size - b.size);
}
