import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Input, Textarea } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";
import { sitesFor } from "@/lib/operation/procurement/queries/choices";
import { openStocktakeAction } from "@/lib/operation/storage/actions";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("stocktakes.create") };
}

export default async function NewStocktakePage() {
  const [actor, t, locale] = await Promise.all([requireActor(), getTranslations("storage"), getLocale()]);
  const sites = await sitesFor(actor, "stocktake.open");
  return (
    <>
      <PageHeader
        title={t("stocktakes.create")}
        lead={t("stocktakes.lead")}
        trail={[{ label: t("stocktake.title"), href: "/operation/stocktakes" }]}
      />
      <ActionForm
        action={openStocktakeAction}
        submit={t("stocktakes.create")}
        then="/operation/stocktakes/{id}"
        labels={{ siteId: t("fields.site") }}
        className="grid max-w-xl gap-4"
      >
        <FormField name="siteId" label={t("fields.site")} required>
          <Select
            name="siteId"
            defaultValue={sites.length === 1 ? sites[0]?.id : ""}
            options={sites.map((site) => ({
              value: site.id,
              label: nameIn(site, locale),
            }))}
          />
        </FormField>
        <FormField name="zone" label={t("fields.zone")} hint={t("stocktakes.zoneHint")}>
          <Input name="zone" maxLength={40} />
        </FormField>
        <FormField name="goodsId" label={t("fields.goods")} hint={t("stocktakes.goodsHint")}>
          <Combobox name="goodsId" search={searchGoodsAction} />
        </FormField>
        <FormField name="note" label={t("fields.note")}>
          <Textarea name="note" rows={2} maxLength={2000} />
        </FormField>
      </ActionForm>
    </>
  );
}
