"use client";

import { createContext, type ReactNode, use } from "react";

/** Raster tiles of an operator's own source (XYZ or WMTS addresses), with the credit they ask for. */
export type TileSource = { urls: string[]; attribution: string; tileSizePx?: number; maxZoom?: number };

const Tiles = createContext<TileSource | undefined>(undefined);

/** What every map below is drawn over; none: our schematic of the city. */
export function MapTiles({ source, children }: { source: TileSource | undefined; children: ReactNode }) {
  return <Tiles value={source}>{children}</Tiles>;
}

export const useMapTiles = (): TileSource | undefined => use(Tiles);
