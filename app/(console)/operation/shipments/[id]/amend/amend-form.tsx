"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Section } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";
import { amendHandoversAction } from "@/lib/operation/distribution/handover/actions";

interface Issue {
  shipmentId: string;
  version: number;
  title: string;
  lines: { id: string; goods: string; lot: string; unit: string; accepted: string }[];
}

/** What the handovers should have said: amounts line by line, and for documents entered afterwards what the goods really were. */
export function AmendForm({
  issues,
  reclassifiable,
  then,
}: {
  issues: Issue[];
  reclassifiable: { lotId: string; label: string }[];
  then: string;
}) {
  const t = useTranslations("distribution.handover.amend");
  const [lot, setLot] = useState("");
  return (
    <ActionForm
      action={amendHandoversAction}
      submit={t("submit")}
      done={t("done")}
      then={then}
      labels={{ reason: t("reason") }}
    >
      {issues.map((issue, at) => (
        <Section key={issue.shipmentId} title={issue.title} aside={at > 0 ? t("together") : undefined}>
          <input type="hidden" name={`issues.${at}.shipmentId`} value={issue.shipmentId} />
          <input type="hidden" name={`issues.${at}.version`} value={issue.version} />
          <div className="grid gap-3">
            {issue.lines.map((line, index) => (
              <div key={line.id}>
                <input type="hidden" name={`issues.${at}.lines.${index}.lineId`} value={line.id} />
                <Field
                  name={`issues.${at}.lines.${index}.accepted`}
                  label={`${line.goods} · ${line.lot} · ${t("accepted")}`}
                >
                  <NumberInput
                    name={`issues.${at}.lines.${index}.accepted`}
                    unit={line.unit}
                    defaultValue={Number(line.accepted)}
                  />
                </Field>
              </div>
            ))}
          </div>
        </Section>
      ))}
      {reclassifiable.length > 0 ? (
        <div className="grid gap-3 sm:grid-cols-2">
          <FormField name="reclassify.lotId" label={t("reclassify")} hint={t("togetherHint")}>
            <Select
              name={lot ? "reclassify.lotId" : undefined}
              value={lot}
              onChange={(event) => setLot(event.target.value)}
              placeholder={t("keep")}
              options={reclassifiable.map((each) => ({ value: each.lotId, label: each.label }))}
            />
          </FormField>
          {lot ? (
            <FormField name="reclassify.goodsId" label={t("reclassifyTo")} required>
              <Combobox name="reclassify.goodsId" search={searchGoodsAction} />
            </FormField>
          ) : null}
        </div>
      ) : null}
      <FormField name="reason" label={t("reason")} required>
        <Textarea name="reason" rows={3} maxLength={2000} />
      </FormField>
    </ActionForm>
  );
}
