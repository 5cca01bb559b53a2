"use client";

import { useTranslations } from "next-intl";
import { CLASS_FILL } from "./map-colours";
import { NeedSymbol, PrecisionMark, StoreSymbol } from "./point-symbol";
import { NEED_CLASSES } from "./symbols";
import type { Precision } from "@/lib/platform/places/wuhan";

const PRECISION: Array<[Precision, "surveyed" | "districtSeat" | "schematicPoint"]> = [
  ["surveyed", "surveyed"],
  ["districtSeat", "districtSeat"],
  ["schematic", "schematicPoint"],
];

/** What the signs of the map mean: only the kinds that are on it. */
export function MapLegend({ needs, stores, flows }: { needs: boolean; stores: boolean; flows: boolean }) {
  const t = useTranslations("ui");
  const entry = "inline-flex items-center gap-1.5";
  return (
    <ul aria-label={t("map.legend")} className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-2">
      {needs
        ? NEED_CLASSES.map((key) => (
            <li key={key} className={entry}>
              <span
                className="print-colours size-3 rounded-full border border-ink"
                style={{ background: CLASS_FILL[key] }}
              />
              {t(`priority.${key}`)}
            </li>
          ))
        : null}
      {needs ? (
        <li className={entry}>
          <svg viewBox="-12 -12 24 24" width="22" height="22" aria-hidden="true">
            <NeedSymbol
              need={{ byClass: { life: 1, urgent: 1, routine: 1 }, precision: "surveyed" }}
              radius={10}
              selected={false}
            />
          </svg>
          {t("map.need")}: {t("map.ringSize")}
        </li>
      ) : null}
      {stores ? (
        <li className={entry}>
          <svg viewBox="-17 -13 34 26" width="34" height="26" aria-hidden="true">
            <StoreSymbol store={{ coverDays: 1.5, precision: "surveyed" }} selected={false} />
          </svg>
          {t("map.store")}: {t("map.cover", { days: "1.5" })}
        </li>
      ) : null}
      {flows ? (
        <li className={entry}>
          <svg viewBox="0 0 30 12" width="30" height="12" aria-hidden="true">
            <path d="M1 6H22" stroke="var(--accent)" strokeWidth="4" />
            <path d="M29 6 20 1v10Z" fill="var(--accent)" />
          </svg>
          {t("map.flow")}: {t("map.flowWidth")}
        </li>
      ) : null}
      {PRECISION.map(([precision, key]) => (
        <li key={precision} className={entry}>
          <svg viewBox="-3 -3 6 6" width="14" height="14" aria-hidden="true">
            <PrecisionMark precision={precision} />
          </svg>
          {t(`map.${key}`)}
        </li>
      ))}
    </ul>
  );
}
