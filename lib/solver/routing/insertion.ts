import type { Blinks } from "./blinks";
import { ALONE, Place, RELOAD_BEFORE } from "./place";
import { PlainSearch } from "./plain-search";
import { Pricing } from "./pricing";
import { RichSearch } from "./rich-search";
import { Room } from "./room";
import type { State } from "./state";

/** Finds the cheapest place of a stop and puts it there. */
export class Insertion {
  /** The answer of the last search. */
  readonly place = new Place();
  /** No more routes than this: what finds no place stays out and gains priority, until fewer routes do. */
  routeLimit = Number.POSITIVE_INFINITY;
  /** An unused vehicle is taken only where no route has a place (SISR's own rule), which empties routes. */
  reluctant = false;
  readonly pricing: Pricing;
  private readonly room: Room;
  private readonly used: PlainSearch | RichSearch;

  constructor(
    private readonly state: State,
    private readonly blinks: Blinks,
  ) {
    this.room = new Room(state);
    this.pricing = new Pricing(state);
    this.used = state.instance.plain
      ? new PlainSearch(state, blinks, this.room, this.place)
      : new RichSearch(state, blinks, this.room, this.place, this.pricing);
  }

  /** Say which stops (the first `count` of `list`) are searched for next; only `apply` changes routes in between. */
  expect(list: Int32Array, count: number): void {
    this.room.survey(list, count);
  }

  /** Carry out the answer for stop c. */
  apply(c: number): void {
    const { state } = this;
    const { after, route: v, mode } = this.place;
    if (state.size[v] === 0) this.room.opened(v);
    if (mode === ALONE) {
      state.insertAfter(c, after, v);
      return;
    }
    const reload = state.spare[state.spareCount - 1];
    if (mode === RELOAD_BEFORE) {
      state.insertAfter(reload, after, v);
      state.insertAfter(c, reload, v);
    } else {
      state.insertAfter(c, after, v);
      state.insertAfter(reload, c, v);
    }
  }

  /**
   * Look for a place of c, one of the expected stops, in the used routes (beside its `width` nearest stops if many have
   * room) and at the cheapest unused vehicles, below `ceiling` (what the stop is worth). True if there is a place.
   */
  search(c: number, width: number, ceiling: number): boolean {
    const { place } = this;
    place.clear(ceiling);
    this.used.find(c, width);
    if (!this.reluctant || place.after < 0) this.openRoute(c);
    return place.after >= 0;
  }

  /** Look at every position of every route. */
  searchEverywhere(c: number, ceiling: number): boolean {
    const { state, place, pricing } = this;
    const { n, vehicles, perM, plain, capacity, deliver } = state.instance;
    place.clear(ceiling);
    for (let v = 0; v < vehicles; v++) {
      if (state.size[v] === 0 && state.idle(state.instance.classOf[v]) !== v) continue;
      const start = n + 2 * v;
      if (plain && state.load[v] + deliver[c] > capacity[v]) continue;
      for (let u = start; u !== start + 1; u = state.next[u]) {
        const added = this.detour(c, u, state.next[u], state.size[v]);
        const delta = plain
          ? perM[v] * added + (state.size[v] === 0 ? state.instance.fixed[v] : 0)
          : pricing.price(c, u, state.next[u], v, added, place.delta);
        if (delta < place.delta) place.keep(u, v, plain ? ALONE : pricing.mode, delta);
      }
    }
    return place.after >= 0;
  }

  /** Metres added by putting c between u and x; an unused vehicle drives nothing before. */
  private detour(c: number, u: number, x: number, size: number): number {
    const { dist, distT, locations: m } = this.state.instance;
    const { loc, leg } = this.state;
    return distT[c * m + loc[u]] + dist[c * m + loc[x]] - (size === 0 ? 0 : leg[u]);
  }

  /**
   * An unused vehicle for c alone: of the classes cheapest for it, and of any class with a vehicle left if the stop
   * would otherwise stay out, for the last vehicle of a tight fleet may be nobody's favourite.
   */
  private openRoute(c: number): void {
    const { n, openOrder, openCount, plain, classes, allowed } = this.state.instance;
    if (this.state.usedRoutes >= this.routeLimit) return;
    for (let k = 0; k < openCount; k++) {
      const group = openOrder[c * openCount + k];
      if (group < 0) break;
      // The classes are sorted by price, so in plain problems the first that fits is best.
      if (this.open(c, group, openCount > 1) && plain) return;
    }
    if (this.place.after >= 0 || openCount === classes) return;
    for (let group = 0; group < classes; group++) if (allowed[group * n + c] === 1) this.open(c, group, false);
  }

  /** Price c alone in an unused vehicle of the class; true if there is one that it fits. */
  private open(c: number, group: number, blink: boolean): boolean {
    const { state, place, pricing } = this;
    const { n, plain, capacity, deliver, fixed, perM } = state.instance;
    const v = state.idle(group);
    if (v < 0 || (blink && this.blinks.pass())) return false;
    const start = n + 2 * v;
    const metres = this.detour(c, start, start + 1, 0);
    if (plain && deliver[c] > capacity[v]) return false;
    const delta = plain ? fixed[v] + perM[v] * metres : pricing.price(c, start, start + 1, v, metres, place.delta);
    if (delta < place.delta) place.keep(start, v, plain ? ALONE : pricing.mode, delta);
    return true;
  }
}
