"use client";

import Link from "next/link";
import { useState } from "react";
import { MapLegend } from "@/components/map/map-legend";
import { StaticMap } from "@/components/map/static-map";
import type { MapNeed } from "@/components/map/symbols";

/** Where sites lie and how sure that is. A mark that is chosen names itself and leads to its site; a lone one is chosen. */
export function SiteMap({ marks, label }: { marks: MapNeed[]; label: string }) {
  const only = marks.length === 1 ? marks[0].id : null;
  const [selected, setSelected] = useState<string | null>(only);
  const chosen = marks.find((mark) => mark.id === selected);
  return (
    <div className="grid gap-2">
      <StaticMap
        needs={marks}
        view="city"
        fitted={only !== null}
        showCrossings={false}
        label={label}
        selected={selected}
        onSelect={(thing) => setSelected(thing?.id ?? null)}
      />
      <MapLegend needs={false} stores={false} flows={false} />
      {chosen && !only ? (
        <p role="status">
          <Link href={`/management/places/${chosen.id}`} className="text-accent-ink underline underline-offset-2">
            {chosen.label}
          </Link>
        </p>
      ) : null}
    </div>
  );
}
