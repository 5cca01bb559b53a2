"use client";

import { useTranslations } from "next-intl";
import { useFieldError } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { LineItems } from "@/components/workflow/line-items";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";

function GoodsCell({ index }: { index: number }) {
  const t = useTranslations("transport.transfer.fields");
  const name = `lines.${index}.goodsId`;
  return (
    <Field name={name} label={t("goods")} error={useFieldError(name)}>
      <Combobox name={name} search={searchGoodsAction} />
    </Field>
  );
}

function QuantityCell({ index }: { index: number }) {
  const t = useTranslations("transport.transfer.fields");
  const name = `lines.${index}.quantity`;
  return (
    <Field name={name} label={t("quantity")} error={useFieldError(name)}>
      <NumberInput name={name} min={1} />
    </Field>
  );
}

/** The lines of a transfer being written: goods and quantity in base units; the lots follow when it is released. */
export function TransferLines() {
  const t = useTranslations("transport.transfer.fields");
  return (
    <LineItems
      label={t("lines")}
      columns={[
        { key: "goods", header: t("goods") },
        { key: "quantity", header: t("quantity"), width: "12rem" },
      ]}
      initial={[{}]}
      blank={() => ({})}
      cells={(_line, index) => [<GoodsCell key="goods" index={index} />, <QuantityCell key="quantity" index={index} />]}
    />
  );
}
