"use client";

import { useLocale, useTranslations } from "next-intl";
import type { NeedView } from "./view";

/** Why a need got what it got: what bound it, the next best source, what more would displace, what would help. */
export function Why({ need }: { need: NeedView }) {
  const t = useTranslations("allocation");
  const locale = useLocale();
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const { why } = need;
  return (
    <div className="grid gap-3">
      <p>
        <span className="font-medium">{need.place}</span> · {need.goods}
        <span className="block text-ink-2 tabular-nums">
          {t("lines.filled", { served: number(need.served), need: number(need.need) })} {need.unit}
        </span>
      </p>
      {why ? (
        <>
          <p>{t(`why.${why.limit}`, { store: why.limitStore ?? t("why.aStore") })}</p>
          {why.unmet > 0 ? (
            <p className="font-medium text-trouble-ink">
              {t("why.unmet", { quantity: number(why.unmet), unit: need.unit })}
            </p>
          ) : null}
          {why.nextBest ? (
            <p className="text-ink-2">
              {t("why.nextBest", { store: why.nextBest.store, distance: number(why.nextBest.distanceKm) })}
            </p>
          ) : null}
          {why.dual.some((value) => value !== 0) ? (
            <p className="text-ink-2">
              {t("why.dual", { one: number(why.dual[0]), two: number(why.dual[1]), three: number(why.dual[2]) })}
            </p>
          ) : null}
          {why.remedies.length > 0 ? (
            <div>
              <p className="font-medium">{t("why.remedies")}</p>
              <ul className="list-disc ps-5">
                {why.remedies.map((remedy) => (
                  <li key={`${remedy.code}-${remedy.store}`}>
                    {t(`why.remedy.${remedy.code}`, {
                      store: remedy.store ?? t("why.aStore"),
                      gain: number(remedy.gain),
                      unit: need.unit,
                    })}
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
