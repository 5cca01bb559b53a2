"use client";

type TipEntry = { name?: unknown; value?: unknown; color?: string };

/** What a chart says beside the pointer. The same figures stand in its table. */
export function ChartTip({
  active,
  label,
  payload,
  figure,
  missing,
}: {
  active?: boolean;
  label?: unknown;
  payload?: readonly TipEntry[];
  figure: (value: number) => string;
  missing: string;
}) {
  if (!active || !payload?.length) return null;
  return (
    <div className="rounded border border-line-strong bg-surface px-3 py-2 text-sm shadow-raised">
      <p className="font-medium">{String(label ?? "")}</p>
      {payload.map((entry) => (
        <p key={String(entry.name)} className="flex items-center gap-2 tabular-nums">
          <span className="size-2.5 rounded-sm" style={{ background: entry.color }} />
          {String(entry.name)}{" "}
          <span className="ms-auto ps-3">{typeof entry.value === "number" ? figure(entry.value) : missing}</span>
        </p>
      ))}
    </div>
  );
}
