"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { unitText } from "@/components/ui/unit-text";
import { useState } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { resolveDiscrepancyAction } from "@/lib/operation/distribution/discrepancy/actions";
import type { Resolution } from "@/lib/operation/distribution/discrepancy/schema";

/** What became of the difference, option by option, with what is still unexplained. */
export function ResolveForm({
  id,
  version,
  unit,
  size,
  options,
}: {
  id: string;
  version: number;
  unit: string;
  size: string;
  options: Resolution[];
}) {
  const t = useTranslations("distribution.discrepancy");
  const format = useFormatter();
  const locale = useLocale();
  const [amounts, setAmounts] = useState<Record<string, number>>({});
  const left = Number(size) - Object.values(amounts).reduce((sum, amount) => sum + amount, 0);
  return (
    <ActionForm
      action={resolveDiscrepancyAction}
      fixed={{
        id,
        version,
        portions: options.flatMap((option) => (amounts[option] ? [{ option, quantity: String(amounts[option]) }] : [])),
      }}
      submit={t("resolve.submit")}
      done={t("resolve.done")}
      labels={{ note: t("resolve.note"), portions: t("resolve.title") }}
    >
      <p className="text-sm text-ink-2">{t("resolve.lead")}</p>
      {options.map((option) => (
        <Field key={option} name={`option-${option}`} label={t(`resolutions.${option}`)}>
          <NumberInput
            unit={unit}
            max={Number(size)}
            onValue={(value) => setAmounts((before) => ({ ...before, [option]: value ?? 0 }))}
          />
        </Field>
      ))}
      <p aria-live="polite" className={left === 0 ? "text-accent-ink" : "text-ink-2"}>
        {left === 0
          ? t("resolve.complete")
          : t("resolve.remaining", { count: format.number(left), unit: unitText(unit, locale, left) })}
      </p>
      <FormField name="note" label={t("resolve.note")} required>
        <Textarea name="note" rows={3} maxLength={2000} />
      </FormField>
    </ActionForm>
  );
}
