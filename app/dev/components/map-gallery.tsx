"use client";

import { CityMap } from "@/components/map/city-map";
import type { MapFlow, MapNeed, MapStore } from "@/components/map/symbols";
import { schematicPlace } from "@/lib/platform/places/wuhan";
import { Section } from "@/components/ui/page-header";

export function MapGallery({ zh }: { zh: boolean }) {
  const w = (chinese: string, english: string) => (zh ? chinese : english);
  const unit = w("只", "pcs");
  const hub: [number, number] = [114.245, 30.502];
  const place = (code: string, key: string) => schematicPlace(code, key) ?? hub;
  const stores: MapStore[] = [
    { id: "s1", label: w("国博 A2 馆", "Expo hall A2"), at: hub, precision: "schematic", coverDays: 4.2 },
    {
      id: "s2",
      label: w("江夏区储备库", "Jiangxia reserve store"),
      at: [114.31667, 30.35],
      precision: "districtSeat",
      coverDays: 1.4,
    },
    {
      id: "s3",
      label: w("黄陂区储备库", "Huangpi reserve store"),
      at: [114.37258, 30.87126],
      precision: "districtSeat",
      coverDays: null,
    },
  ];
  const needs: MapNeed[] = [
    {
      id: "n1",
      label: w("武汉市第七医院", "Wuhan No. 7 Hospital"),
      at: [114.333, 30.548],
      precision: "surveyed",
      byClass: { life: 6_000, urgent: 2_400, routine: 0 },
      unit,
    },
    {
      id: "n2",
      label: w("金银潭医院", "Jinyintan Hospital"),
      at: [114.287, 30.672],
      precision: "surveyed",
      byClass: { life: 18_000, urgent: 9_000, routine: 9_000 },
      unit,
    },
    {
      id: "n3",
      label: w("青山区社区点", "Qingshan community point"),
      at: place("420107", "n3"),
      precision: "schematic",
      byClass: { life: 0, urgent: 0, routine: 3_000 },
      unit,
    },
    {
      id: "n4",
      label: w("新洲区人民医院", "Xinzhou District Hospital"),
      at: [114.8, 30.86667],
      precision: "districtSeat",
      byClass: { life: 2_000, urgent: 5_000, routine: 0 },
      unit,
    },
    {
      id: "n5",
      label: w("蔡甸区人民医院", "Caidian District Hospital"),
      at: [114.03333, 30.58333],
      precision: "districtSeat",
      byClass: { life: 4_000, urgent: 0, routine: 4_000 },
      unit,
    },
  ];
  const flows: MapFlow[] = needs.map((need, index) => ({
    id: `f${index}`,
    from: index === 3 ? stores[2].at : hub,
    to: need.at,
    fromLabel: index === 3 ? stores[2].label : stores[0].label,
    toLabel: need.label,
    quantity: [6_000, 24_000, 2_000, 5_000, 8_000][index],
    unit,
  }));
  return (
    <>
      <Section title={w("地图（模拟数据）", "Map (simulated data)")}>
        <CityMap needs={needs} stores={stores} flows={flows} />
      </Section>
      <Section title={w("静态地图（打印与无 WebGL）", "Still map (print, no WebGL)")}>
        <CityMap
          still
          label={w("武汉示意图（静态）", "Schematic map of Wuhan (still)")}
          needs={needs}
          stores={stores}
          flows={flows}
          initialView="core"
          list={false}
        />
      </Section>
    </>
  );
}
