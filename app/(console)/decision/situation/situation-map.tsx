"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CityMap } from "@/components/map/city-map";
import type { MapData } from "@/components/map/static-map";

/** The map of the situation: what is chosen in it names itself and leads to its rows. */
export function SituationMap({
  data,
  links,
  still,
  list,
}: {
  data: Required<MapData>;
  /** Where each thing's rows are, by id. */
  links: Record<string, { label: string; href: string }>;
  still: boolean;
  list: boolean;
}) {
  const t = useTranslations("ui.map");
  const c = useTranslations("ui.common");
  const [selected, setSelected] = useState<string | null>(null);
  const chosen = selected ? links[selected] : undefined;
  return (
    <div className="grid gap-2">
      <CityMap
        {...data}
        selected={selected}
        onSelect={(thing) => setSelected(thing?.id ?? null)}
        still={still}
        list={list}
      />
      {chosen ? (
        <p role="status">
          {t("selected")} {chosen.label} ·{" "}
          <Link href={chosen.href} className="text-accent-ink underline underline-offset-2">
            {c("details")}
          </Link>
        </p>
      ) : null}
    </div>
  );
}
