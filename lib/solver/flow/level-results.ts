import type { CoupledResult } from "./coupled-result";
import type { GroupSolution } from "./group";
import type { Instance } from "./instance";
import type { ClassFill, LevelResult, LineFill } from "./plan-model";
import type { AllocationProblem } from "./problem-model";
import type { RoundedLevel } from "./rounding-levels";

/** Every level of the objective as the plan has it, with what is proved of it by prices. */
export function levelResults(
  instance: Instance,
  { groups: solved, unmetBound, bottlenecks }: CoupledResult,
  fills: LineFill[],
  cost: number,
  costBound: number,
): LevelResult[] {
  const levels: LevelResult[] = [];
  const { lines } = instance;
  const fair = instance.problem.objective.preset === "fair";
  const openUnmet: number[] = [];
  for (const priority of [1, 2, 3] as const) {
    const own = lines.filter((l) => l.priority === priority);
    const value = own.reduce((sum, l) => sum + Math.max(0, l.line.quantity - fills[l.position].served), 0);
    // Closed lines keep what they are short of.
    const closed = own.reduce((sum, l) => sum + Math.max(0, l.line.quantity - l.frozen) - l.open, 0);
    const { least, worth } = unmetBound[priority - 1];
    // What this plan leaves unmet of the classes above (packs, whole units) may serve this one.
    const open = openUnmet.reduce((sum, units, q) => sum - worth[q] * units, least);
    openUnmet.push(value - closed);
    // Shares held fast are fractions, whole units around them may add up to a little more.
    const bound = Math.min(bottlenecks.length > 0 ? value : Infinity, closed + Math.max(0, Math.ceil(open - 1e-6)));
    levels.push(
      level(`unmet${priority}`, value, bound, instance.lines.some((l) => l.line.packSize > 1) ? value - bound : 0),
    );
    if (!fair) continue;
    let reached = Infinity;
    let proven = Infinity;
    for (const s of solved) {
      s.component.lines.forEach((line, k) => {
        if (line.priority !== priority || !s.shares || instance.ruleOf.has(line.goods)) return;
        const weight = line.line.quantity * line.line.fairnessWeight;
        reached = Math.min(reached, fills[line.position].fill);
        proven = Math.min(proven, (s.shares.served[k] * s.component.unit + line.frozen) / weight);
      });
    }
    if (proven < Infinity) {
      const wholeUnits = oneUnitOfFill(solved, priority);
      const gap = reached >= proven - wholeUnits ? 0 : (proven - reached) / Math.max(1e-9, proven);
      levels.push({
        level: `fairness${priority}`,
        value: reached,
        bound: proven,
        gap,
        packLoss: Math.max(0, proven - reached),
      });
    }
  }
  // Stopped before anything was proven: no cost is below 0. Whole units that miss a share may cost less than any that keep it.
  levels.push(level("cost", cost, costBound > -Infinity ? Math.min(cost, costBound) : 0, 0));
  return levels;
}

/** The levels with what an integer program says of them, which counts from another zero: what it leaves open is the same. */
export function withWholeBounds(levels: LevelResult[], rounded: readonly RoundedLevel[]): LevelResult[] {
  return levels.map((level) => {
    const own = rounded.find((one) => one.level === level.level);
    return own ? { ...level, wholeBound: level.value - Math.max(0, own.value - own.bound) } : level;
  });
}

/** The largest step of fill that one whole unit makes in the class: fills are whole units. */
function oneUnitOfFill(solved: GroupSolution[], priority: number): number {
  let step = 0;
  for (const s of solved) {
    for (const line of s.component.lines) {
      if (line.priority === priority)
        step = Math.max(step, s.component.unit / (line.line.quantity * line.line.fairnessWeight));
    }
  }
  return step;
}

function level(name: LevelResult["level"], value: number, bound: number, packLoss: number): LevelResult {
  return { level: name, value, bound, gap: Math.abs(value - bound) / Math.max(1, Math.abs(bound)), packLoss };
}

/** Need, served and least fill of each class. */
export function classFills(problem: AllocationProblem, fills: LineFill[]): ClassFill[] {
  return ([1, 2, 3] as const).map((priority) => {
    const own = fills.filter((_, k) => problem.lines[k].priority === priority);
    return {
      priority,
      need: own.reduce((sum, f) => sum + f.need, 0),
      served: own.reduce((sum, f) => sum + f.served, 0),
      minimumFill: own.reduce((least, f) => Math.min(least, f.fill), 1),
    };
  });
}
