"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Card } from "@/components/ui/page-header";
import { adoptPlanAction } from "@/lib/decision/allocation/actions";
import { useState } from "react";

/** Adopts the plan: all or, when asked, all that still fits; conflicts come back named line by line. */
export function AdoptForm({ id, version }: { id: string; version: number }) {
  const t = useTranslations("allocation.adopt");
  const [leave, setLeave] = useState(false);
  return (
    <Card className="mb-6">
      <h2 className="mb-1 text-lg font-semibold">{t("title")}</h2>
      <p className="mb-3 text-ink-2">{t("lead")}</p>
      <ActionForm
        action={adoptPlanAction}
        fixed={{ id, version, leaveConflicts: leave }}
        submit={t("submit")}
        done={(value) => t("done", { transfers: value.transfers, adopted: value.adopted })}
      >
        <Checkbox
          label={t("leaveConflicts")}
          checked={leave}
          onChange={(event) => setLeave(event.currentTarget.checked)}
        />
      </ActionForm>
    </Card>
  );
}
