import { getTranslations } from "next-intl/server";
import { FormField } from "@/components/form/action-form";
import { Input, Textarea } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import type { SiteDetail } from "@/lib/platform/places/queries";
import { PRECISIONS, SITE_STORAGE_CLASSES, SITE_TIERS } from "@/lib/platform/places/schema";

/** The facts of a site that may change: of a new one, or of the given one. */
export async function SiteFields({ site }: { site?: SiteDetail }) {
  const t = await getTranslations("places");
  return (
    <>
      <FormField name="name" label={t("fields.name")} required>
        <Input name="name" maxLength={100} defaultValue={site?.name} />
      </FormField>
      <FormField name="nameEn" label={t("fields.nameEn")}>
        <Input name="nameEn" maxLength={200} defaultValue={site?.nameEn ?? undefined} />
      </FormField>
      <FormField name="tier" label={t("fields.tier")}>
        <Select
          name="tier"
          placeholder="—"
          defaultValue={site?.tier ?? ""}
          options={SITE_TIERS.map((value) => ({ value, label: t(`tiers.${value}`) }))}
        />
      </FormField>
      <div className="grid gap-4 sm:grid-cols-3">
        <FormField name="lon" label={t("fields.lon")} hint={t("positionHint")}>
          <Input name="lon" inputMode="decimal" defaultValue={site?.lon ?? undefined} />
        </FormField>
        <FormField name="lat" label={t("fields.lat")}>
          <Input name="lat" inputMode="decimal" defaultValue={site?.lat ?? undefined} />
        </FormField>
        <FormField name="precision" label={t("fields.precision")}>
          <Select
            name="precision"
            defaultValue={site?.precision ?? "schematic"}
            options={PRECISIONS.map((value) => ({ value, label: t(`precisions.${value}`) }))}
          />
        </FormField>
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <FormField name="beds" label={t("fields.beds")}>
          <NumberInput name="beds" min={0} defaultValue={site?.beds ?? undefined} />
        </FormField>
        <FormField name="population" label={t("fields.population")}>
          <NumberInput name="population" min={0} defaultValue={site?.population ?? undefined} />
        </FormField>
        <FormField name="throughputKgPerDay" label={t("fields.throughput")}>
          <NumberInput
            name="throughputKgPerDay"
            min={0}
            defaultValue={site?.throughputKgPerDay == null ? undefined : Number(site.throughputKgPerDay)}
          />
        </FormField>
      </div>
      <fieldset>
        <legend className="mb-1 font-medium">{t("fields.storageClasses")}</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {SITE_STORAGE_CLASSES.map((value) => (
            <label key={value} className="flex min-h-9 items-center gap-2 touch:min-h-11">
              <input
                type="checkbox"
                name="storageClasses[]"
                value={value}
                defaultChecked={site ? site.storageClasses.includes(value) : value === "ambient"}
                className="size-4"
              />
              {t(`storage.${value}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <FormField name="note" label={t("fields.note")}>
        <Textarea name="note" rows={3} maxLength={1000} defaultValue={site?.note ?? undefined} />
      </FormField>
    </>
  );
}

/** Names of the fields for the summary of what is wrong. */
export async function siteLabels(): Promise<Record<string, string>> {
  const t = await getTranslations("places.fields");
  return {
    code: t("code"),
    name: t("name"),
    nameEn: t("nameEn"),
    kind: t("kind"),
    tier: t("tier"),
    areaCode: t("area"),
    lon: t("lon"),
    lat: t("lat"),
    precision: t("precision"),
    beds: t("beds"),
    population: t("population"),
    throughputKgPerDay: t("throughput"),
    storageClasses: t("storageClasses"),
    note: t("note"),
    reason: t("reason"),
  };
}
