import highsLoader from "highs";

/** HiGHS as the judge of small instances (tests only): an LP or MILP in rows, solved by an engine that is not ours. */
export interface RowProblem {
  columns: { name: string; cost: number; lower?: number; upper?: number; whole?: boolean }[];
  rows: { terms: [number, number][]; sense: "<=" | ">=" | "="; right: number }[];
}

type Highs = Awaited<ReturnType<typeof highsLoader>>;
let engine: Highs | null = null;
let solves = 0;

/** Optimal value, or null when infeasible. Values by column name in `values`; rows are kept to `tolerance`. */
export async function highsOptimum(
  problem: RowProblem,
  tolerance = 1e-7,
): Promise<{ value: number; values: Map<string, number> } | null> {
  // The wasm heap only grows: start afresh now and then.
  if (!engine || ++solves % 400 === 0) engine = await highsLoader();
  const result = engine.solve(lpText(problem), {
    presolve: "on",
    mip_rel_gap: 0,
    primal_feasibility_tolerance: tolerance,
    dual_feasibility_tolerance: tolerance,
  });
  if (result.Status === "Infeasible") return null;
  if (result.Status !== "Optimal") throw new Error(`HiGHS says ${result.Status}`);
  const values = new Map(
    Object.entries(result.Columns).map(([name, column]) => [name, "Primal" in column ? column.Primal : 0]),
  );
  return { value: result.ObjectiveValue, values };
}

function lpText({ columns, rows }: RowProblem): string {
  const term = (coefficient: number, name: string) => `${coefficient < 0 ? "-" : "+"} ${Math.abs(coefficient)} ${name}`;
  const objective = columns.filter((c) => c.cost !== 0).map((c) => term(c.cost, c.name));
  const lines = ["Minimize", ` obj: ${objective.join(" ") || `0 ${columns[0].name}`}`, "Subject To"];
  rows.forEach((row, r) => {
    if (row.terms.length === 0) return;
    const left = row.terms.map(([column, coefficient]) => term(coefficient, columns[column].name));
    lines.push(` r${r}: ${left.join(" ")} ${row.sense} ${row.right}`);
  });
  lines.push("Bounds");
  for (const c of columns) lines.push(` ${c.lower ?? 0} <= ${c.name} <= ${c.upper ?? "1e30"}`);
  const whole = columns.filter((c) => c.whole).map((c) => c.name);
  if (whole.length > 0) lines.push("General", ` ${whole.join(" ")}`);
  lines.push("End");
  return lines.join("\n");
}
