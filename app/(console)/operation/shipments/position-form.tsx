"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { reportPositionAction } from "@/lib/operation/transport/shipment/actions";
import { PositionFields } from "./position-fields";

/** Says where a shipment under way is: by the phone's position where the connection allows it, or by naming the place. */
export function PositionForm({ id }: { id: string }) {
  const t = useTranslations("transport.shipment");
  return (
    <ActionForm
      action={reportPositionAction}
      fixed={{ id }}
      submit={t("position.submit")}
      done={t("position.done")}
      variant="secondary"
      resetOnDone
    >
      <PositionFields label={t("position.place")} hint={t("position.placeHint")} />
    </ActionForm>
  );
}
