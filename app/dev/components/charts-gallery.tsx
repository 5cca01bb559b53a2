"use client";
export function ChartsGallery({ zh }: { zh: boolean }) {
  return <p>{zh ? "图表" : "Charts"}</p>;
}
