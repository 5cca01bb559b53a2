import { refresh } from "./refresh";
import type { State } from "./state";

/**
 * The best plan so far, as successor links. Only routes changed since the last copy are copied again, so that
 * improving often stays cheap in large problems.
 */
export class Best {
  cost = Number.POSITIVE_INFINITY;
  missing = Number.POSITIVE_INFINITY;
  private readonly next: Int32Array;
  private readonly dirty: Int32Array;
  private readonly isDirty: Uint8Array;
  private dirtyCount = 0;

  constructor(private readonly state: State) {
    this.next = new Int32Array(state.instance.nodes);
    this.dirty = new Int32Array(state.instance.vehicles);
    this.isDirty = new Uint8Array(state.instance.vehicles);
    this.markAll();
  }

  private mark(v: number): void {
    if (this.isDirty[v]) return;
    this.isDirty[v] = 1;
    this.dirty[this.dirtyCount++] = v;
  }

  /** The whole plan was exchanged. */
  markAll(): void {
    for (let v = 0; v < this.isDirty.length; v++) this.mark(v);
  }

  /** The step just made is kept: remember what it changed. */
  accept(): void {
    const { touched, touchedCount } = this.state;
    for (let i = 0; i < touchedCount; i++) this.mark(touched[i]);
  }

  /** Keep the state's plan if it is better; true if so. */
  offer(): boolean {
    const { state } = this;
    if (state.badRoutes > 0 || state.missing > this.missing) return false;
    if (state.missing === this.missing && state.total >= this.cost - 1e-7) return false;
    this.cost = state.total;
    this.missing = state.missing;
    const { n } = state.instance;
    for (let i = 0; i < this.dirtyCount; i++) {
      const v = this.dirty[i];
      this.isDirty[v] = 0;
      const end = n + 2 * v + 1;
      for (let u = end - 1; u !== end; u = state.next[u]) this.next[u] = state.next[u];
    }
    this.dirtyCount = 0;
    return true;
  }

  /** How many stops the best plan serves. */
  served(): number {
    return this.routes().reduce((sum, row) => sum + row.filter((stop) => stop >= 0).length, 0);
  }

  /** Routes as rows of stops; -1 stands for a reload. Unused vehicles have empty rows. */
  routes(): number[][] {
    const { n, vehicles } = this.state.instance;
    return Array.from({ length: vehicles }, (_, v) => {
      const row: number[] = [];
      const end = n + 2 * v + 1;
      for (let u = this.next[end - 1]; u !== end; u = this.next[u]) row.push(u < n ? u : -1);
      return row;
    });
  }
}

/** Put routes (rows as `Best.routes` gives them, visited stops included) into a state that has only visited stops. */
export function load(state: State, routes: readonly (readonly number[])[]): void {
  const { n, visitedFrom, plain } = state.instance;
  routes.forEach((row, v) => {
    let after = n + 2 * v;
    row.forEach((stop, i) => {
      if (i < visitedFrom[v + 1] - visitedFrom[v]) {
        after = stop;
        return;
      }
      const node = stop >= 0 ? stop : state.spare[state.spareCount - 1];
      state.insertAfter(node, after, v);
      after = node;
    });
    if (!plain) refresh(state, v);
  });
  state.beginStep();
}
