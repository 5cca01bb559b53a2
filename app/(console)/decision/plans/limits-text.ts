import type { ComboboxOption } from "@/components/ui/combobox";
import type { PlanDetail } from "@/lib/decision/allocation/queries";
import { DEFAULT_RING_KM, type PlanLimits } from "@/lib/decision/allocation/schema";
import { nameIn } from "@/lib/platform/i18n/names";
import type { LimitsShown } from "./limits-fields";

/** No limit but the prices every plan has. */
export const DEFAULT_LIMITS: LimitsShown = {
  reach: {
    lifeSaving: { maxDistanceKm: null, maxLeadTimeH: null },
    urgent: { maxDistanceKm: null, maxLeadTimeH: null },
    routine: { maxDistanceKm: null, maxLeadTimeH: null },
  },
  minShelfLifeDays: 0,
  ringKm: DEFAULT_RING_KM,
  ways: [],
  closedAreas: [],
  throughput: [],
};

/** A plan's limits with the names its fields show. */
export function limitsShown(limits: PlanLimits, named: PlanDetail["named"], locale: string): LimitsShown {
  const sites = new Map(named.sites.map((site) => [site.id, { value: site.id, label: nameIn(site, locale) }]));
  const areas = new Map(named.areas.map((area) => [area.code, area.name]));
  const site = (id: string): ComboboxOption => sites.get(id) ?? { value: id, label: id };
  return {
    reach: limits.reach,
    minShelfLifeDays: limits.minShelfLifeDays,
    ringKm: limits.ringKm,
    ways: limits.ways.map(({ kind, fromSiteId, toSiteId }) => ({
      kind,
      from: site(fromSiteId),
      to: toSiteId ? site(toSiteId) : null,
    })),
    closedAreas: limits.closedAreas.map((code) => ({ value: code, label: areas.get(code) ?? code })),
    throughput: limits.throughput.map(({ siteId, kgPerDay }) => ({ store: site(siteId), kgPerDay })),
  };
}

/** What says a limit in words: a message of `allocation.limits` and its parameters. */
export type Say = (
  key:
    | "maxDistanceOf"
    | "maxLeadTimeOf"
    | "shelfLifeOf"
    | "ringOf"
    | "throughputOf"
    | "closedAreaOf"
    | "wayOf"
    | "kinds.forbidden"
    | "kinds.closed"
    | "everywhere",
  params?: Record<string, string | number>,
) => string;

/** The limits that differ from the defaults, a sentence each. */
export function limitSentences(
  shown: LimitsShown,
  say: Say,
  priority: (word: "life" | "urgent" | "routine") => string,
): string[] {
  const list: string[] = [];
  const classes = [
    ["lifeSaving", "life"],
    ["urgent", "urgent"],
    ["routine", "routine"],
  ] as const;
  for (const [key, word] of classes) {
    const { maxDistanceKm, maxLeadTimeH } = shown.reach[key];
    if (maxDistanceKm !== null) list.push(say("maxDistanceOf", { priority: priority(word), value: maxDistanceKm }));
    if (maxLeadTimeH !== null) list.push(say("maxLeadTimeOf", { priority: priority(word), value: maxLeadTimeH }));
  }
  if (shown.minShelfLifeDays > 0) list.push(say("shelfLifeOf", { value: shown.minShelfLifeDays }));
  if (shown.ringKm !== DEFAULT_RING_KM) list.push(say("ringOf", { value: shown.ringKm }));
  for (const { kind, from, to } of shown.ways)
    list.push(
      say("wayOf", { from: from?.label ?? "", to: to?.label ?? say("everywhere"), kind: say(`kinds.${kind}`) }),
    );
  for (const area of shown.closedAreas) list.push(say("closedAreaOf", { area: area.label }));
  for (const { store, kgPerDay } of shown.throughput)
    list.push(say("throughputOf", { store: store?.label ?? "", value: kgPerDay ?? 0 }));
  return list;
}
