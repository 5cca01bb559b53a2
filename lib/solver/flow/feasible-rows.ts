/**
 * Rows Σ a·v ≤ right over columns 0 ≤ v ≤ upper, of which only feasibility is asked: a solution, or prices that refute it
 * (Farkas). Phase one of the bounded primal simplex method on an explicit inverse, with the long step over breakpoints of
 * the sum of infeasibilities (Maros 2003, ch. 9); rows may be added and right sides moved between calls, the basis stays.
 * For masters of some hundred rows. Callers scale rows and columns to about 1. Deterministic.
 */
export class FeasibleRows {
  /** Rows and coefficients of each column. */
  private readonly columnRows: number[][];
  private readonly columnValues: number[][];
  private readonly right: number[] = [];
  /** Column basic in each position; `columns + r` is the slack of row r. */
  private readonly basic: number[] = [];
  private readonly inverse: Float64Array[] = [];
  private value: number[] = [];
  private readonly isBasic: number[];
  private readonly atUpper: Uint8Array;
  private room = 64;
  private sinceFresh = 0;
  pivots = 0;

  constructor(
    private readonly upper: Float64Array,
    private readonly shouldStop: () => boolean = () => false,
  ) {
    this.columnRows = Array.from(upper, () => []);
    this.columnValues = Array.from(upper, () => []);
    this.isBasic = Array.from(upper, () => -1);
    this.atUpper = new Uint8Array(upper.length);
  }

  get rows(): number {
    return this.right.length;
  }

  /** Adds Σ values·v ≤ right and returns its number. */
  addRow(columns: readonly number[], values: readonly number[], right: number): number {
    const row = this.right.length;
    if (row >= this.room) this.grow();
    const own = new Float64Array(this.room);
    columns.forEach((column, k) => {
      this.columnRows[column].push(row);
      this.columnValues[column].push(values[k]);
      const at = this.isBasic[column];
      if (at < 0) return;
      const line = this.inverse[at];
      for (let r = 0; r < row; r++) own[r] -= values[k] * line[r];
    });
    own[row] = 1;
    this.inverse.push(own);
    this.basic.push(this.upper.length + row);
    this.isBasic[this.upper.length + row] = row;
    this.right.push(right);
    return row;
  }

  setRight(row: number, right: number): void {
    this.right[row] = right;
  }

  /** Column values of the last feasible solution. */
  solution(): Float64Array {
    const found = new Float64Array(this.upper.length);
    for (let j = 0; j < found.length; j++) {
      const at = this.isBasic[j];
      if (at >= 0) found[j] = Math.min(this.upper[j], Math.max(0, this.value[at]));
      else if (this.atUpper[j] === 1) found[j] = this.upper[j];
    }
    return found;
  }

  /** Null when the rows can be kept; otherwise prices of the rows, none negative, that prove they cannot. */
  refute(): Float64Array | null {
    this.revalue();
    let idle = 0;
    let least = Infinity;
    for (;;) {
      const { slope, sum } = this.infeasibility();
      if (slope === null) return null;
      if (sum < least - 1e-12) {
        least = sum;
        idle = 0;
      } else idle++;
      const y = this.pricesOf(slope);
      const entering = this.entering(y, idle > 50);
      if (entering === null || this.shouldStop()) {
        if (this.sinceFresh > 0 && !this.shouldStop()) {
          this.refresh();
          continue;
        }
        return y.map((price) => Math.max(0, -price));
      }
      if (!this.step(entering, slope)) {
        if (this.sinceFresh === 0) return y.map((price) => Math.max(0, -price));
        this.refresh();
      } else if (this.sinceFresh >= 150) this.refresh();
    }
  }

  /** −1 where a basic value is below 0, +1 above its bound; null when none is. */
  private infeasibility(): { slope: Int8Array | null; sum: number } {
    const { basic, upper, value } = this;
    let slope: Int8Array | null = null;
    let sum = 0;
    for (let i = 0; i < basic.length; i++) {
      const most = basic[i] < upper.length ? upper[basic[i]] : Infinity;
      const below = value[i] < -TOLERANCE;
      if (!below && !(value[i] > most + TOLERANCE)) continue;
      slope ??= new Int8Array(basic.length);
      slope[i] = below ? -1 : 1;
      sum += below ? -value[i] : value[i] - most;
    }
    return { slope, sum };
  }

  private pricesOf(slope: Int8Array): Float64Array {
    const m = this.right.length;
    const y = new Float64Array(m);
    for (let i = 0; i < m; i++) {
      if (slope[i] === 0) continue;
      const line = this.inverse[i];
      for (let r = 0; r < m; r++) y[r] += slope[i] * line[r];
    }
    return y;
  }

  /** Column to move and which way: the steepest, or the first of all against cycling. */
  private entering(y: Float64Array, first: boolean): { column: number; up: boolean } | null {
    const n = this.upper.length;
    let best = PRICE_TOLERANCE;
    let found: { column: number; up: boolean } | null = null;
    for (let r = 0; r < y.length; r++) {
      if (this.isBasic[n + r] >= 0 || !(y[r] > best)) continue;
      found = { column: n + r, up: true };
      if (first) return found;
      best = y[r];
    }
    for (let j = 0; j < n; j++) {
      if (this.isBasic[j] >= 0 || this.upper[j] <= 0) continue;
      const rows = this.columnRows[j];
      const values = this.columnValues[j];
      let gain = 0;
      for (let k = 0; k < rows.length; k++) gain += y[rows[k]] * values[k];
      const up = this.atUpper[j] === 0;
      if (!up) gain = -gain;
      if (!(gain > best)) continue;
      found = { column: j, up };
      if (first) return found;
      best = gain;
    }
    return found;
  }

  /** Moves the entering column as far as the sum of infeasibilities falls. False when no safe pivot was found. */
  private step({ column, up }: { column: number; up: boolean }, slope: Int8Array): boolean {
    const { basic, upper, value } = this;
    const n = upper.length;
    const m = this.right.length;
    const w = this.ratesOf(column);
    const way = up ? 1 : -1;
    const breaks: { at: number; size: number; position: number; toUpper: boolean }[] = [];
    let falling = 0;
    for (let i = 0; i < m; i++) {
      if (Math.abs(w[i]) < 1e-11) continue;
      const rate = -way * w[i];
      falling += slope[i] * rate;
      const size = Math.abs(w[i]);
      const most = basic[i] < n ? upper[basic[i]] : Infinity;
      const add = (toUpper: boolean) => {
        const end = toUpper ? most : 0;
        if (end < Infinity) breaks.push({ at: Math.max(0, (end - value[i]) / rate), size, position: i, toUpper });
      };
      if (rate > 0) {
        if (slope[i] < 0) add(false);
        if (slope[i] <= 0) add(true);
      } else {
        if (slope[i] > 0) add(true);
        if (slope[i] >= 0) add(false);
      }
    }
    const range = column < n ? upper[column] : Infinity;
    breaks.sort((a, b) => a.at - b.at || b.size - a.size || a.position - b.position);
    let chosen: (typeof breaks)[number] | null = null;
    for (const one of breaks) {
      if (one.at >= range || falling >= 0) break;
      falling += one.size;
      if (one.size > 1e-7 || chosen === null) chosen = one;
    }
    const flip = range < Infinity && falling < 0;
    if (flip) {
      for (let i = 0; i < m; i++) value[i] -= way * range * w[i];
      this.atUpper[column] = up ? 1 : 0;
      this.sinceFresh++;
      return true;
    }
    if (chosen === null || chosen.size < 1e-9) return false;
    this.pivot(column, chosen.position, chosen.at * way, chosen.toUpper, w);
    return true;
  }

  private ratesOf(column: number): Float64Array {
    const m = this.right.length;
    const w = new Float64Array(m);
    if (column >= this.upper.length) {
      const row = column - this.upper.length;
      for (let i = 0; i < m; i++) w[i] = this.inverse[i][row];
      return w;
    }
    const rows = this.columnRows[column];
    const values = this.columnValues[column];
    for (let i = 0; i < m; i++) {
      const line = this.inverse[i];
      let sum = 0;
      for (let k = 0; k < rows.length; k++) sum += line[rows[k]] * values[k];
      w[i] = sum;
    }
    return w;
  }

  private pivot(column: number, position: number, move: number, toUpper: boolean, w: Float64Array): void {
    const { basic, value, inverse } = this;
    const n = this.upper.length;
    const m = this.right.length;
    const from = column < n && this.atUpper[column] === 1 ? this.upper[column] : 0;
    for (let i = 0; i < m; i++) value[i] -= move * w[i];
    const line = inverse[position];
    for (let r = 0; r < m; r++) line[r] /= w[position];
    for (let i = 0; i < m; i++) {
      if (i === position || w[i] === 0) continue;
      const own = inverse[i];
      const by = w[i];
      for (let r = 0; r < m; r++) own[r] -= by * line[r];
    }
    const leaving = basic[position];
    this.isBasic[leaving] = -1;
    if (leaving < n) this.atUpper[leaving] = toUpper ? 1 : 0;
    basic[position] = column;
    this.isBasic[column] = position;
    if (column < n) this.atUpper[column] = 0;
    value[position] = from + move;
    this.sinceFresh++;
    this.pivots++;
  }

  /** Values of the basic columns from the right sides. */
  private revalue(): void {
    const m = this.right.length;
    const right = Float64Array.from(this.right);
    for (let j = 0; j < this.upper.length; j++) {
      if (this.atUpper[j] === 0 || this.isBasic[j] >= 0) continue;
      const rows = this.columnRows[j];
      for (let k = 0; k < rows.length; k++) right[rows[k]] -= this.columnValues[j][k] * this.upper[j];
    }
    this.value = Array.from({ length: m }, (_, i) => {
      let sum = 0;
      const line = this.inverse[i];
      for (let r = 0; r < m; r++) sum += line[r] * right[r];
      return sum;
    });
  }

  /** The inverse made anew: columns of the basis in the rows without a basic slack are inverted, the rest follows. */
  private refresh(): void {
    const n = this.upper.length;
    const m = this.right.length;
    const structural = this.basic.filter((j) => j < n);
    const k = structural.length;
    const tight: number[] = [];
    for (let r = 0; r < m; r++) if (this.isBasic[n + r] < 0) tight.push(r);
    const place = new Int32Array(m).fill(-1);
    tight.forEach((r, at) => {
      place[r] = at;
    });
    // Gauss–Jordan with row exchanges on [kernel | identity].
    const work = Array.from({ length: k }, () => new Float64Array(2 * k));
    structural.forEach((j, at) => {
      this.columnRows[j].forEach((r, e) => {
        if (place[r] >= 0) work[place[r]][at] += this.columnValues[j][e];
      });
    });
    for (let r = 0; r < k; r++) work[r][k + r] = 1;
    for (let c = 0; c < k; c++) {
      let p = c;
      for (let r = c + 1; r < k; r++) if (Math.abs(work[r][c]) > Math.abs(work[p][c])) p = r;
      if (Math.abs(work[p][c]) < 1e-13) {
        this.restart();
        return;
      }
      [work[c], work[p]] = [work[p], work[c]];
      const line = work[c];
      const by = line[c];
      for (let e = c; e < 2 * k; e++) line[e] /= by;
      for (let r = 0; r < k; r++) {
        const f = work[r][c];
        if (r === c || f === 0) continue;
        const own = work[r];
        for (let e = c; e < 2 * k; e++) own[e] -= f * line[e];
      }
    }
    const fresh = Array.from({ length: m }, () => new Float64Array(this.room));
    structural.forEach((_, at) => {
      for (let e = 0; e < k; e++) fresh[at][tight[e]] = work[at][k + e];
    });
    const order = [...structural];
    for (let r = 0; r < m; r++) {
      if (this.isBasic[n + r] < 0) continue;
      fresh[order.length][r] = 1;
      place[r] = -1 - order.length;
      order.push(n + r);
    }
    structural.forEach((j, at) => {
      this.columnRows[j].forEach((r, e) => {
        if (place[r] >= 0) return;
        const own = fresh[-1 - place[r]];
        const by = this.columnValues[j][e];
        for (let q = 0; q < k; q++) own[tight[q]] -= by * work[at][k + q];
      });
    });
    order.forEach((j, at) => {
      this.basic[at] = j;
      this.isBasic[j] = at;
      this.inverse[at] = fresh[at];
    });
    this.sinceFresh = 0;
    this.revalue();
  }

  /** All slacks basic again: a basis that has become singular by rounding is given up. */
  private restart(): void {
    const n = this.upper.length;
    for (let j = 0; j < n; j++) this.isBasic[j] = -1;
    for (let r = 0; r < this.right.length; r++) {
      this.basic[r] = n + r;
      this.isBasic[n + r] = r;
      this.inverse[r] = new Float64Array(this.room);
      this.inverse[r][r] = 1;
    }
    this.sinceFresh = 0;
    this.revalue();
  }

  private grow(): void {
    this.room *= 2;
    this.inverse.forEach((line, i) => {
      const wider = new Float64Array(this.room);
      wider.set(line);
      this.inverse[i] = wider;
    });
  }
}

/** Rows and columns are scaled to about 1. */
const TOLERANCE = 1e-10;
const PRICE_TOLERANCE = 1e-9;
