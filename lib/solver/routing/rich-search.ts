import type { Blinks } from "./blinks";
import type { Place } from "./place";
import type { Pricing } from "./pricing";
import type { Room } from "./room";
import type { State } from "./state";

/** With time windows the ends of far routes seldom fit: they are tried once in this many searches. */
const ENDS_EVERY = 8;

/** The cheapest place of a stop among the used routes where there are more rules than one capacity. */
export class RichSearch {
  private searches = 0;

  constructor(
    private readonly state: State,
    private readonly blinks: Blinks,
    private readonly room: Room,
    private readonly place: Place,
    private readonly pricing: Pricing,
  ) {}

  /** Look beside the `width` nearest stops and at the ends of routes. */
  find(c: number, width: number): void {
    const { timed, reloading } = this.state.instance;
    this.nearPlaces(c, width);
    if (!timed || reloading || ++this.searches % ENDS_EVERY === 0) this.ends(c);
  }

  private nearPlaces(c: number, width: number): void {
    const { state, place } = this;
    const { near, nearTwice, nearCount, dist, distT, locations, perM, metresForMoney } = state.instance;
    const { next, prev, route, leg, loc } = state;
    const row = c * locations;
    const last = c * nearCount + Math.min(width, nearCount);
    let blink = this.blinks.remaining;
    let bound = place.delta * metresForMoney;
    for (let k = c * nearCount; k < last; k++) {
      const u = near[k];
      const twice = nearTwice[k];
      const p = prev[u];
      const legOut = leg[u];
      const legIn = leg[p];
      if (twice - 2 * legOut < bound) {
        const v = route[u];
        if (v < 0) continue;
        const x = next[u];
        const metres = distT[row + u] + dist[row + loc[x]] - legOut;
        if (perM[v] * metres < place.delta) {
          if (--blink > 0) {
            this.offer(c, u, x, v, metres);
            bound = place.delta * metresForMoney;
          } else blink = this.blinks.gap();
        }
      }
      if (twice - 2 * legIn < bound) {
        const v = route[u];
        if (v < 0) continue;
        const metres = distT[row + loc[p]] + dist[row + u] - legIn;
        if (perM[v] * metres < place.delta) {
          if (--blink > 0) {
            this.offer(c, p, u, v, metres);
            bound = place.delta * metresForMoney;
          } else blink = this.blinks.gap();
        }
      }
    }
    this.blinks.remaining = blink;
  }

  /** As in plain problems; a full vehicle's reload is also best tried at the end of its route. */
  private ends(c: number): void {
    const { state, place, room } = this;
    const { n, dist, distT, locations, perM } = state.instance;
    const { prev, next, leg, loc } = state;
    const row = c * locations;
    for (let i = 0; i < room.count; i++) {
      const v = room.routes[i];
      if (!room.admits(v, c)) continue;
      const start = n + 2 * v;
      const u = prev[start + 1];
      const behind = distT[row + loc[u]] + dist[row + loc[start + 1]] - leg[u];
      if (perM[v] * behind < place.delta) this.offer(c, u, start + 1, v, behind);
      const x = next[start];
      const ahead = distT[row + loc[start]] + dist[row + loc[x]] - leg[start];
      if (perM[v] * ahead < place.delta) this.offer(c, start, x, v, ahead);
    }
  }

  private offer(c: number, u: number, x: number, v: number, metres: number): void {
    const { pricing, place } = this;
    const delta = pricing.price(c, u, x, v, metres, place.delta);
    if (delta < place.delta) place.keep(u, v, pricing.mode, delta);
  }
}
