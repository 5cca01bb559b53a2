"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";

/** Several goods, found by typing; each sent under the same name. */
export function GoodsPicker({ name }: { name: string }) {
  const t = useTranslations();
  const [chosen, setChosen] = useState<ComboboxOption[]>([]);
  const [round, setRound] = useState(0);
  return (
    <div className="grid gap-2">
      {chosen.length > 0 ? (
        <ul className="flex flex-wrap gap-2">
          {chosen.map((goods) => (
            <li
              key={goods.value}
              className="inline-flex items-center gap-1 rounded-full border border-line-strong ps-3 text-sm"
            >
              {goods.label}
              <input type="hidden" name={name} value={goods.value} />
              <IconButton
                label={`${t("ui.common.remove")} ${goods.label}`}
                icon={<X aria-hidden />}
                onClick={() => setChosen(chosen.filter((one) => one.value !== goods.value))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <Combobox
        key={round}
        aria-label={t("allocation.fields.goods")}
        search={searchGoodsAction}
        onOption={(option) => {
          if (!option || chosen.some((one) => one.value === option.value)) return;
          setChosen([...chosen, option]);
          setRound(round + 1);
        }}
      />
    </div>
  );
}
