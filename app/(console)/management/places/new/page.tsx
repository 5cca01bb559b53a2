import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { createSiteAction, searchAreasAction } from "@/lib/platform/places/actions";
import { SITE_KINDS } from "@/lib/platform/places/schema";
import { SiteFields, siteLabels } from "../site-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("places"))("create") };
}

export default async function NewSitePage() {
  const actor = await requireActor();
  if (!canSomewhere(actor, "site.edit")) throw new NotFound({ key: "errors.notAllowed" });
  const [t, labels] = await Promise.all([getTranslations("places"), siteLabels()]);
  return (
    <>
      <PageHeader
        title={t("create")}
        lead={t("createLead")}
        trail={[{ label: t("title"), href: "/management/places" }]}
      />
      <div className="max-w-2xl">
        <ActionForm action={createSiteAction} submit={t("create")} then="/management/places/{id}" labels={labels}>
          <FormField name="code" label={t("fields.code")} hint={t("codeHint")} required>
            <Input name="code" maxLength={30} autoCapitalize="characters" spellCheck={false} autoComplete="off" />
          </FormField>
          <FormField name="kind" label={t("fields.kind")} required>
            <Select
              name="kind"
              placeholder="—"
              options={SITE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          </FormField>
          <FormField name="areaCode" label={t("fields.area")} required>
            <Combobox name="areaCode" search={searchAreasAction} />
          </FormField>
          <SiteFields />
        </ActionForm>
      </div>
    </>
  );
}
