"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { FormField } from "@/components/form/action-form";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import { searchAreasAction, searchSitesAction } from "@/lib/platform/places/actions";
import { Part, Rows } from "./rows";

/** The limits as they stand, with the names of the places they speak of. */
export interface LimitsShown {
  reach: Record<"lifeSaving" | "urgent" | "routine", { maxDistanceKm: number | null; maxLeadTimeH: number | null }>;
  minShelfLifeDays: number;
  ringKm: number;
  ways: { kind: "forbidden" | "closed"; from: ComboboxOption | null; to: ComboboxOption | null }[];
  closedAreas: ComboboxOption[];
  throughput: { store: ComboboxOption | null; kgPerDay: number | null }[];
}

const CLASSES = [
  ["lifeSaving", "life"],
  ["urgent", "urgent"],
  ["routine", "routine"],
] as const;

/** Limits of a plan in order of how often they are asked for; closed until wanted. `under` is the path of the object they make. */
export function LimitsFields({
  under = "",
  shown,
  open = false,
}: {
  under?: string;
  shown: LimitsShown;
  open?: boolean;
}) {
  const t = useTranslations("allocation.limits");
  const p = useTranslations("ui.priority");
  const at = (name: string) => (under ? `${under}.${name}` : name);
  return (
    <details className="group rounded-lg border border-line bg-surface" open={open}>
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 px-4 py-2 font-medium">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        <span className="shrink-0">{t("title")}</span>
        <span className="min-w-0 font-normal text-ink-3 phone:hidden">{t("lead")}</span>
      </summary>
      <div className="grid gap-6 border-t border-line p-4">
        <div className="grid gap-6 lg:grid-cols-2">
          <Part title={t("reach")} hint={t("reachHint")}>
            <div className="grid grid-cols-[auto_1fr_1fr] items-center gap-x-3 gap-y-2">
              <span />
              <span className="text-sm text-ink-2">{t("maxDistanceKm")}</span>
              <span className="text-sm text-ink-2">{t("maxLeadTimeH")}</span>
              {CLASSES.map(([key, word]) => (
                <div key={key} className="contents">
                  <span>{p(word)}</span>
                  <FormField
                    name={at(`reach.${key}.maxDistanceKm`)}
                    label={`${p(word)} ${t("maxDistanceKm")}`}
                    labelHidden
                  >
                    <NumberInput
                      name={at(`reach.${key}.maxDistanceKm`)}
                      min={1}
                      max={5000}
                      defaultValue={shown.reach[key].maxDistanceKm}
                    />
                  </FormField>
                  <FormField
                    name={at(`reach.${key}.maxLeadTimeH`)}
                    label={`${p(word)} ${t("maxLeadTimeH")}`}
                    labelHidden
                  >
                    <NumberInput
                      name={at(`reach.${key}.maxLeadTimeH`)}
                      min={1}
                      max={720}
                      defaultValue={shown.reach[key].maxLeadTimeH}
                    />
                  </FormField>
                </div>
              ))}
            </div>
          </Part>
          <Part title={t("freshness")}>
            <FormField name={at("minShelfLifeDays")} label={t("minShelfLifeDays")}>
              <NumberInput name={at("minShelfLifeDays")} min={0} max={3650} defaultValue={shown.minShelfLifeDays} />
            </FormField>
            <FormField name={at("ringKm")} label={t("ringKm")} hint={t("ringHint")}>
              <NumberInput name={at("ringKm")} min={0} max={1000} defaultValue={shown.ringKm} />
            </FormField>
          </Part>
        </div>
        <Part title={t("ways")} hint={t("waysHint")}>
          <Rows initial={shown.ways} blank={{ kind: "forbidden", from: null, to: null } as const} add={t("addWay")}>
            {(way, index) => (
              <>
                <FormField name={at(`ways.${index}.kind`)} label={t("kind")}>
                  <Select
                    name={at(`ways.${index}.kind`)}
                    defaultValue={way.kind}
                    placeholder={false}
                    options={(["forbidden", "closed"] as const).map((kind) => ({
                      value: kind,
                      label: t(`kinds.${kind}`),
                    }))}
                  />
                </FormField>
                <FormField name={at(`ways.${index}.fromSiteId`)} label={t("from")}>
                  <Combobox name={at(`ways.${index}.fromSiteId`)} search={searchSitesAction} defaultOption={way.from} />
                </FormField>
                <FormField name={at(`ways.${index}.toSiteId`)} label={t("to")}>
                  <Combobox
                    name={at(`ways.${index}.toSiteId`)}
                    search={searchSitesAction}
                    defaultOption={way.to}
                    placeholder={t("everywhere")}
                  />
                </FormField>
              </>
            )}
          </Rows>
        </Part>
        <div className="grid gap-6 lg:grid-cols-2">
          <Part title={t("closedAreas")} hint={t("closedAreasHint")}>
            <Rows<ComboboxOption | null> initial={shown.closedAreas} blank={null} add={t("addWay")}>
              {(area, index) => (
                <FormField name={at(`closedAreas.${index}`)} label={t("closedArea")}>
                  <Combobox name={at(`closedAreas.${index}`)} search={searchAreasAction} defaultOption={area} />
                </FormField>
              )}
            </Rows>
          </Part>
          <Part title={t("throughput")} hint={t("throughputHint")}>
            <Rows initial={shown.throughput} blank={{ store: null, kgPerDay: null }} add={t("addStore")}>
              {(row, index) => (
                <>
                  <FormField name={at(`throughput.${index}.siteId`)} label={t("store")}>
                    <Combobox
                      name={at(`throughput.${index}.siteId`)}
                      search={searchSitesAction}
                      defaultOption={row.store}
                    />
                  </FormField>
                  <FormField name={at(`throughput.${index}.kgPerDay`)} label={t("kgPerDay")}>
                    <NumberInput
                      name={at(`throughput.${index}.kgPerDay`)}
                      min={0}
                      max={100_000_000}
                      defaultValue={row.kgPerDay}
                    />
                  </FormField>
                </>
              )}
            </Rows>
          </Part>
        </div>
      </div>
    </details>
  );
}
