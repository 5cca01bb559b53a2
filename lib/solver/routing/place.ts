/** How an insertion is done: the stop alone, a reload before it, a reload after it. */
export const ALONE = 0;
export const RELOAD_BEFORE = 1;
export const RELOAD_AFTER = 2;

/** The cheapest place found for a stop so far: after which node (-1: none) of which route, how, and what it adds. */
export class Place {
  after = -1;
  route = -1;
  mode = ALONE;
  /** Money added; before anything is found, what the place must stay below. */
  delta = Number.POSITIVE_INFINITY;

  /** Forget the place; the next must cost less than `ceiling`. */
  clear(ceiling: number): void {
    this.after = -1;
    this.mode = ALONE;
    this.delta = ceiling;
  }

  /** Remember a place known to be cheaper. */
  keep(after: number, route: number, mode: number, delta: number): void {
    this.after = after;
    this.route = route;
    this.mode = mode;
    this.delta = delta;
  }
}
