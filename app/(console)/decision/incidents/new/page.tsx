import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Input, Textarea } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { openIncidentAction } from "@/lib/decision/incident/actions";
import { INCIDENT_KINDS } from "@/lib/decision/incident/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { searchAreasAction } from "@/lib/platform/places/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("incident"))("create") };
}

export default async function NewIncidentPage() {
  const actor = await requireActor();
  if (!canSomewhere(actor, "incident.open")) throw new NotFound({ key: "errors.notAllowed" });
  const t = await getTranslations("incident");
  const fields = {
    nameZh: t("fields.nameZh"),
    nameEn: t("fields.nameEn"),
    areaCode: t("fields.areaCode"),
    level: t("fields.level"),
    reason: t("fields.reason"),
    kind: t("fields.kind"),
  };
  return (
    <>
      <PageHeader title={t("create")} trail={[{ label: t("title"), href: "/decision/incidents" }]} />
      <ActionForm
        action={openIncidentAction}
        submit={t("create")}
        then="/decision/incidents/{id}"
        labels={fields}
        className="grid max-w-2xl gap-4"
      >
        <FormField name="kind" label={fields.kind} required>
          <Select
            name="kind"
            defaultValue="epidemic"
            options={INCIDENT_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          />
        </FormField>
        <FormField name="nameZh" label={fields.nameZh} required>
          <Input name="nameZh" maxLength={100} />
        </FormField>
        <FormField name="nameEn" label={fields.nameEn} required>
          <Input name="nameEn" maxLength={200} />
        </FormField>
        <FormField name="areaCode" label={fields.areaCode} required>
          <Combobox name="areaCode" search={searchAreasAction} />
        </FormField>
        <FormField name="level" label={fields.level} group required>
          <RadioCards
            name="level"
            columns={4}
            cards={(["1", "2", "3", "4"] as const).map((value) => ({ value, label: t(`levels.${value}`) }))}
          />
        </FormField>
        <FormField name="reason" label={fields.reason} required>
          <Textarea name="reason" rows={3} maxLength={2000} />
        </FormField>
        <FormField name="note" label={t("fields.note")}>
          <Textarea name="note" rows={2} maxLength={4000} />
        </FormField>
      </ActionForm>
    </>
  );
}
