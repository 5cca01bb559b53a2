/**
 * Prices of shared limits by the proximal bundle method with one model a component (Lemaréchal 1975; Kiwiel 1990; the
 * dual of stabilised Dantzig–Wolfe column generation).
 *
 * Every solve of a component at some prices leaves a column: its cost and its use of the limits. The next prices are
 * those at which the best convex combination of columns, priced by an augmented Lagrangian around the best prices so
 * far, keeps the limits as nearly as it can: prices = max(0, centre + weight × excess). The combination is found by
 * pairwise steps with exact line search. It is also the running estimate of the best flows, from which plans are made.
 */
export class PriceBundle {
  /** Columns of each component. */
  private readonly columns: { cost: number; use: Float64Array; share: number }[][];
  private readonly total: Float64Array;
  readonly centre: Float64Array;
  weight = 0;

  /** `capacity` of each limit; uses are counted as shares of `scale`, which is the capacity where nothing else is said. */
  constructor(
    components: number,
    private readonly capacity: Float64Array,
    start: Float64Array,
    private readonly scale: Float64Array = capacity.map((most) => Math.max(1, most)),
  ) {
    this.columns = Array.from({ length: components }, () => []);
    this.total = new Float64Array(capacity.length);
    // Prices of shares, so that limits in grams and in units weigh alike.
    this.centre = start.map((price, r) => price * scale[r]);
  }

  /** Adds what a component costs and uses; the first column takes the whole share. Returns the place of a column dropped, or −1. */
  add(component: number, cost: number, use: Float64Array): number {
    const list = this.columns[component];
    const scaled = use.map((x, r) => x / this.scale[r]);
    const share = list.length === 0 ? 1 : 0;
    list.push({ cost, use: scaled, share });
    if (share === 1) for (let r = 0; r < scaled.length; r++) this.total[r] += scaled[r];
    // A column long without a share will hardly get one again.
    if (list.length <= 60) return -1;
    const idle = list.findIndex((c) => c.share === 0);
    if (idle >= 0) list.splice(idle, 1);
    return idle;
  }

  /** Takes these prices as the new centre. */
  recentre(prices: Float64Array): void {
    for (let r = 0; r < prices.length; r++) this.centre[r] = prices[r] * this.scale[r];
  }

  /** Norm of the excess of the present combination over the limits that are exceeded or priced. */
  excessNorm(): number {
    let sum = 0;
    for (let r = 0; r < this.total.length; r++) {
      const excess = this.total[r] - this.capacity[r] / this.scale[r];
      if (excess > 0 || this.centre[r] > 0) sum += excess * excess;
    }
    return Math.sqrt(sum);
  }

  /** The next prices, and with them the best combination (its shares by component and column). */
  next(): Float64Array {
    const { columns, total, centre, capacity, scale, weight } = this;
    const limits = total.length;
    const scaledPrice = new Float64Array(limits);
    const reprice = () => {
      for (let r = 0; r < limits; r++)
        scaledPrice[r] = Math.max(0, centre[r] + weight * (total[r] - capacity[r] / scale[r]));
    };
    reprice();
    const step = new Float64Array(limits);
    for (let sweep = 0; sweep < 300; sweep++) {
      let moved = 0;
      for (const list of columns) {
        let least = Infinity;
        let most = -Infinity;
        let to = -1;
        let from = -1;
        for (let k = 0; k < list.length; k++) {
          let value = list[k].cost;
          const { use } = list[k];
          for (let r = 0; r < limits; r++) value += scaledPrice[r] * use[r];
          if (value < least) {
            least = value;
            to = k;
          }
          if (list[k].share > 0 && value > most) {
            most = value;
            from = k;
          }
        }
        if (to === from || most - least <= 1e-12 * Math.abs(most)) continue;
        let curvature = 0;
        for (let r = 0; r < limits; r++) {
          step[r] = list[to].use[r] - list[from].use[r];
          if (scaledPrice[r] > 0 || step[r] > 0) curvature += weight * step[r] * step[r];
        }
        const share = Math.min(list[from].share, curvature > 0 ? (most - least) / curvature : Infinity);
        list[to].share += share;
        list[from].share -= share;
        for (let r = 0; r < limits; r++) total[r] += share * step[r];
        moved = Math.max(moved, share);
        reprice();
      }
      if (moved < 1e-5) break;
    }
    return scaledPrice.map((price, r) => price / scale[r]);
  }

  /** What the columns known so far promise as the bound at these prices: at least what a solve will find. */
  boundOf(prices: Float64Array): number {
    let sum = 0;
    for (const list of this.columns) {
      let least = Infinity;
      for (const { cost, use } of list) {
        let value = cost;
        for (let r = 0; r < prices.length; r++) value += prices[r] * this.scale[r] * use[r];
        least = Math.min(least, value);
      }
      sum += least;
    }
    for (let r = 0; r < prices.length; r++) sum -= prices[r] * this.capacity[r];
    return sum;
  }

  /** Shares of component g's columns, oldest first. */
  sharesOf(component: number): number[] {
    return this.columns[component].map((c) => c.share);
  }
}
