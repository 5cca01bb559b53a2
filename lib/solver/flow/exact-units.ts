import { makeAssignment } from "./assign";
import { buildComponent, type Component, type ServedBox, type ServiceLevel } from "./component";
import { type CoupledResult, finish } from "./coupled-result";
import { capInlets, priceInlets } from "./coupling";
import { type Decomposition, decompose } from "./decompose";
import { type GroupSolution, isWhole } from "./group";
import type { Instance } from "./instance";
import type { IntegerModel, IntegerSolver } from "./integer-solver";
import { type RoundedPlan, roundToPacks } from "./packs";
import type { Assignment, LevelResult, WholeUnits } from "./plan-model";
import type { ReachBook } from "./reach";
import { lineGoals, missedUnits } from "./rounding-goals";
import { type RoundedLevel, type RoundedUnits, roundLevels } from "./rounding-levels";
import { type LineGoal, RoundingProgram } from "./rounding-program";

/** Most columns of a program that is solved whole. */
const MOST_COLUMNS = 1500;
/** A gap that whole units may explain. */
const NEAR_ENOUGH = 5e-3;

/** A plan of whole units that an integer program has found, with bounds by prices as before. */
export interface ExactUnits {
  coupled: CoupledResult;
  rounded: RoundedPlan;
  /** Empty where the program does not speak of all goods. */
  levels: RoundedLevel[];
}

/** What is open about the whole units of a plan. */
export interface OpenRounding {
  groups: number[];
  goals: LineGoal[][];
  /** Classes (0, 1, 2) of which no plan serves more. */
  proved: Set<number>;
}

/** `unit`s every line of every group has in a plan. */
export function servedUnits({ groups }: CoupledResult, assignments: readonly Assignment[]): Float64Array[] {
  const units = new Map<string, number>();
  for (const a of assignments) if (!a.frozen) units.set(a.lineId, (units.get(a.lineId) ?? 0) + a.quantityCounted);
  return groups.map(({ component }) =>
    Float64Array.from(component.lines, ({ line }) => (units.get(line.id) ?? 0) / component.unit),
  );
}

/**
 * What prices leave open of a plan whose units must be whole: somebody more than a unit from the share, or a gap of an unmet
 * level or of the cost above half a per cent. Null when nothing is, or when whole units cannot be the reason.
 */
export function openRounding(
  coupled: CoupledResult,
  rounded: RoundedPlan,
  fair: boolean,
  levels: readonly LevelResult[],
): OpenRounding | null {
  const { groups, decomposition } = coupled;
  const rounds = groups.flatMap((s, g) => (decomposition || !isWhole(s) ? [g] : []));
  if (rounds.length === 0) return null;
  const served = servedUnits(coupled, rounded.assignments);
  const goals = lineGoals(coupled, served, fair);
  const unmet = [0, 0, 0];
  const lost = [0, 0, 0];
  groups.forEach(({ component: { lines, unit } }, g) => {
    lines.forEach(({ priority, open, line }, k) => {
      unmet[priority - 1] += open - served[g][k] * unit;
      // What does not fill a pack nobody can have.
      lost[priority - 1] += open % line.packSize;
    });
  });
  const levelOf = (name: string) => levels.find((one) => one.level === name);
  const excess = unmet.map((units, p) => {
    const level = levelOf(`unmet${p + 1}`);
    return level ? Math.max(0, Math.min(level.value - level.bound, units - lost[p])) : 0;
  });
  const wide =
    (levelOf("cost")?.gap ?? 0) > NEAR_ENOUGH ||
    excess.some((units, p) => units > NEAR_ENOUGH * Math.max(1, levelOf(`unmet${p + 1}`)?.bound ?? 0));
  // Goods that get what each would get alone are fair together only where nothing at all is taken from a class.
  const unproved = fair && coupled.bottlenecks.length === 0 && excess.some((units) => units > 0);
  if (!wide && !unproved && missedUnits(goals, served) < 1e-6) return null;
  const first = excess.findIndex((units) => units > 0);
  const proved = new Set([0, 1, 2].slice(0, first < 0 ? 3 : first));
  return { groups: rounds, goals, proved };
}

/** True when the integer program of what is open has few enough columns to be solved. */
export function isSmall({ groups }: CoupledResult, open: OpenRounding): boolean {
  let columns = 0;
  for (const g of open.groups) {
    const { component } = groups[g];
    const sources = isWhole(groups[g]) ? 1 : Math.max(1, ...component.inlets.map((inlet) => inlet.lots.length));
    columns += component.inlets.length + component.lines.length * 3;
    for (const line of component.lines) {
      const into = component.blocks.filter((block) => block.to === line.goods).length;
      columns += into * Math.ceil(component.inlets.length / component.blocks.length) * sources;
    }
  }
  return columns <= MOST_COLUMNS;
}

/** The outcome by name, and who is more than a unit from the share. */
export function wholeUnitsOf(
  coupled: CoupledResult,
  { goals }: OpenRounding,
  assignments: readonly Assignment[],
  levels: readonly RoundedLevel[] | null,
): WholeUnits {
  const served = servedUnits(coupled, assignments);
  const away = coupled.groups.flatMap(({ component: { lines, unit }, shares }, g) =>
    lines.flatMap(({ line }, k) => {
      const { low, most } = goals[g][k];
      const missed = served[g][k] < low - 1e-6 || served[g][k] > most + 1e-6;
      if (!missed) return [];
      return [{ lineId: line.id, share: (shares?.served[k] ?? low) * unit, served: served[g][k] * unit }];
    }),
  );
  const proved = levels !== null && levels.length > 0 && levels.every((level) => level.proved);
  const nothingNearer = levels?.some(({ level, value, proved }) => level === "shares" && proved && value > 1e-6);
  return { outcome: nothingNearer ? "noneWithinOneUnit" : proved ? "best" : "notProved", away };
}

/**
 * Finds the best whole units by an integer program, and the bounds of the plan they make by prices, as for any other. Null when
 * nothing as good as the plan there is was found within the solver's limits.
 *
 * @param enough      ends the search with what it has found
 * @param shouldStop  ends everything
 */
export function exactUnits(
  instance: Instance,
  reaches: ReachBook,
  coupled: CoupledResult,
  rounded: RoundedPlan,
  { groups, goals, proved }: OpenRounding,
  solver: IntegerSolver,
  { enough, shouldStop }: { enough: () => boolean; shouldStop: () => boolean },
): ExactUnits | null {
  const rounding = new RoundingProgram(instance, reaches, coupled, groups, goals);
  const start = rounding.startOf(rounded.assignments);
  // Beside goods that keep what they have of a limit nothing is proved of all goods.
  const alone = groups.length < coupled.groups.length && coupled.limits.length > 0;
  return solver(rounding.program, enough, (model) => {
    const units = roundLevels(rounding, model, start, proved);
    if (!units || shouldStop()) return null;
    const made = settle(instance, reaches, coupled, rounding, units, model, shouldStop);
    if (!made || isWorse(made, { coupled, rounded }, goals)) return null;
    return { ...made, levels: alone ? [] : units.levels };
  });
}

/** Level by level: a search that was cut short may end behind the plan there is. */
function isWorse(
  a: Pick<ExactUnits, "coupled" | "rounded">,
  b: Pick<ExactUnits, "coupled" | "rounded">,
  goals: readonly LineGoal[][],
): boolean {
  const [x, y] = [a, b].map(({ coupled, rounded }) => {
    const served = servedUnits(coupled, rounded.assignments);
    const sum = [0, 0, 0];
    coupled.groups.forEach(({ component: { lines, unit } }, g) => {
      lines.forEach(({ priority }, k) => {
        sum[priority - 1] -= served[g][k] * unit;
      });
    });
    return [missedUnits(goals, served), ...sum, rounded.cost];
  });
  const first = x.findIndex((value, k) => Math.abs(value - y[k]) > 1e-6);
  return first >= 0 && x[first] > y[first];
}

/** The plan of these whole units: what is served is fixed, prices and bounds are found for it, goods by goods as before. */
function settle(
  instance: Instance,
  reaches: ReachBook,
  coupled: CoupledResult,
  rounding: RoundingProgram,
  { values }: RoundedUnits,
  model: IntegerModel,
  shouldStop: () => boolean,
): Pick<ExactUnits, "coupled" | "rounded"> | null {
  const settled = settledAssignments(instance, coupled, rounding, values);
  const { limits, groups, decomposition } = coupled;
  if (!decomposition) return { coupled, rounded: roundToPacks(instance, reaches, coupled, settled) };
  const served = groups.map(({ component }) => new Float64Array(component.lines.length));
  for (const line of rounding.lines) served[line.group][line.line] = Math.round(values[line.served]);
  const leastStep = Math.max(...groups.map((s) => s.component.classStep));
  const boxes = groups.map((s, g) => boxOf(s, served[g]));
  const components = groups.map(({ component }, g) => {
    const fixedServed = byClass(component.lines, served[g]);
    const service: ServiceLevel = { steps: [3, 2, 1], fixedServed, leastStep };
    return buildComponent(instance, reaches, component.goods, boxes[g], service);
  });
  const usage = components.map((component, g) =>
    Float64Array.from(component.inlets, (_, e) => Math.round(values[rounding.inletColumn(g, e)])),
  );
  const leastUnmet = components.map(({ lines, unit }, g) => {
    const unmet: [number, number, number] = [0, 0, 0];
    lines.forEach(({ priority, open }, k) => {
      unmet[priority - 1] += open - served[g][k] * unit;
    });
    return unmet;
  });
  const found = decompose(components, limits, {
    shouldStop,
    rounds: ROUNDS,
    gap: 1e-6,
    leastUnmet,
    startUsage: usage,
    startPrices: bestPrices(coupled, rounding, model, boxes, served) ?? decomposition.prices,
    joint: "served",
  });
  if (!found.feasible || shouldStop()) return null;
  if (groups.some((s) => !isWhole(s))) hold(components, found, usage);
  const result: CoupledResult = {
    ...coupled,
    groups: finish(instance, groups, components, found).map((s, g) => ({
      ...s,
      box: isWhole(s) ? boxes[g] : groups[g].box,
    })),
    costBound: found.bound,
    decomposition: found,
  };
  return { coupled: result, rounded: roundToPacks(instance, reaches, result, settled) };
}

/**
 * Goods of whole units keep to what the program lets leave: what their own plan found besides is what goods of mixed packs, whose
 * packs are not their network's, need.
 */
function hold(components: readonly Component[], { plan }: Decomposition, usage: readonly Float64Array[]): void {
  components.forEach((component, g) => {
    capInlets(component, plan[g], usage[g]);
    priceInlets(component, plan[g], new Float64Array(component.inlets.length));
    plan[g].resolve();
  });
}

/** Prices are nearly the best from the start: what is left is that they are whole in the end. */
const ROUNDS = 24;

/** Ways of the groups whose own networks do not count whole packs and issues, as assignments. */
function settledAssignments(
  instance: Instance,
  { groups }: CoupledResult,
  rounding: RoundingProgram,
  values: Float64Array,
): Assignment[] {
  return rounding.ways.flatMap(({ column, group, line, inlet, lot, goods, counted, issued, unitCost }) => {
    const steps = Math.round(values[column]);
    if (!lot || steps === 0) return [];
    const { component } = groups[group];
    const { store } = component.inlets[inlet];
    const open = component.lines[line];
    return [makeAssignment(instance, open, store, lot.id, goods, steps * issued, steps * counted, unitCost, false)];
  });
}

/** What the cost may still move within: around the shares, just what it has where packs are mixed. */
function boxOf(solution: GroupSolution, served: Float64Array): ServedBox | null {
  if (!isWhole(solution)) return { low: served, high: served };
  const { box } = solution;
  return (
    box && {
      low: box.low.map((units, k) => Math.min(units, served[k])),
      high: box.high.map((units, k) => Math.max(units, served[k])),
    }
  );
}

function byClass(lines: readonly { priority: number }[], served: Float64Array): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  lines.forEach(({ priority }, k) => {
    sum[priority - 1] += served[k];
  });
  return sum;
}

/** Prices of the shared limits where fractions are allowed and just so much is served: the best there are. */
function bestPrices(
  { limits }: CoupledResult,
  rounding: RoundingProgram,
  model: IntegerModel,
  boxes: readonly (ServedBox | null)[],
  served: readonly Float64Array[],
): Float64Array | null {
  const totals = new Map<string, { columns: number[]; sum: number }>();
  for (const line of rounding.lines) {
    const box = boxes[line.group];
    if (box) model.setBounds(line.served, box.low[line.line], box.high[line.line]);
    const key = `${line.group}|${rounding.openLine(line).priority}`;
    const total = totals.get(key) ?? { columns: [], sum: 0 };
    total.columns.push(line.served);
    total.sum += served[line.group][line.line];
    totals.set(key, total);
  }
  for (const { columns, sum } of totals.values())
    model.addRow({ columns, values: columns.map(() => 1), lower: sum, upper: sum });
  const prices = model.rowPrices(rounding.cost);
  return (
    prices &&
    Float64Array.from(limits, (_, r) => {
      const row = rounding.limitRow[r];
      return row < 0 ? 0 : Math.max(0, prices[row]) * rounding.limitScale[r];
    })
  );
}
