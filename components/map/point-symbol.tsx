import { CLASS_FILL } from "./map-colours";
import { coverText, LOW_COVER_DAYS, type MapNeed, type MapStore, ringArcs } from "./symbols";
import type { Precision } from "@/lib/platform/places/wuhan";

/** How sure a position is, as the mark in the middle of a ring: full, hollow, dashed. */
export function PrecisionMark({ precision }: { precision: Precision }) {
  if (precision === "surveyed") return <circle r="1.8" fill="var(--ink)" />;
  return (
    <circle
      r="2"
      fill="var(--surface)"
      stroke="var(--ink)"
      strokeWidth="1"
      strokeDasharray={precision === "schematic" ? "1.2 1.2" : undefined}
    />
  );
}

/** Unmet need: a ring whose area is the quantity, its pieces the classes. Around 0,0. */
export function NeedSymbol({
  need,
  radius,
  selected,
}: {
  need: Pick<MapNeed, "byClass" | "precision">;
  radius: number;
  selected: boolean;
}) {
  return (
    <>
      <circle r={radius} fill="var(--surface)" />
      {ringArcs(need.byClass, radius).map((arc) => (
        <path key={arc.key} d={arc.path} fill={CLASS_FILL[arc.key]} stroke="var(--surface)" strokeWidth="0.75" />
      ))}
      <circle r={radius} fill="none" stroke="var(--ink)" strokeWidth={selected ? 2.5 : 0.75} />
      <PrecisionMark precision={need.precision} />
    </>
  );
}

/** A store: a square with its days of cover; low cover has the trouble frame and a corner mark. Around 0,0. */
export function StoreSymbol({
  store,
  selected,
}: {
  store: Pick<MapStore, "coverDays" | "precision">;
  selected: boolean;
}) {
  const low = store.coverDays !== null && store.coverDays < LOW_COVER_DAYS;
  return (
    <>
      <rect
        x="-15"
        y="-11"
        width="30"
        height="22"
        rx="3"
        fill="var(--surface)"
        stroke={low ? "var(--trouble)" : "var(--ink)"}
        strokeWidth={selected ? 3 : low ? 2 : 1.25}
        strokeDasharray={store.precision === "schematic" ? "3 2" : undefined}
      />
      {low ? <path d="M15 -11v9L6 -11Z" fill="var(--trouble)" /> : null}
      <text textAnchor="middle" dominantBaseline="central" fontSize="14" fontWeight="600" fill="var(--ink)">
        {coverText(store.coverDays)}
      </text>
    </>
  );
}
