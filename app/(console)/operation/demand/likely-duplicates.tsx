"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { likelyDuplicatesAction } from "@/lib/operation/demand/actions";
import type { LikelyDuplicate } from "@/lib/operation/demand/queries/duplicates";

/** Says while a request is written that the place seems to have filed it already. Never in the way: only a notice. */
export function LikelyDuplicates({ siteId, goodsIds }: { siteId: string | null; goodsIds: string[] }) {
  const t = useTranslations("demand");
  const [found, setFound] = useState<LikelyDuplicate[]>([]);
  const asked = goodsIds.join(" ");
  useEffect(() => {
    let current = true;
    if (!siteId || asked === "") {
      setFound([]);
      return;
    }
    const timer = setTimeout(() => {
      likelyDuplicatesAction({ input: { siteId, goodsIds: asked.split(" ") } }).then(
        (result) => current && setFound(result.ok ? result.value : []),
        // Offline: the notice is a help, the verification queue asks again.
        () => current && setFound([]),
      );
    }, 400);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [siteId, asked]);
  if (found.length === 0) return null;
  return (
    <Banner title={t("form.looksAlike")}>
      <p>{t("form.looksAlikeText")}</p>
      <ul className="mt-1 grid gap-1">
        {found.map((one) => (
          <li key={one.id} className="flex flex-wrap gap-x-2">
            <Link
              href={`/operation/demand/${one.id}`}
              className="inline-flex min-h-6 items-center text-accent-ink underline underline-offset-2 touch:min-h-11"
            >
              {t("form.open", { number: one.number })}
            </Link>
            <span className="inline-flex items-center text-sm text-ink-2">
              {t("duplicates.score", { score: one.score })} ·{" "}
              {t("duplicates.sharedGoods", { count: one.sharedGoods.length })}
            </span>
          </li>
        ))}
      </ul>
    </Banner>
  );
}
