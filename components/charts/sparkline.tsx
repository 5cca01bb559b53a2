import { sparkPath } from "./prepare";

/** A small line in a table or beside a figure; gaps where nothing is known, scale from zero. `label` says in words what it shows. */
export function Sparkline({
  values,
  label,
  width = 96,
  height = 24,
}: {
  values: Array<number | null>;
  label: string;
  width?: number;
  height?: number;
}) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`-2 -2 ${width + 4} ${height + 4}`}
      width={width}
      height={height}
      className="inline-block align-middle"
    >
      <path d={`M0 ${height}H${width}`} stroke="var(--line-strong)" strokeWidth="1" fill="none" />
      <path
        d={sparkPath(values, width, height)}
        stroke="var(--chart-1)"
        strokeWidth="1.75"
        fill="none"
        strokeLinecap="round"
      />
    </svg>
  );
}
