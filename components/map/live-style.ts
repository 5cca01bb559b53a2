import type { StyleSpecification } from "maplibre-gl";
import { flowCurve, flowWidth, type MapFlow } from "./symbols";
import { DISTRICTS, LAKES, RIVERS } from "@/lib/platform/places/wuhan";
import type { TileSource } from "./tiles";

/** A token of the theme as a plain colour. */
export type Colour = (token: string) => string;

type Features = Extract<StyleSpecification["sources"][string], { type: "geojson" }>["data"];

/** Flows as lines with their width, ready for the map. */
export function flowFeatures(flows: MapFlow[], bold: ReadonlySet<string>): Features {
  const largest = Math.max(0, ...flows.map((flow) => flow.quantity));
  return {
    type: "FeatureCollection",
    features: flows.map((flow) => ({
      type: "Feature",
      properties: {
        id: flow.id,
        width: flowWidth(flow.quantity, largest),
        bold: bold.has(flow.id),
        opacity: bold.size > 0 && !bold.has(flow.id) ? 0.35 : 1,
      },
      geometry: { type: "LineString", coordinates: flowCurve(flow.from, flow.to) },
    })),
  };
}

/** The style of the live map: our schematic, or an operator's tiles with our outlines over them. No glyphs: labels are HTML. */
export function styleOf(colour: Colour, tiles: TileSource | undefined): StyleSpecification {
  const land: Features = {
    type: "FeatureCollection",
    features: DISTRICTS.map((district) => ({
      type: "Feature",
      properties: { code: district.code },
      geometry: { type: "Polygon", coordinates: [[...district.outline, district.outline[0]]] },
    })),
  };
  const lakes: Features = {
    type: "FeatureCollection",
    features: LAKES.map((lake) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "Polygon", coordinates: [[...lake.outline, lake.outline[0]]] },
    })),
  };
  const rivers: Features = {
    type: "FeatureCollection",
    features: RIVERS.map((river) => ({
      type: "Feature",
      properties: { width: river.widthPx },
      geometry: { type: "LineString", coordinates: river.line },
    })),
  };
  const outlines: StyleSpecification["layers"][number] = {
    id: "outlines",
    type: "line",
    source: "land",
    paint: { "line-color": colour("land-line"), "line-width": 1 },
  };
  const schematic: StyleSpecification["layers"] = tiles
    ? [{ id: "tiles", type: "raster", source: "tiles" }, outlines]
    : [
        { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land") } },
        outlines,
        { id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": colour("water") } },
        {
          id: "rivers",
          type: "line",
          source: "rivers",
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": colour("water"),
            "line-width": [
              "interpolate",
              ["exponential", 2],
              ["zoom"],
              8,
              ["get", "width"],
              13,
              ["*", 8, ["get", "width"]],
            ],
          },
        },
      ];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land },
      lakes: { type: "geojson", data: lakes },
      rivers: { type: "geojson", data: rivers },
      flows: { type: "geojson", data: flowFeatures([], new Set()) },
      ...(tiles
        ? {
            tiles: {
              type: "raster",
              tiles: tiles.urls,
              tileSize: tiles.tileSizePx ?? 256,
              maxzoom: tiles.maxZoom ?? 18,
              attribution: tiles.attribution,
            },
          }
        : {}),
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("surface") } },
      ...schematic,
      {
        id: "flow-edge",
        type: "line",
        source: "flows",
        layout: { "line-cap": "round" },
        paint: {
          "line-color": colour("surface"),
          "line-width": ["+", 2, ["get", "width"]],
          "line-opacity": ["get", "opacity"],
        },
      },
      {
        id: "flow",
        type: "line",
        source: "flows",
        layout: { "line-cap": "round" },
        paint: {
          "line-color": ["case", ["get", "bold"], colour("ink"), colour("accent")],
          "line-width": ["get", "width"],
          "line-opacity": ["get", "opacity"],
        },
      },
      {
        id: "flow-heads",
        type: "symbol",
        source: "flows",
        layout: {
          "symbol-placement": "line-center",
          "icon-image": ["case", ["get", "bold"], "flow-head-bold", "flow-head"],
          "icon-size": ["+", 0.4, ["*", 0.09, ["get", "width"]]],
          "icon-allow-overlap": true,
          "icon-ignore-placement": true,
          "icon-keep-upright": false,
        },
        paint: { "icon-opacity": ["get", "opacity"] },
      },
      {
        id: "flow-hit",
        type: "line",
        source: "flows",
        paint: { "line-color": colour("ink"), "line-opacity": 0.001, "line-width": 16 },
      },
    ],
  };
}

/** The head of a flow, pointing along the line, as an image of 24 by 24 pixels. Browser only. */
export function flowHead(fill: string, edge: string): ImageData | null {
  const canvas = document.createElement("canvas");
  canvas.width = 24;
  canvas.height = 24;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.beginPath();
  pen.moveTo(22, 12);
  pen.lineTo(3, 21);
  pen.lineTo(3, 3);
  pen.closePath();
  pen.fillStyle = fill;
  pen.strokeStyle = edge;
  pen.lineWidth = 1.5;
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, 24, 24);
}
