"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFieldError } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { useFieldId } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { LineItems } from "@/components/workflow/line-items";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";

/** A control in a line: its column's head names it, the server's message stands under it. */
export function LineCell({ name, children }: { name: string; children: ReactNode }) {
  const error = useFieldError(name);
  return (
    <>
      {children}
      {error ? <p className="mt-1 text-sm text-trouble-ink">{error}</p> : null}
    </>
  );
}

/** The lines of a transfer being written: goods and quantity in base units; the lots follow when it is released. */
export function TransferLines() {
  const t = useTranslations("transport.transfer.fields");
  const fieldId = useFieldId();
  return (
    <LineItems
      label={t("lines")}
      columns={[
        { key: "goods", header: t("goods") },
        { key: "quantity", header: t("quantity"), width: "12rem" },
      ]}
      initial={[{}]}
      blank={() => ({})}
      cells={(_line, index) => {
        const [goods, quantity] = [`lines.${index}.goodsId`, `lines.${index}.quantity`];
        return [
          <LineCell key="goods" name={goods}>
            <Combobox id={fieldId(goods)} name={goods} search={searchGoodsAction} aria-label={t("goods")} />
          </LineCell>,
          <LineCell key="quantity" name={quantity}>
            <NumberInput id={fieldId(quantity)} name={quantity} min={1} aria-label={t("quantity")} />
          </LineCell>,
        ];
      }}
    />
  );
}
