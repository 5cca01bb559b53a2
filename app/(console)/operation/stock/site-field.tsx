import { getLocale, getTranslations } from "next-intl/server";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { sitesFor } from "@/lib/operation/procurement/queries/choices";
import type { Actor } from "@/lib/platform/auth/actor";

/** Filter by site: the sites whose stock the person may see. */
export async function SiteField({ actor, siteId }: { actor: Actor; siteId?: string }) {
  const [sites, t, locale] = await Promise.all([
    sitesFor(actor, "stock.read"),
    getTranslations("storage"),
    getLocale(),
  ]);
  return (
    <Field label={t("fields.site")} name="site">
      <Select
        name="site"
        defaultValue={siteId ?? ""}
        placeholder={t("fields.all")}
        options={sites.map((site) => ({
          value: site.id,
          label: locale === "en" ? (site.nameEn ?? site.name) : site.name,
        }))}
      />
    </Field>
  );
}
