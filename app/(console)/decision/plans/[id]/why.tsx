"use client";

import { useLocale, useTranslations } from "next-intl";
import type { NeedView, WeightView, WhyView } from "./view";

const CLASSES = ["life", "urgent", "routine"] as const;

/** Limits under which what there is was divided among several: there the weight decided. */
const DIVIDED: ReadonlySet<WhyView["limit"]> = new Set([
  "fairShareReached",
  "reserveFloor",
  "storeThroughput",
  "packRounding",
  "ratioRounding",
]);

/** What bound a need, in words. */
export function useLimitText(): (why: WhyView) => string {
  const t = useTranslations("allocation");
  return (why) =>
    t(`why.${why.limit}`, {
      store: why.limitStore ?? t("why.aStore"),
      rule: t(`rules.names.${why.rule ?? "objective"}.label`),
    });
}

/** How the share of a need was weighed, in words; null where it counts as it is. */
function useWeightText(): (weight: WeightView) => string | null {
  const t = useTranslations("allocation.weighing");
  const locale = useLocale();
  return ({ by, basis, factor, figure }) => {
    if (basis === "need") return t("why.need");
    if (basis === "stated" && factor === 1) return null;
    const times = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(factor);
    return basis === "stated"
      ? t("why.stated", { factor: times })
      : t("why.figure", {
          figure: t(`figure.${by}`, { figure: new Intl.NumberFormat(locale).format(figure ?? 0), count: figure ?? 0 }),
          factor: times,
        });
  };
}

/** Why a need got what it got: what bound it, the next best source, what more would displace, what would help. */
export function Why({ need }: { need: NeedView }) {
  const t = useTranslations("allocation");
  const locale = useLocale();
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const p = useTranslations("ui.priority");
  const limitText = useLimitText();
  const weightText = useWeightText();
  const { why } = need;
  const weighed = need.weight && why && DIVIDED.has(why.limit) ? weightText(need.weight) : null;
  const displaced = why ? CLASSES[why.dual.findIndex((units) => units > 0)] : undefined;
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
          <p>{limitText(why)}</p>
          {weighed ? <p>{weighed}</p> : null}
          {why.rule ? <p className="text-sm text-ink-3">{t(`rules.names.${why.rule}.hint`)}</p> : null}
          {why.unmet > 0 ? (
            <p className="font-medium text-trouble-ink">
              {t("why.unmet", { quantity: number(why.unmet), unit: need.unit })}
            </p>
          ) : null}
          {why.nextBest ? (
            <p className="text-ink-2">
              {t(need.served > 0 ? "why.nextBest" : "why.nearest", {
                store: why.nextBest.store,
                distance: number(why.nextBest.distanceKm),
              })}
            </p>
          ) : null}
          {displaced && why.unmet > 0 ? (
            <p className="text-ink-2">{t("why.displaces", { priority: p(displaced), unit: need.unit })}</p>
          ) : null}
          {why.remedies.length > 0 ? (
            <div>
              <p className="font-medium">{t("why.remedies")}</p>
              <ul className="list-disc ps-5">
                {why.remedies.map((remedy) => (
                  <li key={`${remedy.code}-${remedy.store}`}>
                    {t(`why.remedy.${remedy.code}`, {
                      store: remedy.store ?? t("why.aStore"),
                      tried: remedy.gain === null ? "no" : "yes",
                      gain: number(remedy.gain ?? 0),
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
