"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import {
  AttributionControl,
  type GeoJSONSource,
  Map as LibreMap,
  Marker,
  NavigationControl,
  setWorkerUrl,
} from "maplibre-gl";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { flowFeatures, flowHead, styleOf } from "./live-style";
import { tokenColour } from "./map-colours";
import { NeedSymbol, StoreSymbol } from "./point-symbol";
import type { MapData, MapEvents } from "./static-map";
import type { TileSource } from "./tiles";
import { ringRadius, shiftsOf, totalNeed } from "./symbols";
import {
  CROSSINGS,
  DISTRICTS,
  EXTENT,
  INNER_DISTRICTS,
  type LonLat,
  RIVERS,
  type View,
} from "@/lib/platform/places/wuhan";

// The worker as a file of our own origin: a blob worker would need a looser content security policy.
setWorkerUrl(new URL("maplibre-gl/dist/maplibre-gl-worker.mjs", import.meta.url).href);

function boundsOf(view: View): [[number, number], [number, number]] {
  const [west, south, east, north] = EXTENT[view];
  return [
    [west, south],
    [east, north],
  ];
}

/** One thing on the map as HTML at a place, drawn by React into the marker's own element. */
function Pin({
  map,
  at,
  shift,
  children,
}: {
  map: LibreMap;
  at: LonLat;
  shift?: [number, number];
  children: React.ReactNode;
}) {
  const [element] = useState(() => document.createElement("div"));
  const [lon, lat] = at;
  const [dx, dy] = shift ?? [0, 0];
  useEffect(() => {
    // The list beside the map says the same to screen readers.
    element.setAttribute("aria-hidden", "true");
    const marker = new Marker({ element, offset: [dx, dy] }).setLngLat([lon, lat]).addTo(map);
    element.removeAttribute("role");
    element.removeAttribute("aria-label");
    element.removeAttribute("tabindex");
    return () => {
      marker.remove();
    };
  }, [map, element, lon, lat, dx, dy]);
  return createPortal(children, element);
}

/** The map to move and zoom in, over our schematic or an operator's tiles. `onFail` is called when the device cannot show it. */
export function LiveMap({
  needs = [],
  stores = [],
  flows = [],
  view,
  showCrossings,
  label,
  tiles,
  selected = null,
  hovered = null,
  onSelect,
  onHover,
  onFail,
}: MapData &
  MapEvents & { view: View; showCrossings: boolean; label: string; tiles?: TileSource; onFail: () => void }) {
  const t = useTranslations("ui.map");
  const zh = useLocale().startsWith("zh");
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<LibreMap | null>(null);
  const [styled, setStyled] = useState(0);
  const [far, setFar] = useState(true);
  const hand = useRef({ onSelect, onHover, onFail });
  hand.current = { onSelect, onHover, onFail };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; its data, view and language follow in effects of their own
  useEffect(() => {
    const home = box.current;
    if (!home) return;
    const colour = (token: string) => tokenColour(home, token);
    let made: LibreMap;
    try {
      made = new LibreMap({
        container: home,
        style: styleOf(colour, tiles),
        bounds: boundsOf(view),
        maxBounds: [
          [112.6, 29.2],
          [116.1, 32.1],
        ],
        attributionControl: false,
        cooperativeGestures: false,
        dragRotate: false,
        pitchWithRotate: false,
        fadeDuration: 0,
        locale: {
          "NavigationControl.ZoomIn": t("zoomIn"),
          "NavigationControl.ZoomOut": t("zoomOut"),
          "Map.Title": label,
        },
      });
    } catch {
      hand.current.onFail();
      return;
    }
    made.scrollZoom.disable();
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), "top-right");
    // The credit of our own schematic stands below the map; tiles bring theirs.
    if (tiles) made.addControl(new AttributionControl({ compact: false }), "bottom-right");
    const dress = () => {
      for (const [name, fill] of [
        ["flow-head", "accent"],
        ["flow-head-bold", "ink"],
      ]) {
        const head = flowHead(colour(fill), colour("surface"));
        if (head && !made.hasImage(name)) made.addImage(name, head);
      }
      setStyled((count) => count + 1);
    };
    made.on("style.load", dress);
    made.on("zoom", () => setFar(made.getZoom() < 9.6));
    made.on("mousemove", "flow-hit", (event) => {
      const id = event.features?.[0]?.properties.id;
      made.getCanvas().style.cursor = "pointer";
      if (id) hand.current.onHover?.({ kind: "flow", id: String(id) });
    });
    made.on("mouseleave", "flow-hit", () => {
      made.getCanvas().style.cursor = "";
      hand.current.onHover?.(null);
    });
    made.on("click", (event) => {
      const id = made.queryRenderedFeatures(event.point, { layers: ["flow-hit"] })[0]?.properties.id;
      hand.current.onSelect?.(id ? { kind: "flow", id: String(id) } : null);
    });
    const redress = () => made.setStyle(styleOf(colour, tiles));
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const theme = new MutationObserver(redress);
    scheme.addEventListener("change", redress);
    theme.observe(document.documentElement, { attributeFilter: ["class"] });
    setMap(made);
    return () => {
      scheme.removeEventListener("change", redress);
      theme.disconnect();
      made.remove();
      setMap(null);
    };
  }, []);

  useEffect(() => {
    map?.fitBounds(boundsOf(view), { animate: false });
  }, [map, view]);

  useEffect(() => {
    if (!map || styled === 0) return;
    const bold = new Set([selected, hovered].filter((id) => id !== null));
    map
      .getSource<GeoJSONSource>("flows")
      ?.setData(flowFeatures(flows, bold) as Parameters<GeoJSONSource["setData"]>[0]);
  }, [map, styled, flows, selected, hovered]);

  const shifts = shiftsOf([...stores, ...needs]);
  const largest = Math.max(0, ...needs.map(totalNeed));
  const bold = (id: string) => id === selected || id === hovered;
  const name = (thing: { zh: string; en: string }) => (zh ? thing.zh : thing.en);
  const point = (kind: "need" | "store", id: string, size: number, drawing: React.ReactNode) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; the list beside the map does the same by keyboard
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list beside the map does the same by keyboard
    <div
      className="cursor-pointer"
      onClick={(event) => {
        event.stopPropagation();
        onSelect?.({ kind, id });
      }}
      onPointerEnter={() => onHover?.({ kind, id })}
      onPointerLeave={() => onHover?.(null)}
    >
      <svg viewBox={`${-size} ${-size} ${2 * size} ${2 * size}`} width={2 * size} height={2 * size} aria-hidden="true">
        {drawing}
      </svg>
    </div>
  );

  return (
    <div className="relative h-full overflow-hidden rounded border border-line">
      <div
        ref={box}
        className="absolute! inset-0 [font:inherit]! [&_.maplibregl-ctrl-group]:border [&_.maplibregl-ctrl-group]:border-line-strong [&_.maplibregl-ctrl-group]:bg-surface! [&_.maplibregl-ctrl-icon]:dark:invert"
      />
      {map ? (
        <>
          {RIVERS.map((river) => (
            <Pin key={river.key} map={map} at={river.label}>
              <span className="text-sm font-medium text-ink-2">{name(river)}</span>
            </Pin>
          ))}
          {DISTRICTS.filter((district) => !far || !INNER_DISTRICTS.has(district.code)).map((district) => (
            <Pin key={district.code} map={map} at={district.seat} shift={[0, 28]}>
              <span className="pointer-events-none text-sm font-semibold whitespace-nowrap text-ink-2">
                {name(district)}
              </span>
            </Pin>
          ))}
          {showCrossings
            ? CROSSINGS.map((crossing) => (
                <Pin key={crossing.key} map={map} at={crossing.at}>
                  <span className="rounded border border-line-strong bg-surface px-1 text-sm whitespace-nowrap text-ink-2">
                    {name(crossing)}
                  </span>
                </Pin>
              ))
            : null}
          {needs.map((need) => (
            <Pin key={need.id} map={map} at={need.at} shift={shifts.get(need.id)}>
              {point(
                "need",
                need.id,
                26,
                <NeedSymbol need={need} radius={ringRadius(totalNeed(need), largest)} selected={bold(need.id)} />,
              )}
            </Pin>
          ))}
          {stores.map((store) => (
            <Pin key={store.id} map={map} at={store.at} shift={shifts.get(store.id)}>
              {point("store", store.id, 18, <StoreSymbol store={store} selected={bold(store.id)} />)}
            </Pin>
          ))}
        </>
      ) : null}
    </div>
  );
}
