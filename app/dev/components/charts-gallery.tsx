"use client";

import { BarChart } from "@/components/charts/bar-chart";
import { DistributionChart } from "@/components/charts/distribution-chart";
import { LineChart } from "@/components/charts/line-chart";
import { Sparkline } from "@/components/charts/sparkline";
import { StackedBarChart } from "@/components/charts/stacked-bar-chart";
import { Section } from "@/components/ui/page-header";

export function ChartsGallery({ zh }: { zh: boolean }) {
  const w = (chinese: string, english: string) => (zh ? chinese : english);
  const piece = w("只", "pcs");
  const days = (values: Array<number | null>) =>
    values.flatMap((value, index) => (value === null ? [] : [{ at: `2020-01-${24 + index}`, value }]));
  return (
    <Section title={w("图表（模拟数据）", "Charts (simulated data)")}>
      <div className="grid gap-8 lg:grid-cols-2">
        <BarChart
          title={w("各医院 N95 缺口", "N95 short by hospital")}
          unit={piece}
          bars={[
            { key: "1", label: w("武汉市第七医院", "Wuhan No. 7 Hospital"), value: 8_400 },
            { key: "2", label: w("金银潭医院", "Jinyintan Hospital"), value: 36_000 },
            { key: "3", label: w("武昌医院", "Wuchang Hospital"), value: 12_600 },
            {
              key: "4",
              label: w("华中科技大学同济医学院附属协和医院西院区", "Union Hospital West, Tongji Medical College"),
              value: null,
            },
          ]}
        />
        <LineChart
          title={w("每日到货与发放", "Received and issued a day")}
          unit={piece}
          series={[
            {
              key: "in",
              label: w("到货", "Received"),
              points: days([12_000, 36_000, 28_000, null, null, 40_000, 22_000]),
            },
            {
              key: "out",
              label: w("发放", "Issued"),
              points: days([8_000, 16_000, 18_000, 9_000, 12_000, 20_000]),
              dashed: true,
            },
          ]}
        />
        <StackedBarChart
          title={w("各区未满足需求", "Unmet need by district")}
          unit={piece}
          series={[
            { key: "life", label: w("救命", "Life-saving"), color: "var(--class-life)" },
            { key: "urgent", label: w("紧急", "Urgent"), color: "var(--class-urgent)" },
            { key: "routine", label: w("常规", "Routine"), color: "var(--class-routine)" },
          ]}
          rows={[
            { key: "a", label: w("江岸", "Jiang'an"), values: [4_000, 6_000, 2_000] },
            { key: "b", label: w("武昌", "Wuchang"), values: [9_000, 3_000, null] },
            { key: "c", label: w("江夏", "Jiangxia"), values: [1_000, 2_000, 5_000] },
          ]}
        />
        <DistributionChart
          title={w("各点可用天数", "Days of cover by place")}
          unit={w("天", "days")}
          countUnit={w("处", "places")}
          values={[0.2, 0.5, 1, 1.2, 1.4, 2, 2.2, 3, 3.5, 3.6, 4, 6, 9]}
          bins={6}
        />
        <p>
          {w("防护服到货趋势", "Gowns received")}{" "}
          <Sparkline label={w("先升后降", "up, then down")} values={[1, 4, 3, null, 6, 8, 2]} />
        </p>
      </div>
    </Section>
  );
}
