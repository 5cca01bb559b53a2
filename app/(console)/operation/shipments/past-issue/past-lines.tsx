"use client";

import { useTranslations } from "next-intl";
import { useFieldError } from "@/components/form/action-form";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { LineItems } from "@/components/workflow/line-items";

function LotCell({ index, lots }: { index: number; lots: ComboboxOption[] }) {
  const t = useTranslations("distribution.handover.past");
  const name = `lines.${index}.lotId`;
  return (
    <Field name={name} label={t("lot")} error={useFieldError(name)} required>
      <Combobox name={name} options={lots} />
    </Field>
  );
}

function AmountCell({ index, field, label }: { index: number; field: "quantity" | "statedReceived"; label: string }) {
  const name = `lines.${index}.${field}`;
  return (
    <Field name={name} label={label} error={useFieldError(name)} required={field === "quantity"}>
      <NumberInput name={name} min={1} />
    </Field>
  );
}

/** Lots and amounts of an issue entered afterwards, with what the paper says was received of each. */
export function PastLines({ lots }: { lots: ComboboxOption[] }) {
  const t = useTranslations("distribution.handover.past");
  return (
    <div>
      <LineItems
        label={t("lot")}
        columns={[
          { key: "lot", header: t("lot") },
          { key: "quantity", header: t("quantity"), width: "11rem" },
          { key: "stated", header: t("stated"), width: "11rem" },
        ]}
        initial={[{}]}
        blank={() => ({})}
        cells={(_line, index) => [
          <LotCell key="lot" index={index} lots={lots} />,
          <AmountCell key="quantity" index={index} field="quantity" label={t("quantity")} />,
          <AmountCell key="stated" index={index} field="statedReceived" label={t("stated")} />,
        ]}
      />
      <p className="mt-1 text-sm text-ink-3">{t("statedHint")}</p>
    </div>
  );
}
