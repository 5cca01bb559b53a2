import type { Model } from "highs";

/** min cost·v over rows and bounds, some columns whole. */
export interface IntegerProgram {
  lower: number[];
  upper: number[];
  /** 1 where a column must be whole. */
  whole: number[];
  rows: IntegerRow[];
}

export interface IntegerRow {
  columns: number[];
  values: number[];
  lower: number;
  upper: number;
}

export interface IntegerAnswer {
  /** The best solution found. */
  values: Float64Array;
  value: number;
  /** No solution is better, says the solver: equal to `value` where `proved`. */
  bound: number;
  proved: boolean;
}

/** One program held by the solver, asked level after level: each is held by a row before the next is asked. */
export interface IntegerModel {
  /** Least Σ costs over columns, to within `gap` of it; null when no solution was found. `start` is a solution known already. */
  minimise(cost: ReadonlyMap<number, number>, start: Float64Array | null, gap: number): IntegerAnswer | null;
  addRow(row: IntegerRow): void;
  setBounds(column: number, lower: number, upper: number): void;
  /** Prices of rows where fractions are allowed: what one more of the right side takes off the cost; null when there are none. */
  rowPrices(cost: ReadonlyMap<number, number>): Float64Array | null;
}

/** Opens a program, lets `work` ask of it, and closes it again. Deterministic but for `shouldStop`. */
export type IntegerSolver = <T>(
  program: IntegerProgram,
  shouldStop: () => boolean,
  work: (model: IntegerModel) => T,
) => T;

/**
 * Nodes of branching after which a level's best solution is taken, unproved: as many as take about as long, whatever the columns.
 * A limit on time would make plans differ from run to run.
 */
const nodesFor = (columns: number): number => Math.max(100, Math.min(5_000, Math.round(60_000 / columns)));

let loading: Promise<IntegerSolver> | null = null;

/**
 * HiGHS (branch and cut, Huangfu and Hall 2018) as WebAssembly on this thread. Loaded at the first call, once a thread: it is
 * needed by few plans. Calls of the solver itself are synchronous.
 */
export function loadIntegerSolver(): Promise<IntegerSolver> {
  loading ??= load();
  return loading;
}

async function load(): Promise<IntegerSolver> {
  const { default: loadHighs } = await import("highs");
  const highs = await loadHighs();
  const { modelStatus, callbackType } = highs.constants;
  return ({ lower, upper, whole, rows }, shouldStop, work) => {
    const ends = (values: readonly number[]) =>
      Float64Array.from(values, (v) => (v === Infinity ? highs.infinity : v === -Infinity ? -highs.infinity : v));
    const data = {
      numCols: lower.length,
      numRows: rows.length,
      colCost: new Float64Array(lower.length),
      colLower: ends(lower),
      colUpper: ends(upper),
      rowLower: ends(rows.map((row) => row.lower)),
      rowUpper: ends(rows.map((row) => row.upper)),
      integrality: Int32Array.from(whole),
      matrix: matrixOf(rows, lower.length),
    };
    return highs.withModel((model: Model) => {
      model.passModel(data);
      model.options.set({
        output_flag: false,
        mip_abs_gap: 1e-6,
        mip_max_nodes: nodesFor(lower.length),
        mip_feasibility_tolerance: 1e-7,
        primal_feasibility_tolerance: 1e-8,
      });
      const all = { kind: "range", from: 0, to: lower.length - 1 } as const;
      const price = (cost: ReadonlyMap<number, number>) => {
        const costs = new Float64Array(lower.length);
        for (const [column, value] of cost) costs[column] = value;
        model.changeColsCost(all, costs);
      };
      const run = () =>
        model.run({
          [callbackType.mipInterrupt](event) {
            if (shouldStop()) event.interrupt();
            return undefined;
          },
        });
      return work({
        minimise(cost, start, gap) {
          price(cost);
          model.options.set("mip_rel_gap", gap);
          if (start) model.setSolution({ colValue: start });
          run();
          const status = model.getModelStatus();
          const found = model.info.get("primal_solution_status") === highs.constants.solutionStatus.feasible;
          if (!found) return null;
          const value = model.getObjectiveValue();
          const proved = status === modelStatus.optimal;
          const bound = Math.min(value, Number(model.info.get("mip_dual_bound")));
          return { values: Float64Array.from(model.getSolution().colValue), value, bound, proved };
        },
        addRow({ columns, values, lower, upper }) {
          const [least, most] = ends([lower, upper]);
          model.addRow(least, most, { indices: columns, values });
        },
        setBounds(column, least, most) {
          const [from, to] = ends([least, most]);
          model.changeColBounds(column, from, to);
        },
        rowPrices(cost) {
          price(cost);
          model.changeColsIntegrality(all, new Int32Array(lower.length));
          run();
          if (model.getModelStatus() !== modelStatus.optimal) return null;
          return Float64Array.from(model.getSolution().rowDual, (dual) => -dual);
        },
      });
    });
  };
}

function matrixOf(rows: readonly IntegerRow[], numCols: number) {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => {
    starts[r + 1] = starts[r] + row.columns.length;
  });
  return {
    format: "csr" as const,
    numRows: rows.length,
    numCols,
    starts,
    indices: Int32Array.from(rows.flatMap((row) => row.columns)),
    values: Float64Array.from(rows.flatMap((row) => row.values)),
  };
}
