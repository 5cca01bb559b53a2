import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { editSiteAction } from "@/lib/platform/places/actions";
import { getSite } from "@/lib/platform/places/queries";
import { nameIn } from "@/lib/platform/i18n/names";
import { SiteFields, siteLabels } from "../../site-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("places"))("edit") };
}

export default async function EditSitePage({ params }: { params: Promise<{ id: string }> }) {
  const [actor, { id }, t, labels, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("places"),
    siteLabels(),
    getLocale(),
  ]);
  const site = await getSite(actor, id);
  if (!site.mayEdit) throw new NotFound({ key: "errors.notAllowed" });
  return (
    <>
      <PageHeader
        title={t("edit")}
        trail={[
          { label: t("title"), href: "/management/places" },
          { label: nameIn(site, locale), href: `/management/places/${id}` },
        ]}
      />
      <div className="max-w-2xl">
        <ActionForm
          action={editSiteAction}
          fixed={{ id, version: site.version }}
          submit={t("editSubmit")}
          done={t("edited")}
          then={`/management/places/${id}`}
          labels={labels}
        >
          <SiteFields site={site} />
          <FormField name="active" label={t("fields.active")}>
            <Select
              name="active"
              defaultValue={site.active ? "yes" : "no"}
              options={(["yes", "no"] as const).map((value) => ({ value, label: t(`active.${value}`) }))}
            />
          </FormField>
          <FormField name="reason" label={t("fields.reason")} hint={t("reasonHint")}>
            <Input name="reason" maxLength={2000} />
          </FormField>
        </ActionForm>
      </div>
    </>
  );
}
