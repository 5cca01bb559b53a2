import { Quantity } from "./quantity";

/** Totals a unit each: unlike units are never added up. `unknown` counts the rows without a quantity. */
export function UnitTotals({
  totals,
  unknown,
}: {
  totals: Array<{ unit: string; total: number }>;
  /** A finished sentence: "另有 3 行数量未知". */
  unknown?: string;
}) {
  return (
    <span className="inline-grid justify-items-end">
      {totals.map((entry) => (
        <Quantity key={entry.unit} value={entry.total} unit={entry.unit} />
      ))}
      {unknown ? <span className="font-normal text-ink-3">{unknown}</span> : null}
    </span>
  );
}
