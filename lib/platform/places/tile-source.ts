import { type Environment, environment } from "@/lib/platform/env";

/** The operator's own map tiles, as the environment names them; undefined leaves maps to our schematic. */
export function tileSource(
  {
    MAP_TILE_URL,
    MAP_TILE_ATTRIBUTION = "",
  }: Pick<Environment, "MAP_TILE_URL" | "MAP_TILE_ATTRIBUTION"> = environment(),
) {
  return MAP_TILE_URL === undefined ? undefined : { urls: [MAP_TILE_URL], attribution: MAP_TILE_ATTRIBUTION };
}
