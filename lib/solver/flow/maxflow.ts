/**
 * Maximum flow by blocking flows in level graphs (Dinic 1970) on typed arrays, capacities real. Used for the fairness
 * shares, where the minimum cut matters as much as the flow.
 */
export class MaxFlow {
  private readonly arcTail: number[] = [];
  private readonly arcHead: number[] = [];
  private readonly arcCapacity: number[] = [];
  private start = new Int32Array(0);
  private slot = new Int32Array(0);
  private head = new Int32Array(0);
  private residual = new Float64Array(0);
  private capacity = new Float64Array(0);
  private level = new Int32Array(0);
  private next = new Int32Array(0);

  constructor(
    private readonly nodes: number,
    private readonly source: number,
    private readonly sink: number,
  ) {}

  /** Adds an arc before `seal`; capacity may be Infinity. Returns its number. */
  addArc(tail: number, head: number, capacity: number): number {
    this.arcTail.push(tail);
    this.arcHead.push(head);
    this.arcCapacity.push(capacity);
    return this.arcTail.length - 1;
  }

  /** Fixes the graph; only capacities may change afterwards. Arc a is edge 2a, its reverse 2a + 1. */
  seal(): void {
    const arcs = this.arcTail.length;
    this.head = new Int32Array(2 * arcs);
    this.capacity = Float64Array.from(this.arcCapacity);
    this.residual = new Float64Array(2 * arcs);
    this.start = new Int32Array(this.nodes + 1);
    this.slot = new Int32Array(2 * arcs);
    const fill = new Int32Array(this.nodes + 1);
    for (let a = 0; a < arcs; a++) {
      this.head[2 * a] = this.arcHead[a];
      this.head[2 * a + 1] = this.arcTail[a];
      fill[this.arcTail[a]]++;
      fill[this.arcHead[a]]++;
    }
    for (let u = 0; u < this.nodes; u++) this.start[u + 1] = this.start[u] + fill[u];
    const at = this.start.slice(0, this.nodes);
    for (let a = 0; a < arcs; a++) {
      this.slot[at[this.arcTail[a]]++] = 2 * a;
      this.slot[at[this.arcHead[a]]++] = 2 * a + 1;
    }
    this.level = new Int32Array(this.nodes);
    this.next = new Int32Array(this.nodes);
  }

  setCapacity(arc: number, capacity: number): void {
    this.capacity[arc] = capacity;
  }

  /** Value of a maximum flow. */
  solve(): number {
    for (let a = 0; a < this.capacity.length; a++) {
      this.residual[2 * a] = this.capacity[a];
      this.residual[2 * a + 1] = 0;
    }
    let total = 0;
    while (this.layer()) {
      this.next.set(this.start.subarray(0, this.nodes));
      for (;;) {
        const sent = this.augment();
        if (sent <= 0) break;
        total += sent;
      }
    }
    return total;
  }

  /** Flow over an arc in the last solution. */
  flowOf(arc: number): number {
    return this.residual[2 * arc + 1];
  }

  /** Nodes from which the sink can still be reached: what lies beyond the minimum cut, and wants more. */
  starvedSide(): Uint8Array {
    const seen = new Uint8Array(this.nodes);
    const stack = [this.sink];
    seen[this.sink] = 1;
    while (stack.length > 0) {
      const v = stack.pop() as number;
      for (let p = this.start[v]; p < this.start[v + 1]; p++) {
        const edge = this.slot[p];
        const u = this.head[edge];
        if (seen[u] === 0 && this.residual[edge ^ 1] > EPSILON) {
          seen[u] = 1;
          stack.push(u);
        }
      }
    }
    return seen;
  }

  private layer(): boolean {
    const { level, start, slot, head, residual } = this;
    level.fill(-1);
    level[this.source] = 0;
    const queue = [this.source];
    for (let q = 0; q < queue.length; q++) {
      const u = queue[q];
      for (let p = start[u]; p < start[u + 1]; p++) {
        const edge = slot[p];
        const v = head[edge];
        if (level[v] < 0 && residual[edge] > EPSILON) {
          level[v] = level[u] + 1;
          queue.push(v);
        }
      }
    }
    return level[this.sink] >= 0;
  }

  /** One path of the level graph, without recursion. */
  private augment(): number {
    const { level, start, slot, head, residual, next } = this;
    const path: number[] = [];
    let u = this.source;
    while (u !== this.sink) {
      let advanced = false;
      while (next[u] < start[u + 1]) {
        const edge = slot[next[u]];
        const v = head[edge];
        if (residual[edge] > EPSILON && level[v] === level[u] + 1) {
          path.push(edge);
          u = v;
          advanced = true;
          break;
        }
        next[u]++;
      }
      if (advanced) continue;
      if (u === this.source) return 0;
      const edge = path.pop() as number;
      u = head[edge ^ 1];
      next[u]++;
    }
    let least = Infinity;
    for (const edge of path) least = Math.min(least, residual[edge]);
    for (const edge of path) {
      residual[edge] -= least;
      residual[edge ^ 1] += least;
    }
    return least;
  }
}

/** Below this a residual counts as none: shares are sums of quotients of whole numbers. */
const EPSILON = 1e-9;
