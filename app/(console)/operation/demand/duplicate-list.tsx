import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { Quantity } from "@/components/ui/quantity";
import { Freshness } from "@/components/ui/time";
import { mergeDemandAction } from "@/lib/operation/demand/actions";
import type { DemandState } from "@/lib/operation/demand/machine";
import type { LikelyDuplicate } from "@/lib/operation/demand/queries/duplicates";
import { ConfirmedAction } from "./confirmed-action";

/** Requests that look alike, each with why, and where allowed the merge. */
export async function DuplicateList({
  request,
  duplicates,
  mayMerge,
  now,
}: {
  request: { id: string; version: number };
  duplicates: LikelyDuplicate[];
  mayMerge: boolean;
  now: Date;
}) {
  const [t, locale] = await Promise.all([getTranslations("demand"), getLocale()]);
  if (duplicates.length === 0) return <p className="text-ink-3">{t("duplicates.none")}</p>;
  return (
    <ul className="grid gap-3">
      {duplicates.map((one) => (
        <li key={one.id} className="grid gap-1.5 rounded border border-line p-3">
          <div className="flex flex-wrap items-center gap-2">
            <Link
              href={`/operation/demand/${one.id}`}
              className="font-medium text-accent-ink underline underline-offset-2"
            >
              {one.number}
            </Link>
            <Chip tone="trouble">{t("duplicates.score", { score: one.score })}</Chip>
            <span className="text-sm text-ink-2">{t(`states.${one.state as DemandState}`)}</span>
            <span className="text-sm text-ink-3">
              <Freshness at={one.filedAt} now={now} />
            </span>
          </div>
          <p className="text-sm text-ink-2">
            {[
              t(one.samePlace === "site" ? "duplicates.samePlace" : "duplicates.sameCommunity"),
              t("duplicates.sharedGoods", { count: one.sharedGoods.length }),
              ...(one.sameAmounts > 0 ? [t("duplicates.sameAmounts", { count: one.sameAmounts })] : []),
              t("duplicates.hoursApart", { hours: one.hoursApart }),
            ].join(" · ")}
          </p>
          <ul className="text-sm">
            {one.shared.map((line) => (
              <li key={line.goodsZh} className="flex flex-wrap gap-x-2">
                {locale === "en" ? line.goodsEn : line.goodsZh}
                <Quantity
                  value={line.estimated || line.asked === null ? null : Number(line.asked)}
                  estimate={line.estimated && line.asked !== null ? Number(line.asked) : null}
                  unit={line.unit}
                />
              </li>
            ))}
          </ul>
          {mayMerge ? (
            <div>
              <ConfirmedAction
                action={mergeDemandAction}
                input={{ id: request.id, version: request.version, intoId: one.id }}
                label={t("duplicates.mergeInto", { number: one.number })}
                text={t("duplicates.mergeText", { number: one.number })}
                done={t("duplicates.merged", { number: one.number })}
              />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
