"use client";

import { Check, Plus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { searchNeededGoodsAction } from "@/lib/operation/demand/actions";
import type { GoodsChoice } from "@/lib/operation/demand/queries/choices";
import { unitText } from "@/components/ui/unit-text";
import { nameIn } from "@/lib/platform/i18n/names";

/** Goods by tap: the usual ones as large buttons, all others by search. */
export function GoodsPicker({
  usual,
  chosen,
  onAdd,
  error,
}: {
  usual: GoodsChoice[];
  chosen: string[];
  onAdd: (goods: GoodsChoice) => void;
  error?: string;
}) {
  const t = useTranslations("demand.form");
  const locale = useLocale();
  const found = useRef(new Map<string, GoodsChoice>());
  // A new box after each choice: what was picked is in the list, not in the box.
  const [round, setRound] = useState(0);

  async function search(query: string): Promise<ComboboxOption[]> {
    const result = await searchNeededGoodsAction({ input: query });
    if (!result.ok) throw new Error(result.failure.reason.key);
    for (const goods of result.value) found.current.set(goods.id, goods);
    return result.value.map((goods) => ({
      value: goods.id,
      label: nameIn(goods, locale),
      hint: [goods.standard, unitText(goods.unit, locale)].filter(Boolean).join(" · "),
      disabled: chosen.includes(goods.id),
    }));
  }

  return (
    <div className="grid gap-3">
      <fieldset className="grid gap-2">
        <legend className="mb-1 text-sm font-medium phone:text-base">{t("usual")}</legend>
        <p className="-mt-1 text-sm text-ink-3">{t("usualHint")}</p>
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          {usual.map((goods) => {
            const taken = chosen.includes(goods.id);
            return (
              <button
                key={goods.id}
                type="button"
                aria-pressed={taken}
                disabled={taken}
                onClick={() => onAdd(goods)}
                className={cx(
                  "flex min-h-14 items-center gap-2 rounded border px-3 py-2 text-start text-sm leading-snug phone:text-base",
                  taken
                    ? "border-accent bg-accent-soft text-accent-ink"
                    : "border-line-strong bg-surface hover:bg-hover",
                )}
              >
                {taken ? (
                  <Check aria-hidden className="size-4 shrink-0" />
                ) : (
                  <Plus aria-hidden className="size-4 shrink-0 text-ink-3" />
                )}
                <span className="min-w-0">
                  {nameIn(goods, locale)}
                  {goods.standard ? <span className="block text-sm text-ink-3">{goods.standard}</span> : null}
                </span>
              </button>
            );
          })}
        </div>
      </fieldset>
      <Field label={t("searchGoods")} name="lines" error={error} hint={t("unknownGoods")}>
        <Combobox
          key={round}
          search={search}
          onOption={(option) => {
            const goods = option ? found.current.get(option.value) : undefined;
            if (!goods) return;
            onAdd(goods);
            setRound(round + 1);
          }}
        />
      </Field>
    </div>
  );
}
