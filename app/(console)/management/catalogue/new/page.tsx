import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Input, Textarea } from "@/components/ui/input";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { unitText } from "@/components/ui/unit-text";
import { createGoodsAction, importExternalCodesAction } from "@/lib/operation/catalogue/actions";
import { listUnits } from "@/lib/operation/catalogue/queries";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { GoodsFields } from "../goods-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalogue"))("create") };
}

export default async function NewGoodsPage() {
  const actor = await requireActor();
  if (!canSomewhere(actor, "catalogue.edit")) throw new NotFound({ key: "errors.notAllowed" });
  const [t, units, locale] = await Promise.all([getTranslations("catalogue"), listUnits(actor), getLocale()]);
  const labels = {
    code: t("fields.code"),
    nameZh: t("fields.nameZh"),
    nameEn: t("fields.nameEn"),
    categoryCode: t("fields.category"),
    baseUnit: t("fields.baseUnit"),
  };
  return (
    <>
      <PageHeader title={t("create")} trail={[{ label: t("title"), href: "/management/catalogue" }]} />
      <div className="grid gap-10 lg:grid-cols-2">
        <ActionForm action={createGoodsAction} submit={t("create")} then="/management/catalogue/{id}" labels={labels}>
          <FormField name="code" label={labels.code} required>
            <Input name="code" maxLength={30} placeholder="CP-MSK-99" />
          </FormField>
          <FormField name="baseUnit" label={labels.baseUnit} required>
            <Select
              name="baseUnit"
              placeholder="—"
              options={units
                .filter((unit) => !unit.packaging)
                .map((unit) => ({ value: unit.code, label: unitText(unit.code, locale) }))}
            />
          </FormField>
          <GoodsFields />
        </ActionForm>
        <Section title={t("external.title")}>
          <p className="mb-3 max-w-prose text-ink-2">{t("external.lead")}</p>
          <ActionForm
            action={importExternalCodesAction}
            submit={t("external.submit")}
            variant="secondary"
            done={t("external.done")}
            resetOnDone
            labels={{ scheme: t("external.scheme"), lines: t("external.lines") }}
          >
            <FormField name="scheme" label={t("external.scheme")} required>
              <Input name="scheme" defaultValue="GB/T 38565-2020" maxLength={40} />
            </FormField>
            <FormField name="lines" label={t("external.lines")} required>
              <Textarea name="lines" rows={8} />
            </FormField>
          </ActionForm>
        </Section>
      </div>
    </>
  );
}
