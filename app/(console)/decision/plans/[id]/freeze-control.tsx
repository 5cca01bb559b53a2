"use client";

import { Lock, LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { Dialog } from "@/components/ui/overlay";
import { freezeLineAction } from "@/lib/decision/allocation/actions";

/** Freezes a line with its reason, or lets it go. */
export function FreezeControl({ planId, lineId, frozen }: { planId: string; lineId: string; frozen: boolean }) {
  const t = useTranslations("allocation.lines");
  const label = t(frozen ? "unfreeze" : "freeze");
  return (
    <Dialog
      title={label}
      trigger={
        <Button size="sm" icon={frozen ? <LockOpen aria-hidden /> : <Lock aria-hidden />}>
          {label}
        </Button>
      }
    >
      <ActionForm
        action={freezeLineAction}
        fixed={{ id: planId, lineId, frozen: !frozen }}
        submit={label}
        labels={{ reason: t("freezeReason") }}
      >
        {frozen ? null : (
          <FormField name="reason" label={t("freezeReason")} required>
            <Textarea name="reason" rows={3} maxLength={500} />
          </FormField>
        )}
      </ActionForm>
    </Dialog>
  );
}
