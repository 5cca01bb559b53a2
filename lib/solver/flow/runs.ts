/**
 * Candidate arcs in runs: the arcs into one node, with costs side by side in memory.
 *
 * A dense instance has far more arcs than a basis will ever touch. They stay here, in the caller's own arrays, and the
 * simplex sees only those that pricing brings in (sifting; Bixby et al. 1992). Per run the scan keeps the value
 * `cost + potential[tail]` of the best arc *not* brought in, and the potentials it was computed with: as long as the
 * head's potential stays below that value corrected by the largest fall of any tail's potential since, no arc of the
 * run can price out, and the scan is skipped. That test is exact.
 */
export interface RunArrays {
  count: number;
  /** Node every arc of run `r` points to. */
  head: Int32Array;
  /** Arc `k` of run `r` has cost `cost[costStart[r] + k]` and tail `tail[tailStart[r] + k] + shift[r]`. */
  costStart: Int32Array;
  tailStart: Int32Array;
  shift: Int32Array;
  length: Int32Array;
  cost: Int32Array | Float64Array;
  tail: Int32Array;
}

/** Best arcs of one scan: positions in the run and values, ascending; the last value bounds all others. */
export class BestArcs {
  readonly position: Int32Array;
  readonly value: Float64Array;
  count = 0;
  /** No arc outside the list has a smaller value. */
  restValue = Infinity;

  constructor(readonly size: number) {
    this.position = new Int32Array(size + 1);
    this.value = new Float64Array(size + 1);
  }

  /** The `size` arcs of run `r` of least `cost + price[tail]`; Infinity in `price` shuts a tail out. */
  scan(runs: RunArrays, r: number, price: Float64Array): void {
    const { position, value } = this;
    const keep = this.size + 1;
    const { cost, tail } = runs;
    const costStart = runs.costStart[r];
    const tailStart = runs.tailStart[r];
    const length = runs.length[r];
    const shift = runs.shift[r];
    let count = 0;
    let worst = Infinity;
    for (let k = 0; k < length; k++) {
      const x = cost[costStart + k] + price[tail[tailStart + k] + shift];
      if (x < worst) {
        let p = count < keep ? count++ : keep - 1;
        while (p > 0 && value[p - 1] > x) {
          value[p] = value[p - 1];
          position[p] = position[p - 1];
          p--;
        }
        value[p] = x;
        position[p] = k;
        if (count === keep) worst = value[keep - 1];
      }
    }
    this.restValue = count === keep ? value[keep - 1] : Infinity;
    this.count = count === keep ? keep - 1 : count;
  }
}
