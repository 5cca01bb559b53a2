"use client";

import { useTranslations } from "next-intl";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { useFieldId } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { LineItems } from "@/components/workflow/line-items";
import { LineCell } from "../../transfers/new/transfer-lines";

/** Lots and amounts of an issue entered afterwards, with what the paper says was received of each. */
export function PastLines({ lots }: { lots: ComboboxOption[] }) {
  const t = useTranslations("distribution.handover.past");
  const fieldId = useFieldId();
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
        cells={(_line, index) => {
          const name = (field: string) => `lines.${index}.${field}`;
          return [
            <LineCell key="lot" name={name("lotId")}>
              <Combobox id={fieldId(name("lotId"))} name={name("lotId")} options={lots} aria-label={t("lot")} />
            </LineCell>,
            ...(["quantity", "statedReceived"] as const).map((field) => (
              <LineCell key={field} name={name(field)}>
                <NumberInput
                  id={fieldId(name(field))}
                  name={name(field)}
                  min={1}
                  aria-label={t(field === "quantity" ? "quantity" : "stated")}
                />
              </LineCell>
            )),
          ];
        }}
      />
      <p className="mt-1 text-sm text-ink-3">{t("statedHint")}</p>
    </div>
  );
}
