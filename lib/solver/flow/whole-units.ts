import { type Component, DEEP_STEPS } from "./component";
import { capInlets, inletUsage, priceInlets, type SharedLimit, shareOut } from "./coupling";
import { SiftingSolver } from "./sifting";

/** A plan of whole units that keeps the shared limits, by component. */
export interface WholePlan {
  /** What leaves each inlet. */
  usage: Float64Array[];
  /** `unit`s served of each class. */
  served: [number, number, number][];
  /** `unit`s that shares rounded down miss: whole units do not always fit where fractions do. */
  short: number;
}

/** Sweeps over all components; each can only bring more, and nearly all comes in the first. */
const SWEEPS = 8;
/** Most limits that are cleared in turn for units that do not fit. */
const MOST_CLEARED = 40;

/**
 * Whole units around shares that goods have together: first everybody's share rounded down, then, class by class, one
 * unit more for as many as the limits still let through. Each component is solved within what it has and all that is left, in turns,
 * from a usage that serves the shares rounded down as fractions. Carrying costs nothing here.
 *
 * @param start      what leaves each inlet to begin with
 * @param lastFirst  take turns in the opposite order
 * @param components built costless, with the box of whole units around the shares
 */
export function wholeUnits(
  components: readonly Component[],
  limits: SharedLimit[],
  start: Float64Array[],
  lastFirst: boolean,
  shouldStop: () => boolean,
): WholePlan | null {
  const all = [...components];
  const order = all.map((_, g) => g);
  if (lastFirst) order.reverse();
  const solvers = all.map((component) => new SiftingSolver(component.network, { shouldStop }));
  const caps = shareOut(all, limits, start, null);
  all.forEach((component, g) => {
    capInlets(component, solvers[g], caps[g]);
    priceRounding(component, solvers[g], 0);
    solvers[g].solve();
  });
  const usage = all.map((component, g) => inletUsage(component, solvers[g]));
  /** One turn; returns what is still wanted. A limit that is dear is left where others will do. */
  const turn = (g: number, upTo: number, dear: SharedLimit | null, from = -1): number => {
    const component = all[g];
    const most = from < 0 ? shareOut(all, limits, usage, g)[g] : oneAfterOther(component, limits, usage, g, from);
    capInlets(component, solvers[g], most);
    priceInlets(component, solvers[g], payments(component, g, dear));
    priceRounding(component, solvers[g], upTo);
    solvers[g].resolve();
    usage[g] = inletUsage(component, solvers[g]);
    return wanted(component, solvers[g], upTo);
  };
  const takeTurns = (upTo: number): number => order.reduce((sum, g) => sum + turn(g, upTo, null), 0);
  const missing = () => all.flatMap((component, g) => (wanted(component, solvers[g], 0) > 0 ? [g] : []));
  let short = 0;
  for (const upTo of [0, 1, 2, 3]) {
    let last = Infinity;
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      const unserved = takeTurns(upTo);
      if (shouldStop()) return null;
      const done = unserved === 0 || unserved >= last;
      last = Math.min(last, unserved);
      if (done) break;
    }
    if (upTo > 0) continue;
    short = last;
    // What is left lies in pieces too small for a unit: a limit made dear is left by those who can go elsewhere.
    for (let k = 0; k < Math.min(limits.length, MOST_CLEARED) && short > 0; k++) {
      const poor = new Set(missing());
      for (const g of order) if (!poor.has(g)) turn(g, 0, limits[k]);
      for (const g of poor) {
        const inlets = Math.min(all[g].inlets.length, MOST_CLEARED);
        for (let from = 0; from < inlets && turn(g, 0, null, from) > 0; from++);
      }
      short = missing().reduce((sum, g) => sum + wanted(all[g], solvers[g], 0), 0);
      if (shouldStop()) return null;
    }
  }
  return { usage, short, served: all.map((component, g) => servedByClass(component, solvers[g])) };
}

/** Caps of a component's inlets when what is left of each limit goes to its inlets one after the other, whole units at a time. */
function oneAfterOther(
  component: Component,
  limits: readonly SharedLimit[],
  usage: readonly Float64Array[],
  g: number,
  from: number,
): Float64Array {
  const count = component.inlets.length;
  const caps = Float64Array.from(component.inlets, (inlet) => inlet.supply);
  for (const { capacity, claims } of limits) {
    let left = claims.reduce((sum, c) => sum - c.draw * usage[c.group][c.inlet], capacity);
    const own = claims.filter((claim) => claim.group === g);
    own.sort((a, b) => ((a.inlet - from + count) % count) - ((b.inlet - from + count) % count));
    for (const { inlet, draw } of own) {
      const used = usage[g][inlet];
      const more = Math.max(0, Math.min(Math.floor(left / draw + 1e-9), component.inlets[inlet].supply - used));
      left -= more * draw;
      caps[inlet] = Math.min(caps[inlet], used + more);
    }
  }
  return caps;
}

/** What a unit leaving an inlet pays when one limit is dear: less than a unit missed would cost, so nobody gives one up. */
function payments(component: Component, g: number, dear: SharedLimit | null): Float64Array {
  const paid = new Float64Array(component.inlets.length);
  if (!dear) return paid;
  const largest = dear.claims.reduce((most, claim) => Math.max(most, claim.draw), 0);
  for (const { group, inlet, draw } of dear.claims) if (group === g) paid[inlet] = Math.ceil((draw / largest) * 16);
  return paid;
}

/** Units beyond the shares rounded down are wanted by classes up to `upTo`; the others would rather not have them. */
function priceRounding(
  { lines, roundingArc, network }: Component,
  { simplex, fixedBase }: SiftingSolver,
  upTo: number,
): void {
  lines.forEach(({ priority }, k) => {
    const arc = roundingArc[k];
    if (arc >= 0) simplex.cost[fixedBase + arc] = priority <= upTo ? network.fixedCost[arc] : -1;
  });
}

/** `unit`s short of what is wanted. */
function wanted(
  { lines, unmetArc, roundingArc }: Component,
  { simplex, fixedBase }: SiftingSolver,
  upTo: number,
): number {
  let sum = 0;
  lines.forEach(({ priority }, k) => {
    sum += simplex.flow[fixedBase + unmetArc[k]];
    if (roundingArc[k] >= 0 && priority <= upTo) sum += simplex.flow[fixedBase + roundingArc[k]];
  });
  return sum;
}

function servedByClass(component: Component, { simplex, fixedBase }: SiftingSolver): [number, number, number] {
  const { lines, unmetArc, roundingArc, network, firstLine } = component;
  const served: [number, number, number] = [0, 0, 0];
  lines.forEach(({ priority }, k) => {
    const rounding = roundingArc[k] >= 0 ? simplex.flow[fixedBase + roundingArc[k]] : 0;
    served[priority - 1] -= network.supply[firstLine + k] + simplex.flow[fixedBase + unmetArc[k]] + rounding;
  });
  return served;
}

/** `unit`s below the shares rounded down; see the box of `buildComponent`. */
export function deepUnits(component: Component, { simplex, fixedBase }: SiftingSolver): number {
  if (!component.box) return 0;
  let units = 0;
  for (const arc of component.unmetArc) units += simplex.flow[fixedBase + arc];
  return units;
}

/** What the shares rounded down miss costs this beyond the class's own penalty. */
export function deepPenalty(component: Component, solver: SiftingSolver): number {
  return deepUnits(component, solver) * DEEP_STEPS * component.classStep;
}
