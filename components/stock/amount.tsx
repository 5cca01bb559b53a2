import type { ReactNode } from "react";
import { Quantity } from "@/components/ui/quantity";

/** A stored quantity with its unit; null is 未知. Stored quantities stay below 10^15, which a number holds exactly. */
export function Amount({
  value,
  unit,
  strong,
  short,
}: {
  value: bigint | null;
  unit?: ReactNode;
  strong?: boolean;
  short?: boolean;
}) {
  return <Quantity value={value === null ? null : Number(value)} unit={unit} strong={strong} short={short} />;
}

/** A calendar day as it is stored (`date` column: midnight UTC); a dash when there is none. */
export function Day({ value }: { value: Date | null }) {
  return value ? (
    <time dateTime={value.toISOString().slice(0, 10)} className="whitespace-nowrap tabular-nums">
      {value.toISOString().slice(0, 10)}
    </time>
  ) : (
    <span className="text-ink-3">—</span>
  );
}
