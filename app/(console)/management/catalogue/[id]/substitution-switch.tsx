"use client";

import { useTranslations } from "next-intl";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Dialog } from "@/components/ui/overlay";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { switchSubstitutionAction } from "@/lib/operation/catalogue/actions";

/** Switches a rule on or off, asking for the grounds. */
export function SubstitutionSwitch({ id, version, active }: { id: string; version: number; active: boolean }) {
  const t = useTranslations("catalogue.substitutions");
  return (
    <Dialog title={t(active ? "off" : "on")} trigger={<Button size="sm">{t(active ? "off" : "on")}</Button>}>
      <ActionForm
        action={switchSubstitutionAction}
        fixed={{ id, version, active: !active }}
        submit={t(active ? "off" : "on")}
        labels={{ reason: t("reason") }}
      >
        <FormField name="reason" label={t("reason")} required>
          <Textarea name="reason" rows={3} maxLength={300} />
        </FormField>
      </ActionForm>
    </Dialog>
  );
}
