import { expect, it } from "vitest";
import { tileSource } from "./tile-source";

it("maps are drawn over the operator's tiles where the environment names some, with the credit they ask for", () => {
  const MAP_TILE_URL = "https://tiles.example.org/{z}/{x}/{y}.png";
  expect(tileSource({ MAP_TILE_URL, MAP_TILE_ATTRIBUTION: "© 示例" })).toEqual({
    urls: [MAP_TILE_URL],
    attribution: "© 示例",
  });
  expect(tileSource({ MAP_TILE_URL })).toEqual({ urls: [MAP_TILE_URL], attribution: "" });
  expect(tileSource({})).toBeUndefined();
});
