"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useState } from "react";
import { Switch } from "../ui/checkbox";
import { cx } from "../ui/cx";
import { useMapTiles } from "./tiles";
import { MapLegend } from "./map-legend";
import { MapList } from "./map-list";
import { type MapData, type MapEvents, StaticMap } from "./static-map";
import type { View } from "@/lib/platform/places/wuhan";

// The drawing library is large and needs the browser: it comes only after the page stands, and only where it can run.
const LiveMap = lazy(() => import("./live-map").then((module) => ({ default: module.LiveMap })));

function hasWebGl(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

/**
 * The map of the city: unmet needs as rings by class, stores with days of cover, flows; the list beside it says the same and works by
 * keyboard. First a drawing (also what prints and what stays without WebGL), then the live map over it unless `still`.
 * Selection is held outside when `selected` and `onSelect` are given, else here.
 */
export function CityMap({
  needs = [],
  stores = [],
  flows = [],
  selected,
  hovered,
  onSelect,
  onHover,
  still = false,
  initialView = "city",
  label,
  list = true,
  className,
}: MapData &
  MapEvents & {
    /** Only the drawing: for print pages and the wall. */
    still?: boolean;
    initialView?: View;
    label?: string;
    list?: boolean;
    className?: string;
  }) {
  const t = useTranslations("ui.map");
  const tiles = useMapTiles();
  const [live, setLive] = useState(false);
  const [failed, setFailed] = useState(false);
  const [view, setView] = useState<View>(initialView);
  const [showCrossings, setShowCrossings] = useState(false);
  const [ownSelected, setOwnSelected] = useState<string | null>(null);
  const [ownHovered, setOwnHovered] = useState<string | null>(null);
  useEffect(() => {
    if (still) return;
    if (hasWebGl()) setLive(true);
    else setFailed(true);
  }, [still]);

  const shared = {
    needs,
    stores,
    flows,
    selected: selected !== undefined ? selected : ownSelected,
    hovered: hovered !== undefined ? hovered : ownHovered,
    onSelect: (thing: Parameters<NonNullable<MapEvents["onSelect"]>>[0]) => {
      setOwnSelected(thing?.id ?? null);
      onSelect?.(thing);
    },
    onHover: (thing: Parameters<NonNullable<MapEvents["onHover"]>>[0]) => {
      setOwnHovered(thing?.id ?? null);
      onHover?.(thing);
    },
  };
  const drawing = <StaticMap {...shared} view={view} showCrossings={showCrossings} label={label ?? t("label")} />;

  return (
    <div className={cx("grid min-w-0 gap-3", list && "lg:grid-cols-[minmax(0,1fr)_18rem]", className)}>
      <div className="grid min-w-0 content-start gap-2">
        <div className="no-print flex flex-wrap items-center gap-3">
          <fieldset className="flex rounded border border-line-strong">
            <legend className="sr-only">{t("label")}</legend>
            {(["city", "core"] as const).map((entry) => (
              <button
                key={entry}
                type="button"
                aria-pressed={view === entry}
                onClick={() => setView(entry)}
                className={cx(
                  "min-h-8 px-3 text-sm touch:min-h-11",
                  view === entry ? "bg-accent-soft font-semibold text-accent-ink" : "bg-surface",
                )}
              >
                {t(entry)}
              </button>
            ))}
          </fieldset>
          <Switch label={t("showCrossings")} checked={showCrossings} onCheckedChange={setShowCrossings} />
        </div>
        {live && !failed ? (
          <>
            <div className="h-[min(72dvh,44rem)] w-full overflow-hidden phone:h-[24rem] print:hidden">
              <Suspense fallback={drawing}>
                <LiveMap
                  {...shared}
                  view={view}
                  showCrossings={showCrossings}
                  label={label ?? t("label")}
                  tiles={tiles}
                  onFail={() => setFailed(true)}
                />
              </Suspense>
            </div>
            <div className="hidden print:block">{drawing}</div>
          </>
        ) : (
          drawing
        )}
        <MapLegend needs={needs.length > 0} stores={stores.length > 0} flows={flows.length > 0} />
        <p className="text-sm text-ink-3">
          {failed ? `${t("static")} · ` : ""}
          {t("schematic")} · {t("credit")}
          {tiles ? ` · ${tiles.attribution}` : ""}
        </p>
      </div>
      {list ? <MapList {...shared} /> : null}
    </div>
  );
}
