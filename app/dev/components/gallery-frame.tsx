"use client";

import { Boxes, ClipboardList, Gauge, Map as MapIcon, PackageCheck, Scale, Truck, Users } from "lucide-react";
import type { ReactNode } from "react";
import { AppFrame } from "@/components/ui/app-frame";
import { LevelBadge } from "@/components/ui/badges";
import { CommandPalette } from "@/components/ui/command-palette";
import { AccountMenu, LanguageSwitch, NoticesLink } from "@/components/ui/frame-controls";

const HERE = "/dev/components";

/** The frame around the gallery, with simulated navigation; all links lead back here. */
export function GalleryFrame({ zh, children }: { zh: boolean; children: ReactNode }) {
  const item = (key: string, zhText: string, enText: string, icon: ReactNode, href = `${HERE}#${key}`) => ({
    key,
    label: zh ? zhText : enText,
    href,
    icon,
  });
  const situation = item("situation", "态势", "Situation", <Gauge aria-hidden />, HERE);
  const plans = item("plans", "调拨方案", "Allocation plans", <Scale aria-hidden />);
  const demand = item("demand", "需求单", "Demand requests", <ClipboardList aria-hidden />);
  const storage = item("storage", "库存", "Stock", <Boxes aria-hidden />);
  return (
    <AppFrame
      groups={[
        { key: "decision", items: [situation, plans] },
        { key: "management", items: [item("information", "信息核验", "Information", <Users aria-hidden />)] },
        {
          key: "operation",
          items: [
            { ...demand, count: 12 },
            storage,
            item("transport", "运输", "Transport", <Truck aria-hidden />),
            item("handover", "签收", "Handover", <PackageCheck aria-hidden />),
          ],
        },
      ]}
      phoneItems={[situation, demand, storage, item("map", "地图", "Map", <MapIcon aria-hidden />)]}
      homeHref={HERE}
      incident={
        <>
          <span className="truncate font-medium max-sm:hidden">{zh ? "武汉新冠肺炎疫情" : "Wuhan epidemic"}</span>
          <LevelBadge level="I" />
        </>
      }
      area={zh ? "武汉市" : "Wuhan"}
      clock="2020-01-30 10:42"
      search={<CommandPalette search={simulatedSearch} />}
      notices={<NoticesLink href={HERE} count={3} />}
      language={
        <LanguageSwitch
          onLocale={(next) => {
            // biome-ignore lint/suspicious/noDocumentCookie: only in this gallery; pages use a server action
            document.cookie = `changping-locale=${next}; path=/`;
            location.reload();
          }}
        />
      }
      account={
        <AccountMenu
          name={zh ? "模拟指挥员" : "Simulated commander"}
          role={zh ? "指挥员 · 武汉市" : "Commander · Wuhan"}
          theme="system"
          items={[{ key: "account", label: zh ? "账户设置" : "Account settings", href: HERE }]}
        />
      }
    >
      {children}
    </AppFrame>
  );
}

async function simulatedSearch(query: string) {
  return [
    {
      key: "goods",
      heading: "模拟 simulated",
      results: ["N95 口罩 mask", "医用防护服 gown", "护目镜 goggles"]
        .filter((label) => label.toLowerCase().includes(query.toLowerCase()))
        .map((label) => ({ key: label, label, hint: "GB 19083-2010", href: HERE })),
    },
  ];
}
