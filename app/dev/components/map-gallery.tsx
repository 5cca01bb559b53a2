"use client";
export function MapGallery({ zh }: { zh: boolean }) {
  return <p>{zh ? "地图" : "Map"}</p>;
}
