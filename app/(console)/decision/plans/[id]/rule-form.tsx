"use client";

import { useTranslations } from "next-intl";
import { ActionForm, FormField } from "@/components/form/action-form";
import { RadioCards } from "@/components/ui/radio-cards";
import { chooseRuleAction } from "@/lib/decision/allocation/actions";
import { RATIONING_RULES } from "@/lib/solver/flow/rationing";

/** Chooses the rule by which one scarce goods is divided; the plan is computed anew with it. */
export function RuleForm({ id, version, goodsId, now }: { id: string; version: number; goodsId: string; now: string }) {
  const t = useTranslations("allocation.rules");
  return (
    <ActionForm
      action={chooseRuleAction}
      fixed={{ id, version, goodsId }}
      submit={t("submit")}
      then="/decision/plans/{id}"
      labels={{ rule: t("choose") }}
    >
      <FormField name="rule" label={t("choose")} group required>
        <RadioCards
          name="rule"
          columns={3}
          defaultValue={now}
          cards={(["objective", ...RATIONING_RULES] as const).map((value) => ({
            value,
            label: t(`names.${value}.label`),
            hint: t(`names.${value}.hint`),
          }))}
        />
      </FormField>
    </ActionForm>
  );
}
