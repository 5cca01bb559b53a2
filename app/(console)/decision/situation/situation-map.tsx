"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CityMap } from "@/components/map/city-map";
import { MapLegend } from "@/components/map/map-legend";
import { type MapData, StaticMap } from "@/components/map/static-map";

/** The map of the situation: what is chosen in it names itself and leads to its rows. */
export function SituationMap({
  data,
  links,
  wall = false,
}: {
  data: Required<MapData>;
  /** Where each thing's rows are, by id. */
  links: Record<string, { label: string; href: string }>;
  /** The wall: a drawing of the core that fills its place, nothing to touch. */
  wall?: boolean;
}) {
  const t = useTranslations("ui.map");
  const c = useTranslations("ui.common");
  const [selected, setSelected] = useState<string | null>(null);
  const chosen = selected ? links[selected] : undefined;
  if (wall)
    return (
      <div className="grid h-full min-h-0 grid-rows-[minmax(0,1fr)_auto] gap-2 [&_section]:h-full [&_svg]:h-full!">
        <StaticMap {...data} view="core" showCrossings={false} label={t("label")} />
        <div className="[&_svg]:h-5!">
          <MapLegend needs={data.needs.length > 0} stores={data.stores.length > 0} flows={data.flows.length > 0} />
        </div>
      </div>
    );
  return (
    <div className="grid gap-2">
      <CityMap
        {...data}
        selected={selected}
        onSelect={(thing) => setSelected(thing?.id ?? null)}
        initialView="core"
        className="lg:grid-cols-1! [&>section]:max-h-72"
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
