import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Banner } from "@/components/ui/banner";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { createPlanAction } from "@/lib/decision/allocation/actions";
import { openIncidents } from "@/lib/decision/incident/queries";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { searchAreasAction } from "@/lib/platform/places/actions";
import { areaName } from "@/lib/platform/places/queries";
import { nameIn } from "@/lib/platform/i18n/names";
import { LimitsFields } from "../limits-fields";
import { DEFAULT_LIMITS } from "../limits-text";
import { ObjectiveFields } from "../weighing-fields";
import { GoodsPicker } from "./goods-picker";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("allocation"))("create") };
}

export default async function NewPlanPage() {
  const actor = await requireActor();
  if (!canSomewhere(actor, "plan.create")) throw new NotFound({ key: "errors.notAllowed" });
  const [t, locale, incidents] = await Promise.all([getTranslations("allocation"), getLocale(), openIncidents(actor)]);
  const code =
    actor.assignments.find((one) => one.role === "commander" || one.role === "reserveOfficer")?.areaCode ?? "";
  const labels = {
    incidentId: t("fields.incident"),
    areaCode: t("fields.area"),
    objective: t("fields.objective"),
    horizonDays: t("fields.horizonDays"),
    "weighing.by": t("weighing.label"),
    "weighing.weights": t("weighing.weights"),
  };
  return (
    <>
      <PageHeader title={t("create")} lead={t("lead")} trail={[{ label: t("title"), href: "/decision/plans" }]} />
      {incidents.length === 0 ? <Banner tone="trouble" title={t("errors.incidentNotOpen")} /> : null}
      <ActionForm
        action={createPlanAction}
        submit={t("compute")}
        then="/decision/plans/{id}"
        labels={labels}
        className="grid max-w-3xl gap-5"
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField name="incidentId" label={labels.incidentId} required>
            <Select
              name="incidentId"
              defaultValue={incidents[0]?.id ?? ""}
              placeholder="—"
              options={incidents.map((one) => ({ value: one.id, label: nameIn(one, locale) }))}
            />
          </FormField>
          <FormField name="areaCode" label={labels.areaCode} required>
            <Combobox
              name="areaCode"
              search={searchAreasAction}
              defaultOption={{ value: code, label: await areaName(actor, code, locale) }}
            />
          </FormField>
        </div>
        <ObjectiveFields label={labels.objective} weighingLabel={labels["weighing.by"]} />
        <FormField name="goodsIds" label={t("fields.goods")} hint={t("fields.goodsHint")} group>
          <GoodsPicker name="goodsIds[]" />
        </FormField>
        <div className="grid gap-4 sm:grid-cols-3">
          <FormField name="horizonDays" label={labels.horizonDays}>
            <NumberInput name="horizonDays" min={1} max={30} defaultValue={3} />
          </FormField>
        </div>
        <div className="grid gap-2">
          <Checkbox name="floors" label={t("fields.floors")} defaultChecked />
          <Checkbox name="substitution" label={t("fields.substitution")} defaultChecked />
          <Checkbox name="estimates" label={t("fields.estimates")} defaultChecked />
        </div>
        <LimitsFields shown={DEFAULT_LIMITS} />
        <FormField name="name" label={t("fields.name")}>
          <Input name="name" maxLength={100} />
        </FormField>
      </ActionForm>
    </>
  );
}
