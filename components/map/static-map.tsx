"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { NeedSymbol, StoreSymbol } from "./point-symbol";
import {
  flowCurve,
  flowWidth,
  type MapFlow,
  type MapNeed,
  type MapStore,
  type MapThing,
  projectionFor,
  ringRadius,
  shiftsOf,
  totalNeed,
} from "./symbols";
import {
  CROSSINGS,
  DISTRICTS,
  EXTENT,
  INNER_DISTRICTS,
  LAKES,
  type LonLat,
  RIVERS,
  type View,
} from "@/lib/platform/places/wuhan";

export type MapData = { needs?: MapNeed[]; stores?: MapStore[]; flows?: MapFlow[] };
export type MapEvents = {
  /** Ids in bold: what is chosen, and what the pointer or a table row is on. */
  selected?: string | null;
  hovered?: string | null;
  onSelect?: (thing: MapThing | null) => void;
  onHover?: (thing: MapThing | null) => void;
};

const BOX = { city: { width: 720, height: 800 }, core: { width: 840, height: 660 } };

/**
 * The map as a drawing: what the server sends, what prints, and what stands in where WebGL is missing. The pointer may choose things in it;
 * the keyboard uses the list beside it.
 */
export function StaticMap({
  needs = [],
  stores = [],
  flows = [],
  view,
  showCrossings,
  label,
  selected = null,
  hovered = null,
  onSelect,
  onHover,
  fitted = false,
}: MapData &
  MapEvents & {
    view: View;
    showCrossings: boolean;
    label: string;
    /** Never wider than its room, a phone's included: for one place to be found at a glance, not for names to be read. */
    fitted?: boolean;
  }) {
  const t = useTranslations("ui.map");
  const zh = useLocale().startsWith("zh");
  const box = BOX[view];
  const project = projectionFor(EXTENT[view], box);
  const line = (places: LonLat[]) => `M${places.map((place) => project(place).join(" ")).join("L")}`;
  const name = (thing: { zh: string; en: string }) => (zh ? thing.zh : thing.en);
  const shifts = shiftsOf([...stores, ...needs]);
  const largestNeed = Math.max(0, ...needs.map(totalNeed));
  const largestFlow = Math.max(0, ...flows.map((flow) => flow.quantity));
  const bold = (id: string) => id === selected || id === hovered;
  const dim = (id: string) => (selected !== null || hovered !== null) && !bold(id);

  function hit(thing: MapThing, at: LonLat | null, children: ReactNode) {
    const [x, y] = at ? project(at) : [0, 0];
    const [dx, dy] = shifts.get(thing.id) ?? [0, 0];
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; the list beside the map does the same by keyboard
      <g
        key={`${thing.kind}-${thing.id}`}
        transform={at ? `translate(${x + dx} ${y + dy})` : undefined}
        className={onSelect ? "cursor-pointer" : undefined}
        onClick={onSelect ? () => onSelect(thing) : undefined}
        onPointerEnter={onHover ? () => onHover(thing) : undefined}
        onPointerLeave={onHover ? () => onHover(null) : undefined}
      >
        {children}
      </g>
    );
  }

  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the drawing keeps a readable size and scrolls
      tabIndex={0}
      className="overflow-x-auto rounded border border-line bg-surface print:overflow-visible"
    >
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={`${label}. ${t("schematic")}`}
        className={cx("print-colours block h-auto w-full", !fitted && "phone:w-[44rem] phone:max-w-none")}
      >
        <g stroke="var(--land-line)" strokeWidth="1" fill="var(--land)">
          {DISTRICTS.map((district) => (
            <path key={district.code} d={`${line(district.outline)}Z`} />
          ))}
        </g>
        <g fill="var(--water)">
          {LAKES.map((lake) => (
            <path key={lake.key} d={`${line(lake.outline)}Z`} />
          ))}
        </g>
        <g fill="none" stroke="var(--water)" strokeLinejoin="round" strokeLinecap="round">
          {RIVERS.map((river) => (
            <path key={river.key} d={line(river.line)} strokeWidth={river.widthPx * (view === "core" ? 3 : 1.4)} />
          ))}
        </g>
        <g
          fontSize="14"
          textAnchor="middle"
          fill="var(--ink-2)"
          stroke="var(--land)"
          strokeWidth="3"
          paintOrder="stroke"
        >
          {CROSSINGS.map((crossing) => {
            const [x, y] = project(crossing.at);
            return (
              <g key={crossing.key} transform={`translate(${x} ${y})`}>
                <title>{name(crossing)}</title>
                <rect
                  x="-3"
                  y="-3"
                  width="6"
                  height="6"
                  transform="rotate(45)"
                  fill={crossing.kind === "tunnel" ? "var(--surface)" : "var(--ink-2)"}
                  stroke="var(--ink-2)"
                  strokeWidth="1"
                />
                {showCrossings && (view === "core" || crossing.over === "yangtze") ? (
                  <text x="9" y="4" textAnchor="start" fontSize="14">
                    {name(crossing)}
                  </text>
                ) : null}
              </g>
            );
          })}
          {RIVERS.map((river) => {
            const [x, y] = project(river.label);
            return (
              <text key={river.key} x={x} y={y - 10} fontWeight="500">
                {name(river)}
              </text>
            );
          })}
        </g>
        <g fill="none">
          {flows.map((flow) => {
            const curve = flowCurve(flow.from, flow.to).map(project);
            const width = flowWidth(flow.quantity, largestFlow);
            const path = `M${curve.map((place) => place.join(" ")).join("L")}`;
            const [[ax, ay], [bx, by]] = [curve[9], curve[10]];
            const head = 4 + width * 0.9;
            return hit(
              { kind: "flow", id: flow.id },
              null,
              <g opacity={dim(flow.id) ? 0.35 : 1}>
                <path d={path} stroke="var(--surface)" strokeWidth={width + 2} />
                <path
                  d={path}
                  stroke={bold(flow.id) ? "var(--ink)" : "var(--accent)"}
                  strokeWidth={width}
                  strokeLinecap="round"
                />
                <path
                  d={`M${head} 0L${-head} ${head}V${-head}Z`}
                  fill={bold(flow.id) ? "var(--ink)" : "var(--accent)"}
                  stroke="var(--surface)"
                  transform={`translate(${bx} ${by}) rotate(${Math.round((Math.atan2(by - ay, bx - ax) * 180) / Math.PI)})`}
                />
                <path d={path} stroke="transparent" strokeWidth={Math.max(14, width)} />
              </g>,
            );
          })}
        </g>
        <g
          fontSize="14"
          textAnchor="middle"
          fill="var(--ink-2)"
          stroke="var(--land)"
          strokeWidth="3"
          paintOrder="stroke"
        >
          {DISTRICTS.filter((district) => view === "core" || !INNER_DISTRICTS.has(district.code)).map((district) => {
            const [x, y] = project(district.seat);
            return (
              <text key={district.code} x={x} y={y + 30} fontWeight="600">
                {name(district)}
              </text>
            );
          })}
        </g>
        {needs.map((need) =>
          hit(
            { kind: "need", id: need.id },
            need.at,
            <g opacity={dim(need.id) ? 0.45 : 1}>
              <circle r="12" fill="transparent" />
              <NeedSymbol need={need} radius={ringRadius(totalNeed(need), largestNeed)} selected={bold(need.id)} />
            </g>,
          ),
        )}
        {stores.map((store) =>
          hit(
            { kind: "store", id: store.id },
            store.at,
            <g opacity={dim(store.id) ? 0.45 : 1}>
              <StoreSymbol store={store} selected={bold(store.id)} />
            </g>,
          ),
        )}
      </svg>
    </section>
  );
}
