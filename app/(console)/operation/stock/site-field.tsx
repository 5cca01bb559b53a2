import { getLocale, getTranslations } from "next-intl/server";
import { sitesFor } from "@/lib/operation/procurement/queries/choices";
import type { Actor } from "@/lib/platform/auth/actor";
import { nameIn } from "@/lib/platform/i18n/names";
import { FilterControl, type FilterField } from "../../filter-control";

/** Filter by site: the sites whose stock the person may see. */
export async function siteField(actor: Actor): Promise<FilterField> {
  const [sites, t, locale] = await Promise.all([
    sitesFor(actor, "stock.read"),
    getTranslations("storage"),
    getLocale(),
  ]);
  return {
    name: "site",
    label: t("fields.site"),
    placeholder: t("fields.all"),
    options: sites.map((site) => ({
      value: site.id,
      label: nameIn(site, locale),
    })),
  };
}

/** The control of `siteField` in a form that is no list's. */
export async function SiteField({ actor, siteId }: { actor: Actor; siteId?: string }) {
  return <FilterControl field={await siteField(actor)} value={siteId} />;
}
