import type { IntegerAnswer, IntegerModel } from "./integer-solver";
import type { RoundingProgram } from "./rounding-program";

/** One level of whole units: what was reached, and what the integer program says nothing can go below. */
export interface RoundedLevel {
  level: "shares" | "unmet1" | "unmet2" | "unmet3" | "cost";
  /** `shares`: `unit`s beyond one of a share; unmet: base units served, less than none; cost: of ways, stock and promises. */
  value: number;
  bound: number;
  proved: boolean;
}

export interface RoundedUnits {
  /** Column values of the last level. */
  values: Float64Array;
  levels: RoundedLevel[];
}

/** Costs are compared at this precision: below it a difference is rounding of the solver's. */
const SAME = 1e-6;
/** Least costs are sought to a ten thousandth: what is nearer takes most of the time. */
const COST_GAP = 1e-4;
/** A cost further from its bound than this is sought again. */
const POOR = 3e-3;

/**
 * Whole units level by level, each level held before the next: nobody more than a unit from the share (class by class where that
 * cannot be), nearest to the shares, most served of each class, least cost. Null when the solver finds nothing.
 *
 * @param start  an existing plan's columns
 * @param proved classes (0, 1, 2) of which the plan is proved to serve most already
 */
export function roundLevels(
  rounding: RoundingProgram,
  model: IntegerModel,
  start: Float64Array | null,
  proved: ReadonlySet<number>,
): RoundedUnits | null {
  const levels: RoundedLevel[] = [];
  let values = start;
  const priorityOf = new Map(rounding.lines.map((line) => [line, rounding.openLine(line).priority]));
  const worth = (cost: ReadonlyMap<number, number>) => {
    let sum = 0;
    for (const [column, price] of cost) sum += price * (values as Float64Array)[column];
    return sum;
  };
  /** Asks one level, unless what is known already is best, and holds it. */
  const ask = (name: RoundedLevel["level"] | null, cost: Map<number, number>, known: number | null): number | null => {
    if (cost.size === 0) {
      if (name) levels.push({ level: name, value: 0, bound: 0, proved: true });
      return 0;
    }
    let answer: IntegerAnswer | null = null;
    if (values && known !== null && worth(cost) <= known + SAME) {
      const value = worth(cost);
      answer = { values, value, bound: value, proved: true };
    } else answer = model.minimise(cost, values, 0);
    if (!answer) return null;
    values = answer.values;
    if (name) levels.push({ level: name, value: answer.value, bound: answer.bound, proved: answer.proved });
    model.addRow({
      columns: [...cost.keys()],
      values: [...cost.values()],
      lower: -Infinity,
      upper: Math.round(answer.value),
    });
    return answer.value;
  };
  const columns = (pick: (line: RoundingProgram["lines"][number]) => number, price: number, priority?: number) =>
    new Map(
      rounding.lines
        .filter((line) => priority === undefined || priorityOf.get(line) === priority)
        .map((line) => [pick(line), price] as const),
    );
  const missed = columns((line) => line.missed, 1);
  const short = ask("shares", missed, 0);
  if (short === null) return null;
  if (short > SAME) {
    for (const priority of [1, 2, 3])
      if (
        ask(
          null,
          columns((line) => line.missed, 1, priority),
          0,
        ) === null
      )
        return null;
  }
  if (
    ask(
      null,
      columns((line) => line.away, 1),
      0,
    ) === null
  )
    return null;
  for (const priority of [1, 2, 3] as const) {
    const units = new Map<number, number>();
    const raised = [];
    for (const line of rounding.lines) {
      if (priorityOf.get(line) !== priority) continue;
      units.set(line.served, -rounding.unitOf(line.group));
      if (line.goal.most > line.goal.high) raised.push(line);
    }
    const least = values && proved.has(priority - 1) ? worth(units) : null;
    if (ask(raised.length > 0 ? null : `unmet${priority}`, units, least) === null) return null;
    if (raised.length === 0) continue;
    for (const { served, goal } of raised) model.setBounds(served, 0, goal.most);
    if (ask(`unmet${priority}`, units, null) === null) return null;
  }
  const best = leastCost(rounding, model, values);
  if (!best) return null;
  levels.push({ level: "cost", value: best.value, bound: best.bound, proved: best.proved });
  return { values: best.values, levels };
}

/** Least cost at the levels held; where no good plan is found at first, first with what every line is served as found. */
function leastCost(rounding: RoundingProgram, model: IntegerModel, start: Float64Array | null): IntegerAnswer | null {
  const { cost, lines } = rounding;
  const free = model.minimise(cost, start, COST_GAP);
  if (!free || free.value - free.bound <= POOR * Math.abs(free.bound)) return free;
  for (const { served } of lines) {
    const units = Math.round(free.values[served]);
    model.setBounds(served, units, units);
  }
  const held = model.minimise(cost, free.values, COST_GAP);
  for (const { served, goal } of lines) model.setBounds(served, 0, goal.most);
  if (!held || held.value >= free.value) return free;
  const again = model.minimise(cost, held.values, COST_GAP);
  const best = again && again.value < held.value ? again : held;
  return { ...best, bound: Math.max(free.bound, again?.bound ?? -Infinity), proved: again?.proved ?? false };
}
