import type { PlanDetail } from "@/lib/decision/allocation/queries";
import type { ObjectiveChoice } from "@/lib/decision/allocation/schema";
import type { WeighedBy, Weighing } from "@/lib/decision/allocation/weighing-schema";
import { nameIn } from "@/lib/platform/i18n/names";
import type { WeighingShown } from "./weighing-fields";

export const NOTHING_WEIGHED: WeighingShown = { by: "none", weights: [] };

/** A plan's weights with the names its fields show. */
export function weighingShown(weighing: Weighing, named: PlanDetail["named"], locale: string): WeighingShown {
  if (weighing.by !== "stated") return { ...NOTHING_WEIGHED, by: weighing.by };
  const sites = new Map(named.sites.map((site) => [site.id, nameIn(site, locale)]));
  const areas = new Map(named.areas.map((area) => [area.code, area.name]));
  return {
    by: "stated",
    weights: weighing.weights.map(({ of, areaCode, siteId, weight }) => {
      const id = of === "area" ? areaCode : of === "site" ? siteId : null;
      const name = id === null ? undefined : of === "area" ? areas.get(id) : sites.get(id);
      return { of, place: id === null ? null : { value: id, label: name ?? id }, weight };
    }),
  };
}

/** What a plan divides by, in few words: its objective and, where shares are weighed, by what. */
export function aimText(
  objective: ObjectiveChoice,
  by: WeighedBy,
  say: (key: `objectives.${ObjectiveChoice}.label` | `weighing.by.${WeighedBy}.label`) => string,
): string {
  const aim = say(`objectives.${objective}.label`);
  return objective === "fair" && by !== "none" ? `${aim} · ${say(`weighing.by.${by}.label`)}` : aim;
}
